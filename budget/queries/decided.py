"""Is a year's budget decided, and which checks the deciding of it and the locking of a detail budget wait for (domain §10)."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from budget.models import BudgetDecision
from budget.queries.check import Check, Part, Severity
from sala_styr.money import MISSING, format_kronor


def budget_decision(year: int) -> BudgetDecision | None:
    """The year's budget as a thing with a decision and a history: None until it has been decided once. One query."""
    return BudgetDecision.objects.filter(year=year).select_related("decision__body").first()


def at_decision(checks: Iterable[Check]) -> list[Check]:
    """The lines that a council's decision on the budget waits for: 1, 2, 5 and 9–11."""
    return [check for check in checks if check.stops_decision]


def red(checks: Iterable[Check]) -> list[Check]:
    """Those that stop."""
    return [check for check in checks if check.is_red]


def warnings(checks: Iterable[Check]) -> list[Check]:
    """Those that ask for a written reason."""
    return [check for check in checks if check.is_warning]


def level_of(check: Check) -> str:
    """What a line that does not tie leads to, in words (domain §10)."""
    if check.stops_lock:
        return _("stoppar låsning av detaljbudget")
    if check.stops_decision and check.severity is Severity.ERROR:
        return _("stoppar budgetbeslut")
    if check.stops_decision:
        return _("kräver ett skäl vid budgetbeslut")
    return _("fel som behöver rättas") if check.severity is Severity.ERROR else _("påminnelse")


def said(amount: int | None, is_count: bool = False) -> str:
    """A side in words: kronor with öre where there are any, a number of things, or the sign for what is missing."""
    if amount is None:
        return MISSING
    return str(amount) if is_count else _("%(amount)s kr") % {"amount": format_kronor(amount)}


def written_out(check: Check) -> str:
    """A line of the reconciliation as one sentence of arithmetic: both sides and the difference."""
    sentence = _("%(left_label)s %(left)s ska vara %(relation)s %(right_label)s %(right)s.") % {
        "left_label": check.left_label,
        "left": said(check.left, check.is_count),
        "relation": check.relation,
        "right_label": _lower(check.right_label),
        "right": said(check.right, check.is_count),
    }
    if check.difference:
        sentence += " " + _("Skillnad %(difference)s.") % {"difference": said(check.difference, check.is_count)}
    return " ".join([sentence, *([check.detail] if check.detail else []), *_named(check.broken_parts, check.is_count)])


def _named(parts: Sequence[Part], is_count: bool, most: int = 3) -> list[str]:
    """The first parts that do not tie, each with its two sides."""
    return [
        _("%(part)s: %(left)s mot %(right)s.")
        % {"part": part.label, "left": said(part.left, is_count), "right": said(part.right, is_count)}
        for part in parts[:most]
    ]


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
