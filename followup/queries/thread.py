"""How the whole plan goes, for the red thread: thousands of items, of which only symbol and word are shown. Narrow rows, no instances (quality §1.3)."""

from functools import cache

from followup.models import Period, PeriodKind
from followup.queries.assessments import visible_to
from followup.queries.looks import AssessmentRow, row_of
from goals.models import PlanItem
from goals.queries.scales import scales_of
from goals.queries.thread import branch_of
from sala_styr.organisation.actor import Actor

Said = tuple[int, str, str, str]


def latest_looks(actor: Actor, year: int, within: PlanItem | None = None) -> dict[int, AssessmentRow]:
    """The newest assessment of each plan item in ``year`` that ``actor`` may read, as ``latest_assessments`` but without words, dates and persons.

    Items that look alike share one row. Three queries (the scales' once a request): the few periods by themselves, so that thousands of rows need no join.
    ``within``: only that item and what lies below it.
    """
    periods = dict(Period.objects.filter(year=year).order_by("last_day", "pk").values_list("pk", "kind"))
    found = visible_to(actor).filter(period_id__in=list(periods), plan_item__isnull=False).exclude(status="")
    if within:
        found = found.filter(plan_item__in=branch_of(within))
    said: dict[int, dict[int, Said]] = {period: {} for period in periods}
    rows = found.order_by().values_list("plan_item_id", "period_id", "status", "trend", "state")
    for item, period, status, trend, state in rows:
        if item is not None:
            said[period][item] = (period, status, trend, state)
    newest: dict[int, Said] = {}
    for in_period in said.values():
        newest.update(in_period)

    scales = scales_of(year)

    @cache
    def look(period: int, status: str, trend: str, state: str) -> AssessmentRow:
        return row_of(scales, status, trend, state=state, full_year=periods[period] == PeriodKind.FULL_YEAR)

    return {item: look(*each) for item, each in newest.items()}
