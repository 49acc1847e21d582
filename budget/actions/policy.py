"""The rules around frames that controllers note for the council: how far it plans, who gives out of a pot, what is asked of a company."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from budget import rules
from budget.actions.locks import require_year_not_closed, year_lock
from budget.models import BudgetPolicy, CentralPot, PotDecider, ResultDemand
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, UnitKind
from sala_styr.organisation.rules import require, require_own_hand

Noted = TypeVar("Noted", bound=Model)
FEWEST_PLAN_YEARS, MOST_PLAN_YEARS = 2, 10


@dataclass(frozen=True)
class PolicyDraft:
    """The council's rules from a year on. ``deviation_amount`` is öre, the shares are percent."""

    plan_years: int
    deviation_share: Decimal
    deviation_amount: int
    result_target: Decimal
    decision: Decision | None


def set_policy(actor: Actor, first_year: int, draft: PolicyDraft) -> BudgetPolicy:
    """Note the rules that hold from ``first_year`` on, or change those that begin then.

    Raises Refused, and RuleBroken when the decision is missing or another body's, or a figure is outside what the law and sense allow.
    """
    require_own_hand(actor)
    _require_controller(actor)
    _require_council(draft.decision)
    if not FEWEST_PLAN_YEARS <= draft.plan_years <= MOST_PLAN_YEARS:
        raise RuleBroken(
            _("Planåren är från 2 till 10: lagen kräver tre år med budgetåret (kommunallagen 11 kap. 6 §)."),
            field="plan_years",
        )
    for field in ("deviation_share", "deviation_amount"):
        if getattr(draft, field) < 0:
            raise RuleBroken(_("Gränsen skrivs utan minus: den gäller åt båda hållen."), field=field)
    values = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    with recording(actor, _("Ändrade reglerna för ekonomistyrningen")), transaction.atomic():
        require_year_not_closed(first_year)
        return _noted(BudgetPolicy, {"first_year": first_year}, values)


def set_pot_rule(
    actor: Actor, unit: Unit, *, decider: str, purpose: str, decision: Decision | None = None
) -> CentralPot:
    """Make a unit of common posts a central pot, or change who gives out of it. Raises Refused or RuleBroken."""
    require_own_hand(actor)
    _require_controller(actor)
    if unit.kind != UnitKind.CENTRAL:
        raise RuleBroken(
            _("En central pott är en gemensam post. Systemförvaltaren lägger in posten i organisationen."),
            field="unit",
        )
    if decider not in PotDecider.values:
        raise RuleBroken(_("Välj vem som fördelar ur potten."), field="decider")
    if not purpose.strip():
        raise RuleBroken(_("Skriv vad potten är till för."), field="purpose")
    if decision is not None:
        _require_council(decision)
    values = {"decider": decider, "purpose": purpose.strip(), "decision": decision}
    with recording(actor, _("Ändrade regeln för en central pott")), transaction.atomic():
        return _noted(CentralPot, {"unit": unit}, values)


@dataclass(frozen=True)
class DemandDraft:
    """What the owner asks of a company: the result after financial items in öre, + = surplus. ``budget`` is the company's own, None when not known."""

    amount: int
    budget: int | None
    note: str
    decision: Decision | None


def set_result_demand(actor: Actor, unit: Unit, year: int, draft: DemandDraft) -> ResultDemand:
    """Note what the owner asks of the company in ``year``, or change it. Raises Refused, or RuleBroken when it is no company, or the decision does not fit."""
    require_own_hand(actor)
    _require_controller(actor)
    if unit.kind != UnitKind.COMPANY:
        raise RuleBroken(_("Resultatkrav ställs på bolag. Nämnder har en ram."), field="unit")
    _require_council(draft.decision)
    values = {name: getattr(draft, name) for name in draft.__dataclass_fields__} | {"note": draft.note.strip()}
    with recording(actor, _("Antecknade resultatkrav")), year_lock(year):
        require_year_not_closed(year)
        return _noted(ResultDemand, {"unit": unit, "year": year}, values)


def _noted(model: type[Noted], key: dict[str, Any], values: dict[str, Any]) -> Noted:
    """The row of ``key`` with ``values``: made, or changed where it says something else."""
    found: Noted | None = model._default_manager.select_for_update().filter(**key).first()
    if found is None:
        return model._default_manager.create(**key, **values)
    if any(getattr(found, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
    return found


def _require_controller(actor: Actor) -> None:
    require(
        rules.may_set_frame_rules(actor),
        _("Reglerna för ekonomistyrningen antecknas av en controller, efter kommunfullmäktiges beslut."),
    )


def _require_council(decision: Decision | None) -> None:
    if decision is None:
        raise RuleBroken(
            _("Ange kommunfullmäktiges beslut. Saknas det i listan behöver det antecknas först."), field="decision"
        )
    if decision.body.kind != UnitKind.COUNCIL:
        raise RuleBroken(_("Beslutet behöver vara fattat av kommunfullmäktige."), field="decision")
