"""What money contributes to reports: tables, a chart and sentences, from the same queries as the pages."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.block_origins import (
    balance_origins,
    cash_origins,
    income_origins,
    operating_origins,
    requirement_origins,
)
from budget.models import AMENDMENTS, BudgetEntry
from budget.queries.balance_requirement import BalanceRequirement
from budget.queries.balance_sheet import BalanceRow, BalanceSheet, CashFlow
from budget.queries.check import Check
from budget.queries.income import IncomeStatement
from budget.queries.operating import OperatingRow, OperatingStatement
from goals.terms import capital, term
from sala_styr.documents.charts import ChartData, Series, as_figure, bar_chart
from sala_styr.documents.model import (
    Block,
    Column,
    ColumnKind,
    Figure,
    Paragraph,
    ParagraphKind,
    Row,
    RowKind,
    Status,
    Table,
)
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.models import Unit

AMOUNT = ColumnKind.AMOUNT


def operating_table(
    statement: OperatingStatement, unit: Shown = Shown.TKR, *, with_forecast: bool | None = None
) -> Table:
    """Driftredovisningen: per committee revenue, cost and net, last year's net, original budget, amendments, current budget, variance.

    ``with_forecast`` (default: while the year goes on) adds forecast and its variance.
    """
    forecast = not statement.complete if with_forecast is None else with_forecast
    names = [_("Intäkter"), _("Kostnader"), _("Netto %(year)s") % {"year": statement.year}]
    names += [_("Netto %(year)s") % {"year": statement.year - 1}, _("Ursprunglig budget"), _("Ändringar")]
    names += [_("Aktuell budget"), _("Avvikelse")] + ([_("Prognos"), _("Prognosavvikelse")] if forecast else [])
    committee = term("committee", statement.year)
    fields = (*OPERATING_FIELDS, *(FORECAST_FIELDS if forecast else ()))

    def made(name: str, row: OperatingRow, kind: RowKind = RowKind.NORMAL) -> Row:
        cells = (getattr(row, field) for field in fields)
        return Row((name, *cells), kind, operating_origins(row, fields, statement, localdate()))

    rows = [made(_row_name(row, committee), row) for row in statement.rows]
    rows.append(made(_("Summa"), statement.total, RowKind.SUM))
    return Table(
        caption=_("Driftredovisning %(year)s") % {"year": statement.year},
        columns=(Column(capital(committee), width=None), *(Column(name, AMOUNT) for name in names)),
        rows=tuple(rows),
        unit=unit,
        unit_note=_("%(unit)s, intäkt +, kostnad −; avvikelse + är överskott") % {"unit": unit.label},
        note=operating_note(statement, forecast),
    )


def _row_name(row: OperatingRow, committee: str) -> str:
    return row.unit.name if row.unit else _("Utan %(committee)s") % {"committee": committee}


OPERATING_FIELDS = ("revenue", "cost", "actual", "previous", "original", "amendments", "current", "variance")
FORECAST_FIELDS = ("forecast", "forecast_variance")


def operating_note(statement: OperatingStatement, forecast: bool) -> str:
    """What a reader needs to know about the columns: what the variance compares, and whose budget stands in for a forecast."""
    parts = []
    if not statement.complete:
        parts.append(
            _("Utfall och avvikelse gäller till och med %(month)s; avvikelsen är mot budgeten för samma månader.")
            % {"month": MONTHS[statement.through_month]}
        )
    if forecast and statement.assumed:
        parts.append(
            ngettext(
                "%(n)d enhet har inte lämnat prognos. För den räknas budgeten.",
                "%(n)d enheter har inte lämnat prognos. För dem räknas budgeten.",
                statement.assumed,
            )
            % {"n": statement.assumed}
        )
    return " ".join(parts)


def variance_figure(statement: OperatingStatement) -> Figure | None:
    """Each committee's variance as a bar. None when no variance is known."""
    rows = [row for row in statement.rows if row.variance is not None]
    if not rows:
        return None
    committee = term("committee", statement.year)
    data = ChartData(
        label=capital(committee),
        categories=tuple(_row_name(row, committee) for row in rows),
        series=(Series(_("Avvikelse"), tuple(row.variance for row in rows)),),
        unit=Shown.TKR,
        unit_note=_("tkr, + är överskott"),
    )
    title = _("Avvikelse mot budget per %(committee)s %(year)s") % {"committee": committee, "year": statement.year}
    worst = min(rows, key=lambda row: row.variance or 0)
    best = max(rows, key=lambda row: row.variance or 0)
    alternative = _(
        "Störst överskott har %(best)s, %(most)s tkr. Lägst ligger %(worst)s, %(least)s tkr. Tillsammans %(sum)s tkr."
    ) % {
        "best": _row_name(best, committee),
        "most": format_amount(best.variance, sign=True),
        "worst": _row_name(worst, committee),
        "least": format_amount(worst.variance, sign=True),
        "sum": format_amount(statement.total.variance, sign=True),
    }
    return as_figure(title, alternative, bar_chart(title, alternative, data), data)


def amendment_table(year: int) -> Table | None:
    """Every change of the frames with its decision, counter-entries included. None when there was none. One query."""
    entries = (
        BudgetEntry.objects.filter(year=year, kind__in=AMENDMENTS)
        .select_related("source", "target", "decision__body")
        .order_by("booked_on", "pk")
    )
    rows = tuple(
        Row(
            (
                str(entry.get_kind_display()).capitalize(),
                entry.source.name if entry.source else _("Gemensam finansiering"),
                entry.target.name if entry.target else _("Gemensam finansiering"),
                entry.text,
                str(entry.decision or ""),
                entry.amount,
            ),
            origins=(*[""] * 5, _ledger_of(entry)),
        )
        for entry in entries
    )
    if not rows:
        return None
    labels = (_("Slag"), _("Från"), _("Till"), _("Vad det gäller"), _("Beslut"))
    return Table(
        caption=_("Anslagsförändringar %(year)s") % {"year": year},
        columns=(*(Column(label) for label in labels), Column(_("Belopp"), AMOUNT)),
        rows=rows,
        unit_note=_("tkr, ram +"),
    )


def _ledger_of(entry: BudgetEntry) -> str:
    unit = entry.target_id or entry.source_id
    return reverse("budget:ledger", args=[unit, entry.year]) if unit else ""


def income_table(statement: IncomeStatement) -> Table:
    """Resultaträkningen: budget, actual, variance, and the year before."""
    year = statement.year
    names = (_("Utfall %(year)s") % {"year": year}, _("Budget %(year)s") % {"year": year}, _("Avvikelse"))
    return Table(
        caption=_("Resultaträkning %(year)s") % {"year": year},
        columns=(
            Column(_("Rad")),
            *(Column(name, AMOUNT) for name in (*names, _("Utfall %(year)s") % {"year": year - 1})),
        ),
        rows=tuple(
            Row(
                (str(row.label), row.actual, row.budget, row.variance if statement.complete else None, row.previous),
                RowKind.SUM if row.is_sum else RowKind.NORMAL,
                income_origins(row, year),
            )
            for row in statement.rows
        ),
        unit_note=_("tkr, intäkt +, kostnad −; avvikelse + är överskott"),
    )


def requirement_table(found: BalanceRequirement) -> Table:
    """Balanskravsutredningen with the year before beside it."""
    year = found.year
    return Table(
        caption=_("Balanskravsutredning %(year)s") % {"year": year},
        columns=(Column(_("Rad")), Column(str(year), AMOUNT), Column(str(year - 1), AMOUNT)),
        rows=tuple(
            Row(
                (_with_note(str(row.label), row.note), row.amount, row.earlier),
                RowKind.SUM if row.is_sum else RowKind.NORMAL,
                requirement_origins(row.key, year),
            )
            for row in found.rows
        ),
        unit_note=_("tkr, varje rad med det tecken den räknas med"),
    )


def _with_note(label: str, note: str) -> str:
    return f"{label} ({note})" if note else label


def requirement_blocks(found: BalanceRequirement) -> tuple[Block, ...]:
    """The statement, the reserve and its room, and the deficits to restore, in words and figures."""
    return (requirement_table(found), *(Paragraph(text) for text in requirement_sentences(found)))


def requirement_sentences(found: BalanceRequirement) -> list[str]:
    """What the statement means, in plain words. Amounts in tkr."""

    def tkr(ore: int) -> str:
        return format_amount(ore, Shown.TKR)

    sentences = []
    if found.balanced is None:
        return [
            _("Det finns ännu inget utfall för %(year)s, så balanskravet kan inte räknas ut.") % {"year": found.year}
        ]
    if found.balanced < 0:
        sentences.append(
            _(
                "Balanskravsresultatet är negativt, %(sum)s tkr. Det ska återställas senast %(due)s (kommunallagen 11 kap. 12 §)."
            )
            % {"sum": tkr(found.balanced), "due": found.year + 3}
        )
    else:
        sentences.append(
            _("Balanskravet är uppfyllt: balanskravsresultatet är %(sum)s tkr.") % {"sum": tkr(found.balanced)}
        )
    if found.opening_deficit:
        sentences.append(
            _(
                "Underskott att återställa var vid årets början %(opening)s tkr. Under året återställdes %(restored)s tkr, och %(closing)s tkr återstår."
            )
            % {
                "opening": tkr(found.opening_deficit),
                "restored": tkr(found.restored),
                "closing": tkr(found.closing_deficit),
            }
        )
    else:
        sentences.append(_("Det finns inga tidigare underskott att återställa."))
    if found.room is not None:
        sentences.append(
            _(
                "Resultatreserven var %(opening)s tkr vid årets början och är %(closing)s tkr vid dess slut. "
                "Högst %(room)s tkr fick reserveras (kommunallagen 11 kap. 14 §)."
            )
            % {"opening": tkr(found.opening_reserve), "closing": tkr(found.closing_reserve), "room": tkr(found.room)}
        )
    sentences += [
        _("Underskottet från %(from)s ska vara återställt senast %(due)s. %(left)s tkr är kvar att återställa.")
        % {"from": story.year, "due": story.due, "left": tkr(story.left)}
        for story in found.pressing
    ]
    return sentences


def balance_table(sheet: BalanceSheet) -> Table:
    """The balance sheet of a legal entity: both sides, opening and closing. Groups without any balance are left out."""
    rows = [Row((_("Tillgångar"),), RowKind.HEADING), *_balance_rows(sheet, sheet.assets)]
    rows.append(_balance_row(sheet, sheet.total_assets, RowKind.SUM))
    rows += [
        Row((_("Eget kapital, avsättningar och skulder"),), RowKind.HEADING),
        *_balance_rows(sheet, sheet.financing),
        _balance_row(sheet, sheet.total_financing, RowKind.SUM),
    ]
    return Table(
        caption=_("Balansräkning %(year)s, %(unit)s") % {"year": sheet.year, "unit": sheet.unit.name},
        columns=(Column(_("Post")), Column(_("Årets början"), AMOUNT), Column(_("Årets slut"), AMOUNT)),
        rows=tuple(rows),
        unit_note=_("tkr, var sida är plus"),
    )


def balance_keys(sheet: BalanceSheet) -> tuple[str, ...]:
    """The line that each row of ``balance_table`` is, in order; "" for headings and sums."""
    sides = (sheet.assets, sheet.financing)
    return tuple(key for side in sides for key in ("", *(row.key for row in side if _has_balance(row)), ""))


def _balance_rows(sheet: BalanceSheet, rows: Iterable[BalanceRow]) -> list[Row]:
    return [_balance_row(sheet, row) for row in rows if _has_balance(row)]


def _has_balance(row: BalanceRow) -> bool:
    return (row.opening, row.closing) != (None, None)


def _balance_row(sheet: BalanceSheet, row: BalanceRow, kind: RowKind = RowKind.NORMAL) -> Row:
    return Row((str(row.label), row.opening, row.closing), kind, balance_origins(row, sheet.unit, sheet.year))


def cash_table(flow: CashFlow, unit: Unit, year: int) -> Table:
    """The cash flow statement of the legal entity that ``unit`` is the top of."""
    return Table(
        caption=_("Kassaflödesanalys %(year)s") % {"year": year},
        columns=(Column(_("Rad")), Column(_("Belopp"), AMOUNT)),
        rows=tuple(
            Row(
                (str(row.label), row.amount),
                RowKind.SUM if row.is_sum else RowKind.NORMAL,
                cash_origins(row.key, unit, year),
            )
            for row in flow.rows
        ),
        unit_note=_("tkr, inbetalning +, utbetalning −"),
    )


def reconciliation_table(checks: Iterable[Check]) -> Table:
    """Each money line of the reconciliation with both its sides."""
    shown = [check for check in checks if not check.is_count and not check.is_empty]
    return Table(
        caption=_("Avstämning av siffror"),
        columns=(
            Column(_("Kontroll")),
            Column(_("Ena sidan"), AMOUNT),
            Column(_("Andra sidan"), AMOUNT),
            Column(_("Utfall"), ColumnKind.STATUS),
        ),
        rows=tuple(
            Row(
                (
                    check.name,
                    check.left,
                    check.right,
                    Status("●", _("går ihop")) if check.ok else Status("○", _("går inte ihop")),
                )
            )
            for check in shown
        ),
        unit_note=_("tkr, intäkt +, kostnad −, ram +"),
    )


def rounding_note() -> Paragraph:
    """The usual note (domain §4.8)."""
    return Paragraph(_("På grund av avrundning kan summor avvika."), ParagraphKind.NOTE)
