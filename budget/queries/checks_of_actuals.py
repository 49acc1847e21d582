"""The reconciliation's lines about actuals, statements and files: invariants 7–10 and 12."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from budget.models import AccountBalance, ActualBatch, BatchState, BudgetEntry, DetailLine
from budget.queries.balance_requirement import AFTER_ADJUSTMENTS, BEFORE_RESERVES, BalanceRequirement
from budget.queries.balance_sheet import cash_flow_of, entities_with_balances, read_entities, sheet_of
from budget.queries.check import Check, Part, Severity, all_ok, equal
from budget.queries.income import NET_COST, NET_RESULT, SUBTOTALS, IncomeStatement
from budget.queries.ledger import FrameRow
from budget.queries.operating import OperatingRow, OperatingStatement
from budget.queries.result_lines import CLOSING_PREFIX
from budget.queries.structure import Structure, total
from budget.queries.sums import ACCOUNT_CLASS, FINANCE, actuals_of, months_sum


@dataclass(frozen=True)
class Booked:
    """What lies in the database for each committee (None: for no committee), fetched by queries of its own: öre in report sign, no financial items."""

    actual: Mapping[int | None, int]
    phased: Mapping[int | None, int]


def booked(tree: Structure, year: int, through_month: int) -> Booked:
    """The municipality's figures and phased detail lines added up by committee, beside the way that the pages go. Two queries."""
    own = Q(unit__legal_form="municipality")
    figures = actuals_of(year, through_month).filter(own).exclude(FINANCE).order_by().values_list("unit_id")
    lines = DetailLine.objects.filter(own, year=year).order_by().values_list("unit_id")
    return Booked(
        _by_holder(tree, figures.annotate(Sum("amount"))),
        _by_holder(tree, lines.annotate(phased=months_sum(through_month))),
    )


def _by_holder(tree: Structure, amounts: Iterable[tuple[int, int]]) -> dict[int | None, int]:
    sums: Counter[int | None] = Counter()
    for unit, amount in amounts:
        sums[tree.holder_of[unit]] += amount
    return dict(sums)


def variances(
    tree: Structure, statement: OperatingStatement, found: Booked, held: Mapping[int, FrameRow]
) -> list[Check]:
    """Invariant 7: one sign rule everywhere: each committee's variance is what is booked for it less what its budget is, straight from the database."""
    budget = found.phased
    if statement.complete:
        budget = _by_holder(tree, ((unit, row.allocated - row.current) for unit, row in held.items()))
    parts = []
    for row in statement.rows:
        if row.variance is not None:
            holder = row.unit.pk if row.unit else None
            actual, base = found.actual.get(holder, 0), budget.get(holder, 0)
            parts.append(Part(_name(row), row.variance, actual - base, row.variance == actual - base, unit=holder))
    words = _("aktuell budget") if statement.complete else _("periodbudget")
    right = total(part.right for part in parts)
    return [
        Check(
            7,
            "overview",
            _("Avvikelsen är utfall minus budget, med samma tecken överallt"),
            _("Summan av nämndernas avvikelser"),
            statement.total.variance,
            _("Utfall minus %(budget)s för samma nämnder") % {"budget": words},
            right,
            equal(statement.total.variance, right) and all_ok(parts),
            parts=tuple(parts),
            missing=_("Ingen nämnd har både utfall och budget att jämföra."),
        )
    ]


def parts_against_whole(statement: OperatingStatement, year: int, found: Booked) -> list[Check]:
    """Invariant 8: what the rows show makes the whole, on unrounded amounts, for actuals and for budget. One query."""
    ends = BudgetEntry.objects.filter(year=year).aggregate(
        given=Sum("amount", filter=Q(source__isnull=True)), taken=Sum("amount", filter=Q(target__isnull=True))
    )
    granted = None
    if ends["given"] is not None or ends["taken"] is not None:
        granted = (ends["taken"] or 0) - (ends["given"] or 0)
    if statement.total.current is None and not granted:
        granted = None  # every entry is taken back: no committee has a budget, and there is nothing to compare
    lies = _nothing_booked(total(found.actual.values()), statement)
    actuals = []
    for row in statement.rows:
        if row.actual is not None:
            holder = row.unit.pk if row.unit else None
            stored = found.actual.get(holder, 0)
            actuals.append(Part(_name(row), row.actual, stored, row.actual == stored, unit=holder))
    budgets = tuple(
        Part(_name(row), row.current, None, True, unit=row.unit.pk if row.unit else None)
        for row in statement.rows
        if row.current is not None
    )
    return [
        Check(
            8,
            "overview",
            _("Delarna är lika med helheten: utfall"),
            _("Summan av nämndernas utfall i driftredovisningen"),
            statement.total.actual,
            _("Alla utfallsrader i databasen"),
            lies,
            equal(statement.total.actual, lies) and all_ok(actuals),
            parts=tuple(actuals),
            missing=_("Inget utfall är inläst."),
        ),
        Check(
            8,
            "overview",
            _("Delarna är lika med helheten: budget"),
            _("Summan av nämndernas aktuella budget"),
            statement.total.current,
            _("Allt som lämnat den gemensamma finansieringen enligt huvudboken"),
            granted,
            equal(statement.total.current, granted),
            parts=budgets,
            missing=_("Det finns inga poster i huvudboken."),
        ),
    ]


def result_subtotals(income: IncomeStatement, statement: OperatingStatement) -> list[Check]:
    """Invariant 9, the result: the statement's bottom line is the sum of all result accounts, class by class, and its net cost is driftredovisningen's.
    One query."""
    figures = actuals_of(income.year, income.through_month).filter(unit__legal_form="municipality")
    by_class = dict(
        figures.exclude(account__number__startswith=CLOSING_PREFIX)
        .order_by()
        .annotate(account_class=ACCOUNT_CLASS)
        .values_list("account_class")
        .annotate(Sum("amount"))
    )
    result, net_cost = income.row(NET_RESULT).actual, _nothing_booked(income.row(NET_COST).actual, statement)
    lines = tuple(
        Part(str(row.label), row.actual, None, True, key="result")
        for row in income.rows
        if not row.is_sum and row.actual
    )
    classes = tuple(Part(_("Kontoklass %(n)s") % {"n": each}, None, by_class[each], True) for each in sorted(by_class))
    committees = tuple(
        Part(_name(row), row.actual, None, True, unit=row.unit.pk if row.unit else None)
        for row in statement.rows
        if row.actual is not None
    )
    costs = tuple(
        Part(str(row.label), None, row.actual, True, key="result")
        for row in income.rows
        if row.key in SUBTOTALS[NET_COST][1] and row.actual is not None
    )
    stored = total(by_class.values())
    return [
        Check(
            9,
            "result",
            _("Resultaträkningens delsummor går ihop"),
            _("Årets resultat enligt resultaträkningen"),
            result,
            _("Summan av alla resultatkonton"),
            stored,
            equal(result, stored),
            parts=(*lines, *classes),
            missing=_("Inget utfall är inläst."),
        ),
        Check(
            9,
            "result",
            _("Driftredovisningen är lika med resultaträkningens nettokostnader"),
            _("Nämndernas nettokostnader enligt driftredovisningen"),
            statement.total.actual,
            _("Verksamhetens nettokostnader enligt resultaträkningen"),
            net_cost,
            equal(statement.total.actual, net_cost),
            parts=(*committees, *costs),
            missing=_("Inget utfall är inläst."),
        ),
    ]


def _nothing_booked(amount: int | None, statement: OperatingStatement) -> int | None:
    """A file with financial items alone says that the committees in it have had nothing: that is 0, not missing."""
    return 0 if amount is None and statement.total.actual == 0 else amount


def _name(row: OperatingRow) -> str:
    return str(row.unit or _("Utan nämnd"))


def balances_and_cash(tree: Structure, year: int) -> list[Check]:
    """Invariant 9, the position: each balance sheet balances and each cash flow is the change in liquid assets. Three queries."""
    entities = read_entities(entities_with_balances(year, tree), year, tree)
    sheets, flows = [], []
    for entity in entities:
        sheet, flow = sheet_of(entity), cash_flow_of(entity)
        assets, financing = sheet.total_assets.closing, sheet.total_financing.closing
        sheets.append(Part(str(entity.unit), assets, financing, sheet.balances, unit=entity.unit.pk))
        if flow is not None:
            flows.append(Part(str(entity.unit), flow.computed, flow.observed, flow.ties, unit=entity.unit.pk))
    return [
        _of_parts(
            _("Balansräkningen balanserar"), _("Tillgångar"), _("Eget kapital, avsättningar och skulder"), sheets
        ),
        _of_parts(
            _("Kassaflödet är lika med förändringen av likvida medel"),
            _("Årets kassaflöde"),
            _("Förändring av kassa och bank"),
            flows,
        ),
    ]


def _of_parts(name: str, left_label: str, right_label: str, parts: list[Part]) -> Check:
    return Check(
        9,
        "balance",
        name,
        left_label,
        total(part.left for part in parts),
        right_label,
        total(part.right for part in parts),
        all_ok(parts),
        parts=tuple(parts),
        missing=_("Ingen inläst fil har balanser."),
    )


def balance_requirement_ties(found: BalanceRequirement) -> list[Check]:
    """Invariant 10: the statement's lines make its sum, and the reservation keeps within the law's room and 5 % ceiling."""
    lines = {row.key: row.amount for row in found.rows if not row.is_sum}
    parts = tuple(
        Part(str(row.label), row.amount, None, True, key="balance_requirement")
        for row in found.rows
        if not row.is_sum and row.amount is not None
    )
    missing = _("Årets resultat finns inte än, så det finns inget balanskrav att räkna.")
    left = total(lines.get(key) for key in ("result", *BEFORE_RESERVES, *AFTER_ADJUSTMENTS))
    if found.sums.result is None:
        left = None
    return [
        Check(
            10,
            "balance_requirement",
            _("Balanskravsutredningen går ihop"),
            _("Årets resultat och alla justeringar"),
            left,
            _("Balanskravsresultat"),
            found.balanced,
            equal(left, found.balanced),
            parts=parts if left is not None else (),
            missing=missing,
        ),
        Check(
            10,
            "balance_requirement",
            _("Reserveringen till resultatreserven ryms inom lagens utrymme"),
            _("Reserverat"),
            None if found.room is None else found.set_aside,
            _("Utrymme enligt KL 11:14"),
            found.room,
            found.within_room,
            relation="≤",
            missing=missing,
        ),
        Check(
            10,
            "balance_requirement",
            _("Reserverna i balansräkningen är balanskravsutredningens"),
            _("Resultatreserv och resultatutjämningsreserv i balansräkningen"),
            found.in_balance_sheet,
            _("Reserverna vid årets slut enligt balanskravsutredningen"),
            found.reserves_closing if found.in_balance_sheet is not None else None,
            found.in_balance_sheet is None or found.in_balance_sheet == found.reserves_closing,
            Severity.WARNING,
            missing=_("Balansräkningen har ingen rad för reserverna."),
        ),
    ]


def files_tie(year: int) -> list[Check]:
    """Invariant 12: each file that counts balances in itself, what lies in the database is what the file said, and no file counts twice. Three queries."""
    batches = list(ActualBatch.objects.filter(year=year, state=BatchState.ACTIVE).select_related("unit").order_by("pk"))
    stored = dict(actuals_of(year).order_by().values_list("batch_id").annotate(Sum("amount")))
    active = AccountBalance.objects.filter(year=year, batch__state=BatchState.ACTIVE).order_by()
    balances = {
        batch: (opening, closing)
        for batch, opening, closing in active.values_list("batch_id").annotate(Sum("opening"), Sum("closing"))
    }
    kept, held, closing, opening = [], [], [], []
    for batch in batches:
        if batch.result_total is not None:
            figure, said = stored.get(batch.pk, 0), -batch.result_total
            kept.append(_file(batch, figure, said))
        if batch.closing_total is not None:
            held.append(_file(batch, balances.get(batch.pk, (0, 0))[1] or 0, batch.closing_total))
        if batch.closing_total is not None and batch.result_total is not None:
            closing.append(_file(batch, batch.closing_total, -batch.result_total))
        if batch.opening_total is not None:
            opening.append(_file(batch, batch.opening_total, 0))
    return [
        _of_files(
            _("Databasen har filernas resultat"),
            _("Utfall i databasen"),
            _("Resultat enligt filerna"),
            kept,
            Severity.ERROR,
        ),
        _of_files(
            _("Databasen har filernas utgående balanser"),
            _("Utgående balanser i databasen"),
            _("Utgående balanser enligt filerna"),
            held,
            Severity.ERROR,
        ),
        _of_files(
            _("Utgående balanser och resultat tar ut varandra i varje fil"),
            _("Summa utgående balanser"),
            _("Resultat med omvänt tecken"),
            closing,
            Severity.WARNING,
        ),
        _of_files(
            _("Ingående balanser tar ut varandra i varje fil"),
            _("Summa ingående balanser"),
            _("Noll"),
            opening,
            Severity.WARNING,
        ),
        _no_file_twice(batches),
    ]


def _file(batch: ActualBatch, left: int, right: int) -> Part:
    return Part(str(batch), left, right, left == right, batch=batch.pk)


def _no_file_twice(batches: Iterable[ActualBatch]) -> Check:
    """The same bytes count once, whichever unit they were brought in for."""
    seen: Counter[str] = Counter(batch.sha256 for batch in batches)
    parts = tuple(
        Part(str(batch), 1, int(seen[batch.sha256] == 1), seen[batch.sha256] == 1, batch=batch.pk) for batch in batches
    )
    return Check(
        12,
        "import",
        _("Ingen fil räknas två gånger"),
        _("Inlästa filer som gäller"),
        sum(seen.values()) or None,
        _("därav med olika innehåll"),
        len(seen) or None,
        all_ok(parts),
        is_count=True,
        parts=parts,
        missing=_("Ingen fil är inläst."),
    )


def _of_files(name: str, left_label: str, right_label: str, parts: list[Part], severity: Severity) -> Check:
    return Check(
        12,
        "import",
        name,
        left_label,
        total(part.left for part in parts),
        right_label,
        total(part.right for part in parts),
        all_ok(parts),
        severity,
        parts=tuple(parts),
        missing=_("Ingen inläst fil har den uppgiften."),
    )
