"""The periods' page: who has reported, and what a controller may change."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followup.actions.periods import change_period, create_period, set_period_open
from followup.models import AssessmentState, Period
from followup.queries.assessable import items_in
from followup.queries.grid import reporting_grid, total_of
from followup.queries.periods import period_in_view, periods_to_write
from goals.models import PlanItem
from sala_styr.errors import Refused, RuleBroken
from tests.cast import PEOPLE, Cast
from tests.followup.builders import assessment, full_year, mission, period

EVERYBODY = [name for name, _role, _unit in PEOPLE]
DAYS = {"first_day": date(2026, 1, 1), "last_day": date(2026, 4, 30), "due": date(2026, 5, 15)}


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_a_controller_makes_changes_and_closes_periods(cast: Cast, name: str) -> None:
    actor, existing = cast.actor(name), period()
    if name == "controller":
        made = create_period(actor, year=2026, kind="tertial", name="Tertial 1", **DAYS)
        assert made.history.get().history_user == cast.user("controller")
        assert change_period(actor, made, kind="tertial", name="T1", **DAYS).name == "T1"
        assert not set_period_open(actor, made, False).is_open
    else:
        with pytest.raises(Refused):
            create_period(actor, year=2026, kind="tertial", name="Tertial 1", **DAYS)
        with pytest.raises(Refused):
            change_period(actor, existing, kind="tertial", name="T1", **DAYS)
        with pytest.raises(Refused):
            set_period_open(actor, existing, False)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "delår AUGUSTI"}, "name"),
        ({"last_day": date(2025, 12, 31)}, "last_day"),
        ({"last_day": date(2027, 1, 31), "due": date(2027, 2, 1)}, "last_day"),
        ({"due": date(2026, 4, 29)}, "due"),
    ],
)
def test_days_and_names_that_do_not_fit_are_said_at_their_field(
    cast: Cast, wrong: dict[str, object], field: str
) -> None:
    period()
    with pytest.raises(RuleBroken) as refusal:
        create_period(cast.actor("controller"), **({"year": 2026, "kind": "tertial", "name": "T1"} | DAYS | wrong))
    assert refusal.value.field == field
    assert Period.objects.count() == 1


def test_closing_a_closed_period_leaves_no_trace(cast: Cast) -> None:
    closed = period(is_open=False)
    set_period_open(cast.actor("controller"), closed, False)
    assert closed.history.count() == 1


def test_the_period_in_view_is_the_latest_that_it_is_time_to_write_for(cast: Cast) -> None:
    spring = period(name="Tertial 1", last_day=date(2026, 4, 30), due=date(2026, 5, 15))
    autumn, winter = period(), full_year(2026, first_day=date(2026, 1, 1))
    everything = [winter, spring, autumn]
    assert period_in_view(everything, date(2026, 2, 1)) == spring
    assert period_in_view(everything, date(2026, 5, 2)) == spring
    assert period_in_view(everything, date(2026, 8, 20)) == autumn
    assert period_in_view(everything, date(2027, 3, 1)) == winter
    assert period_in_view([], date(2026, 5, 2)) is None
    assert periods_to_write(date(2026, 8, 20)) == [spring, autumn]


def test_the_grid_counts_every_state_and_not_begun_is_what_is_left(cast: Cast) -> None:
    chain, during = cast.chain(), period()
    cast.item("activity", "A1", title="Annan", state="draft")
    for state in AssessmentState.values:
        assessment(cast.item("activity", "A1", title=state), during, state)
    assessment(mission(cast, "A1"), during, AssessmentState.APPROVED)
    assessment(chain["strategy"], full_year(2026, first_day=date(2026, 1, 1)), AssessmentState.APPROVED)
    rows = {row.unit.code: row for row in reporting_grid(during) if row.unit}
    assert set(rows) == {"KF", "A", "verksA", "A1"}
    assert dict(rows["A1"].counts) == {"": 1, "draft": 1, "submitted": 1, "returned": 1, "approved": 2}
    assert (rows["A1"].expected, rows["A1"].handed_in, rows["A1"].left) == (6, 3, 3)
    assert dict(rows["verksA"].counts)[""] == 1
    assert total_of(rows.values()).expected == 9


def test_an_assessment_of_what_is_no_longer_followed_up_is_not_counted(cast: Cast) -> None:
    item, during = cast.item("activity", "A1"), period()
    cast.item("activity", "A1", title="Kvar")
    assessment(item, during, AssessmentState.APPROVED)
    PlanItem.objects.filter(pk=item.pk).update(state="ended", last_year=2025)
    row = reporting_grid(during)[0]
    assert (row.expected, row.approved, row.not_begun) == (1, 0, 1)


def test_the_page_costs_the_same_queries_for_a_large_plan(cast: Cast) -> None:
    during, client, counts = period(), cast.client("controller"), []
    for size in (2, 20):
        for number in range(size):
            assessment(cast.item("activity", "A1", title=f"{size} {number}"), during)
            cast.item("strategy", "verksB", title=f"{size} {number}")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("followup:periods"), {"ar": 2026})
        assert page.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 16


def test_it_can_be_narrowed_to_a_committee_and_the_address_says_so(cast: Cast) -> None:
    cast.chain()
    cast.item("strategy", "verksB")
    period()
    page = cast.client("controller").get(reverse("followup:periods"), {"ar": 2026, "del": cast.units["B"].pk})
    text = page.content.decode()
    assert "Verksamhet B</a>" in text
    assert "Verksamhet A</a>" not in text


def test_a_year_without_periods_says_what_will_be_here_and_who_makes_it(cast: Cast) -> None:
    text = cast.client("manager_a1").get(reverse("followup:periods"), {"ar": 2027}).content.decode()
    assert "Inga perioder är upplagda" in text
    assert "Lägg till period" not in text
    assert "Lägg till period" in cast.client("controller").get(reverse("followup:periods")).content.decode()


def test_a_controller_adds_changes_and_closes_a_period_in_the_browser(cast: Cast) -> None:
    client = cast.client("controller")
    sent = {
        "name": "Tertial 1",
        "kind": "tertial",
        "first_day": "2026-01-01",
        "last_day": "2026-04-30",
        "due": "2026-05-15",
    }
    assert client.post(reverse("followup:new_period") + "?ar=2026", sent).status_code == 302
    made = Period.objects.get()
    wrong = client.post(reverse("followup:edit_period", args=[made.pk]), sent | {"due": "2026-04-01"})
    assert wrong.status_code == 422
    assert "lämna senast" in wrong.content.decode()
    client.post(reverse("followup:edit_period", args=[made.pk]), sent | {"name": "T1"})
    client.post(reverse("followup:open_period", args=[made.pk]), {"oppen": "0"})
    made.refresh_from_db()
    assert (made.name, made.is_open) == ("T1", False)


@pytest.mark.parametrize("name", ["manager_a1", "chair_a", "auditor", "administrator"])
def test_others_are_neither_offered_nor_allowed_to_change_periods(cast: Cast, name: str) -> None:
    existing, client = period(), cast.client(name)
    assert "Stäng perioden" not in client.get(reverse("followup:periods"), {"ar": 2026}).content.decode()
    assert client.get(reverse("followup:new_period")).status_code == 403
    assert client.get(reverse("followup:edit_period", args=[existing.pk])).status_code == 403
    answer = client.post(reverse("followup:open_period", args=[existing.pk]), {"oppen": "0"})
    assert answer.status_code == 403
    assert "controller" in answer.content.decode()
    assert Period.objects.get().is_open


def test_what_was_ended_this_year_is_followed_up_for_the_year_but_not_what_a_new_wording_replaced(cast: Cast) -> None:
    during = period()
    ended, replaced = cast.item("strategy", "verksA"), cast.item("strategy", "verksA")
    newer = cast.item("strategy", "verksA", replaces=replaced)
    PlanItem.objects.filter(pk__in=[ended.pk, replaced.pk]).update(state="ended", last_year=2026)
    assert set(items_in(during, [cast.units["verksA"].pk])) == {ended, newer}


def test_an_activity_that_begins_after_the_period_is_not_asked_for(cast: Cast) -> None:
    cast.item("activity", "A1", start_date=date(2026, 9, 1))
    begun = cast.item("activity", "A1", start_date=date(2026, 8, 31))
    undated = cast.item("activity", "A1")
    assert list(items_in(period(), [cast.units["A1"].pk])) == [begun, undated]
