"""What a level proposes for something new: for how many years, and how many there should be at most (a reminder, never a stop)."""

from django.utils.translation import gettext as _

from goals.models import ItemState, Level, PlanItem
from goals.terms import named

TERM_OF_OFFICE = 4
"""As many years are proposed for what stands by itself where its level says nothing: a term of the council."""


def proposed_last_year(step: Level, first_year: int, above: PlanItem | None) -> int:
    """The last year to propose: by the level's own period, never beyond what it answers to."""
    if above is None:
        return first_year + (step.period_years or TERM_OF_OFFICE) - 1
    return min(first_year + step.period_years - 1, above.last_year) if step.period_years else above.last_year


def over_the_limit(item: PlanItem) -> str:
    """A reminder when the owner now has more of the level, in the item's first year, than the model says; "" otherwise. At most one query."""
    most = item.step.max_count
    if most is None:
        return ""
    alike = PlanItem.objects.in_year(item.first_year).exclude(state=ItemState.ENDED)
    number = alike.filter(step=item.step_id, owner=item.owner_id, replaces=None).count()
    if number <= most:
        return ""
    return _(
        "%(owner)s har nu %(number)d %(what)s %(year)d. Styrmodellen säger högst %(most)d: fundera på om något kan vänta."
    ) % {
        "owner": item.owner.name,
        "number": number,
        "what": named(item.step.plural),
        "year": item.first_year,
        "most": most,
    }
