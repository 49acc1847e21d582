"""The council's result budget, and the adjustments and facts of the balanskravsutredning: noted by a controller."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from budget import rules
from budget.actions.locks import require_budget_open, require_year_not_closed, year_lock
from budget.models import AdjustmentKind, BalanceAdjustment, ResultBudget, ResultLine
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import UnitKind
from sala_styr.organisation.rules import require, require_own_hand

NOT_POSITIVE = (AdjustmentKind.CAPITAL_GAINS, AdjustmentKind.TO_RESERVE, AdjustmentKind.DEFICIT_OPENING)
NOT_NEGATIVE = (
    AdjustmentKind.GAINS_EXEMPT,
    AdjustmentKind.LOSSES_EXEMPT,
    AdjustmentKind.FROM_RESERVE,
    AdjustmentKind.FROM_OLD_RESERVE,
    AdjustmentKind.SPECIAL_REASONS,
    AdjustmentKind.RESERVE_OPENING,
    AdjustmentKind.OLD_RESERVE_OPENING,
)
USES_OF_RESERVE = (AdjustmentKind.FROM_RESERVE, AdjustmentKind.FROM_OLD_RESERVE)
"""The förvaltningsberättelse says for what and why a reserve was used (KL 11:14)."""


def note_adjustment(actor: Actor, year: int, kind: str, amount: int | None, note: str = "") -> BalanceAdjustment | None:
    """Note one line of the balanskravsutredning: öre, signed as it is added. ``amount`` None takes the line away.

    Raises Refused, or RuleBroken when the sign is not the line's, or special reasons or the use of a reserve lack their words.
    """
    _require_controller(actor)
    _require_sign(kind, amount)
    if kind == AdjustmentKind.SPECIAL_REASONS and amount is not None and not note.strip():
        raise RuleBroken(_("Skriv vilka de synnerliga skälen är (kommunallagen 11 kap. 5 och 13 §§)."), field="note")
    if kind in USES_OF_RESERVE and amount and not note.strip():
        raise RuleBroken(_("Skriv vad reserven används till och varför. Det ska stå i årsredovisningen."), field="note")
    label = AdjustmentKind(kind).label
    with recording(actor, _("Ändrade %(line)s") % {"line": label}), year_lock(year):
        found = BalanceAdjustment.objects.filter(year=year, kind=kind).first()
        if amount is None:
            if found is not None:
                found.delete()
            return None
        if found is None:
            return BalanceAdjustment.objects.create(year=year, kind=kind, amount=amount, note=note.strip())
        if (found.amount, found.note) != (amount, note.strip()):
            found.amount, found.note = amount, note.strip()
            found.save()
        return found


def enter_result_budget(actor: Actor, year: int, amounts: Mapping[str, int], decision: Decision) -> list[ResultBudget]:
    """Enter what kommunfullmäktige has decided, line by line: öre in report sign. Lines that are not given stay as they are.

    Raises Refused, or RuleBroken when the decision is not the council's or the year is closed.
    """
    require_own_hand(actor)
    _require_controller(actor)
    if decision.body.kind != UnitKind.COUNCIL:
        raise RuleBroken(_("Resultatbudgeten beslutas av kommunfullmäktige."), field="decision")
    with recording(actor, _("Lade in resultatbudgeten")), year_lock(year):
        require_year_not_closed(year)
        require_budget_open(year)
        return [_enter_line(year, ResultLine(line), amount, decision) for line, amount in amounts.items()]


def _enter_line(year: int, line: ResultLine, amount: int, decision: Decision) -> ResultBudget:
    found = ResultBudget.objects.filter(year=year, line=line).first()
    if found is None:
        return ResultBudget.objects.create(year=year, line=line, amount=amount, decision=decision)
    if (found.amount, found.decision_id) != (amount, decision.pk):
        found.amount, found.decision = amount, decision
        found.save()
    return found


def _require_controller(actor: Actor) -> None:
    require(
        rules.may_state_requirement(actor),
        _("Resultatbudget och balanskrav sköts av en controller. Hör av dig dit om något behöver ändras."),
    )


def _require_sign(kind: str, amount: int | None) -> None:
    if amount is None:
        return
    if kind in NOT_POSITIVE and amount > 0:
        raise RuleBroken(_("Den raden dras ifrån. Skriv beloppet med minus framför."), field="amount")
    if kind in NOT_NEGATIVE and amount < 0:
        raise RuleBroken(_("Den raden läggs till. Skriv beloppet utan minus."), field="amount")
