"""Kommunfullmäktige's decision on a year's budget: entered when every sum ties, and the wall around what it decided (KL 11:8, invariants 1, 2, 5, 9–11)."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from budget import rules
from budget.actions.locks import require_budget_open, require_year_not_closed, year_lock
from budget.models import BudgetDecision
from budget.queries.check import Check
from budget.queries.decided import at_decision, budget_decision, red, warnings, written_out
from budget.queries.reconcile import reconcile
from budget.queries.structure import structure
from sala_styr.decisions.models import Decision
from sala_styr.decisions.rules import require_verified
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import UnitKind
from sala_styr.organisation.rules import require, require_own_hand


class DoesNotTie(RuleBroken):
    """The sums do not hold. ``checks`` are the lines of the reconciliation that stop; the message is their arithmetic."""

    def __init__(self, checks: Sequence[Check]) -> None:
        super().__init__(" ".join([_("Budgeten går inte ihop än."), *(written_out(check) for check in checks)]))
        self.checks = tuple(checks)


def decide_budget(actor: Actor, year: int, decision: Decision, reason: str = "") -> BudgetDecision:
    """Enter that ``decision`` of kommunfullmäktige decided the budget of ``year``. Its frames and result budget then stand as the original budget.

    Raises Refused; RuleBroken when the decision is not the council's, the year is closed, already decided or has no frames; DoesNotTie with the arithmetic
    of what does not tie; RuleBroken on ``reason`` when a check asks for words and there are none. The reason is kept in the history.
    """
    require_own_hand(actor)
    require_decider(actor)
    if decision.body.kind != UnitKind.COUNCIL:
        raise RuleBroken(_("Budgeten beslutas av kommunfullmäktige."), field="decision")
    require_verified(decision)
    reason = reason.strip()
    words = _("Beslutade budgeten: %(reason)s") % {"reason": reason} if reason else _("Beslutade budgeten")
    with recording(actor, words), year_lock(year):
        require_year_not_closed(year)
        require_budget_open(year)
        _require_ties(year, reason)
        found, _created = BudgetDecision.objects.get_or_create(year=year)
        found.decision, found.decided_at, found.reason = decision, timezone.now(), reason
        found.save()
    return found


def reopen_budget(actor: Actor, year: int, reason: str) -> BudgetDecision:
    """Open a decided budget again, for a mistake in what was entered or for a new decision (KL 11:10). Raises Refused, or RuleBroken without reason or where
    nothing is decided."""
    require_own_hand(actor)
    require_decider(actor)
    if not reason.strip():
        raise RuleBroken(_("Skriv varför budgeten öppnas. Det står sedan i historiken."), field="reason")
    with recording(actor, _("Öppnade budgeten: %(reason)s") % {"reason": reason.strip()}), year_lock(year):
        require_year_not_closed(year)
        found = budget_decision(year)
        if found is None or not found.is_decided:
            raise RuleBroken(_("Budgeten för %(year)s är inte beslutad.") % {"year": year})
        found.decision, found.decided_at, found.reason = None, None, ""
        found.save()
    return found


def require_decider(actor: Actor) -> None:
    """Raises Refused, with the words for who may enter the council's decision on the budget."""
    require(
        rules.may_decide_budget(actor, structure()),
        _("Kommunfullmäktiges budgetbeslut antecknas av fullmäktiges ordförande eller av en controller."),
    )


def _require_ties(year: int, reason: str) -> None:
    """Everything that stops is told at once. Asked inside the year's lock."""
    waited_for = at_decision(reconcile(year))
    if stopping := red(waited_for):
        raise DoesNotTie(stopping)
    if all(check.is_empty for check in waited_for if check.number == 1):
        raise RuleBroken(_("Det finns varken ramar eller resultatbudget för %(year)s att besluta om.") % {"year": year})
    if not reason and (asking := warnings(waited_for)):
        told = " ".join(written_out(check) for check in asking)
        raise RuleBroken(_("Skriv varför budgeten beslutas ändå. %(checks)s") % {"checks": told}, field="reason")
