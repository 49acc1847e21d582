"""The days when the plan of a year was decided: worth looking back at."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Min
from django.utils import timezone

from goals.models import PlanItem
from goals.queries.as_of import history
from sala_styr.decisions.models import Decision
from sala_styr.shell.past import Moment


class DecisionDay(NamedTuple):
    """A decision about parts of the plan of a year. ``seen`` is the first day on which the plan shows it: it may have been entered later than made."""

    decision: Decision
    seen: date
    items: int


def decision_days(year: int) -> list[DecisionDay]:
    """Every decision that decided or ended something in the plan of ``year``, the newest first. Four queries."""
    items = PlanItem.objects.in_year(year).order_by()
    about: dict[int, int] = {}
    for decided, ended in items.values_list("decision_id", "end_decision_id"):
        for pk in {decided, ended} - {None}:
            about[pk] = about.get(pk, 0) + 1
    decisions = Decision.objects.filter(pk__in=about).select_related("body")
    entered = _entered(about.keys())
    days = [DecisionDay(each, _seen(each, entered), about[each.pk]) for each in decisions]
    return sorted(days, key=lambda day: (day.seen, day.decision.date, day.decision.paragraph), reverse=True)


def decision_moments(year: int, limit: int) -> list[Moment]:
    """The newest of them, as the shell offers days; a day that has not ended yet is no past. Four queries."""
    found = [each for each in decision_days(year) if each.seen < timezone.localdate()]
    return [Moment(each.seen, str(each.decision), each.decision.title) for each in found[:limit]]


def _entered(decisions: Collection[int]) -> dict[int, date]:
    """{decision: the day on which an item first rested on it}. Two queries, by the index on the decision."""
    found: dict[int, date] = {}
    for name in ("decision_id", "end_decision_id"):
        rows = history().filter(**{f"{name}__in": decisions}).values_list(name).annotate(first=Min("history_date"))
        for pk, first in rows:
            day = timezone.localtime(first).date()
            found[pk] = min(day, found.get(pk, day))
    return found


def _seen(decision: Decision, entered: dict[int, date]) -> date:
    return max(decision.date, entered.get(decision.pk, decision.date))
