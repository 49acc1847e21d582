"""Django's own ``flush``, which history's triggers would refuse: it empties the whole database, seals and all, after asking.

That a database was emptied is found with any root that is kept outside.
"""

from typing import Any

from django.core.management.commands.flush import Command as DjangosFlush

from sala_styr.seal.triggers.switch import unguarded


class Command(DjangosFlush):
    def handle(self, **options: Any) -> None:
        with unguarded():
            super().handle(**options)
