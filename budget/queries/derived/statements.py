"""A cell of a statement written out: a sum of its lines, a variance of its two columns, a line of the cash flow of the balance sheet's (issue 4, point 10).

The lines of sums are those of ``shapes``, the terms of a cash flow those of ``books``: nothing is said twice. A line that the municipality's books give goes
straight to its accounts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from budget.models import Statement, Whose
from budget.queries.books import ACTUAL, BUDGET, CASH_TERMS, CLOSING_SIDE, OPENING_SIDE, Books, Filled
from budget.queries.columns import VARIANCE
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived, way_of_origin
from budget.queries.follow_up import difference
from budget.queries.income import NET_RESULT, income_statement
from budget.queries.origin import NOT_CARRIED
from budget.queries.ratios import Invested, invested_by_year, net_outlay
from budget.queries.shapes import INVESTMENTS, SHAPES, TAKEN_FROM_OTHERS, Line
from budget.queries.sums import WHOLE_YEAR
from budget.queries.written import Figures

OPENING, OPENING_BUDGET = "opening", "opening_budget"
"""The balance sheet as the year began; and as the budgeted year began."""
VERSIONS = (ACTUAL, BUDGET, VARIANCE, OPENING, OPENING_BUDGET)


@dataclass(frozen=True)
class Cell:
    """A figure of a statement: which line, of what year, whose, and which column. ``through``: of resultaträkningen's actual, the last month."""

    statement: str
    line: str
    year: int
    whose: str = Whose.MUNICIPALITY
    version: str = ACTUAL
    through: int = WHOLE_YEAR

    @property
    def shape(self) -> Line:
        return next(line for line in SHAPES[self.statement] if line.key == self.line)


def cell_way(cell: Cell) -> Way:
    """The page that writes the cell out."""
    about: dict[str, str | int] = {}
    if cell.whose != Whose.MUNICIPALITY:
        about["vems"] = cell.whose
    if cell.version != ACTUAL:
        about["slag"] = cell.version
    if cell.through != WHOLE_YEAR:
        about["t_o_m"] = cell.through
    return way_of_derived(cell.statement, cell.line, cell.year, **about)


class Shelf:
    """The books of a year with its statement so far: what cells are read from. Four queries, four more when a part of the year is asked."""

    def __init__(self, year: int, through: int = WHOLE_YEAR):
        self.books = Books([year])
        self.through = through
        self._so_far: dict[int, Filled] = {}

    def filled(self, cell: Cell) -> Filled:
        """The cell's whole column."""
        if cell.version == VARIANCE:
            actual, budget = (self.filled(replace(cell, version=version)) for version in (ACTUAL, BUDGET))
            return Filled({key: difference(value, budget[key]) for key, value in actual.values.items()})
        if cell.version in (OPENING, OPENING_BUDGET):
            return self.books.opening(cell.year, cell.whose, BUDGET if cell.version == OPENING_BUDGET else ACTUAL)
        if cell.statement == Statement.INCOME and cell.version == ACTUAL and cell.through != WHOLE_YEAR:
            return self._through(cell)
        return self.books.statement(cell.statement, cell.year, cell.whose, cell.version)

    def amount(self, cell: Cell) -> int | None:
        return self.filled(cell)[cell.line]

    def _through(self, cell: Cell) -> Filled:
        if cell.year not in self._so_far:
            rows = income_statement(cell.year, cell.through).rows
            self._so_far[cell.year] = Filled({row.key: row.actual for row in rows})
        return self._so_far[cell.year]

    def term(self, cell: Cell, sign: int = 1, label: str = "") -> Term:
        """The cell as a part of something."""
        amount = self.amount(cell)
        return Term(label or label_of(cell), None if amount is None else sign * amount, cell_way(cell))


def label_of(cell: Cell) -> str:
    """The line and its column in words."""
    words = {
        ACTUAL: _("utfall %(year)s"),
        BUDGET: _("budget %(year)s"),
        VARIANCE: _("avvikelse %(year)s"),
        OPENING: _("vid början av %(year)s"),
        OPENING_BUDGET: _("vid början av %(year)s, budget"),
    }
    if cell.statement == Statement.BALANCE:
        words |= {ACTUAL: _("vid slutet av %(year)s"), BUDGET: _("vid slutet av %(year)s, budget")}
    return f"{cell.shape.label}, {words[cell.version] % {'year': cell.year}}"


def statement_figure(cell: Cell, council: int) -> Derived | Way:
    """The cell as arithmetic, or the way to its accounts where the municipality's books give it. ``council``: the id of the unit that stands for the whole."""
    shelf = Shelf(cell.year, cell.through)
    filled, title = shelf.filled(cell), label_of(cell)
    written = filled.written.get(cell.line)
    if cell.version == VARIANCE:
        terms = [shelf.term(replace(cell, version=ACTUAL)), shelf.term(replace(cell, version=BUDGET), -1)]
        return _made(cell, title, _("Utfall − budget."), filled, terms)
    if cell.version in (OPENING, OPENING_BUDGET) and not _is_of_file(shelf, cell):
        return _made(cell, title, _("Det som året innan slutade med."), filled, [shelf.term(_before(shelf, cell))])
    if cell.shape.is_sum:
        parts = [replace(cell, line=key) for key in cell.shape.parts]
        terms = [shelf.term(part, label=str(part.shape.label)) for part in parts if shelf.amount(part) is not None]
        return _made(cell, title, _("Summan av raderna ovanför."), filled, terms)
    if written:
        return _made(
            cell, title, _("Inskriven, och går före det som räknas ut."), filled, [_written(cell, filled.written)]
        )
    return _line(shelf, cell, council) or _made(cell, title, "", filled, [])


def _made(cell: Cell, title: str, formula: str, filled: Filled, terms: Iterable[Term]) -> Derived:
    return Derived(title, formula, filled[cell.line], list(terms), cell.shape.measure)


def _written(cell: Cell, figures: Figures) -> Term:
    figure = figures[cell.line]
    way = Way("budget:written", (cell.statement, cell.whose, cell.version), {"ar": cell.year})
    return Term(
        cell.shape.label,
        figure.amount,
        way,
        _("inskriven: %(source)s") % {"source": figure.source} if figure.source else _("inskriven"),
        decision=figure.decision,
    )


def _is_of_file(shelf: Shelf, cell: Cell) -> bool:
    """Does the municipality's own file say how the year began?"""
    return cell.whose == Whose.MUNICIPALITY and cell.version == OPENING and shelf.books.has_own_balances(cell.year)


def _before(shelf: Shelf, cell: Cell) -> Cell:
    """The cell of the year before that an opening one is taken from."""
    before = replace(cell, year=cell.year - 1, version=BUDGET if cell.version == OPENING_BUDGET else ACTUAL)
    is_empty = shelf.books.balance(before.year, before.whose, before.version).is_empty
    return replace(before, version=ACTUAL) if is_empty else before


def _line(shelf: Shelf, cell: Cell, council: int) -> Derived | Way | None:
    """A line that is neither a sum nor written in."""
    own = cell.whose == Whose.MUNICIPALITY
    if cell.statement == Statement.INCOME and own:
        kind = "resultatbudget" if cell.version == BUDGET else "resultat"
        about = {"t_o_m": cell.through} if cell.through != WHOLE_YEAR else {}
        return way_of_origin(kind, council, cell.year, rad=cell.line, **about)
    if cell.statement == Statement.BALANCE:
        return _balance_line(shelf, cell, council)
    if cell.statement == Statement.CASH_FLOW:
        return _cash_line(shelf, cell)
    if cell.line == INVESTMENTS and own:
        return _invested(cell, invested_by_year([cell.year]), shelf)
    return None


def _balance_line(shelf: Shelf, cell: Cell, council: int) -> Derived | Way | None:
    filled, title = shelf.filled(cell), label_of(cell)
    result = Cell(Statement.INCOME, NET_RESULT, cell.year, cell.whose, cell.version)
    if cell.line == "year_result" and cell.version in (ACTUAL, BUDGET):
        said = _("Resultaträkningens resultat, som det står i eget kapital.")
        return _made(cell, title, said, filled, [shelf.term(result)])
    if cell.whose != Whose.MUNICIPALITY or cell.version == BUDGET:
        return None
    side = OPENING_SIDE if cell.version == OPENING else CLOSING_SIDE
    if cell.line == "reserve":
        return _reserve_line(shelf, cell)
    if cell.line != "other_equity":
        return way_of_origin("balans", council, cell.year, rad=cell.line, sida_av=side)
    in_file = way_of_origin("balans", council, cell.year, rad="equity", sida_av=side)
    if cell.version == OPENING or not shelf.books.has_own_balances(cell.year):
        return in_file
    equity, loose = shelf.books.booked_equity(cell.year)
    terms = [Term(_("Eget kapital enligt filen"), equity, in_file)]
    if loose:
        way = way_of_origin("balans", council, cell.year, rad=NOT_CARRIED, sida_av=side)
        terms.append(Term(_("Resultat som filen inte har fört till eget kapital"), loose, way))
    terms.append(shelf.term(result, -1))
    if filled["reserve"] is not None:
        terms.append(shelf.term(replace(cell, line="reserve"), -1))
    said = _("Eget kapital utan årets resultat och reserverna, som har egna rader.")
    return _made(cell, title, said, filled, terms)


def _reserve_line(shelf: Shelf, cell: Cell) -> Derived | None:
    """The reserves as balanskravsutredningen carries them; a file knows of equity as a whole only."""
    reserves = shelf.books.reserves(cell.year)
    if cell.version != ACTUAL or not shelf.books.has_own_balances(cell.year) or not reserves.noted:
        return None
    terms = [
        Term(
            _("Resultatreserven (RER) vid årets slut"), reserves.reserve.closing, reserve_way("rer_closing", cell.year)
        ),
        Term(
            _("Äldre resultatutjämningsreserv (RUR) vid årets slut"),
            reserves.old.closing,
            reserve_way("rur_closing", cell.year),
        ),
    ]
    said = _("Reserverna enligt balanskravsutredningen. I bokföringen är de en del av det egna kapitalet.")
    return _made(cell, label_of(cell), said, shelf.filled(cell), terms)


def reserve_way(key: str, year: int) -> Way:
    """The page that writes out how a reserve has come to be (``derived.requirement``)."""
    return way_of_derived("balanskrav", key, year)


def _cash_line(shelf: Shelf, cell: Cell) -> Derived | None:
    filled = shelf.filled(cell)
    if filled[cell.line] is None or not (filled.net or cell.line in TAKEN_FROM_OTHERS):
        return None
    opening = OPENING_BUDGET if cell.version == BUDGET else OPENING
    versions = {OPENING_SIDE: (Statement.BALANCE, opening), CLOSING_SIDE: (Statement.BALANCE, cell.version)}
    terms = []
    for term in CASH_TERMS[cell.line]:
        statement, version = versions.get(term.side, (Statement.INCOME, cell.version))
        part = Cell(statement, str(term.key), cell.year, cell.whose, version)
        terms.append(shelf.term(part, term.sign))
    said = _("Tillgångar som växer tar pengar, skulder som växer ger pengar (indirekt metod).")
    return _made(cell, label_of(cell), said, filled, [term for term in terms if term.amount is not None])


def _invested(cell: Cell, invested: Invested, shelf: Shelf) -> Derived:
    amount = net_outlay(shelf.books, invested, cell.year, cell.whose, cell.version)
    way = Way("budget:investment_statement", (), {"ar": cell.year})
    terms = [Term(_("Investeringsredovisningen, alla projekt utom exploatering"), amount, way)]
    said = _("Årets utgifter för investeringar, som ett positivt belopp.")
    return Derived(label_of(cell), said, amount, terms)
