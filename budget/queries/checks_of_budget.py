"""The reconciliation's lines about frames, detail budgets and the result budget: invariants 1–6 and 11, and 19 for the ledger."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import add

from django.db.models import Count, F, Q, Sum
from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.models import (
    MONTHS,
    AdjustmentKind,
    BalanceAdjustment,
    BudgetEntry,
    DetailLine,
    EntryKind,
    ResultLine,
)
from budget.queries.check import Check, Part, Severity, all_ok, equal
from budget.queries.detail import DetailState, units_with_detail
from budget.queries.income import NET_COST, NET_RESULT, SUBTOTALS, result_budget, with_subtotals
from budget.queries.ledger import FrameRow, first_days, flow_of, fold, frames
from budget.queries.operating import OperatingStatement
from budget.queries.structure import Structure, total
from budget.queries.sums import months_by_unit
from sala_styr.organisation.models import Unit

NET_COST_LINES = SUBTOTALS[NET_COST][1]


def frames_against_result_budget(statement: OperatingStatement, year: int) -> list[Check]:
    """Invariant 1: the frames as first decided make the result budget's net cost, committee by committee against line by line. One query."""
    granted = _turned(statement.total.original)
    lines = with_subtotals(result_budget(year))
    net_cost = _turned(lines[NET_COST])
    given = [
        Part(_name(row.unit), _turned(row.original), None, True, unit=row.unit.pk if row.unit else None)
        for row in statement.rows
        if row.original is not None
    ]
    decided = [
        Part(str(ResultLine(line).label), None, _turned(lines[line]), True, key="result")
        for line in NET_COST_LINES
        if lines[line] is not None
    ]
    detail = ""
    if granted is not None and net_cost is None:
        detail = _("Kommunfullmäktiges resultatbudget är inte inlagd.")
    elif granted is None and net_cost is not None:
        detail = _("Ramarna är inte inlagda.")
    return [
        Check(
            1,
            "frames",
            _("Ramarna är lika med resultatbudgetens nettokostnader"),
            _("Nämndernas ramar och gemensamma poster, som de beslutades från början"),
            granted,
            _("Verksamhetens nettokostnader i resultatbudgeten"),
            net_cost,
            equal(granted, net_cost),
            detail=detail,
            parts=(*given, *decided),
            missing=_("Varken ramar eller resultatbudget för %(year)s är inlagda.") % {"year": year},
        )
    ]


def allocations_within_frames(tree: Structure, held: dict[int, FrameRow]) -> list[Check]:
    """Invariant 2: what a unit has passed on and what remains make its frame; nobody passes on more than there is."""
    givers = [unit for unit in tree.units if unit.pk in held and held[unit.pk].allocated]
    parts = []
    for unit in givers:
        row = held[unit.pk]
        left = max(row.unallocated, 0)
        terms = ((_("fördelat vidare"), row.allocated), (_("kvar att fördela"), left))
        parts.append(
            Part(
                str(unit),
                row.allocated + left,
                row.current,
                row.allocated + left == row.current,
                unit=unit.pk,
                terms=terms,
            )
        )
    passed_on, frame = total(part.left for part in parts), total(part.right for part in parts)
    return [
        Check(
            2,
            "frames",
            _("Fördelat och ofördelat är lika med ramen, i varje nämnd och verksamhet"),
            _("Fördelat vidare + kvar att fördela"),
            passed_on,
            _("Ram"),
            frame,
            all_ok(parts),
            parts=tuple(parts),
            missing=_("Ingen nämnd eller verksamhet har fördelat något vidare."),
        )
    ]


def detail_against_allocations(tree: Structure, year: int) -> list[Check]:
    """Invariant 3: a locked detail budget equals its allocation; open ones are on their way. Three queries."""
    states = units_with_detail(tree, year)
    locked = [state for state in states if state.is_locked]
    open_ones = [state for state in states if not state.is_locked]
    unready = sum(not state.ties for state in open_ones)
    return [
        _detail_check(
            locked,
            _("Låsta detaljbudgetar är lika med tilldelningen"),
            Severity.ERROR,
            "",
            _("Ingen detaljbudget är låst."),
        ),
        _detail_check(
            open_ones,
            _("Öppna detaljbudgetar på väg mot tilldelningen"),
            Severity.WARNING,
            ngettext("%(n)d detaljbudget stämmer inte än.", "%(n)d detaljbudgetar stämmer inte än.", unready)
            % {"n": unready}
            if unready
            else "",
            _("Ingen enhet har en öppen detaljbudget."),
        ),
    ]


def _detail_check(states: list[DetailState], name: str, severity: Severity, detail: str, missing: str) -> Check:
    parts = tuple(Part(str(s.unit), s.budgeted, s.frame.unallocated, s.ties, unit=s.unit.pk) for s in states)
    return Check(
        3,
        "detail",
        name,
        _("Detaljbudgetens nettokostnad"),
        total(part.left for part in parts),
        _("Tilldelat och inte fördelat vidare"),
        total(part.right for part in parts),
        all_ok(parts),
        severity,
        detail,
        parts=parts,
        missing=missing,
    )


def months_against_year(tree: Structure, year: int) -> list[Check]:
    """Invariant 4: the twelve months of every line make its year, unit by unit. Two queries."""
    spread = reduce(add, (F(month) for month in MONTHS))
    rows = (
        DetailLine.objects.filter(year=year)
        .order_by()
        .annotate(spread=spread)
        .values_list("unit_id")
        .annotate(Sum("amount"), broken=Count("pk", filter=~Q(amount=F("spread"))))
    )
    by_month = months_by_unit(year)
    found = {}
    for unit, whole, broken in rows:
        months = by_month[unit]
        terms = tuple((str(MONTH_NAMES[number]), amount) for number, amount in enumerate(months, 1))
        ok = not broken and sum(months) == whole
        found[unit] = Part(str(tree.by_id[unit]), sum(months), whole, ok, unit=unit, terms=terms)
    parts = tuple(found[unit.pk] for unit in tree.units if unit.pk in found)
    return [
        Check(
            4,
            "detail",
            _("Månaderna är lika med året på varje rad i detaljbudgeten"),
            _("Summan av de tolv månaderna"),
            total(part.left for part in parts),
            _("Summan av åren"),
            total(part.right for part in parts),
            all_ok(parts),
            parts=parts,
            missing=_("Det finns inga rader i detaljbudgeten."),
        )
    ]


def amendments_in_order(year: int) -> list[Check]:
    """Invariant 5: reallocations take as much as they give; every supplement says how it is paid and by which decision. One query."""
    amended = BudgetEntry.objects.filter(year=year, kind__in=[EntryKind.REALLOCATION, EntryKind.SUPPLEMENTARY])
    entries = list(amended.select_related("source", "target", "decision__body").order_by("booked_on", "pk"))
    moved = tuple(_moved(entry) for entry in entries if entry.kind == EntryKind.REALLOCATION)
    supplements = tuple(_supplement(entry) for entry in entries if entry.kind == EntryKind.SUPPLEMENTARY)
    financed = sum(part.ok for part in supplements)
    return [
        Check(
            5,
            "frames",
            _("Omfördelningar tar ut varandra"),
            _("Ökade ramar"),
            total(part.left for part in moved),
            _("Minskade ramar"),
            total(part.right for part in moved),
            all_ok(moved),
            parts=moved,
            missing=_("Inget har omfördelats."),
        ),
        Check(
            5,
            "frames",
            _("Varje tilläggsanslag har finansiering och beslut"),
            _("Tilläggsanslag"),
            len(supplements) or None,
            _("därav med finansiering, § och datum"),
            financed if supplements else None,
            all_ok(supplements),
            is_count=True,
            parts=supplements,
            missing=_("Inga tilläggsanslag har beslutats."),
        ),
    ]


def _moved(entry: BudgetEntry) -> Part:
    """What a reallocation gave one and took from another."""
    gave = entry.amount if entry.target_id is not None else None
    took = entry.amount if entry.source_id is not None else None
    name = f"{entry.source} → {entry.target}: {entry.text}"
    return Part(name, gave, took, equal(gave, took), unit=entry.target_id, decision=entry.decision_id)


def _supplement(entry: BudgetEntry) -> Part:
    """A supplement, counted on the right when it has its financing and its decision."""
    ok = bool(entry.financing.strip()) and entry.decision_id is not None
    words = [str(entry.target or entry.source), entry.text, entry.financing, str(entry.decision or "")]
    return Part(
        ", ".join(word for word in words if word),
        1,
        int(ok),
        ok,
        unit=entry.target_id or entry.source_id,
        decision=entry.decision_id,
    )


def frames_against_replay(tree: Structure, year: int, held: dict[int, FrameRow]) -> list[Check]:
    """Invariant 6: the frames of today, and as they stood on the year's first day, are the ledger read entry by entry. Two queries.

    Invariant 19 for the ledger: each entry has its one history row and none has ever been changed or removed. One query.
    """
    entries = list(BudgetEntry.objects.filter(year=year).select_related("corrects").order_by("booked_on", "pk"))
    first_day = date(year, 1, 1)
    told = BudgetEntry.history.filter(year=year).aggregate(
        made=Count("pk", filter=Q(history_type="+")), other=Count("pk", filter=~Q(history_type="+"))
    )
    opening = [entry for entry in entries if entry.booked_on <= first_day]
    return [
        _replayed(
            _("Aktuell budget är ursprunglig budget och alla beslutade ändringar"),
            _("Ursprunglig budget + ändringar i alla led, som sidorna visar dem"),
            tree,
            held,
            entries,
        ),
        _replayed(
            _("Budgeten som den såg ut den 1 januari går att läsa fram igen"),
            _("Ursprunglig budget + ändringar i alla led, frågat på dagen"),
            tree,
            frames(year, first_day),
            opening,
        ),
        Check(
            19,
            "frames",
            _("Ingen post i huvudboken har ändrats eller tagits bort"),
            _("Poster"),
            len(entries) or None,
            _("Antecknade i historiken"),
            told["made"] or None,
            len(entries) == told["made"] and not told["other"],
            is_count=True,
            missing=_("Det finns inga poster i huvudboken."),
        ),
    ]


def _replayed(
    name: str, left_label: str, tree: Structure, held: Mapping[int, FrameRow], entries: Iterable[BudgetEntry]
) -> Check:
    """What a query says that every unit holds against the entries taken one by one in the order of their days."""
    replayed: dict[int, FrameRow] = {}
    in_order = [flow_of(entry) for entry in entries]
    begun = first_days(in_order)
    for flow in in_order:
        for unit, step in fold([flow], begun).items():
            before = replayed.get(unit, FrameRow())
            replayed[unit] = FrameRow(
                before.original + step.original,
                before.amendments + step.amendments,
                before.allocated + step.allocated,
                before.allocated_late + step.allocated_late,
            )
    original, changes = _("ursprunglig"), _("ändringar")
    parts = tuple(
        Part(
            str(unit),
            held.get(unit.pk, FrameRow()).current,
            replayed.get(unit.pk, FrameRow()).current,
            held.get(unit.pk) == replayed.get(unit.pk),
            unit=unit.pk,
            terms=(
                (original, held.get(unit.pk, FrameRow()).original),
                (changes, held.get(unit.pk, FrameRow()).amendments),
            ),
        )
        for unit in tree.units
        if unit.pk in held or unit.pk in replayed
    )
    return Check(
        6,
        "frames",
        name,
        left_label,
        total(part.left for part in parts),
        _("Huvudboken läst post för post från första dagen"),
        total(part.right for part in parts),
        all_ok(parts),
        parts=parts,
        missing=_("Det finns inga poster i huvudboken."),
    )


def budgeted_result(year: int) -> list[Check]:
    """Invariant 11 (KL 11:5): the budget has a surplus, or uses the reserve, or gives special reasons. Two queries."""
    lines = with_subtotals(result_budget(year))
    result = lines[NET_RESULT]
    noted = {each.kind: each for each in BalanceAdjustment.objects.filter(year=year)}
    reserve, reasons = noted.get(AdjustmentKind.FROM_RESERVE), noted.get(AdjustmentKind.SPECIAL_REASONS)
    covered = bool((reserve and reserve.amount > 0) or (reasons and reasons.note))
    surplus = result is None or result > 0
    detail = ""
    if not surplus and covered:
        detail = _("Underskottet täcks av resultatreserven eller har synnerliga skäl.")
    elif not surplus:
        detail = _("Ange på sidan Balanskrav att resultatreserven används, eller de synnerliga skälen (KL 11:5).")
    return [
        Check(
            11,
            "balance_requirement",
            _("Budgeten har ett överskott"),
            _("Budgeterat årets resultat"),
            result,
            _("Noll"),
            None if result is None else 0,
            surplus or covered,
            Severity.WARNING,
            detail,
            relation=">",
            parts=tuple(
                Part(str(ResultLine(line).label), lines[line], None, True, key="result")
                for line in ResultLine.values
                if lines.get(line) is not None
            ),
            missing=_("Resultatbudgeten för %(year)s är inte inlagd.") % {"year": year},
        )
    ]


def _name(unit: Unit | None) -> str:
    return str(unit or _("Utan nämnd"))


def _turned(amount: int | None) -> int | None:
    return None if amount is None else -amount
