"""What a process that serves pages does once, when all of the application is loaded."""

import gc
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver

# Python's own are 700, 10, 10: meant for programs that make few objects at a time. A page of five thousand rows makes a hundred thousand, and
# looking through them for cycles again and again takes a tenth of the page's time (measured by manage.py bench).
THRESHOLDS = (100_000, 50, 1000)


def settle() -> None:
    """Load what the first page would wait for, keep what is loaded out of the garbage collector's rounds, and make the rounds fewer.

    What is there now is shared by all processes that are forked from this one, also by those that are exchanged in the middle of the day.
    """
    get_resolver().reverse_dict  # noqa: B018  # all addresses, and with them all views
    for name in own_templates():
        get_template(name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


def own_templates() -> list[str]:
    """The names of our templates, as they are asked for."""
    folder = Path(settings.BASE_DIR) / "templates"
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.suffix in (".html", ".txt"))
