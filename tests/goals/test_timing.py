"""How an activity stands to its days, in words."""

from datetime import date

import pytest

from goals.models import ActivityStatus, ItemState, PlanItem, SubStep
from goals.timing import step_is_late, timing_note
from tests.cast import Cast

TODAY = date(2026, 6, 15)


def activity(cast: Cast, status: str, start: date | None = None, end: date | None = None, **more: object) -> PlanItem:
    fields = {"activity_status": status, "start_date": start, "end_date": end, "state": ItemState.ACTIVE} | more
    return PlanItem(step=cast.levels["activity"], **fields)


@pytest.mark.parametrize(
    ("status", "start", "end", "text", "late"),
    [
        ("ongoing", None, date(2026, 6, 1), "Skulle ha varit klar 1 jun 2026, för 2 veckor sedan.", True),
        ("delayed", None, date(2026, 6, 14), "Skulle ha varit klar 14 jun 2026, i går.", True),
        ("not_started", date(2026, 5, 1), date(2026, 12, 1), "Skulle ha börjat 1 maj 2026, för 6 veckor sedan.", True),
        ("ongoing", None, date(2026, 6, 20), "Ska vara klar om 5 dagar.", False),
        ("ongoing", None, TODAY, "Ska vara klar i dag.", False),
    ],
)
def test_what_is_late_or_soon_is_said(
    cast: Cast, status: str, start: date | None, end: date | None, text: str, late: bool
) -> None:
    note = timing_note(activity(cast, status, start, end), TODAY)
    assert note == (text, late)


@pytest.mark.parametrize(
    ("status", "start", "end", "more"),
    [
        (ActivityStatus.DONE, None, date(2026, 6, 1), {}),
        (ActivityStatus.CANCELLED, None, date(2026, 6, 1), {}),
        (ActivityStatus.ONGOING, date(2026, 5, 1), date(2026, 12, 1), {}),
        (ActivityStatus.ONGOING, None, None, {}),
        (ActivityStatus.ONGOING, None, date(2026, 6, 1), {"state": ItemState.ENDED}),
    ],
)
def test_otherwise_nothing_is_said(
    cast: Cast, status: str, start: date | None, end: date | None, more: dict[str, str]
) -> None:
    assert timing_note(activity(cast, status, start, end, **more), TODAY) is None


def test_only_activities_have_days(cast: Cast) -> None:
    assert timing_note(PlanItem(step=cast.levels["goal"], end_date=date(2020, 1, 1), state=ItemState.DECIDED)) is None


def test_a_step_is_late_until_it_is_done() -> None:
    due = date(2026, 6, 1)
    assert step_is_late(SubStep(due=due), TODAY)
    assert not step_is_late(SubStep(due=due, done_on=TODAY), TODAY)
    assert not step_is_late(SubStep(due=TODAY), TODAY)
    assert not step_is_late(SubStep(), TODAY)
