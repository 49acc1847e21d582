"""Honest figures on the process: each is the count of a list that can be opened, and nobody is ranked."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from followup.models import Assessment, AssessmentState, DialogueState, OpenQuestion
from followup.queries.process import Figure, ProcessFigure, process_figures
from goals.models import PlanItem
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


@pytest.mark.parametrize("figure", list(Figure))
def test_each_figure_opens_as_many_rows_as_it_says(cast: Cast, figure: str) -> None:
    chain, during = cast.chain(), period()
    said(chain["focus"], during, date(2026, 9, 1))
    dialogue(cast, during, "A", "kontorA", day=date(2026, 9, 11), **HELD)
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
    with django_assert_num_queries(12):
        figures(cast)
    for number in range(8):
        item = cast.item("focus", "A", parent=chain["goal"], title=f"Fokus {number}")
        said(item, during, date(2026, 9, 2))
        dialogue(cast, during, "A", "kontorA", day=date(2026, 9, 3 + number), **HELD)
    with django_assert_num_queries(12):
        figures(cast)
