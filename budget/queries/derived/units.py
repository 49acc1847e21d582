"""A unit's variances, the sums over the committees and the bridge written out (issue 4, point 10). Öre in report sign."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from budget.models import ResultLine, Statement
from budget.queries.bridge import INTERNAL, Bridge, BridgeRow, bridge
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived, way_of_origin
from budget.queries.derived.statements import Cell, cell_way
from budget.queries.income import NET_COST
from budget.queries.operating import OperatingRow, OperatingStatement, operating_parts, operating_statement
from budget.queries.origin import COMMITTEE, ORIGINS, OWN, Asked, Origin
from budget.queries.structure import Structure, total
from budget.queries.sums import WHOLE_YEAR
from sala_styr.organisation.models import Unit, UnitKind

SO_FAR, OF_YEAR, OF_FORECAST = "", "ar", "prognos"
"""Actual less the budget of the same months; less the whole year's; forecast less the whole year's."""
SUM, LOOSE = "summa", "utan"
"""The row of all committees, and the row of what belongs to none."""


def variance_figure(tree: Structure, asked: Asked, kind: str) -> Derived:
    """What a unit is above or below its budget with. A constant number of queries."""
    plain = replace(asked, line="", side="")
    pairs = {SO_FAR: ("utfall", "detalj"), OF_YEAR: ("utfall", "budget"), OF_FORECAST: ("prognos", "budget")}
    first, second = pairs[kind]
    whole = replace(plain, through=WHOLE_YEAR, period=None)
    terms = []
    for which, sign in ((first, 1), (second, -1)):
        of = whole if which in ("budget", "prognos") else plain
        found: Origin = ORIGINS[which](tree, of)
        amount = None if found.amount is None else sign * found.amount
        terms.append(Term(f"{found.title}, {_months(of)}", amount, _asked_way(which, of)))
    known = [term for term in terms if term.amount is not None]
    said = {
        SO_FAR: _("Utfall − budget för samma månader, ur detaljbudgeten."),
        OF_YEAR: _("Utfall − aktuell budget för hela året."),
        OF_FORECAST: _("Prognos − aktuell budget för hela året."),
    }
    amount = total(term.amount for term in known)
    return Derived(_("Avvikelse"), said[kind], amount, terms)


def _months(asked: Asked) -> str:
    if asked.period is not None:
        return str(MONTHS.get(asked.period, asked.period))
    if asked.through == WHOLE_YEAR:
        return _("hela %(year)s") % {"year": asked.year}
    return _("till och med %(month)s") % {"month": MONTHS[asked.through]}


def _asked_way(kind: str, asked: Asked) -> Way:
    about: dict[str, str | int] = {"konto": asked.account, "del_": asked.scope}
    if asked.period is not None:
        about["period"] = asked.period
    elif asked.through != WHOLE_YEAR:
        about["t_o_m"] = asked.through
    return way_of_origin(kind, asked.unit.pk, asked.year, **about)


def variance_way(unit: Unit, year: int, kind: str = SO_FAR, **about: str | int) -> Way:
    """The page that writes a unit's variance out."""
    return way_of_derived("avvikelse", str(unit.pk), year, slag=kind, **about)


FIELDS = {
    "revenue": ("utfall", "revenue"),
    "cost": ("utfall", "cost"),
    "actual": ("utfall", ""),
    "original": ("budget", "original"),
    "amendments": ("budget", "amendments"),
    "current": ("budget", ""),
    "forecast": ("prognos", ""),
}
ALL_FIELDS = {*FIELDS, "previous", "variance", "forecast_variance"}


def row_way(row: OperatingRow, field: str, statement: OperatingStatement, scope: str) -> Way | None:
    """Where a figure of driftredovisningen comes from. None for a unit's own forecast: there is none."""
    year, through = statement.year, statement.through_month
    if row.unit is None:
        which = SUM if row is statement.total else LOOSE
        return way_of_derived("drift", field, year, rad=which, t_o_m=through)
    about: dict[str, str | int] = {"del_": scope}
    if field == "previous":
        return way_of_origin("utfall", row.unit.pk, year - 1, **about)
    if field == "variance":
        kind = OF_YEAR if statement.complete else SO_FAR
        return variance_way(row.unit, year, kind, t_o_m=through, **about)
    if field == "forecast_variance":
        return variance_way(row.unit, year, OF_FORECAST, **about)
    kind, line = FIELDS[field]
    if kind == "prognos" and scope == OWN:
        return None
    if kind == "utfall":
        about["t_o_m"] = through
    return way_of_origin(kind, row.unit.pk, year, rad=line, **about)


def operating_figure(field: str, year: int, through: int, which: str) -> Derived:
    """A figure of the sum row, or of the row without a committee. Eight queries."""
    if which == SUM:
        statement = operating_statement(year, through)
        rows: Iterable[OperatingRow] = statement.rows
        title = _("Summa för alla, %(year)s") % {"year": year}
    else:
        statement, rows = operating_parts(year, through)
        title = _("Utan nämnd, %(year)s") % {"year": year}
    terms = [
        Term(
            row.unit.name if row.unit else _("Utan nämnd"),
            getattr(row, field),
            row_way(row, field, statement, COMMITTEE),
        )
        for row in rows
        if getattr(row, field) is not None
    ]
    amount = total(term.amount for term in terms)
    if which == SUM:
        amount = getattr(statement.total, field)
    return Derived(
        f"{field_label(field)}, {title}", _("Summan av raderna, på belopp som inte är avrundade."), amount, terms
    )


def field_label(field: str) -> str:
    """What a column of driftredovisningen is called."""
    return {
        "revenue": _("Intäkter"),
        "cost": _("Kostnader"),
        "actual": _("Netto"),
        "previous": _("Netto året innan"),
        "original": _("Ursprunglig budget"),
        "amendments": _("Ändringar"),
        "current": _("Aktuell budget"),
        "variance": _("Avvikelse"),
        "forecast": _("Prognos"),
        "forecast_variance": _("Prognosavvikelse"),
    }[field]


BRIDGE_COLUMNS = ("revenue", "cost", "depreciation", "net", "budget")
BRIDGE_ROWS = ("committees", "common", "loose", "operating", "internal", "depreciation", "written", "rest", "income")


def bridge_figure(key: str, column: str, year: int, council: Unit) -> Derived | None:
    """A figure of the bridge; None when this year's bridge has no such step. A constant number of queries."""
    found = bridge(year)
    row = next((each for each in found.rows if each.key == key), None)
    if row is None:
        return None
    title = f"{row.label}, {bridge_label(column)} {year}"
    amount = getattr(row.amounts, column)
    if column == "net":
        terms = [_cell(row, each, year, bridge_label(each)) for each in ("revenue", "cost", "depreciation")]
        return Derived(title, _("Intäkter, kostnader och avskrivningar."), amount, _known(terms))
    said, terms = _step(found, row, column, year, council)
    return Derived(title, said, amount, _known(terms))


def bridge_label(column: str) -> str:
    return {
        "revenue": _("intäkter"),
        "cost": _("kostnader"),
        "depreciation": _("avskrivningar"),
        "net": _("netto"),
        "budget": _("ursprunglig budget"),
    }[column]


def bridge_way(key: str, column: str, year: int) -> Way:
    return way_of_derived("brygga", key, year, slag=column)


def _known(terms: Iterable[Term]) -> list[Term]:
    return [term for term in terms if term.amount is not None]


def _cell(row: BridgeRow, column: str, year: int, label: str = "", sign: int = 1) -> Term:
    amount = getattr(row.amounts, column)
    signed = None if amount is None else sign * amount
    return Term(label or row.label, signed, bridge_way(row.key, column, year))


def _step(found: Bridge, row: BridgeRow, column: str, year: int, council: Unit) -> tuple[str, list[Term]]:
    """How a step is made, in words and parts."""
    through = found.operating.through_month
    if row.key in ("committees", "common", "loose"):
        return _("Raderna i driftredovisningen."), _rows_of(found, row.key, column)
    if row.key == "operating":
        steps = [each for each in found.rows if each.key in ("committees", "common", "loose")]
        return _("Stegen ovanför."), [_cell(each, column, year) for each in steps]
    if row.key == "internal":
        way = way_of_origin("utfall", council.pk, year, konto=INTERNAL, t_o_m=through)
        said = _("Köp och försäljning inom kommunen, kontoklass 9, med omvänt tecken.")
        return said, [Term(_("Interna poster"), getattr(row.amounts, column), way)]
    if row.key == "depreciation":
        way = way_of_origin("resultat", council.pk, year, rad=ResultLine.DEPRECIATION.value, t_o_m=through)
        said = _("Avskrivningarna flyttas från kostnaderna till en egen rad.")
        return said, [Term(_("Bokförda avskrivningar"), getattr(row.amounts, column), way)]
    if row.key == "written":
        return _("Det inskrivna − det bokförda."), [Term(row.label, getattr(row.amounts, column))]
    if row.key == "rest":
        others = [each for each in found.rows if each.key not in ("operating", "rest", "income")]
        terms = [_cell(found.row("income"), column, year), *(_cell(each, column, year, sign=-1) for each in others)]
        return _("Resultaträkningen − alla steg."), terms
    version, line = ("budget", NET_COST) if column == "budget" else ("actual", column)
    of_month = WHOLE_YEAR if column == "budget" else through
    cell = Cell(Statement.INCOME, line, year, version=version, through=of_month)
    return _("Raden i resultaträkningen."), [Term(cell.shape.label, getattr(row.amounts, column), cell_way(cell))]


def _rows_of(found: Bridge, key: str, column: str) -> list[Term]:
    field = "original" if column == "budget" else column

    def belongs(row: OperatingRow) -> bool:
        if row.unit is None:
            return key == "loose"
        return (row.unit.kind == UnitKind.CENTRAL) == (key == "common")

    if column == "depreciation":
        return []
    return [
        Term(
            row.unit.name if row.unit else _("Utan nämnd"),
            getattr(row, field),
            row_way(row, field, found.operating, COMMITTEE),
        )
        for row in found.operating.rows
        if belongs(row) and (row.unit is not None or key == "loose")
    ]
