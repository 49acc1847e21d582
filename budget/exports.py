"""Lists of money as files: the same rows as the page, exact to the öre."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from budget.models import ActualBatch, DetailLine, Whose
from budget.queries.balance_requirement import BalanceRequirement
from budget.queries.columns import StatementTable
from budget.queries.corrective import MeasureRow
from budget.queries.derived.arithmetic import Derived
from budget.queries.detail import DetailState
from budget.queries.frame_table import FrameTable
from budget.queries.income import IncomeStatement
from budget.queries.ledger import Ledger, LedgerRow
from budget.queries.operating import OperatingStatement
from budget.queries.origin import Part
from sala_styr.tables import Column, Kind, Listing, Value, text_column


def amounts(*labels: str) -> tuple[Column, ...]:
    """Several columns of amounts."""
    return tuple(Column(label, Kind.AMOUNT) for label in labels)


def detail_listing(name: str, lines: Iterable[DetailLine]) -> Listing:
    """The lines of a detail budget: account, name, purpose, text, the year and its months. Two queries."""
    columns = text_column(_("Konto"), _("Namn"), _("Hör till"), _("Text"))
    columns += amounts(_("Året"), *(str(MONTHS_3[number]) for number in range(1, 13)))
    return Listing(name, columns, (_detail_row(line) for line in lines))


def _detail_row(line: DetailLine) -> tuple[Value, ...]:
    return (line.account.number, line.account.name, line.purpose, line.text, line.amount, *line.months)


def frame_listing(table: FrameTable) -> Listing:
    """Frames by year: committees, common posts and pots. A frame that is not decided is empty."""
    name = _("Ramar %(first)s–%(last)s") % {"first": table.years[0], "last": table.years[-1]}
    columns = text_column(_("Kod"), _("Nämnd"), _("Del")) + amounts(*map(str, table.years))
    rows = [
        (line.unit.code, line.unit.name, str(group.label), *line.amounts)
        for group in table.groups
        for line in group.lines
    ]
    return Listing(name, columns, rows)


def follow_up_listing(statement: OperatingStatement) -> Listing:
    """Outcome and forecast, a row for each committee."""
    columns = text_column(_("Kod"), _("Nämnd"))
    columns += amounts(_("Aktuell budget"), _("Utfall"), _("Avvikelse"), _("Prognos"), _("Prognosens avvikelse"))
    month = str(MONTHS[statement.through_month])
    name = _("Uppföljning %(year)s till och med %(month)s") % {"year": statement.year, "month": month}
    return Listing(
        name,
        columns,
        [
            (
                row.unit.code if row.unit else None,
                row.unit.name if row.unit else _("Utan nämnd"),
                *(row.current, row.actual, row.variance, row.forecast, row.forecast_variance),
            )
            for row in statement.rows
        ],
    )


def ledger_listing(name: str, found: Ledger) -> Listing:
    """Each entry that changed the frame, and what has been passed on below."""
    columns = (Column(_("Dag"), Kind.DATE), *text_column(_("Slag"), _("Skäl"), _("Post"), _("Finansiering")))
    columns += text_column(_("Från"), _("Till"), _("Beslut"))
    columns += (Column(_("Varaktig"), Kind.YES_NO), *amounts(_("Ändring av ramen"), _("Ram efter")))
    columns += amounts(_("Fördelat vidare"), _("Fördelat efter"))
    changed = [(*_entry(row), row.change, row.running, None, None) for row in found.rows]
    passed_on = [(*_entry(row), None, None, row.change, row.running) for row in found.passed_on]
    return Listing(name, columns, [*changed, *passed_on])


def _entry(row: LedgerRow) -> tuple[Value, ...]:
    entry = row.entry
    return (
        *(entry.booked_on, str(entry.get_kind_display()), str(entry.get_cause_display()) or None),
        *(entry.text, entry.financing or None),
        *(entry.source.name if entry.source else None, entry.target.name if entry.target else None),
        *(str(entry.decision) if entry.decision else None, entry.permanent),
    )


def account_listing(name: str, classes: Iterable[tuple[Any, ...]]) -> Listing:
    """A unit's year by account: budget, budget and outcome so far, and what differs. The classes' sums are the page's own and not rows here."""
    columns = text_column(_("Konto"), _("Namn"))
    columns += amounts(_("Budget helår"), _("Budget hittills"), _("Utfall hittills"), _("Avvikelse"))
    rows = [
        (account.key, account.label, account.year, phased, actual, variance)
        for *_whole_class, accounts in classes
        for account, phased, actual, variance in accounts
    ]
    return Listing(name, columns, rows)


def measure_listing(year: int, rows: Iterable[MeasureRow]) -> Listing:
    """Measures against a deficit: what they shall give, have given, and are still to give."""
    columns = text_column(_("Kod"), _("Enhet"), _("Åtgärd"), _("Läge"), _("Ansvarig"), _("Beslut"))
    columns += text_column(_("Effekt från"))
    columns += amounts(_("Förväntad effekt"), _("Effekt hittills"), _("Återstår"))
    listed = [
        (
            *(row.measure.unit.code, row.measure.unit.name, row.measure.title, str(row.measure.get_state_display())),
            str(row.measure.responsible) if row.measure.responsible else None,
            str(row.measure.decision) if row.measure.decision else None,
            str(MONTHS[row.measure.starts_in]),
            *(row.measure.expected, row.effect, row.remaining),
        )
        for row in rows
    ]
    return Listing(_("Åtgärder mot underskott %(year)s") % {"year": year}, columns, listed)


def origin_listing(name: str, parts: Iterable[Part]) -> Listing:
    """The parts that a figure is the sum of."""
    columns = (*text_column(_("Del"), _("Vad det är")), Column(_("När"), Kind.DATE))
    columns += (*text_column(_("Av"), _("Beslut")), *amounts(_("Belopp")))
    rows = (
        (part.label, part.about, _day(part.when), part.who, str(part.decision) if part.decision else None, part.amount)
        for part in parts
    )
    return Listing(name, columns, rows)


def derived_listing(figure: Derived) -> Listing:
    """The parts of a figure that is worked out, as they are counted."""
    columns = text_column(_("Del"), _("Vad det är")) + amounts(_("Belopp"))
    rows = ((str(term.label), str(term.about), term.amount) for term in (*figure.terms, *figure.below))
    return Listing(str(figure.title), columns, rows)


def _day(moment: date | None) -> date | None:
    return localtime(moment).date() if isinstance(moment, datetime) else moment


def state_listing(states: Iterable[DetailState], year: int) -> Listing:
    """The units' detail budgets of a year: what each has to budget, what it has, and whether it is locked."""
    columns = text_column(_("Kod"), _("Enhet")) + amounts(_("Att budgetera"), _("I detaljbudget"), _("Kvar"))
    columns += (Column(_("Rader"), Kind.NUMBER), Column(_("Låst"), Kind.YES_NO))
    rows = [
        (
            *(each.unit.code, each.unit.name, each.frame.unallocated, each.budgeted, each.left),
            *(each.lines, each.is_locked),
        )
        for each in states
    ]
    return Listing(_("Detaljbudgetar %(year)s") % {"year": year}, columns, rows)


def batch_listing(found: Iterable[ActualBatch]) -> Listing:
    """Every file of actuals that has come in."""
    columns = (*text_column(_("Fil"), _("Gäller")), Column(_("År"), Kind.YEAR), Column(_("Rader"), Kind.NUMBER))
    columns += (
        *amounts(_("Resultat")),
        Column(_("Inläst"), Kind.DATE),
        *text_column(_("Av"), _("Läge"), _("Fingeravtryck")),
    )
    rows = (
        (
            *(each.filename, each.unit.name, each.year, each.rows, each.net),
            *(localtime(each.imported_at).date(), str(each.imported_by) if each.imported_by else None),
            *(str(each.get_state_display()), each.sha256),
        )
        for each in found
    )
    return Listing(_("Inlästa filer"), columns, rows)


def income_listing(statement: IncomeStatement, table: StatementTable, heads: Mapping[str, Sequence[Any]]) -> Listing:
    """Resultaträkningen as on its page: the municipality's columns through the chosen month, then the group's."""
    group = [head.text for head in heads[Whose.GROUP]]
    names = [
        _("Budget %(year)s") % {"year": statement.year},
        _("Utfall"),
        _("Avvikelse"),
        _("Samma månader året innan"),
    ]
    columns = text_column(_("Rad")) + amounts(*names, *(f"{Whose.GROUP.label.capitalize()}: {name}" for name in group))
    beside = {line.key: cells[len(cells) - len(group) :] for line, cells in table.rows}
    rows = [
        (
            *(str(row.label), row.budget, row.actual, row.variance if statement.complete else None, row.previous),
            *beside.get(row.key, [None] * len(group)),
        )
        for row in statement.rows
    ]
    month = str(MONTHS[statement.through_month])
    return Listing(
        _("Resultaträkning %(year)s till och med %(month)s") % {"year": statement.year, "month": month}, columns, rows
    )


def statement_listing(title: str, table: StatementTable, heads: Mapping[str, Sequence[Any]]) -> Listing:
    """A statement's lines and sums, columns as on the page: the municipality's, then the group's. Headings are left out."""
    names = [(whose, head.text) for whose in heads for head in heads[whose]]
    columns = text_column(_("Rad")) + amounts(*(f"{Whose(whose).label.capitalize()}: {name}" for whose, name in names))
    rows = [(str(line.label), *cells) for line, cells in table.rows if not line.is_heading]
    return Listing(f"{title} {table.year}", columns, rows)


def requirement_listing(found: BalanceRequirement) -> Listing:
    """Balanskravsutredningen, the year and the one before."""
    columns = text_column(_("Rad"), _("Förklaring")) + amounts(str(found.year), str(found.year - 1))
    rows = [(str(row.label), row.note, row.amount, row.earlier) for row in found.rows]
    return Listing(_("Balanskravsutredning %(year)s") % {"year": found.year}, columns, rows)
