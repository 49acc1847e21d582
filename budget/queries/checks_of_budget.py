"""The reconciliation's lines about frames, detail budgets and the result budget: invariants 1–6 and 11, and 19 for the ledger."""

from functools import reduce
from operator import add

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.models import MONTHS, AdjustmentKind, BalanceAdjustment, BudgetEntry, DetailLine, EntryKind
from budget.queries.check import Check, Part, Severity, all_ok, equal
from budget.queries.detail import DetailState, units_with_detail
from budget.queries.income import NET_COST, NET_RESULT, result_budget, with_subtotals
from budget.queries.ledger import FrameRow, flow_of, fold
from budget.queries.operating import OperatingStatement
from budget.queries.structure import Structure, total


def frames_against_result_budget(statement: OperatingStatement, year: int) -> list[Check]:
    """Invariant 1: the frames as first decided make the result budget's net cost. One query."""
    frames = _turned(statement.total.original)
    net_cost = _turned(with_subtotals(result_budget(year))[NET_COST])
    parts = [Part(str(row.unit or _("Utan nämnd")), _turned(row.original), None, True) for row in statement.rows]
    return [
        Check(
            1,
            "frames",
            _("Ramarna är lika med resultatbudgetens nettokostnader"),
            _("Nämndernas ramar och gemensamma poster, som de beslutades från början"),
            frames,
            _("Verksamhetens nettokostnader i resultatbudgeten"),
            net_cost,
            equal(frames, net_cost),
            detail=_("Kommunfullmäktiges resultatbudget är inte inlagd.") if frames and net_cost is None else "",
            parts=tuple(part for part in parts if part.left is not None),
        )
    ]


def allocations_within_frames(tree: Structure, held: dict[int, FrameRow]) -> list[Check]:
    """Invariant 2: what a unit has passed on and what remains make its frame; nobody passes on more than there is."""
    givers = [unit for unit in tree.units if unit.pk in held and held[unit.pk].allocated]
    parts = []
    for unit in givers:
        row = held[unit.pk]
        left = row.allocated + max(row.unallocated, 0)
        parts.append(Part(str(unit), left, row.current, left == row.current))
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
        )
    ]


def detail_against_allocations(tree: Structure, year: int) -> list[Check]:
    """Invariant 3: a locked detail budget equals its allocation; open ones are on their way. Three queries."""
    states = units_with_detail(tree, year)
    locked = [state for state in states if state.is_locked]
    open_ones = [state for state in states if not state.is_locked]
    unready = sum(not state.ties for state in open_ones)
    return [
        _detail_check(locked, _("Låsta detaljbudgetar är lika med tilldelningen"), Severity.ERROR, ""),
        _detail_check(
            open_ones,
            _("Öppna detaljbudgetar på väg mot tilldelningen"),
            Severity.WARNING,
            ngettext("%(n)d detaljbudget stämmer inte än.", "%(n)d detaljbudgetar stämmer inte än.", unready)
            % {"n": unready}
            if unready
            else "",
        ),
    ]


def _detail_check(states: list[DetailState], name: str, severity: Severity, detail: str) -> Check:
    parts = tuple(Part(str(s.unit), s.budgeted, s.frame.unallocated, s.ties) for s in states)
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
    )


def months_against_year(year: int) -> list[Check]:
    """Invariant 4: the twelve months of every line make its year. One query."""
    months = reduce(add, (F(month) for month in MONTHS))
    sums = (
        DetailLine.objects.filter(year=year)
        .order_by()
        .annotate(spread=months)
        .aggregate(months=Sum("spread"), year=Sum("amount"), broken=Count("pk", filter=~Q(amount=F("spread"))))
    )
    return [
        Check(
            4,
            "detail",
            _("Månaderna är lika med året på varje rad i detaljbudgeten"),
            _("Summan av de tolv månaderna"),
            sums["months"],
            _("Summan av åren"),
            sums["year"],
            not sums["broken"] and equal(sums["months"], sums["year"]),
        )
    ]


def amendments_in_order(year: int) -> list[Check]:
    """Invariant 5: reallocations take as much as they give; every supplement says how it is paid. One query."""
    moved, supplement = Q(kind=EntryKind.REALLOCATION), Q(kind=EntryKind.SUPPLEMENTARY)
    sums = BudgetEntry.objects.filter(year=year).aggregate(
        given=Sum("amount", filter=moved & Q(target__isnull=False)),
        taken=Sum("amount", filter=moved & Q(source__isnull=False)),
        supplements=Count("pk", filter=supplement),
        financed=Count("pk", filter=supplement & ~Q(financing="") & Q(decision__isnull=False)),
    )
    supplements, financed = sums["supplements"] or None, sums["financed"] or None
    return [
        Check(
            5,
            "frames",
            _("Omfördelningar tar ut varandra"),
            _("Ökade ramar"),
            sums["given"],
            _("Minskade ramar"),
            sums["taken"],
            equal(sums["given"], sums["taken"]),
        ),
        Check(
            5,
            "frames",
            _("Varje tilläggsanslag har finansiering och beslut"),
            _("Tilläggsanslag"),
            supplements,
            _("därav med finansiering, § och datum"),
            financed,
            equal(supplements, financed),
            is_count=True,
        ),
    ]


def frames_against_replay(tree: Structure, year: int, held: dict[int, FrameRow]) -> list[Check]:
    """Invariant 6: the frames of today are the original ones and every change, entry by entry in the order of their days. One query.

    Invariant 19 for the ledger: each entry has its one history row and none has ever been changed or removed. Two queries.
    """
    replayed: dict[int, FrameRow] = {}
    count = 0
    for entry in BudgetEntry.objects.filter(year=year).order_by("booked_on", "pk"):
        count += 1
        for unit, step in fold([flow_of(entry)]).items():
            before = replayed.get(unit, FrameRow())
            replayed[unit] = FrameRow(
                before.original + step.original,
                before.amendments + step.amendments,
                before.allocated + step.allocated,
            )
    parts = tuple(
        Part(str(tree.by_id[unit]), held[unit].current, replayed[unit].current, held[unit] == replayed[unit])
        for unit in held
    )
    told = BudgetEntry.history.filter(year=year).aggregate(
        made=Count("pk", filter=Q(history_type="+")), other=Count("pk", filter=~Q(history_type="+"))
    )
    return [
        Check(
            6,
            "frames",
            _("Aktuell budget är ursprunglig budget och alla beslutade ändringar"),
            _("Aktuella ramar i alla led, som sidorna visar dem"),
            total(part.left for part in parts),
            _("Huvudboken läst post för post från första dagen"),
            total(part.right for part in parts),
            all_ok(parts),
            parts=tuple(part for part in parts if not part.ok),
        ),
        Check(
            19,
            "frames",
            _("Ingen post i huvudboken har ändrats eller tagits bort"),
            _("Poster"),
            count or None,
            _("Antecknade i historiken"),
            told["made"] or None,
            count == told["made"] and not told["other"],
            is_count=True,
        ),
    ]


def budgeted_result(year: int) -> list[Check]:
    """Invariant 11 (KL 11:5): the budget has a surplus, or uses the reserve, or gives special reasons. Two queries."""
    result = with_subtotals(result_budget(year))[NET_RESULT]
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
        )
    ]


def _turned(amount: int | None) -> int | None:
    return None if amount is None else -amount
