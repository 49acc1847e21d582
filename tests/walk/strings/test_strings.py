"""What is written in the fields where people write most stands there afterwards, sign for sign: in the form again, on the page, in CSV, in Excel and
in the PDF. A NUL, which no database keeps, is asked about or left out and never an error."""

import html
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import chain
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from goals.actions.assignments import give_assignment
from goals.exchange.plan_columns import plan_columns, whole_plan
from sala_styr.documents.model import Paragraph, Section
from sala_styr.documents.pdf import render_pdf
from sala_styr.tables import read_table
from sala_styr.tables.back import values
from sala_styr.tables.out import CSV, XLSX, written
from tests.cast import Cast
from tests.documents.builders import document
from tests.documents.reading import text_of
from tests.followup.builders import dialogue, period
from tests.walk.fuzz.forms import Form, forms_of
from tests.walk.strings.strings import ENDS, IN_A_FILE, KINDS, WORDS, lines
from tests.writing.builders import section, whole_report

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Place:
    """A text of an object, as one who may writes it by the form at ``edit``; ``shown`` is the page where all read it, where it is plain text."""

    who: str
    thing: models.Model
    name: str
    edit: str
    field: str
    longest: int
    shown: str = ""
    because: str = ""
    """The field that asks why, where one does."""

    def sent(self, text: str) -> dict[str, str]:
        """What else the form asks for, with ``text``."""
        return {self.field: text} | ({self.because: "Skrivfel."} if self.because else {})

    def form(self, client: Client) -> Form:
        page = client.get(self.edit).content.decode()
        return next(form for form in forms_of(page, self.edit) if self.field in form.fields)

    def kept(self) -> str:
        self.thing.refresh_from_db()
        return str(getattr(self.thing, self.name))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def said(page: str) -> str:
    """What a page says to one who reads it."""
    reader = _Reader()
    reader.feed(page)
    return "".join(reader.said)


def title(cast: Cast) -> Place:
    item = cast.chain()["activity"]
    edit = reverse("goals:edit", args=[item.pk])
    return Place("manager_a1", item, "title", edit, "title", 200, reverse("goals:item", args=[item.pk]))


def description(cast: Cast) -> Place:
    item = cast.chain()["activity"]
    return Place("manager_a1", item, "description", reverse("goals:edit", args=[item.pk]), "description", 2_000)


def unit_name(cast: Cast) -> Place:
    unit = cast["A1"]
    edit = reverse("organisation:unit_edit", args=[unit.pk])
    return Place("administrator", unit, "name", edit, "name", 120, reverse("organisation:unit", args=[unit.pk]))


def assignment(cast: Cast) -> Place:
    decided = cast.decision()
    given = give_assignment(
        cast.actor("kf_chair"), cast["KF"], decided, title="Utred", due=decided.date, receivers=[cast["A"]]
    )
    edit = reverse("goals:assignment_edit", args=[given.pk])
    return Place("kf_chair", given, "title", edit, "title", 200, reverse("goals:assignment", args=[given.pk]), "reason")


PLACES: list[Callable[[Cast], Place]] = [title, description, unit_name, assignment]


@pytest.mark.parametrize("at", PLACES)
def test_what_is_written_in_a_form_stands_in_it_and_on_the_page(cast: Cast, at: Callable[[Cast], Place]) -> None:
    place = at(cast)
    client = cast.client(place.who)
    for line in lines(place.longest):
        form = place.form(client)
        answer = client.post(form.action, form.fields | place.sent(line))
        assert answer.status_code == 302, said(answer.content.decode())
        assert place.kept() == line
        assert place.form(client).fields[place.field].strip("\n") == line
        if place.shown:
            assert line in said(client.get(place.shown).content.decode())


@pytest.mark.parametrize("at", PLACES)
def test_a_nul_is_asked_about_and_nothing_is_written(cast: Cast, at: Callable[[Cast], Place]) -> None:
    place = at(cast)
    client = cast.client(place.who)
    form, before = place.form(client), place.kept()
    answer = client.post(form.action, form.fields | place.sent("a\x00b"))
    assert answer.status_code == 422
    assert place.kept() == before


def whole() -> str:
    """Everything, a line for each kind."""
    return "\n".join(f"{ENDS} {f' {ENDS} '.join(words)} {ENDS}" for words in KINDS.values())


def saved(client: Client, address: str, field: str, text: str) -> Any:
    """What the page that saves itself is told stands there."""
    body = {"fields": {field: {"base": "", "text": text}}}
    answer = client.post(address, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()["fields"][field]["text"]


def test_a_section_and_its_comment_keep_every_sign(cast: Cast) -> None:
    found = section(whole_report(cast), "Händelser")
    client, page = cast.client("controller"), reverse("writing:section", args=[found.pk])
    assert saved(client, reverse("writing:save_section", args=[found.pk]), "text", whole()) == whole()
    client.post(reverse("writing:comment", args=[found.pk]), {"comment": whole()})
    found.refresh_from_db()
    assert found.text == whole()
    assert found.comments.get().text.replace("\r\n", "\n") == whole()
    shown = client.get(page).content.decode()
    assert html.escape(whole()) in shown.replace("\r\n", "\n")


def test_a_dialogue_keeps_every_sign(cast: Cast) -> None:
    talk = dialogue(cast, period())
    client = cast.client("head_a")
    assert saved(client, reverse("followup:save_dialogue", args=[talk.pk]), "money", whole()) == whole()
    assert whole() in said(client.get(reverse("followup:dialogue", args=[talk.pk])).content.decode())


@pytest.mark.parametrize("sign", ["a\x00b", json.loads('"a\\ud800b"')], ids=["nul", "half a sign"])
def test_what_no_database_keeps_is_left_out_of_what_saves_itself(cast: Cast, sign: str) -> None:
    talk = dialogue(cast, period())
    address = reverse("followup:save_dialogue", args=[talk.pk])
    assert saved(cast.client("head_a"), address, "money", sign) == "ab"


@pytest.mark.parametrize("format_", [CSV, XLSX])
def test_a_file_brings_every_text_back(cast: Cast, format_: str) -> None:
    above = cast.chain()["strategy"]
    titles = set(lines(200))
    for line in titles:
        cast.item("activity", "A1", parent=above, title=line, description=whole())
    listing = whole_plan(cast.actor("manager_a1"), 2026)
    with written(listing, format_) as file:
        rows = values(read_table(file.read()), listing.columns)
    at = {name: place for place, name in enumerate(plan_columns())}
    back = {row[at["title"]]: row[at["description"]] for row in rows}
    assert {line.translate(IN_A_FILE) for line in titles} <= set(back)
    assert {back[line.translate(IN_A_FILE)] for line in titles} == {whole().translate(IN_A_FILE)}


def printed(text: str) -> str:
    """Without blanks, which a line break on paper may stand for, and with each letter as one sign."""
    return unicodedata.normalize("NFC", "".join(text.split()))


NOT_READ_OFF_PAPER = {
    *("blanks", "direction", "signs on signs", "beyond the first plane"),
    *("other scripts", "signs that are not seen", "control"),
}
"""Kinds that are printed, but that pdftotext gives back in another order or in pieces, or that the fonts have no letters for."""


def test_the_paper_has_what_was_written() -> None:
    sections = (Section(kind, tuple(Paragraph(word + ENDS) for word in words)) for kind, words in KINDS.items())
    paper = printed(text_of(render_pdf(document(*sections))))
    read = chain.from_iterable(words for kind, words in KINDS.items() if kind not in NOT_READ_OFF_PAPER)
    assert [word for word in read if printed(word + ENDS) not in paper] == []


def test_they_are_about_a_hundred_and_none_comes_twice() -> None:
    assert len(WORDS) == len(set(WORDS)) > 90
