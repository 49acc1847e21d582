"""The annual report's composition: its order, what it says when something is missing, and what never gets into it."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from followup.actions.judgement import save_joint_judgement
from followup.actions.steps import add_step, ask_question
from followup.models import AssessmentState, DialogueState, Status
from sala_styr.documents.cells import cell_text
from sala_styr.documents.kinds import Order, find_kind
from sala_styr.documents.making import produce
from sala_styr.documents.model import Document, Figure, Paragraph, Section, Table, tables, walk
from sala_styr.documents.rich import RichText, plain
from tests.cast import Cast
from tests.followup.annual import annual_report, write, written_annual
from tests.followup.builders import assessment, dialogue, full_year, mission


def build(year: int = 2025) -> Document:
    return annual_report(year)


def section(document: Document, heading: str) -> Section:
    return next(each for _level, each in walk(document.sections) if each.heading == heading)


def words(document: Document) -> str:
    """All text of the document, tables included."""
    parts = []
    for _level, each in walk(document.sections):
        parts.append(each.heading)
        for block in each.blocks:
            if isinstance(block, Paragraph):
                parts.append(block.text)
            elif not isinstance(block, Table | Figure):
                parts.append(str(block))
    for table in tables(document):
        parts += [table.caption, table.note]
        for row in table.rows:
            parts += [cell_text(table, column, cell) for column, cell in zip(table.columns, row.cells, strict=False)]
    return "\n".join(parts)


def test_the_parts_stand_in_the_order_of_r15_and_then_the_statements(cast: Cast) -> None:
    document = build()
    administration = section(document, "Förvaltningsberättelse")
    assert [each.heading for each in administration.sections] == [
        "Översikt över verksamhetens utveckling",
        "Den kommunala koncernen",
        "Viktiga förhållanden för resultat och ekonomisk ställning",
        "Händelser av väsentlig betydelse",
        "Styrning och uppföljning av den kommunala verksamheten",
        "God ekonomisk hushållning och ekonomisk ställning",
        "Balanskravsresultat",
        "Väsentliga personalförhållanden",
        "Förväntad utveckling",
    ]
    law = ["Förvaltningsberättelse", "Driftredovisning", "Investeringsredovisning", "Resultaträkning", "Balansräkning"]
    law += ["Kassaflödesanalys", "Redovisningsprinciper", "Sammanställda räkenskaper"]
    assert [each.heading for _level, each in walk(document.sections) if each.heading in law] == law


def test_an_empty_year_says_what_is_missing_and_who_writes_it(cast: Cast) -> None:
    text = words(build(2031))
    needed = written_annual(2031).sections.filter(has_text=True, required=True)
    assert text.count("Det här avsnittet är inte skrivet ännu. Det skrivs av kommunens controller.") == needed.count()
    for what in ("Samlad bedömning", "balansräkning"):
        assert re.search(rf"{what}[^\n]*: det finns inga uppgifter för 2031", text), what
    assert "Ingen dialog för 2031" in text


def test_goals_are_printed_per_body_and_level_with_status_trend_comment_and_decision(cast: Cast) -> None:
    chain, during = cast.chain(), full_year()
    assessment(chain["focus"], during, AssessmentState.APPROVED, status=Status.MET, comment="Alla fick plats.")
    table = next(each for each in tables(build()) if each.caption == "Nämnd A: fokusområden, Helår 2025")
    shown = [cell_text(table, column, cell) for column, cell in zip(table.columns, table.rows[0].cells, strict=True)]
    assert shown == ["Ett fokusområde", "●\u00a0uppfyllt", "↗\u00a0bättre", "Alla fick plats."]
    assert str(chain["focus"].decision) in table.note
    assert "1 mål eller prioritering: 1 uppfyllt." in words(build())


def test_what_is_not_reported_is_said_with_whose_it_is_and_how_much(cast: Cast) -> None:
    cast.chain()
    during = full_year()
    assessment(cast.item("focus", "A", title="Ett till"), during, AssessmentState.APPROVED)
    text = words(build())
    assert "Inte rapporterat av Nämnd A för Helår 2025 när uppgifterna hämtades: 1 av 2." in text
    assert "–\u00a0inte rapporterat" in text


def test_drafts_are_in_no_report_and_what_is_not_approved_says_so(cast: Cast) -> None:
    chain, during = cast.chain(), full_year()
    assessment(chain["goal"], during, comment="Bara ett utkast.")
    assessment(chain["focus"], during, AssessmentState.SUBMITTED, comment="Inlämnat.")
    cast.item("focus", "B", state="draft", title="Inte beslutat")
    text = words(build())
    assert "Bara ett utkast." not in text
    assert "Inte beslutat" not in text
    assert "Inlämnat. (Inlämnad, ännu inte godkänd.)" in text


def test_cannot_be_assessed_prints_its_reason(cast: Cast) -> None:
    chain, during = cast.chain(), full_year()
    reason = {"status": Status.CANNOT_ASSESS, "cannot_reason": "Enkäten är inte klar.", "comment": "Vi väntar."}
    assessment(chain["goal"], during, AssessmentState.APPROVED, **reason)
    assert "Vi väntar. Kan inte bedömas därför att: Enkäten är inte klar." in words(build())


def test_the_joint_sentence_stands_among_the_goals(cast: Cast) -> None:
    cast.chain()
    full_year()
    save_joint_judgement(cast.actor("controller"), 2025, "partly", "Två nämnder klarade inte ramen.")
    stewardship = section(build(), "God ekonomisk hushållning och ekonomisk ställning")
    shown = words(replace(build(), sections=(stewardship,)))
    assert "Utfallet 2025 är delvis förenligt med målen för god ekonomisk hushållning." in shown
    assert "Två nämnder klarade inte ramen." in shown


def test_written_parts_replace_the_note_that_they_are_missing(cast: Cast) -> None:
    write(2025, "Väsentliga personalförhållanden", "Första stycket.\n\nAndra stycket.")
    blocks = section(build(), "Väsentliga personalförhållanden").blocks
    assert [plain(block.runs) for block in blocks if isinstance(block, RichText)] == [
        "Första stycket.",
        "Andra stycket.",
    ]


def test_core_missions_are_printed_under_their_committee_or_company(cast: Cast) -> None:
    during = full_year()
    assessment(mission(cast, "A1"), during, AssessmentState.APPROVED, comment="Fungerar.")
    mission(cast, "bolaget")
    text = words(build())
    assert "Fungerar." in text
    assert text.index("Fungerar.") < text.rindex("Bolaget AB")


def test_confirmed_dialogues_are_summed_up_and_unconfirmed_are_not(cast: Cast) -> None:
    during = full_year()
    talk = dialogue(cast, during, reflection="Vi lärde oss att fråga.")
    add_step(cast.actor("head_a"), talk, "Fråga fler.")
    ask_question(cast.actor("head_a"), talk, "Vilka?")
    assert "Vi lärde oss att fråga." not in words(build())
    type(talk).objects.filter(pk=talk.pk).update(
        state=DialogueState.CONFIRMED, upper_confirmed_at="2026-05-13T08:00Z", lower_confirmed_at="2026-05-13T08:00Z"
    )
    table = next(t for t in tables(build()) if t.caption == "Dialoger om 2025")
    assert table.rows[0].cells == ("Nämnd A – Kontor A", talk.day, 1, 0, 1)
    assert "Vi lärde oss att fråga." in words(build())


def test_the_group_and_the_steering_models_levels_are_in_it(cast: Cast) -> None:
    document = build()
    group = next(table for table in tables(document) if table.caption == "Kommunkoncernen 2025")
    names = [row.cells[0] for row in group.rows]
    assert "Bolaget AB" in names
    assert "Kontor A" not in names
    assert "Övergripande prioriteringar" in words(document)


def test_every_figure_has_a_text_and_its_table_and_every_amount_its_unit(cast: Cast) -> None:
    chain, during = cast.chain(), full_year()
    assessment(chain["goal"], during, AssessmentState.APPROVED)
    document = build()
    figures = [block for _level, each in walk(document.sections) for block in each.blocks if isinstance(block, Figure)]
    assert figures
    assert all(figure.alternative and figure.table.rows for figure in figures)
    assert all(table.unit_note for table in tables(document) if table.has_amounts)


def test_the_same_data_has_the_same_code_whenever_the_report_is_made(cast: Cast) -> None:
    cast.chain()
    full_year()
    first = build()
    assert build().data_id == first.data_id
    write(2025, "Händelser av väsentlig betydelse", "Något nytt.")
    assert build().data_id != first.data_id


def test_it_is_a_draft_without_decision(cast: Cast) -> None:
    assert build().draft


def test_it_is_in_swedish_whatever_language_the_page_has(cast: Cast) -> None:
    cast.chain()
    report = written_annual(2025)
    with translation.override("en"):
        made = produce(find_kind("annual"), Order(2025, report.pk), None, lambda percent, step: None)
    assert made.pages > 3
    assert made.document is not None
    assert made.document.title == "Årsredovisning 2025"
    assert made.content.startswith(b"%PDF")


def test_progress_is_told_in_order(cast: Cast) -> None:
    told: list[int] = []
    annual_report(2025, lambda percent, step: told.append(percent))
    assert told == sorted(told)
    assert 80 < told[-1] <= 100


@pytest.mark.parametrize("year", [2025])
def test_the_report_costs_the_same_queries_for_a_large_plan(cast: Cast, year: int) -> None:
    during, counts = full_year(), []
    written_annual(year)
    for size in (3, 30):
        for number in range(size):
            assessment(cast.item("focus", "A", title=f"{size} {number}"), during, AssessmentState.APPROVED)
            assessment(cast.item("strategy", "verksA", title=f"{size} {number}"), during, AssessmentState.APPROVED)
        with CaptureQueriesContext(connection) as queries:
            build(year)
        counts.append(len(queries))
    assert counts[0] == counts[1]
