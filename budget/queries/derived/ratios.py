"""A ratio written out: what is divided by what, line by line (issue 4, point 10)."""

from django.utils.translation import gettext as _

from budget.models import ResultLine, Statement, Whose
from budget.queries.books import ACTUAL
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived
from budget.queries.derived.statements import Cell, Shelf, cell_way, label_of
from budget.queries.income import NET_COST, NET_RESULT
from budget.queries.ratios import KINDS, TERMS, RatioTerm, invested_by_year, ratios, term_amount
from budget.queries.shapes import ASSETS, EMPLOYEES, EQUITY, INVESTMENTS, POPULATION, TAX_RATE, Measure


def ratio_figure(key: str, year: int, whose: str, version: str) -> Derived:
    """The ratio of one column; ``told`` is left to the page, which has the words. Eight queries."""
    kind = next(each for each in KINDS if each.key == key)
    books, invested = Shelf(year).books, invested_by_year([year])
    top, bottom = TERMS[key]

    def term(part: RatioTerm) -> Term:
        cell = Cell(part.statement, str(part.line), year, whose, version)
        if part.line == POPULATION:
            cell = Cell(part.statement, POPULATION, year)
        amount = term_amount(part, books, invested, year, whose, version)
        return Term(label_of(cell), amount, None if amount is None else cell_way(cell))

    found = ratios(books, invested, year, whose, version)[key]
    name = _("%(ratio)s, %(whose)s %(year)s") % {"ratio": kind.label, "whose": Whose(whose).label, "year": year}
    return Derived(
        title=name,
        formula=kind.words,
        amount=found.top,
        terms=[term(part) for part in top],
        below=[term(part) for part in bottom],
        below_measure=Measure.NUMBER if bottom[0].line == POPULATION else Measure.MONEY,
    )


SUMS_OF_OVERVIEW = {
    "cost": (ResultLine.COST, ResultLine.DEPRECIATION),
    "base": (ResultLine.TAX, ResultLine.GRANTS),
}
"""The five years' rows that add up lines of resultaträkningen and have no line of their own there."""


def overview_figure(key: str, year: int, whose: str) -> Derived:
    """A row of the five years that is a sum of lines. Four queries."""
    shelf = Shelf(year)
    cells = [Cell(Statement.INCOME, line, year, whose, ACTUAL) for line in SUMS_OF_OVERVIEW[key]]
    terms = [shelf.term(cell) for cell in cells if shelf.amount(cell) is not None]
    titles = {
        "cost": _("Verksamhetens kostnader och avskrivningar"),
        "base": _("Skatteintäkter, generella statsbidrag och utjämning"),
    }
    amount = sum(term.amount or 0 for term in terms) if terms else None
    return Derived(f"{titles[key]}, {Whose(whose).label} {year}", _("Summan av raderna."), amount, terms)


_CELLS = {
    **dict.fromkeys((POPULATION, TAX_RATE, EMPLOYEES, INVESTMENTS), Statement.FACTS),
    **dict.fromkeys((ResultLine.REVENUE.value, NET_COST, NET_RESULT), Statement.INCOME),
    **dict.fromkeys((ASSETS, EQUITY, "long_debt"), Statement.BALANCE),
}


def overview_way(key: str, year: int, whose: str) -> Way:
    """Where a figure of the five years comes from: a line, a sum of lines, or a ratio."""
    if key in _CELLS:
        return cell_way(Cell(_CELLS[key], key, year, whose))
    kind = "fem-ar" if key in SUMS_OF_OVERVIEW else "nyckeltal"
    about = {"vems": whose} if whose != Whose.MUNICIPALITY else {}
    return way_of_derived(kind, key, year, **about)


def ratio_way(key: str, year: int, whose: str, version: str) -> Way:
    """The page that writes a ratio out."""
    about = {"vems": whose if whose != Whose.MUNICIPALITY else "", "slag": version if version != ACTUAL else ""}
    return way_of_derived("nyckeltal", key, year, **about)
