"""What each statement looks like: its lines in the law's order, what each sum is made of, and which lines somebody may write in (LKBR 5, 6 and 8 kap.).

Sums are derived by ``filled`` and never stored. The keys of lines are what ``StatementFigure.line`` holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import ResultLine, Statement
from budget.queries.income import ORDER, SUBTOTALS
from budget.queries.structure import total


class LineKind(StrEnum):
    """A heading opens a part and carries nothing; an amount is written in or worked out; a sum is always derived."""

    HEADING = "heading"
    AMOUNT = "amount"
    SUM = "sum"


class Measure(StrEnum):
    """What a line's whole numbers are: öre; things that are counted; or hundredths of what is shown (a tax rate of 22.31 is 2231)."""

    MONEY = "money"
    NUMBER = "number"
    HUNDREDTHS = "hundredths"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a statement. ``sign``: +1 never negative, −1 never positive, 0 either. ``parts``: the keys that a sum adds up."""

    key: str
    label: str | Promise
    kind: LineKind = LineKind.AMOUNT
    parts: tuple[str, ...] = ()
    sign: int = 0
    measure: Measure = Measure.MONEY

    @property
    def is_sum(self) -> bool:
        return self.kind == LineKind.SUM

    @property
    def is_heading(self) -> bool:
        return self.kind == LineKind.HEADING

    @property
    def carries_amount(self) -> bool:
        return self.kind == LineKind.AMOUNT


def _heading(key: str, label: str | Promise) -> Line:
    return Line(key, label, LineKind.HEADING)


def _sum(key: str, label: str | Promise, *parts: str) -> Line:
    return Line(key, label, LineKind.SUM, parts)


_RESULT_SIGNS = {
    ResultLine.REVENUE: 1,
    ResultLine.COST: -1,
    ResultLine.DEPRECIATION: -1,
    ResultLine.TAX: 1,
    ResultLine.FINANCIAL_COST: -1,
}

INCOME = tuple(
    _sum(key, SUBTOTALS[key][0], *SUBTOTALS[key][1])
    if key in SUBTOTALS
    else Line(ResultLine(key).value, ResultLine(key).label, sign=_RESULT_SIGNS.get(ResultLine(key), 0))
    for key in ORDER
)

FIXED, CURRENT, ASSETS, EQUITY, PROVISIONS, DEBTS, FINANCING_SIDE = (
    "fixed_assets",
    "current_assets",
    "assets",
    "equity",
    "provisions",
    "debts",
    "financing_side",
)
TANGIBLE_AND_INTANGIBLE = ("intangible", "property", "equipment", "other_tangible")

BALANCE = (
    _heading("assets_head", _("Tillgångar")),
    Line("intangible", _("Immateriella anläggningstillgångar"), sign=1),
    Line("property", _("Mark, byggnader och tekniska anläggningar"), sign=1),
    Line("equipment", _("Maskiner och inventarier"), sign=1),
    Line("other_tangible", _("Övriga materiella anläggningstillgångar"), sign=1),
    Line("financial", _("Finansiella anläggningstillgångar"), sign=1),
    _sum(FIXED, _("Summa anläggningstillgångar"), *TANGIBLE_AND_INTANGIBLE, "financial"),
    Line("infrastructure", _("Bidrag till infrastruktur"), sign=1),
    Line("stock", _("Förråd och exploateringsfastigheter"), sign=1),
    Line("receivables", _("Kortfristiga fordringar"), sign=1),
    Line("placements", _("Kortfristiga placeringar"), sign=1),
    Line("liquid", _("Kassa och bank")),
    _sum(CURRENT, _("Summa omsättningstillgångar"), "stock", "receivables", "placements", "liquid"),
    _sum(ASSETS, _("Summa tillgångar"), FIXED, "infrastructure", CURRENT),
    _heading("financing_head", _("Eget kapital, avsättningar och skulder")),
    Line("year_result", _("Årets resultat")),
    Line("reserve", _("Resultatreserv och resultatutjämningsreserv"), sign=1),
    Line("other_equity", _("Övrigt eget kapital")),
    _sum(EQUITY, _("Summa eget kapital"), "year_result", "reserve", "other_equity"),
    Line("pensions", _("Avsättningar för pensioner"), sign=1),
    Line("other_provisions", _("Andra avsättningar"), sign=1),
    _sum(PROVISIONS, _("Summa avsättningar"), "pensions", "other_provisions"),
    Line("long_debt", _("Långfristiga skulder"), sign=1),
    Line("short_debt", _("Kortfristiga skulder"), sign=1),
    _sum(DEBTS, _("Summa skulder"), "long_debt", "short_debt"),
    _sum(FINANCING_SIDE, _("Summa eget kapital, avsättningar och skulder"), EQUITY, PROVISIONS, DEBTS),
    _heading("below_head", _("Panter och ansvarsförbindelser")),
    Line("pension_obligation", _("Pensionsförpliktelser som inte tagits upp bland avsättningarna"), sign=1),
    Line("other_obligations", _("Övriga ansvarsförbindelser och panter"), sign=1),
)

CASH_OPERATING, CASH_INVESTING, CASH_FINANCING, CASH_TOTAL, CASH_CLOSING = (
    "cash_operating",
    "cash_investing",
    "cash_financing",
    "cash_flow",
    "liquid_closing",
)
CASH_FLOW = (
    _heading("operating_head", _("Den löpande verksamheten")),
    Line("result", _("Årets resultat")),
    Line("depreciation", _("Avskrivningar, som inte är betalningar")),
    Line("provisions_change", _("Förändring av avsättningar")),
    Line("other_noncash", _("Övriga poster som inte är betalningar")),
    _sum(
        "before_working",
        _("Medel från verksamheten före förändring av rörelsekapital"),
        *("result", "depreciation", "provisions_change", "other_noncash"),
    ),
    Line("stock_change", _("Förändring av förråd och exploateringsfastigheter")),
    Line("receivables_change", _("Förändring av kortfristiga fordringar")),
    Line("placements_change", _("Förändring av kortfristiga placeringar")),
    Line("short_debt_change", _("Förändring av kortfristiga skulder")),
    _sum(
        CASH_OPERATING,
        _("Kassaflöde från den löpande verksamheten"),
        *("before_working", "stock_change", "receivables_change", "placements_change", "short_debt_change"),
    ),
    _heading("investing_head", _("Investeringsverksamheten")),
    Line("investments", _("Investeringar i immateriella och materiella anläggningstillgångar")),
    Line("sales", _("Försäljning av immateriella och materiella anläggningstillgångar"), sign=1),
    Line("financial_investments", _("Investeringar i finansiella anläggningstillgångar")),
    Line("financial_sales", _("Försäljning av finansiella anläggningstillgångar"), sign=1),
    _sum(
        CASH_INVESTING,
        _("Kassaflöde från investeringsverksamheten"),
        *("investments", "sales", "financial_investments", "financial_sales"),
    ),
    _heading("financing_flow_head", _("Finansieringsverksamheten")),
    Line("loans", _("Nya lån")),
    Line("amortisation", _("Amortering av lån"), sign=-1),
    Line("equity_change", _("Förändring av eget kapital vid sidan av resultatet")),
    _sum(
        CASH_FINANCING,
        _("Kassaflöde från finansieringsverksamheten"),
        *("loans", "amortisation", "equity_change"),
    ),
    Line("infrastructure_paid", _("Utbetalning av bidrag till infrastruktur"), sign=-1),
    _sum(CASH_TOTAL, _("Årets kassaflöde"), CASH_OPERATING, CASH_INVESTING, CASH_FINANCING, "infrastructure_paid"),
    Line("liquid_opening", _("Kassa och bank vid årets början")),
    _sum(CASH_CLOSING, _("Kassa och bank vid årets slut"), CASH_TOTAL, "liquid_opening"),
)
TAKEN_FROM_OTHERS = ("result", "depreciation", "liquid_opening")
"""Lines of the cash flow that another statement already has: taken from there unless they are written in."""

POPULATION, TAX_RATE, EMPLOYEES, INVESTMENTS = "population", "tax_rate", "employees", "net_investments"
FACTS = (
    Line(POPULATION, _("Invånare den 31 december"), sign=1, measure=Measure.NUMBER),
    Line(TAX_RATE, _("Kommunal skattesats, kronor av hundra"), sign=1, measure=Measure.HUNDREDTHS),
    Line(EMPLOYEES, _("Anställda"), sign=1, measure=Measure.NUMBER),
    Line(INVESTMENTS, _("Nettoinvesteringar"), sign=1),
)

SHAPES: Mapping[str, tuple[Line, ...]] = {
    Statement.INCOME: INCOME,
    Statement.BALANCE: BALANCE,
    Statement.CASH_FLOW: CASH_FLOW,
    Statement.FACTS: FACTS,
}


def filled(shape: tuple[Line, ...], amounts: Mapping[str, int]) -> dict[str, int | None]:
    """Every line and sum of a statement. A line that is not given is None; a sum adds up what is there, and is None where nothing is. Pure."""
    values: dict[str, int | None] = {}
    for line in shape:
        if line.carries_amount:
            values[line.key] = amounts.get(line.key)
        elif line.is_sum:
            values[line.key] = total(values[part] for part in line.parts)
    return values


def lines_to_write(statement: str) -> tuple[Line, ...]:
    """The lines that carry an amount, in order."""
    return tuple(line for line in SHAPES[statement] if line.carries_amount)
