"""What the example has written in: earlier years' accounts, the group's, and the council's budget of the position."""

from collections.abc import Sequence
from datetime import date

from budget.models import FigureVersion, Statement, StatementFigure, Whose
from followup.demo.content import books as content
from followup.demo.decisions import Decisions
from followup.demo.ledger import TKR
from followup.demo.times import remember
from sala_styr import history

COUNTED = ("population", "employees", "tax_rate")
"""Lines whose numbers are not tkr."""


def load_books(decisions: Decisions) -> None:
    """Write in every figure, each on a day when the accounts of its year were ready; a budget by the council's decision."""
    municipality, group = Whose.MUNICIPALITY, Whose.GROUP
    rates = dict.fromkeys(content.MUNICIPAL_FACTS, (content.TAX_RATE,))
    rows = [
        *_figures(municipality, Statement.INCOME, content.INCOME, content.MUNICIPAL_INCOME),
        *_figures(municipality, Statement.BALANCE, content.BALANCE, content.MUNICIPAL_BALANCE),
        *_figures(municipality, Statement.FACTS, content.FACTS, content.MUNICIPAL_FACTS),
        *_figures(municipality, Statement.FACTS, ("tax_rate",), rates),
        *_figures(
            municipality,
            Statement.FACTS,
            ("tax_rate",),
            dict.fromkeys(content.BUDGETED_BALANCE, (content.TAX_RATE,)),
            decisions,
        ),
        *_figures(municipality, Statement.BALANCE, content.BALANCE, content.BUDGETED_BALANCE, decisions),
        *_figures(group, Statement.INCOME, content.INCOME, content.GROUP_INCOME),
        *_figures(group, Statement.INCOME, content.INCOME, content.GROUP_BUDGET, decisions),
        *_figures(group, Statement.BALANCE, content.BALANCE, content.GROUP_BALANCE),
        *_figures(group, Statement.FACTS, content.FACTS, content.GROUP_FACTS),
    ]
    history.bulk_create(StatementFigure, rows)


def _figures(
    whose: Whose,
    statement: Statement,
    lines: Sequence[str],
    years: content.Rows,
    decisions: Decisions | None = None,
) -> list[StatementFigure]:
    found = []
    for year, amounts in years.items():
        decision = decisions[f"budget-{year}"] if decisions else None
        for line, amount in zip(lines, amounts, strict=True):
            if amount is None:
                continue
            figure = StatementFigure(
                year=year,
                statement=statement,
                line=line,
                whose=whose,
                version=FigureVersion.BUDGET if decision else FigureVersion.ACTUAL,
                amount=amount if line in COUNTED else amount * TKR,
                source="" if decision else f"Årsredovisning {year} (exempel)",
                decision=decision,
            )
            remember(figure, decision.date if decision else date(year + 1, 3, 20), None)
            found.append(figure)
    return found
