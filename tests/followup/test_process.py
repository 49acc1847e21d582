"""Honest figures on the process: each is the count of a list that can be opened, and nobody is ranked."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from followup.models import Assessment, AssessmentState, DialogueState, OpenQuestion
from followup.queries.process import Figure, ProcessFigure, process_figures
from goals.models import Indicator, IndicatorValue, PlanItem
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.followup.builders import assessment, dialogue, period

TODAY = date(2026, 11, 1)
HELD = {"state": DialogueState.HELD}


def figures(cast: Cast, name: str = "controller") -> dict[str, ProcessFigure]:
    return {each.figure: each for each in process_figures(cast.actor(name), 2026, TODAY)}


def said(item: PlanItem, during: Any, day: date, **fields: Any) -> Assessment:
    made = assessment(item, during, AssessmentState.SUBMITTED, **fields)
    when = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
    Assessment.objects.filter(pk=made.pk).update(written_at=when)
    return made


def test_goals_that_their_owner_has_talked_about(cast: Cast) -> None:
    cast.chain()
    during = period()
    before = figures(cast)[Figure.TALKED]
    assert (before.count, before.whole) == (0, 2), "kommunfullmäktiges mål och nämndens fokusområde"
    dialogue(cast, during, "A", "kontorA", day=date(2026, 10, 1))
    assert figures(cast)[Figure.TALKED].count == 0, "planned is not held"
    dialogue(cast, during, "A", "kontorA", day=date(2026, 9, 1), **HELD)
    found = figures(cast)[Figure.TALKED]
    assert (found.count, [row.unit for row in found.rows if row.is_counted]) == (1, ["Nämnd A"])


def test_days_from_what_happened_to_the_talk(cast: Cast) -> None:
    chain, during = cast.chain(), period()
    said(chain["focus"], during, date(2026, 9, 1))
    said(chain["goal"], during, date(2026, 9, 1), status="met")
    [waiting] = figures(cast)[Figure.DAYS].rows
    assert (waiting.is_counted, waiting.days) == (False, 61)
    assert figures(cast)[Figure.DAYS].middle is None
    dialogue(cast, during, "A", "kontorA", day=date(2026, 8, 1), **HELD)
    dialogue(cast, during, "A", "kontorA", day=date(2026, 9, 11), **HELD)
    found = figures(cast)[Figure.DAYS]
    assert (found.count, found.whole, found.middle) == (1, 1, 10)


def test_questions_that_wait(cast: Cast) -> None:
    during = period()
    talk = dialogue(cast, during, "A", "kontorA", day=date(2026, 9, 1), **HELD)
    with recording(system_actor(), "Test"):
        OpenQuestion.objects.create(dialogue=talk, text="Hur når vi dem?")
        OpenQuestion.objects.create(dialogue=talk, text="Vad kostar det?", answer="Tre tjänster.", answered_in=talk)
    found = figures(cast)[Figure.QUESTIONS]
    assert (found.count, found.whole, found.rows[0].days) == (1, 2, 61)
    assert figures(cast, "chair_b")[Figure.QUESTIONS].whole == 0, "what one may not read is not counted"


def test_values_that_have_grown_old(cast: Cast) -> None:
    chain = cast.chain()
    spring = period(name="Tertial 1", last_day=date(2026, 4, 30), due=date(2026, 5, 20))
    autumn = period()
    said(chain["goal"], spring, date(2026, 5, 10))
    said(chain["focus"], autumn, date(2026, 9, 10))
    found = figures(cast)[Figure.STALE]
    assert [(row.text, row.told) for row in found.rows if row.is_counted] == [(chain["goal"].title, "gäller Tertial 1")]


def measured(cast: Cast, item: PlanItem, name: str, *outcomes: tuple[int, int], **fields: Any) -> Indicator:
    """An indicator with an outcome of each (year, month)."""
    with recording(system_actor(), "Test"):
        made = Indicator.objects.create(item=item, name=name, unit_of_measure="procent", **fields)
        for year, month in outcomes:
            IndicatorValue.objects.create(indicator=made, year=year, month=month, outcome=80)
    return made


def test_indicators_that_have_grown_old_by_their_own_frequency(cast: Cast) -> None:
    chain = cast.chain()
    measured(cast, chain["focus"], "Varje år, i tid", (2024, 12), (2025, 12))
    measured(cast, chain["focus"], "Varje år, gammal", (2024, 12))
    measured(cast, chain["focus"], "Varje tertial, gammal", (2026, 4), frequency="tertial")
    measured(cast, chain["focus"], "Dröjer ett år", (2024, 12), publication_delay=12)
    measured(cast, chain["goal"], "Inget än")
    found = figures(cast)[Figure.INDICATORS]
    told = {row.text: row.told for row in found.rows if row.is_counted}
    assert told == {
        "Inget än": "inget utfall ännu, 2025 borde finnas",
        "Varje år, gammal": "gäller 2024, 2025 borde finnas",
        "Varje tertial, gammal": "gäller jan–apr 2026, jan–aug 2026 borde finnas",
    }
    assert (found.count, found.whole) == (3, 5)
    assert [row.unit for row in found.rows] == ["Kommunfullmäktige"] + ["Nämnd A"] * 4, "in the organisation's order"
    earlier = {each.figure: each for each in process_figures(cast.actor("controller"), 2025, TODAY)}[Figure.INDICATORS]
    assert "Varje år, gammal" not in {row.text for row in earlier.rows if row.is_counted}, "as it was when 2025 ended"


@pytest.mark.parametrize("figure", list(Figure))
def test_each_figure_opens_as_many_rows_as_it_says(cast: Cast, figure: str) -> None:
    chain, during = cast.chain(), period()
    said(chain["focus"], during, date(2026, 9, 1))
    dialogue(cast, during, "A", "kontorA", day=date(2026, 9, 11), **HELD)
    measured(cast, chain["focus"], "Nöjda", (2020, 12))
    client = cast.client("auditor")
    assert client.get(f"{reverse('followup:process')}?ar=2026").status_code == 200
    page = client.get(f"{reverse('followup:process_list', args=[figure])}?ar=2026")
    assert page.context["page"].paginator.count == page.context["found"].count
    everything = client.get(f"{reverse('followup:process_list', args=[figure])}?ar=2026&alla=1")
    assert everything.context["page"].paginator.count == page.context["found"].whole or figure == Figure.QUESTIONS
    file = client.get(f"{reverse('followup:process_list', args=[figure])}?ar=2026&format=csv")
    assert file.status_code == 200


def test_the_page_costs_the_same_for_many(cast: Cast, django_assert_num_queries: Any) -> None:
    chain, during = cast.chain(), period()
    said(chain["focus"], during, date(2026, 9, 1))
    measured(cast, chain["focus"], "Nöjda", (2025, 12))
    with django_assert_num_queries(17):
        figures(cast)
    for number in range(8):
        item = cast.item("focus", "A", parent=chain["goal"], title=f"Fokus {number}")
        said(item, during, date(2026, 9, 2))
        dialogue(cast, during, "A", "kontorA", day=date(2026, 9, 3 + number), **HELD)
        measured(cast, item, f"Nöjda {number}", (2025, 12))
    with django_assert_num_queries(17):
        figures(cast)
