"""Where a figure comes from: the parts that sum to it, each with its file or decision, its day and its person (issue 4, point 10).

One shape for every kind of figure. Öre with the sign that the figure itself has.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext as _

from budget.models import (
    MONTHS,
    AccountBalance,
    Actual,
    ActualBatch,
    BatchState,
    BudgetEntry,
    DetailLine,
    Forecast,
    ResultBudget,
    ResultLine,
    Statement,
)
from budget.queries.balance_sheet import entity_of
from budget.queries.follow_up import roll_up_forecasts
from budget.queries.income import SUBTOTALS
from budget.queries.ledger import EMPTY, FrameRow, entries_of, first_days, flow_of, fold, frames
from budget.queries.result_lines import BALANCE_GROUPS, balance_group, result_line
from budget.queries.structure import Structure, is_municipal, total
from budget.queries.sums import (
    FINANCE,
    WHOLE_YEAR,
    NewestForecast,
    actual_by_unit,
    actuals_of,
    months_sum,
    newest_forecasts,
)
from budget.queries.written import Written, written_figures
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit, UnitKind

WHOLE, COMMITTEE, OWN = "", "namnd", "eget"
"""Which units a figure is of: the unit with all below it, as far as its committee goes, or itself alone."""


@dataclass(frozen=True)
class Asked:
    """Which figure: of what unit and year, through which month (or of ``period`` alone), of what account, line or side."""

    unit: Unit
    year: int
    scope: str = WHOLE
    through: int = WHOLE_YEAR
    period: int | None = None
    account: str = ""
    line: str = ""
    side: str = ""
    as_of: date | None = None
    """Of a frame: as it stood on that day."""


@dataclass(frozen=True)
class Part:
    """One part of a figure. ``kind`` and ``pk`` name the page that it has, ``at`` where on it, ``about`` says the rest in words."""

    label: str
    about: str
    amount: int
    when: date | None = None
    who: str = ""
    decision: Decision | None = None
    kind: str = ""
    pk: int = 0
    at: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Origin:
    """A figure and its parts. ``said``: how it is made, in a sentence. ``amount`` None: there is nothing."""

    title: str
    said: str
    amount: int | None
    parts: Sequence[Part]


class Mapped(Sequence[Part]):
    """The rows of a query as parts, fetched a page at a time."""

    def __init__(self, rows: QuerySet[Any], make: Callable[[Any], Part]) -> None:
        self.rows, self.make = rows, make

    def __len__(self) -> int:
        return self.rows.count()

    def __getitem__(self, index: Any) -> Any:
        found = self.rows[index]
        return [self.make(row) for row in found] if isinstance(index, slice) else self.make(found)

    def __iter__(self) -> Iterator[Part]:
        return map(self.make, self.rows)


NOT_CARRIED = "result"
"""The balance sheet's line for a result that the file has not carried to equity."""


def units_of(tree: Structure, asked: Asked) -> list[Unit]:
    """The units that the figure is of."""
    if asked.scope == OWN:
        return [asked.unit]
    found = [tree.by_id[asked.unit.pk]]
    for unit in found:
        found.extend(tree.parts(unit, whole=asked.scope == WHOLE))
    return found


def budget_origin(tree: Structure, asked: Asked) -> Origin:
    """The net that the frame allows, out of the ledger's entries: the original (``line`` original), the changes (amendments) or both. One query."""
    ids = {unit.pk for unit in units_of(tree, asked)}
    entries = entries_of(asked.year, asked.as_of).filter(Q(source__in=ids) | Q(target__in=ids))
    related = ("source", "target", "decision__body", "recorded_by", "corrects")
    rows = list(entries.select_related(*related).order_by("booked_on", "pk"))
    begun = first_days(map(flow_of, rows))
    parts = [_entry_part(entry, amount) for entry in rows if (amount := _weight(entry, ids, asked.line, begun))]
    titles = {"original": _("Ursprunglig budget"), "amendments": _("Ändringar av budgeten")}
    said = _("Summan av posterna i budgetens huvudbok. Det som tas emot är nettokostnad (−), det som lämnas vidare +.")
    # With entries, of which none changed anything, the changes are nothing and not missing.
    summed = total(part.amount for part in parts) if parts or not rows else 0
    return Origin(titles.get(asked.line, _("Aktuell budget")), said, summed, parts)


def _weight(entry: BudgetEntry, ids: set[int], line: str, begun: Mapping[int, date]) -> int:
    """What one entry adds to the units' net. ``begun``: when each unit was first allocated money."""
    rows = [row for unit, row in fold([flow_of(entry)], begun).items() if unit in ids]
    original = -sum(row.kept_original for row in rows)
    amendments = -sum(row.kept_amendments for row in rows)
    return {"original": original, "amendments": amendments}.get(line, original + amendments)


def _entry_part(entry: BudgetEntry, amount: int) -> Part:
    common = _("gemensam finansiering")
    ends = f"{entry.source.label if entry.source else common} → {entry.target.label if entry.target else common}"
    words = f"{str(entry.get_kind_display()).capitalize()}, {ends}"
    return Part(
        *(entry.text, words, amount, entry.booked_on, str(entry.recorded_by or ""), entry.decision),
        *("ledger", entry.target_id or entry.source_id or 0),
    )


def detail_origin(tree: Structure, asked: Asked) -> Origin:
    """Lines of the detail budget: the year, its first months, or one month. Two queries, and two for each page."""
    ids = [unit.pk for unit in units_of(tree, asked)]
    found = DetailLine.objects.filter(year=asked.year, unit_id__in=ids, account__number__startswith=asked.account)
    rows = with_last_change(found).select_related("unit", "account", "plan_item").prefetch_related("shares__plan_item")
    if asked.period is not None:
        months = MONTHS[asked.period - 1 : asked.period]
        amount = found.order_by().aggregate(sum=Sum(F(months[0])))["sum"]
    else:
        months = MONTHS[: asked.through]
        amount = found.order_by().aggregate(sum=months_sum(asked.through))["sum"]
    changed = Mapped(rows.order_by("account__number", "unit__tree_id", "unit__lft", "pk"), _line_part(months))
    return Origin(_("Detaljbudget"), _("Summan av raderna i enheternas detaljbudgetar."), amount, changed)


def with_last_change(lines: QuerySet[DetailLine]) -> QuerySet[DetailLine]:
    """The lines with who changed each last and when (``changed_by``, ``changed_at``), out of the history; None where it has none."""
    newest = DetailLine.history.model.objects.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    whole_name = Trim(Concat("history_user__first_name", Value(" "), "history_user__last_name"))
    name = Coalesce(NullIf(whole_name, Value("")), "history_user__username")
    return lines.annotate(
        changed_at=Subquery(newest.values("history_date")[:1]),
        changed_by=Subquery(newest.values(who=name)[:1]),
    )


def _line_part(months: Sequence[str]) -> Callable[[DetailLine], Part]:
    def make(line: DetailLine) -> Part:
        amount = sum(getattr(line, month) for month in months)
        about = ", ".join(filter(None, [line.unit.label, line.text, line.purpose]))
        at = {"konto": line.account.number}
        when, who = line.changed_at, line.changed_by or ""  # type: ignore[attr-defined]
        return Part(str(line.account), about, amount, when, who, kind="detail", pk=line.unit_id, at=at)

    return make


def actual_origin(tree: Structure, asked: Asked) -> Origin:
    """Single figures out of the files; nothing, 0, where a file holds the unit but no figure of it. Three queries at most, and one for each page.

    ``line``: revenue or cost; otherwise both.
    """
    found = actuals_of(asked.year, asked.through).filter(unit_id__in=[unit.pk for unit in units_of(tree, asked)])
    if is_municipal(asked.unit) and not asked.account.startswith("8"):
        found = found.exclude(FINANCE)
    figures = _figures(_narrowed(found, asked))
    if (
        figures.amount is None
        and not asked.account
        and asked.unit.pk in actual_by_unit(tree, asked.year, asked.through)
    ):
        return replace(figures, amount=0)
    return figures


def _narrowed(found: QuerySet[Actual], asked: Asked) -> QuerySet[Actual]:
    found = found.filter(account__number__startswith=asked.account)
    if asked.period is not None:
        found = found.filter(period=asked.period)
    revenue = Q(account__number__startswith="3")
    return found.filter({"revenue": revenue, "cost": ~revenue}.get(asked.line, Q()))


def _figures(found: QuerySet[Actual]) -> Origin:
    rows = found.select_related("batch__imported_by", "unit", "account").order_by("account__number", "period", "pk")
    amount = found.order_by().aggregate(sum=Sum("amount"))["sum"]
    said = _("Summan av raderna i de filer som är inlästa och gäller.")
    return Origin(_("Utfall"), said, amount, Mapped(rows, _figure_part))


def _figure_part(figure: Actual) -> Part:
    period = str(MONTH_NAMES.get(figure.period or 0, "")) or (
        _("period %(number)s") % {"number": figure.period} if figure.period else _("hela året")
    )
    row = _("rad %(row)s") % {"row": figure.row} if figure.row else _("rad –: raden i filen finns inte antecknad")
    about = ", ".join(filter(None, [figure.unit.label, period, figure.batch.filename, row]))
    at: dict[str, str | int] = {"konto": figure.account.number, "enhet": figure.unit_id}
    if figure.period:
        at["period"] = figure.period
    return _of_batch(figure.batch, str(figure.account), about, figure.amount, at)


SHOWN_OF_PRINT = 12
"""How much of a file's fingerprint tells it from every other; the whole stands on the file's page."""


def _of_batch(batch: ActualBatch, label: str, about: str, amount: int, at: Mapping[str, str | int]) -> Part:
    """``at``: which of the file's rows it is."""
    who = str(batch.imported_by or "")
    about = f"{about}, SHA-256 {batch.sha256[:SHOWN_OF_PRINT]}…"
    return Part(label, about, amount, batch.imported_at, who, kind="batch", pk=batch.pk, at=at)


def forecast_origin(tree: Structure, asked: Asked) -> Origin:
    """Which forecasts a sum is made of, and whose budget stands in where none is given. Three queries."""
    newest, held, whole = newest_forecasts(asked.year), frames(asked.year), asked.scope == WHOLE
    outlook = roll_up_forecasts(tree, newest, held, whole=whole)[asked.unit.pk]
    pieces = list(_pieces(tree, asked.unit, newest, held, whole=whole))
    given = Forecast.objects.filter(year=asked.year, unit_id__in=[unit.pk for unit, is_given in pieces if is_given])
    found = {each.unit_id: each for each in given.select_related("made_by").order_by("month", "version")}
    parts = [
        _forecast_part(unit, found[unit.pk]) if is_given else _stand_in(unit, held.get(unit.pk, EMPTY))
        for unit, is_given in pieces
    ]
    said = _("En enhets prognos gäller för allt under den. Där ingen har lämnat prognos räknas budgeten.")
    if not outlook.judged:
        return Origin(_("Prognos"), said, None, [])
    return Origin(_("Prognos"), said, outlook.amount, parts)


def _pieces(
    tree: Structure, unit: Unit, newest: Mapping[int, NewestForecast], held: Mapping[int, FrameRow], *, whole: bool
) -> Iterable[tuple[Unit, bool]]:
    """(unit, has it judged) of those whose amounts are in the sum, as ``roll_up_forecasts`` adds them."""
    same = {part.pk for part in tree.parts(unit, whole=False)}
    judged = unit.pk in newest
    if judged or held.get(unit.pk, EMPTY).unallocated:
        yield unit, judged
    for part in tree.parts(unit):
        if part.pk not in same:
            if whole:
                yield from _pieces(tree, part, newest, held, whole=True)
        elif not judged:
            yield from _pieces(tree, part, newest, held, whole=whole)
        elif whole:
            yield from _beyond(tree, part, newest, held)


def _beyond(
    tree: Structure, unit: Unit, newest: Mapping[int, NewestForecast], held: Mapping[int, FrameRow]
) -> Iterable[tuple[Unit, bool]]:
    """What other committees below a unit of one that has judged add."""
    same = {part.pk for part in tree.parts(unit, whole=False)}
    for part in tree.parts(unit):
        found = _beyond if part.pk in same else _all_of
        yield from found(tree, part, newest, held)


def _all_of(
    tree: Structure, unit: Unit, newest: Mapping[int, NewestForecast], held: Mapping[int, FrameRow]
) -> Iterable[tuple[Unit, bool]]:
    return _pieces(tree, unit, newest, held, whole=True)


def _forecast_part(unit: Unit, forecast: Forecast) -> Part:
    about = _("efter %(month)s, version %(version)s: %(words)s") % {
        "month": MONTH_NAMES[forecast.month],
        "version": forecast.version,
        "words": forecast.comment,
    }
    who = str(forecast.made_by or "")
    return Part(unit.name, about, forecast.amount, forecast.made_at, who, kind="follow_up", pk=unit.pk)


def _stand_in(unit: Unit, row: FrameRow) -> Part:
    return Part(unit.name, _("ingen prognos lämnad: budgeten"), -row.unallocated, kind="ledger", pk=unit.pk)


def lines_behind(key: str) -> set[str]:
    """The lines of resultaträkningen that a line or subtotal adds up."""
    if key not in SUBTOTALS:
        return {key}
    return {line for part in SUBTOTALS[key][1] for line in lines_behind(part)}


def result_origin(tree: Structure, asked: Asked) -> Origin:
    """A line of the municipality's resultaträkning, account by account and file by file; of a whole year what is written in goes before. Three queries."""
    written = written_figures((asked.year,), (Statement.INCOME,)) if asked.through == WHOLE_YEAR else Written({})
    figures = written.of(asked.year, Statement.INCOME)
    wanted = lines_behind(asked.line)
    booked = wanted - figures.keys()
    found = actuals_of(asked.year, asked.through).filter(unit__legal_form="municipality")
    parts = _by_account(found, lambda number: result_line(number) in booked, asked.through)
    parts += [
        Part(line_label(line), _("inskriven: %(source)s") % {"source": figure.source}, figure.amount)
        for line, figure in figures.items()
        if line in wanted
    ]
    said = _("Kontona som hör till raden, och det som är inskrivet i stället för dem.")
    return Origin(line_label(asked.line), said, total(part.amount for part in parts), parts)


def _by_account(found: QuerySet[Actual], wanted: Callable[[str], bool], through: int = WHOLE_YEAR) -> list[Part]:
    """Figures added up account by account and file by file. Two queries."""
    months = {"t_o_m": through} if through < WHOLE_YEAR else {}
    sums = found.order_by().values_list("account__number", "account__name", "batch_id").annotate(Sum("amount"))
    rows = sorted(row for row in sums if wanted(row[0]))
    batches = ActualBatch.objects.select_related("imported_by").in_bulk({row[2] for row in rows})
    return [
        _of_batch(batches[batch], f"{number} {name}", batches[batch].filename, amount, {"konto": number, **months})
        for number, name, batch, amount in rows
    ]


def council() -> Unit | None:
    """The unit that stands for the whole municipality. One query."""
    return Unit.objects.filter(kind=UnitKind.COUNCIL).order_by("pk").first()


def line_label(key: str) -> str:
    """What a line or subtotal of resultaträkningen is called."""
    return str(SUBTOTALS[key][0]) if key in SUBTOTALS else str(ResultLine(key).label)


def result_budget_origin(tree: Structure, asked: Asked) -> Origin:
    """A line of the council's result budget with its decision. One query."""
    lines = ResultBudget.objects.filter(year=asked.year, line__in=lines_behind(asked.line))
    parts = [
        Part(line_label(row.line), _("Resultatbudgeten"), row.amount, row.decision.date, "", row.decision)
        for row in lines.select_related("decision__body").order_by("pk")
    ]
    said = _("Vad kommunfullmäktige har beslutat.")
    return Origin(line_label(asked.line), said, total(part.amount for part in parts), parts)


def balance_origin(tree: Structure, asked: Asked) -> Origin:
    """A line of the balance sheet, account by account, positive on its own side. Two queries at most.

    ``line`` result: the year's result where the file has not carried it to equity, which is the sum of all result accounts.
    """
    top = entity_of(tree, asked.unit)
    ids = [unit.pk for unit in tree.below(top.pk)]
    if asked.line == NOT_CARRIED:
        parts = _by_account(actuals_of(asked.year).filter(unit_id__in=ids), lambda _number: True)
        said = _("Alla resultatkonton i filen, eftersom årets resultat inte är fört till eget kapital.")
        return Origin(_("Årets resultat"), said, total(part.amount for part in parts), parts)
    group = next(each for each in BALANCE_GROUPS if each.key == asked.line)
    rows = AccountBalance.objects.filter(year=asked.year, unit_id__in=ids, batch__state=BatchState.ACTIVE)
    side, sign = ("opening" if asked.side == "opening" else "closing"), (1 if group.asset else -1)
    parts = [
        _of_batch(
            *(row.batch, str(row.account), row.batch.filename, sign * (getattr(row, side) or 0)),
            {"konto": row.account.number},
        )
        for row in rows.select_related("account", "batch__imported_by").order_by("account__number", "pk")
        if row.account.number[:1] in "12" and balance_group(row.account.number) is group
    ]
    said = _("Kontona som hör till raden, med filens balanser.")
    return Origin(str(group.label), said, total(part.amount for part in parts), parts)


ORIGINS: dict[str, Callable[[Structure, Asked], Origin]] = {
    "budget": budget_origin,
    "detalj": detail_origin,
    "utfall": actual_origin,
    "prognos": forecast_origin,
    "resultat": result_origin,
    "resultatbudget": result_budget_origin,
    "balans": balance_origin,
}
