"""The annual accounts' tables as files: the bridge, the ratios and the five years, as their pages show them."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from budget.exports import amounts
from budget.models import Whose
from budget.queries.bridge import Bridge
from budget.queries.five_years import FiveYears, Shown
from budget.queries.operating import OperatingStatement
from budget.queries.ratios import KINDS, RatioColumn
from budget.ratio_words import arithmetic
from sala_styr.tables import Column, Kind, Listing, Value, text_column


def bridge_listing(found: Bridge, year: int) -> Listing:
    """The steps from driftredovisningen to resultaträkningen."""
    columns = text_column(_("Steg"))
    columns += amounts(_("Intäkter"), _("Kostnader"), _("Avskrivningar"), _("Netto"), _("Ursprunglig budget, netto"))
    rows = [
        (
            *(str(row.label), row.amounts.revenue, row.amounts.cost, row.amounts.depreciation),
            *(row.amounts.net, row.amounts.budget),
        )
        for row in found.rows
    ]
    return Listing(_("Driftredovisning till resultaträkning %(year)s") % {"year": year}, columns, rows)


def ratio_listing(columns: Sequence[RatioColumn], heads: Sequence[str], year: int) -> Listing:
    """Each ratio with its formula, a column for each year and part, and the arithmetic of the first actual."""
    shown = (
        *text_column(_("Nyckeltal"), _("Så räknas det"), _("Enhet")),
        *(Column(head, Kind.NUMBER) for head in heads),
        *text_column(_("Siffrorna")),
    )
    rows: list[tuple[Value, ...]] = []
    for kind in KINDS:
        found = [column.ratios.get(kind.key) for column in columns]
        values = [_rounded(ratio.value if ratio else None) for ratio in found]
        unit = _("procent") if kind.unit == "percent" else _("kr per invånare")
        now = found[1]
        rows.append((str(kind.label), str(kind.words), unit, *values, arithmetic(now) if now else None))
    return Listing(_("Nyckeltal %(year)s") % {"year": year}, shown, rows)


def five_year_listing(found: FiveYears) -> Listing:
    """The overview, one row for each figure of municipality and group. Money in kronor."""
    columns = text_column(_("Del"), _("Uppgift"), _("Enhet"))
    columns += tuple(Column(str(year), Kind.NUMBER) for year in found.years)
    rows = [
        (
            str(Whose(row.whose).label).capitalize(),
            str(row.label),
            unit_of(row.shown),
            *(_plain(figure, row.shown) for figure in row.figures),
        )
        for row in found.rows
    ]
    return Listing(_("Fem år %(first)s–%(last)s") % {"first": found.years[-1], "last": found.years[0]}, columns, rows)


def unit_of(shown: Shown) -> str:
    """The unit of a row in a file, where money is kronor."""
    words = {Shown.MONEY: _("kr"), Shown.PERCENT: _("procent"), Shown.PER_PERSON: _("kr per invånare")}
    return words.get(shown, _("antal") if shown == Shown.NUMBER else _("kronor av hundra"))


def _plain(figure: int | Decimal | None, shown: Shown) -> Decimal | None:
    if figure is None:
        return None
    if shown in (Shown.MONEY, Shown.HUNDREDTHS):
        return Decimal(figure) / 100
    return _rounded(Decimal(figure))


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def operating_listing(statement: OperatingStatement, day: date) -> Listing:
    """Driftredovisningen as it stood on a day, a row for each committee: öre exact."""
    fields = ("revenue", "cost", "actual", "original", "amendments", "current", "variance")
    heads = (_("Intäkter"), _("Kostnader"), _("Netto"), _("Ursprunglig budget"), _("Ändringar"), _("Aktuell budget"))
    rows = [
        (row.unit.name if row.unit else _("Utan nämnd"), *(getattr(row, field) for field in fields))
        for row in statement.rows
    ]
    title = _("Driftredovisning %(year)s per %(day)s") % {"year": statement.year, "day": day.isoformat()}
    return Listing(title, text_column(_("Nämnd")) + amounts(*heads, _("Avvikelse")), rows)
