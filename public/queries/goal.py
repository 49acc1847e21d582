"""One part of the plan with what belongs to it: the page that can be linked, whatever the words are today."""

from dataclasses import dataclass

from django.utils import timezone

from goals.models import PlanItem
from goals.queries import IndicatorRow
from goals.queries.versions import family_of
from public.queries.followup import PublicStatus, indicators_until, latest_period, statuses_through
from public.queries.plan import PublicItem, as_public, decided_items, first_wordings, with_words


@dataclass(frozen=True)
class PublicGoal:
    """``item`` in the wording of today; ``earlier`` wordings, the newest first; ``above`` and ``below`` in the plan; what has been published of it."""

    item: PublicItem
    above: tuple[PublicItem, ...]
    below: tuple[PublicItem, ...]
    earlier: tuple[PublicItem, ...]
    statuses: tuple[PublicStatus, ...]
    indicators: tuple[IndicatorRow, ...]

    @property
    def number(self) -> int:
        return self.item.number


def public_goal(number: int) -> PublicGoal | None:
    """The goal whose first, or any public, wording has this id; None when no wording of it is public. A constant number of queries."""
    family = family_of(number)
    wordings = list(with_words(decided_items()).filter(pk__in=family).order_by("-first_year", "-pk"))
    first = first_wordings()
    if not wordings or (number not in {each.pk for each in wordings} and number in first):
        return None  # nothing public, or asked for by the id of a wording that is not
    now = _of_today(wordings)
    shown = as_public(now, first)
    goes = statuses_through(family)
    return PublicGoal(
        item=shown,
        above=tuple(as_public(each, first) for each in _above(now)),
        below=tuple(as_public(each, first) for each in _below(family)),
        earlier=tuple(
            as_public(each, first) for each in wordings if each.pk != now.pk and each.first_year <= now.first_year
        ),
        statuses=tuple(goes),
        indicators=tuple(_indicators(now)),
    )


def _of_today(wordings: list[PlanItem]) -> PlanItem:
    """The newest wording that has come into force; before any has, the first one."""
    year = timezone.localdate().year
    begun = [each for each in wordings if each.first_year <= year]
    return begun[0] if begun else wordings[-1]


def _above(item: PlanItem) -> list[PlanItem]:
    """What it answers to, the vision first. One query."""
    above = with_words(decided_items()).filter(tree_id=item.tree_id, lft__lt=item.lft, rght__gt=item.rght)
    return list(above.order_by("lft"))


def _below(family: frozenset[int]) -> list[PlanItem]:
    """What answers to it this year, in any of its wordings. One query."""
    found = list(
        with_words(decided_items().in_year(timezone.localdate().year))
        .filter(parent_id__in=family)
        .order_by("step__order", "tree_id", "lft")
    )
    replaced = {each.replaces_id for each in found}
    return [each for each in found if each.pk not in replaced]


def _indicators(item: PlanItem) -> list[IndicatorRow]:
    """Its measures as far as something is published; nothing before that. Three queries."""
    period = latest_period()
    return indicators_until(period, [item]) if period is not None else []
