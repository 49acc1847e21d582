"""The base of a budget: last year's frames and result budget, carried on unchanged through the plan years, and what controllers then adjust."""

import hashlib
import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from budget import proposal_rules as rules
from budget.actions.locks import require_budget_open, year_lock
from budget.models import BaseAmount, BudgetProposal, ProposalState, ResultLine
from budget.proposals import Base
from budget.queries.base_lines import base_origins
from budget.queries.income import result_budget
from budget.queries.policy import policy_for
from budget.queries.proposals import base_of
from budget.queries.structure import Structure, structure
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import bulk_create, bulk_update, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

BASE_LINES = tuple(line for line in ResultLine if line != ResultLine.COST)
Cell = tuple[int | str, int]
"""A unit's id or a line, and a year."""


def lay_base(actor: Actor, budget_year: int) -> list[BaseAmount]:
    """Carry last year's frames, less what was decided for that year only, and its result budget on through ``budget_year`` and its plan years.

    A committee that ends before the year is carried on by the one that takes over from it. Raises Refused, or RuleBroken when the budget is decided,
    when there is a base already, or when last year has no frames.
    """
    _require_controller(actor)
    with recording(actor, _("Lade basen för budgeten")), year_lock(budget_year):
        require_budget_open(budget_year)
        if BaseAmount.objects.filter(budget_year=budget_year).exists():
            raise RuleBroken(
                _("Basen för %(year)s är redan lagd. Ändra beloppen i den i stället.") % {"year": budget_year}
            )
        held = _carried_frames(structure(), budget_year)
        if not held:
            raise RuleBroken(
                _("Det finns inga ramar för %(year)s att utgå från. Anteckna dem i huvudboken först.")
                % {"year": budget_year - 1}
            )
        lines = {line: amount for line, amount in result_budget(budget_year - 1).items() if line != ResultLine.COST}
        years = range(budget_year, budget_year + policy_for(budget_year).plan_years + 1)
        rows = [
            BaseAmount(budget_year=budget_year, year=year, unit_id=unit, amount=amount)
            for year in years
            for unit, amount in held.items()
        ]
        rows += [
            BaseAmount(budget_year=budget_year, year=year, line=line, amount=amount)
            for year in years
            for line, amount in lines.items()
        ]
        made: list[BaseAmount] = bulk_create(BaseAmount, rows)
        return made


def _carried_frames(tree: Structure, budget_year: int) -> dict[int, int]:
    """What goes on of each committee's frame, by the id of the one that carries it on. What was decided for one year stays behind."""
    return {origin.unit.pk: origin.carried for origin in base_origins(tree, budget_year) if origin.carried > 0}


def base_mark(base: Base) -> str:
    """A short mark of what the base says, by which a form knows whether somebody has changed it since it was shown."""
    told = [
        sorted((str(key), sorted(by_year.items())) for key, by_year in part.items())
        for part in (base.frames, base.lines)
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def adjust_base(actor: Actor, budget_year: int, cells: Mapping[Cell, int | None], mark: str) -> int:
    """Write new amounts into the base: frames positive, lines in report sign. None takes an amount away. Returns how many were changed.

    Raises Refused; RuleBroken when a proposal that builds on the base is handed in, or a frame is negative; EditConflict when somebody else has
    changed the base since ``mark`` was made. The cost line is not entered: it follows from the frames.
    """
    _require_controller(actor)
    with recording(actor, _("Ändrade budgetens bas")), year_lock(budget_year):
        require_base_open(budget_year)
        if base_mark(base_of(budget_year)) != mark:
            raise EditConflict(
                _("Någon annan har ändrat basen medan du skrev. Läs sidan på nytt och gör om din ändring.")
            )
        stored: dict[Cell, BaseAmount] = {
            (each.unit_id or each.line, each.year): each for each in BaseAmount.objects.filter(budget_year=budget_year)
        }
        for (place, _year), amount in cells.items():
            if isinstance(place, int) and amount is not None and amount < 0:
                raise RuleBroken(_("En ram kan inte vara mindre än noll."))
        wanted = {cell: amount for cell, amount in cells.items() if amount != _amount(stored.get(cell))}
        _write(budget_year, stored, wanted)
        return len(wanted)


def _amount(row: BaseAmount | None) -> int | None:
    return None if row is None else row.amount


def _write(budget_year: int, stored: Mapping[Cell, BaseAmount], wanted: Mapping[Cell, int | None]) -> None:
    new, changed = [], []
    for (place, year), amount in wanted.items():
        row = stored.get((place, year))
        if amount is None:
            assert row is not None  # what is not there already is not wanted away
            row.delete()
        elif row is None:
            about = {"unit_id": place} if isinstance(place, int) else {"line": place}
            new.append(BaseAmount(budget_year=budget_year, year=year, amount=amount, **about))
        else:
            row.amount = amount
            changed.append(row)
    if new:
        bulk_create(BaseAmount, new)
    if changed:
        bulk_update(BaseAmount, changed, ["amount"])


def require_base_open(budget_year: int) -> None:
    """Raise RuleBroken while a proposal that builds on the base is handed in or decided. Asked inside the year's lock."""
    if BudgetProposal.objects.filter(budget_year=budget_year).exclude(state=ProposalState.DRAFT).exists():
        raise RuleBroken(
            _(
                "Basen ligger fast: inlämnade förslag bygger på den. Den kan ändras igen om de tas tillbaka före beslutet."
            )
        )


def _require_controller(actor: Actor) -> None:
    require(
        rules.may_lay_base(actor),
        _("Basen läggs av en controller, så att alla förslag utgår från samma siffror. Hör av dig dit."),
    )
