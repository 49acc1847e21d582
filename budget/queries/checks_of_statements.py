"""The reconciliation's lines about statements that are written in (invariant 9): each balance sheet balances, each cash flow ends as it.

They warn and do not stop: a published table may be rounded, and the group's accounts are not the municipality's books.
"""

from django.utils.translation import gettext as _

from budget.models import FigureVersion, Whose
from budget.queries.books import Books, Filled
from budget.queries.check import Check, Part, Severity, all_ok
from budget.queries.shapes import ASSETS, CASH_CLOSING, FINANCING_SIDE
from budget.queries.structure import total

COLUMNS = tuple((whose, version) for whose in Whose for version in FigureVersion)


def written_statements(year: int) -> list[Check]:
    """Every column of ``year`` that has a written-in figure. Four queries."""
    books = Books([year])
    sheets, flows = [], []
    for whose, version in COLUMNS:
        sheet, flow = books.balance(year, whose, version), books.cash_flow(year, whose, version)
        name = f"{whose.label.capitalize()}, {version.label}"
        if _is_written(sheet):
            sheets.append(_part(name, sheet[ASSETS], sheet[FINANCING_SIDE]))
        if _is_written(sheet) or _is_written(flow):
            flows.append(_part(name, flow[CASH_CLOSING], sheet["liquid"]))
    return [
        _check(
            "balance",
            _("Inskrivna balansräkningar balanserar"),
            (_("Tillgångar"), _("Eget kapital, avsättningar och skulder")),
            [part for part in sheets if part],
        ),
        _check(
            "balance",
            _("Inskrivna kassaflöden slutar som balansräkningen"),
            (_("Kassa och bank enligt kassaflödet"), _("Kassa och bank enligt balansräkningen")),
            [part for part in flows if part],
        ),
    ]


def _is_written(column: Filled) -> bool:
    return bool(column.written)


def _part(name: str, left: int | None, right: int | None) -> Part | None:
    """None where a side is missing: then there is nothing to compare yet."""
    return None if left is None or right is None else Part(name, left, right, left == right)


def _check(key: str, name: str, sides: tuple[str, str], parts: list[Part]) -> Check:
    return Check(
        9,
        key,
        name,
        sides[0],
        total(part.left for part in parts),
        sides[1],
        total(part.right for part in parts),
        all_ok(parts),
        Severity.WARNING,
        missing=_("Ingen balansräkning är inskriven."),
        parts=tuple(parts),
    )
