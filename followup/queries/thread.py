"""How the whole plan goes, for the red thread: thousands of items, of which only symbol and word are shown. No row per item is fetched (quality §1.3)."""

from followup.models import Period, PeriodKind
from followup.queries.assessments import visible_to
from followup.queries.looks import AssessmentRow, row_of
from goals.models import PlanItem
from goals.queries.scales import scales_of
from goals.queries.thread import branch_of
from sala_styr.aggregates import Keys
from sala_styr.organisation.actor import Actor


def latest_looks(actor: Actor, year: int, within: PlanItem | None = None) -> dict[int, AssessmentRow]:
    """The newest assessment of each plan item in ``year`` that ``actor`` may read, as ``latest_assessments`` but without words, dates and persons.

    Items that look alike are fetched together and share one row. Three queries (the scales' once a request).
    ``within``: only that item and what lies below it.
    """
    periods = dict(Period.objects.filter(year=year).order_by("last_day", "pk").values_list("pk", "kind"))
    found = visible_to(actor).filter(period_id__in=list(periods), plan_item__isnull=False).exclude(status="")
    if within:
        found = found.filter(plan_item__in=branch_of(within))
    alike = found.order_by().values_list("period_id", "status", "trend", "state").annotate(items=Keys("plan_item_id"))
    scales = scales_of(year)
    said: dict[int, dict[int, AssessmentRow]] = {period: {} for period in periods}
    for period, status, trend, state, items in alike:
        full_year = periods[period] == PeriodKind.FULL_YEAR
        look = row_of(scales, status, trend, state=state, full_year=full_year)
        said[period].update(dict.fromkeys(items, look))
    newest: dict[int, AssessmentRow] = {}
    for in_period in said.values():
        newest.update(in_period)
    return newest
