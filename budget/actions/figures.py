"""Writing in the figures of a statement that no file of ours has: the group's, earlier years', budgets of balance and cash flow."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from budget import rules
from budget.actions.locks import require_year_not_closed, year_lock
from budget.models import FigureVersion, Statement, StatementFigure, Whose
from budget.queries.shapes import lines_to_write
from budget.queries.written import mark_of, written_figures
from sala_styr import history
from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import UnitKind
from sala_styr.organisation.rules import require, require_own_hand


@dataclass(frozen=True)
class ColumnKey:
    """One column of one statement: whose, which year, budget or actual."""

    year: int
    statement: str
    whose: str = Whose.MUNICIPALITY
    version: str = FigureVersion.ACTUAL

    @property
    def is_result_budget(self) -> bool:
        """The council's result budget has its own place (``ResultBudget``): written here it would be two truths."""
        return (self.statement, self.whose, self.version) == (
            Statement.INCOME,
            Whose.MUNICIPALITY,
            FigureVersion.BUDGET,
        )


def write_figures(
    actor: Actor,
    column: ColumnKey,
    amounts: Mapping[str, int | None],
    *,
    source: str = "",
    decision: Decision | None = None,
    seen: str | None = None,
) -> int:
    """Write in the lines of a column: each in the line's unit, None takes a line away; lines not given stay. Returns how many lines changed.

    ``source`` and ``decision`` are the whole column's. ``seen`` is the mark of what the person read (``queries.written.mark_of``).
    Raises Refused; RuleBroken (``field``: the line, source or decision); EditConflict when somebody else has written there since.
    """
    require_own_hand(actor, decision)
    require_writer(actor)
    source = source.strip()
    _require_sound(column, amounts)
    with recording(actor, _("Skrev in siffror i räkenskaperna")), year_lock(column.year):
        require_year_not_closed(column.year)
        found = dict(
            written_figures([column.year], [column.statement]).of(
                column.year, column.statement, column.whose, column.version
            )
        )
        if seen is not None and mark_of(found) != seen:
            raise EditConflict(
                _(
                    "Någon annan har ändrat siffrorna medan du skrev. Det du skrev står kvar här; läs om sidan i ett nytt fönster och jämför."
                )
            )
        written = {line: figure.amount for line, figure in found.items()}
        if any(amount is not None for amount in {**written, **amounts}.values()):
            _require_proof(column, source, decision)
        return _write(column, found, amounts, source, decision)


def _write(
    column: ColumnKey,
    found: dict[str, StatementFigure],
    amounts: Mapping[str, int | None],
    source: str,
    decision: Decision | None,
) -> int:
    gone = [found.pop(line) for line, amount in amounts.items() if amount is None and line in found]
    for figure in gone:
        figure.delete()
    changed = []
    for line, figure in found.items():
        amount = amounts.get(line, figure.amount)
        if amount is not None and (figure.amount, figure.source, figure.decision) != (amount, source, decision):
            figure.amount, figure.source, figure.decision = amount, source, decision
            changed.append(figure)
    new = [
        StatementFigure(
            year=column.year,
            statement=column.statement,
            whose=column.whose,
            version=column.version,
            line=line,
            amount=amount,
            source=source,
            decision=decision,
        )
        for line, amount in amounts.items()
        if amount is not None and line not in found
    ]
    history.bulk_update(StatementFigure, changed, ["amount", "source", "decision"])
    history.bulk_create(StatementFigure, new)
    return len(gone) + len(changed) + len(new)


def require_writer(actor: Actor) -> None:
    """Raises Refused, with the words for who may write figures in: the page with the form uses them too."""
    require(
        rules.may_state_requirement(actor),
        _("Siffror i räkenskaperna skrivs in av en controller. Hör av dig dit om något behöver ändras."),
    )


def _require_sound(column: ColumnKey, amounts: Mapping[str, int | None]) -> None:
    if column.is_result_budget:
        raise RuleBroken(_("Kommunens resultatbudget läggs in på sin egen sida, med fullmäktiges beslut."))
    lines = {line.key: line for line in lines_to_write(column.statement)}
    for key, amount in amounts.items():
        if key not in lines:
            raise RuleBroken(_("Raden ”%(line)s” finns inte i räkningen.") % {"line": key})
        sign = lines[key].sign
        if amount and sign and (amount > 0) != (sign > 0):
            words = (
                _("Raden skrivs utan minus.")
                if sign > 0
                else _("Kostnader och utbetalningar skrivs med minus framför.")
            )
            raise RuleBroken(f"{lines[key].label}: {words}", field=key)


def _require_proof(column: ColumnKey, source: str, decision: Decision | None) -> None:
    """What stands in a column says where it comes from, also when a line beside it is taken away."""
    if column.version == FigureVersion.BUDGET:
        if decision is None or decision.body.kind != UnitKind.COUNCIL:
            raise RuleBroken(_("En budget behöver kommunfullmäktiges beslut. Välj vilket."), field="decision")
    elif not source:
        raise RuleBroken(
            _("Skriv varifrån siffrorna kommer, till exempel Årsredovisning 2024 sidan 41."), field="source"
        )
