"""How the whole plan goes, for the red thread: thousands of items, of which only symbol and word are shown. Narrow rows, no instances (quality §1.3)."""

from functools import lru_cache

from followup.models import PeriodKind
from followup.queries.assessments import visible_to
from followup.queries.looks import AssessmentRow, row_of
from sala_styr.organisation.actor import Actor


def latest_looks(actor: Actor, year: int) -> dict[int, AssessmentRow]:
    """The newest assessment of each plan item in ``year`` that ``actor`` may read, as ``latest_assessments`` but without words, dates and persons. One query.

    Items that look alike share one row.
    """
    found = visible_to(actor).filter(period__year=year, plan_item__isnull=False).exclude(status="").order_by()
    columns = ("plan_item_id", "period__last_day", "period_id", "status", "trend", "state", "period__kind")
    newest: dict[int, tuple[object, ...]] = {}
    for item, *rest in found.values_list(*columns):
        if item not in newest or newest[item][:2] < tuple(rest[:2]):
            newest[item] = tuple(rest)
    look_of = lru_cache(maxsize=None)(_look)
    return {item: look_of(*rest[2:]) for item, rest in newest.items()}


def _look(status: str, trend: str, state: str, kind: str) -> AssessmentRow:
    return row_of(status, trend, state=state, full_year=kind == PeriodKind.FULL_YEAR)
