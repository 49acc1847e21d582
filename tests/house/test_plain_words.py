"""The follow-up's texts are plain Swedish that asks: where one writes freely there is a question, and no officialese stands anywhere."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from django import forms

import followup.forms
from tests.house.source import ROOT

# Words of offices (klarspråk), and of machines that blame. "Ange" and "vänligen" order; what must be done is said as what is needed.
OFFICIALESE = re.compile(
    r"\b(måste|skall|erfordra\w*|avseende|vederbörande|vänligen|ange|obligatorisk\w*|ogiltig\w*|felaktig\w*|samt|ovanstående|nedanstående"
    r"|medelst|härmed|i enlighet med|med anledning av|ifall att|beaktas?|initiera\w*|implementera\w*|misslyckades)\b",
    re.IGNORECASE,
)
TEXT = re.compile(
    r"""(?:\b(?:_|gettext|gettext_lazy|ngettext)\(|\{%\s*translate\s)\s*(?P<quote>["'])(?P<text>(?:\\.|(?!(?P=quote)).)+)(?P=quote)"""
    r"""|\{%\s*blocktranslate\b[^%]*%\}(?P<block>.*?)\{%\s*endblocktranslate""",
    re.DOTALL,
)
WHERE = (
    *("followup/**/*.py", "sala_styr/mail/**/*.py", "sala_styr/organisation/**/*.py"),
    *("templates/followup/**/*.html", "templates/mail/**/*", "templates/organisation/**/*.html"),
)
# The headings of the municipality's own template for dialogues (domain §6.5), and labels that the form makes when it is shown.
ITS_OWN_WORDS = {
    ("DialogueForm", "focus_areas"),
    ("DialogueForm", "money"),
    ("DialogueForm", "support"),
    ("NewFindingForm", "text"),
    ("SectionForm", "text"),
}


def texts() -> Iterator[tuple[str, str]]:
    """Each text that is shown, with its file."""
    for pattern in WHERE:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and not {"migrations", "demo", "bench"} & set(path.parts):
                for found in TEXT.finditer(path.read_text(encoding="utf-8")):
                    yield str(path.relative_to(ROOT)), found["text"] or found["block"]


def places_to_write() -> Iterator[tuple[str, str, str]]:
    """Each box for free words in the follow-up: its form, its name, and what stands at it."""
    for module in pkgutil.iter_modules(followup.forms.__path__):
        for name, form in vars(importlib.import_module(f"followup.forms.{module.name}")).items():
            if isinstance(form, type) and issubclass(form, forms.BaseForm) and form.__module__.endswith(module.name):
                for field_name, field in form.base_fields.items():  # type: ignore[attr-defined]
                    if isinstance(field.widget, forms.Textarea):
                        yield name, field_name, f"{field.label} {field.help_text}"


def test_no_text_speaks_as_an_office() -> None:
    read = list(texts())
    assert len(read) > 1000, "the texts are not found where they were"
    stiff = [f"{path}: {text}" for path, text in read if OFFICIALESE.search(text)]
    assert not stiff, "Say it as to a colleague:\n" + "\n".join(stiff)


@pytest.mark.parametrize(
    "text", ["Ange ämne", "Fältet är obligatoriskt", "Du måste välja", "Ogiltigt datum", "mål samt strategier"]
)
def test_stiff_words_would_be_found(text: str) -> None:
    assert OFFICIALESE.search(text)


def test_every_place_to_write_asks() -> None:
    places = list(places_to_write())
    assert {(form, field) for form, field, _said in places} >= ITS_OWN_WORDS
    silent = [
        f"{form}.{field}: {said}"
        for form, field, said in places
        if "?" not in said and (form, field) not in ITS_OWN_WORDS
    ]
    assert not silent, "Ask for it rather than naming it:\n" + "\n".join(silent)
