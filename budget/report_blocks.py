"""What reports show of the money beside driftredovisningen: the bridge, a unit's parts, forecasts and how they moved, the companies. From queries alone."""

from collections.abc import Iterable

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from budget.models import FrameCause
from budget.queries.accounts import AccountRow, AccountTable
from budget.queries.bridge import Bridge
from budget.queries.companies import CompanyRow
from budget.queries.forecast_change import FIELDS, ForecastRounds, ForecastRow
from budget.queries.frame_changes import FrameChange
from budget.queries.operating import OperatingRow, UnitStatement
from goals.terms import capital, term
from sala_styr.documents.charts import ChartData, Series, as_figure, bar_chart
from sala_styr.documents.model import Column, ColumnKind, Figure, Row, RowKind, Table
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.models import Unit

AMOUNT = ColumnKind.AMOUNT


def bridge_table(found: Bridge) -> Table:
    """From driftredovisningen to verksamhetens nettokostnader in resultaträkningen, step by step; a step that is nothing but missing is left out."""
    rows = [
        Row(
            (str(row.label), row.amounts.revenue, row.amounts.cost, row.amounts.depreciation, row.amounts.net),
            RowKind.SUM if row.is_sum else RowKind.NORMAL,
        )
        for row in found.rows
        if row.is_sum or row.amounts.net is not None
    ]
    heads = (_("Intäkter"), _("Kostnader"), _("Avskrivningar"), _("Netto"))
    return Table(
        caption=_("Från driftredovisning till resultaträkning %(year)s") % {"year": found.operating.year},
        columns=(Column(_("Steg"), width=44), *(Column(head, AMOUNT, width=14) for head in heads)),
        rows=tuple(rows),
        unit=Shown.TKR,
        unit_note=_("tkr, intäkt +, kostnad −"),
    )


def unit_table(statement: UnitStatement, name: str) -> Table | None:
    """A unit's money by what lies right below it, what it keeps itself first; None where there is no money. Of a year without actuals its budget alone."""
    rows = [*((statement.own,) if statement.own.has_money else ()), *statement.rows]
    if not statement.total.has_money:
        return None
    fields = OUTCOME if _has_outcome(statement) else BUDGETED
    labels = {
        "revenue": _("Intäkter"),
        "cost": _("Kostnader"),
        "actual": _("Netto %(year)s") % {"year": statement.year},
        "previous": _("Netto %(year)s") % {"year": statement.year - 1},
        "original": _("Ursprunglig budget"),
        "amendments": _("Ändringar"),
        "current": _("Aktuell budget"),
        "variance": _("Avvikelse"),
    }

    def made(label: str, row: OperatingRow, kind: RowKind = RowKind.NORMAL) -> Row:
        return Row((label, *(getattr(row, field) for field in fields)), kind)

    shown = [made(_part_name(row, statement), row) for row in rows]
    return Table(
        caption=_("Drift %(year)s, %(unit)s") % {"year": statement.year, "unit": name},
        columns=(Column(_("Verksamhet"), width=30), *(Column(labels[field], AMOUNT) for field in fields)),
        rows=(*shown, made(_("Summa"), statement.total, RowKind.SUM)),
        unit=Shown.TKR,
        unit_note=_("tkr, intäkt +, kostnad −; avvikelse + är överskott"),
    )


OUTCOME = ("revenue", "cost", "actual", "current", "variance")
BUDGETED = ("previous", "original", "amendments", "current")


def _has_outcome(statement: UnitStatement) -> bool:
    return bool(statement.total.revenue or statement.total.cost)


def _part_name(row: OperatingRow, statement: UnitStatement) -> str:
    """A part's name; of a unit that has parts among the rows, what it keeps itself."""
    if row.unit is None:
        return ""
    above = {each.unit.parent_id for each in statement.rows if each.unit}
    keeps = row is statement.own or row.unit.pk in above
    return _("%(unit)s, eget") % {"unit": row.unit.name} if keeps and statement.rows else row.unit.name


def unit_figure(statement: UnitStatement, name: str) -> Figure | None:
    """The variance of each part as bars; None with fewer than two parts to compare, or without outcome."""
    rows = [row for row in statement.rows if row.unit and row.variance is not None]
    if len(rows) < 2 or not _has_outcome(statement):
        return None
    data = ChartData(
        label=_("Verksamhet"),
        categories=tuple(_part_name(row, statement) for row in rows),
        series=(Series(_("Avvikelse"), tuple(row.variance for row in rows)),),
        unit=Shown.TKR,
        unit_note=_("tkr, + är överskott"),
    )
    title = _("Avvikelse mot budget %(year)s, %(unit)s") % {"year": statement.year, "unit": name}
    told = "; ".join(f"{_part_name(row, statement)} {format_amount(row.variance, sign=True)}" for row in rows)
    alternative = _("Liggande staplar, en för varje verksamhet. I tusental kronor: %(rows)s.") % {"rows": told}
    return as_figure(title, alternative, bar_chart(title, alternative, data), data)


def forecast_table(found: ForecastRounds) -> Table:
    """Per committee: the year's budget, actual and budget so far, the forecast, and how it has moved since the round before (domain §8.3)."""
    year, month = found.statement.year, MONTHS[found.statement.through_month]
    committee = term("committee", year)
    heads = (
        _("Budget %(year)s") % {"year": year},
        _("Budget hittills"),
        _("Utfall hittills"),
        _("Avvikelse hittills"),
        _("Prognos"),
        _("Avvikelse"),
        _("Ändring av prognosen"),
    )

    def made(label: str, row: ForecastRow, kind: RowKind = RowKind.NORMAL) -> Row:
        return Row((label, *(getattr(row, name) for name in FIELDS)), kind)

    rows = [made(row.unit.name if row.unit else _("Utan %(what)s") % {"what": committee}, row) for row in found.rows]
    return Table(
        caption=_("Utfall och prognos per %(committee)s, %(year)s till och med %(month)s")
        % {"committee": committee, "year": year, "month": month},
        columns=(Column(capital(committee), width=23), *(Column(head, AMOUNT) for head in heads)),
        rows=(*rows, made(_("Summa"), found.total, RowKind.SUM)),
        unit=Shown.MNKR,
        unit_note=_("mnkr, kostnad −; avvikelse + är överskott"),
        note=_rounds_note(found),
    )


def _rounds_note(found: ForecastRounds) -> str:
    if found.last is None:
        return _("Ingen prognos är lämnad.")
    if found.previous is None:
        return _("Prognosen är lämnad efter %(month)s. Det är årets första.") % {"month": MONTHS[found.last]}
    return _(
        "Prognosen är lämnad efter %(month)s. Ändringen är mot prognosen efter %(before)s; minus är att den har blivit sämre."
    ) % {"month": MONTHS[found.last], "before": MONTHS[found.previous]}


def companies_table(rows: Iterable[CompanyRow], year: int, *, ended: bool) -> Table | None:
    """What the owner asks of each company's result, what it budgeted, and how it went; with its forecast until the year has ended. None without companies."""
    rows = list(rows)
    if not rows:
        return None
    heads = [_("Ägarens krav"), _("Bolagets budget"), _("Utfall")] + ([] if ended else [_("Prognos")])
    fields = ["asked", "budget", "actual"] + ([] if ended else ["forecast"])
    return Table(
        caption=_("Bolagens resultat efter finansiella poster %(year)s") % {"year": year},
        columns=(Column(_("Bolag"), width=34), *(Column(head, AMOUNT) for head in heads)),
        rows=tuple(Row((row.unit.name, *(getattr(row, field) for field in fields))) for row in rows),
        unit=Shown.TKR,
        unit_note=_("tkr, + är överskott"),
        note=_("Streck: inget krav eller ingen uppgift."),
    )


def frame_changes_table(changes: Iterable[tuple[Unit, FrameChange]], year: int) -> Table | None:
    """Why each frame is what it is: last year's, what falls away, each change with its cause, and what nobody has explained. None without frames."""
    rows: list[Row] = []
    for unit, change in changes:
        if change.is_decided:
            rows += _frame_rows(unit, change)
    if not rows:
        return None
    return Table(
        caption=_("Därför ändras ramarna %(year)s") % {"year": year},
        columns=(Column(_("Ändring"), width=52), Column(_("Slag"), width=30), Column(_("Belopp"), AMOUNT)),
        rows=tuple(rows),
        unit=Shown.TKR,
        unit_note=_("tkr, ram +; en ändring med − minskar ramen"),
    )


def _frame_rows(unit: Unit, change: FrameChange) -> list[Row]:
    rows = [Row((unit.name,), RowKind.HEADING)]
    rows.append(Row((_("Ramen %(year)s") % {"year": change.year - 1}, None, change.start)))
    if change.lapsed:
        rows.append(Row((_("Det som bara gällde %(year)s") % {"year": change.year - 1}, None, change.lapsed)))
    rows += [Row((each.entry.text, str(FrameCause(each.entry.cause).label), each.amount)) for each in change.changes]
    if change.unexplained:
        rows.append(Row((_("Ändring utan angiven orsak"), None, change.unexplained)))
    ram = _("Ramen %(year)s") % {"year": change.year}
    return [*rows, Row((ram, "", change.frame.original), RowKind.SUM)]


def classes_table(table: AccountTable, name: str) -> Table | None:
    """A unit's budget by kind of revenue and cost, with the outcome where there is one. None without lines."""
    classes = table.classes
    if not classes:
        return None
    month = table.last_month
    heads = [_("Budget %(year)s") % {"year": table.year}] + ([_("Utfall")] if month else [])

    def made(row: AccountRow, kind: RowKind = RowKind.NORMAL) -> Row:
        return Row((str(row.label), row.year, *((row.actual(month),) if month else ())), kind)

    return Table(
        caption=_("Budget efter slag %(year)s, %(unit)s") % {"year": table.year, "unit": name},
        columns=(Column(_("Slag")), *(Column(head, AMOUNT, width=20) for head in heads)),
        rows=(*map(made, classes), made(table.whole, RowKind.SUM)),
        unit=Shown.TKR,
        unit_note=_("tkr, intäkt +, kostnad −"),
    )
