"""The figures of the money that running text can refer to, by name (sala_styr.documents.live): lines of resultaträkningen, ratios, facts, a unit's own."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from budget.block_origins import income_origins
from budget.models import FigureVersion, ResultLine, Statement, Whose
from budget.queries import income_statement
from budget.queries.books import Books
from budget.queries.derived.ratios import overview_way, ratio_way
from budget.queries.derived.statements import Cell, cell_way
from budget.queries.derived.units import row_way
from budget.queries.income import NET_COST, NET_RESULT
from budget.queries.operating import unit_statement
from budget.queries.origin import WHOLE
from budget.queries.ratios import KINDS, RatioUnit, ratio_columns
from budget.queries.shapes import ASSETS, EMPLOYEES, EQUITY, INVESTMENTS, POPULATION, TAX_RATE
from budget.ways import address
from sala_styr.documents.cells import number_text
from sala_styr.documents.live import Scope, live_figure
from sala_styr.documents.written import LiveFigure
from sala_styr.kept.remembered import remembered
from sala_styr.money import NBSP, Unit, format_amount

LINES = (
    ("budget.result", gettext_lazy("Årets resultat"), NET_RESULT),
    ("budget.net_cost", gettext_lazy("Verksamhetens nettokostnader"), NET_COST),
    ("budget.taxes", gettext_lazy("Skatteintäkter"), ResultLine.TAX),
    ("budget.grants", gettext_lazy("Generella statsbidrag och utjämning"), ResultLine.GRANTS),
)
FACTS = (
    ("budget.population", gettext_lazy("Invånare den 31 december"), POPULATION),
    ("budget.employees", gettext_lazy("Anställda"), EMPLOYEES),
    ("budget.tax_rate", gettext_lazy("Kommunal skattesats, kronor av hundra"), TAX_RATE),
    ("budget.invested", gettext_lazy("Nettoinvesteringar"), INVESTMENTS),
)
BALANCES = (
    ("budget.pensions", gettext_lazy("Avsättningar för pensioner"), "pensions"),
    ("budget.pension_obligation", gettext_lazy("Pensionsförpliktelser utanför balansräkningen"), "pension_obligation"),
    ("budget.long_debt", gettext_lazy("Långfristiga skulder"), "long_debt"),
    ("budget.equity", gettext_lazy("Eget kapital"), EQUITY),
    ("budget.assets", gettext_lazy("Summa tillgångar"), ASSETS),
)
OF_UNIT = (
    ("budget.unit_net", gettext_lazy("Enhetens nettokostnad"), "actual"),
    ("budget.unit_budget", gettext_lazy("Enhetens budget"), "current"),
    ("budget.unit_variance", gettext_lazy("Enhetens avvikelse mot budgeten"), "variance"),
)


def _offer_line(name: str, title: Any, key: str) -> None:
    """A line of resultaträkningen as three figures: its outcome, the budget of the whole year, and the outcome of the year before."""

    @live_figure(name, title=_in_year(title, gettext_lazy("utfall")))
    def outcome(scope: Scope) -> LiveFigure | None:
        row = income_statement(scope.year, scope.month).row(key)
        return money_figure(row.actual, income_origins(row, scope.year)[1])

    @live_figure(f"{name}.budget", title=_in_year(title, gettext_lazy("budget")))
    def budgeted(scope: Scope) -> LiveFigure | None:
        row = income_statement(scope.year, scope.month).row(key)
        return money_figure(row.budget, income_origins(row, scope.year)[2])

    @live_figure(f"{name}.before", title=_in_year(title, gettext_lazy("utfall året innan")))
    def before(scope: Scope) -> LiveFigure | None:
        row = income_statement(scope.year, scope.month).row(key)
        return money_figure(row.previous, income_origins(row, scope.year)[4])


def _offer_fact(name: str, title: Any, key: str) -> None:
    @live_figure(name, title=title)
    def fact(scope: Scope) -> LiveFigure | None:
        value = remembered(f"facts-{scope.year}", lambda: Books([scope.year]).facts(scope.year))[key]
        if value is None:
            return None
        origin = address(overview_way(key, scope.year, Whose.MUNICIPALITY))
        if key == INVESTMENTS:
            return money_figure(value, origin)
        return LiveFigure(number_text(Decimal(value) / 100 if key == TAX_RATE else value), origin)


def _offer_balance(name: str, title: Any, key: str) -> None:
    @live_figure(name, title=title)
    def at_the_end(scope: Scope) -> LiveFigure | None:
        """As the year ended: there is no such figure of a part of a year."""
        if not scope.is_whole_year:
            return None
        sheet = remembered(f"sheet-{scope.year}", lambda: Books([scope.year]).balance(scope.year))
        return money_figure(sheet[key], address(cell_way(Cell(Statement.BALANCE, key, scope.year))))


def _offer_ratio(key: str, title: Any, unit: RatioUnit) -> None:
    @live_figure(f"budget.{key}", title=title)
    def ratio(scope: Scope) -> LiveFigure | None:
        columns = remembered(f"ratio-columns-{scope.year}", lambda: ratio_columns(scope.year))
        wanted = (scope.year, Whose.MUNICIPALITY, FigureVersion.ACTUAL)
        column = next(each for each in columns if (each.year, each.whose, each.version) == wanted)
        value = column.ratios[key].value
        if value is None:
            return None
        places, word = (Decimal("0.1"), "procent") if unit == RatioUnit.PERCENT else (Decimal(1), "kr")
        shown = number_text(value.quantize(places, rounding=ROUND_HALF_UP))
        return LiveFigure(f"{shown}{NBSP}{word}", address(ratio_way(key, *wanted)))


def _offer_of_unit(name: str, title: Any, field: str) -> None:
    @live_figure(name, title=title)
    def of_unit(scope: Scope) -> LiveFigure | None:
        unit = scope.unit
        if unit is None:
            return None
        month = None if scope.is_whole_year else scope.month
        name = f"unit-statement-{unit.pk}-{scope.year}-{month}"
        statement = remembered(name, lambda: unit_statement(unit, scope.year, month))
        amount = getattr(statement.total, field)
        way = row_way(statement.total, field, statement, WHOLE)
        return money_figure(amount, address(way), sign=field == "variance")


def _in_year(title: Any, what: Any) -> Any:
    return format_lazy("{title}, {what}", title=title, what=what)


def money_figure(ore: int | None, origin: str, source: str = "", *, sign: bool = False) -> LiveFigure | None:
    """The amount in mnkr as it is written in a sentence; None where it is missing."""
    if ore is None:
        return None
    return LiveFigure(f"{format_amount(ore, Unit.MNKR, sign=sign)}{NBSP}{Unit.MNKR.label}", origin, source)


for _name, _title, _key in LINES:
    _offer_line(_name, _title, _key)
for _name, _title, _key in FACTS:
    _offer_fact(_name, _title, _key)
for _name, _title, _key in BALANCES:
    _offer_balance(_name, _title, _key)
for _kind in KINDS:
    _offer_ratio(_kind.key, _kind.label, _kind.unit)
for _name, _title, _key in OF_UNIT:
    _offer_of_unit(_name, _title, _key)
