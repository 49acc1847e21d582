"""The interface can be read in English, all of it, always: the catalogue says what the source says."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message

from tests.house.source import APPS, ROOT

CATALOGUE = Path("sala_styr/locale/en/LC_MESSAGES/django.po")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The English catalogue, brought up to date with the source in a copy of the project. Needs gettext's programs."""
    copy = tmp_path_factory.mktemp("project")
    for name in (*APPS, "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "migrations", "*.mo"))
    shutil.copy(ROOT / "manage.py", copy)
    done = subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-wrap"],
        cwd=copy,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "sala_styr.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\nFattas gettext? apt-get install -y gettext"
    with (copy / CATALOGUE).open("rb") as file:
        return pofile.read_po(file)


def texts(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_every_text_has_an_english_translation(catalogue: Catalog) -> None:
    missing = [str(message.id) for message in catalogue if message.id and not all(texts(message))]
    assert not missing, f"{len(missing)} without translation (make messages):\n" + "\n".join(missing)


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    fuzzy = [str(message.id) for message in catalogue if message.id and message.fuzzy]
    assert not fuzzy, "\n".join(fuzzy)
    assert not catalogue.fuzzy, "the catalogue's own head is marked fuzzy, so it would not be compiled"


def test_no_translation_is_left_of_a_text_that_is_gone(catalogue: Catalog) -> None:
    assert not [message.id for message in catalogue.obsolete.values()]


def test_translations_keep_the_places_for_names_and_figures(catalogue: Catalog) -> None:
    broken = [f"{message.id!r}: {error}" for message in catalogue for error in message.check(catalogue)]
    assert not broken, "\n".join(broken)


def contents(catalogue: Catalog) -> dict[tuple[str | None, ...], tuple[str, ...]]:
    """Every text (its context first) and its translations. Babel gives plurals and contexts of a .mo as lists and bytes; here they are alike."""
    return {
        (
            message.context.decode() if isinstance(message.context, bytes) else message.context,
            *((message.id,) if isinstance(message.id, str) else message.id),
        ): texts(message)
        for message in catalogue
        if message.id and message.string
    }


def test_the_catalogue_is_compiled_from_what_is_written() -> None:
    with (ROOT / CATALOGUE).open("rb") as file:
        written = contents(pofile.read_po(file))
    with (ROOT / CATALOGUE).with_suffix(".mo").open("rb") as file:
        compiled = contents(mofile.read_mo(file))
    assert compiled == written, "make setup compiles it"
