"""Writing indicators' values: fetched and locked together, proposals put in place, history rows for all. Used by hand-written and fetched values alike."""

from collections.abc import Iterable

from goals.indicator_status import proposal_for
from goals.models import Indicator, IndicatorValue
from sala_styr import history

VALUE_FIELDS = ("target", "target_high", "outcome", "missing_reason", "comment")


def values_for_update(indicators: Iterable[Indicator]) -> dict[int, list[IndicatorValue]]:
    """Every value of the indicators, which stay locked until the transaction ends: a value that is not there yet cannot be. Two queries."""
    ids = sorted({indicator.pk for indicator in indicators})
    found: dict[int, list[IndicatorValue]] = {pk: [] for pk in ids}
    locked = Indicator.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    by_pk = {indicator.pk: indicator for indicator in locked}
    for value in IndicatorValue.objects.filter(indicator_id__in=ids).order_by("year", "month", "sex"):
        value.indicator = by_pk[value.indicator_id]
        found[value.indicator_id].append(value)
    return found


def proposals(
    indicator: Indicator, year: int, values: list[IndicatorValue], but: IndicatorValue | None = None
) -> list[IndicatorValue]:
    """The values of the year whose proposal became another, with it in place (in memory); ``but`` gets its own without being listed."""
    changed = [value for value in values if value.year == year and propose(indicator, value, values)]
    return [value for value in changed if value is not but]


def propose(indicator: Indicator, value: IndicatorValue, values: list[IndicatorValue]) -> bool:
    """Put the proposal on the value. What was said of other figures falls with them: somebody has to look again."""
    proposal = proposal_for(indicator, value, values)
    if proposal == value.proposed_status:
        return False
    value.proposed_status, value.status, value.status_reason = proposal, "", ""
    return True


def write_values(values: Iterable[IndicatorValue]) -> None:
    """Insert the new and update the others, with a history row each, inside the recording in force."""
    new: list[IndicatorValue] = []
    old: list[IndicatorValue] = []
    for value in values:
        (new if value.pk is None else old).append(value)
    fields = [*VALUE_FIELDS, "definition", "fetched_at", "proposed_status", "status", "status_reason"]
    history.bulk_create(IndicatorValue, new)
    history.bulk_update(IndicatorValue, old, fields)
