"""A written report is one document: what people wrote, what is shown live, the units' parts, and plainly what is missing."""

from pathlib import Path

import pytest
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries

from sala_styr.documents.layout import section_views
from sala_styr.documents.live import Scope, find_block
from sala_styr.documents.model import Block, Paragraph, Section, Table, walk
from sala_styr.documents.pdf import document_html
from sala_styr.documents.rich import Picture, RichText
from sala_styr.errors import Refused, RuleBroken
from sala_styr.writing.actions import pictures as verbs
from sala_styr.writing.actions.templates import SectionPlan, add_section
from sala_styr.writing.composing import compose, compose_section, fit
from sala_styr.writing.models import ReportPicture
from tests.cast import Cast
from tests.documents.builders import png
from tests.writing.builders import section, unit_report, whole_report, written

pytestmark = pytest.mark.django_db
QUERIES = 9
"""Sections, pictures, the units' reports with theirs, and what resultaträkningen asks."""


def text_of(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph | RichText))


def outline(sections: tuple[Section, ...]) -> list[tuple[int, str]]:
    return [(level, each.heading) for level, each in walk(sections)]


def test_a_report_says_what_is_written_and_what_is_not_and_by_whom(cast: Cast) -> None:
    report = whole_report(cast)
    written(cast, report, "Händelser", "Vi byggde **två** skolor.\n\n## Vården\nLugnt år.")
    document = compose(report)
    assert document.title == "Året 2025"
    assert document.draft
    assert outline(document.sections) == [
        (1, "Händelser"),
        (2, "Vården"),
        (1, "Berättelsen"),
        (2, "Personal"),
        (2, "Pengar"),
        (1, "Nämnderna"),
    ]
    events, story, _boards = document.sections
    assert text_of(events.blocks) == "Vi byggde två skolor."
    assert (
        text_of(story.sections[0].blocks)
        == "Det här avsnittet är inte skrivet ännu. Det skrivs av kommunens controller."
    )
    assert any(
        isinstance(block, Table) and block.caption == "Resultaträkning 2025" for block in story.sections[1].blocks
    )


def test_the_committees_reports_flow_in_in_the_order_of_the_organisation(cast: Cast) -> None:
    whole = whole_report(cast)
    for unit in ("B", "A"):
        written(cast, unit_report(cast, unit), "Uppdrag", f"Vi är nämnd {unit}.")
    boards = compose(whole).sections[2]
    assert outline(boards.sections) == [
        (1, "Nämnd A"),
        (2, "Uppdrag"),
        (2, "Förord"),
        (1, "Nämnd B"),
        (2, "Uppdrag"),
        (2, "Förord"),
    ]
    assert text_of(boards.sections[1].sections[0].blocks) == "Vi är nämnd B."
    assert boards.sections[0].owner == "Nämnd A"


def test_the_parts_of_another_year_do_not_flow_in(cast: Cast) -> None:
    whole = whole_report(cast)
    unit_report(cast, "A", 2024)
    assert compose(whole).sections[2].sections == ()


def test_a_block_that_no_app_offers_any_longer_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    report = whole_report(cast)
    found = section(report, "Pengar")
    found.blocks = ["borta.nu"]
    shown, faults = compose_section(found)
    assert "borta.nu" in text_of(shown.blocks)
    assert faults == ("Det som skulle visas här (borta.nu) finns inte längre i systemet.",)


def test_what_the_writer_should_look_at_is_said(cast: Cast) -> None:
    found = written(cast, whole_report(cast), "Händelser", "Resultatet blev [[finns.inte]].")
    assert compose_section(found)[1] == ("Det finns ingen siffra som heter ”finns.inte”.",)


def test_a_live_figure_is_the_pages_own(cast: Cast) -> None:
    found = written(cast, whole_report(cast), "Händelser", "Resultatet blev [[budget.result]].")
    assert compose_section(found)[1] == (
        "Det finns ingen siffra som heter ”budget.result”.",
    )  # nothing is read in: missing is never 0


def test_sections_deeper_than_there_is_room_for_are_lines_in_bold() -> None:
    deep = Section("Ett", (Paragraph("a"),), (Section("Två", (Paragraph("b"),), (Section("Tre", (Paragraph("c"),)),)),))
    blocks, sections = fit((), (deep,), 1)
    assert blocks == ()
    assert outline(sections) == [(1, "Ett")]
    assert text_of(sections[0].blocks) == "a\nTvå\nb\nTre\nc"


def test_everything_fits_however_deep_it_is_written(cast: Cast) -> None:
    whole, actor = whole_report(cast), cast.actor("controller")
    unit = unit_report(cast)
    inner = add_section(actor, unit.template, SectionPlan("Djup"))
    add_section(actor, unit.template, SectionPlan("Djupare"), parent=inner)
    written(cast, unit, "Uppdrag", "# Ett\n## Två\n### Tre\n#### Fyra\nSlut")
    document = compose(whole)  # Document itself refuses more than five levels
    assert document_html(document).count("Fyra") == 1


def test_the_queries_do_not_grow_with_the_report(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    whole = whole_report(cast)
    written(cast, unit_report(cast, "A"), "Uppdrag", "Ett")
    find_block("budget.income").build(Scope(2025))  # type: ignore[union-attr] # what is read once a process
    with django_assert_num_queries(QUERIES):
        compose(whole)
    written(cast, unit_report(cast, "B"), "Uppdrag", "Två")
    for number in range(5):
        add_section(cast.actor("controller"), whole.template, SectionPlan(f"Nytt {number}"))
    with django_assert_num_queries(QUERIES):
        compose(whole)


@pytest.fixture
def pictures_in(tmp_path: Path) -> object:
    with override_settings(MEDIA_ROOT=str(tmp_path)):
        yield tmp_path


@pytest.mark.usefixtures("pictures_in")
def test_a_picture_is_taken_in_without_what_the_camera_wrote_and_shown_where_the_text_says(cast: Cast) -> None:
    report = whole_report(cast)
    made = verbs.add_picture(cast.actor("controller"), report, png(), alternative="En lekplats", caption="Foto: Anna")
    assert (made.number, made.kind, made.width, made.height) == (1, "image/png", 24, 12)
    written(cast, report, "Händelser", "Se ![](bild:1)")
    picture = next(block for block in compose(report).sections[0].blocks if isinstance(block, Picture))
    assert (picture.alternative, picture.caption, picture.sha256) == ("En lekplats", "Foto: Anna", made.sha256)
    view = section_views(compose(report).sections)[0].blocks[1]
    assert view.path == f"/rapporter/skriv/{report.pk}/bilder/1/"  # type: ignore[union-attr]


@pytest.mark.usefixtures("pictures_in")
def test_a_picture_that_a_text_shows_is_not_taken_out(cast: Cast) -> None:
    report, actor = whole_report(cast), cast.actor("controller")
    made = verbs.add_picture(actor, report, png(), alternative="En lekplats")
    written(cast, report, "Händelser", "Se ![](bild:1)")
    with pytest.raises(RuleBroken, match="Händelser"):
        verbs.remove_picture(actor, made)
    other = verbs.add_picture(actor, report, png(), alternative="Samma bild igen")
    assert other.sha256 == made.sha256
    verbs.remove_picture(actor, other)
    assert ReportPicture.objects.get() == made


@pytest.mark.usefixtures("pictures_in")
@pytest.mark.parametrize(
    ("content", "alternative", "field"),
    [(b"GIF89a", "x", "file"), (b"", "x", "file"), (png()[:40], "x", "file"), (png(), " ", "alternative")],
)
def test_what_is_no_picture_is_refused(cast: Cast, content: bytes, alternative: str, field: str) -> None:
    report = whole_report(cast)
    with pytest.raises(RuleBroken) as refused:
        verbs.add_picture(cast.actor("controller"), report, content, alternative=alternative)
    assert refused.value.field == field
    assert not ReportPicture.objects.exists()


def test_pictures_are_added_by_those_who_write_in_the_report(cast: Cast) -> None:
    with pytest.raises(Refused):
        verbs.add_picture(cast.actor("manager_b"), unit_report(cast), png(), alternative="x")
