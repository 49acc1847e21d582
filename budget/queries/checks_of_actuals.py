"""The reconciliation's lines about actuals, statements and files: invariants 7–10 and 12."""

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from budget.models import ActualBatch, BatchState, BudgetEntry
from budget.queries.balance_requirement import AFTER_ADJUSTMENTS, BEFORE_RESERVES, BalanceRequirement
from budget.queries.balance_sheet import cash_flow_of, entities_with_balances, read_entities, sheet_of
from budget.queries.check import Check, Part, Severity, all_ok, equal
from budget.queries.income import NET_COST, NET_RESULT, IncomeStatement
from budget.queries.operating import OperatingStatement
from budget.queries.result_lines import CLOSING_PREFIX
from budget.queries.structure import Structure, total
from budget.queries.sums import FINANCE, actuals_of


def variances(statement: OperatingStatement) -> list[Check]:
    """Invariant 7: one sign rule everywhere: the total's variance is actual less budget of the same rows."""
    compared = [row for row in statement.rows if row.variance is not None]
    actual = total(row.actual for row in compared)
    base = total((row.actual or 0) - (row.variance or 0) for row in compared)
    right = None if actual is None or base is None else actual - base
    budget = _("aktuell budget") if statement.complete else _("periodbudget")
    return [
        Check(
            7,
            "overview",
            _("Avvikelsen är utfall minus budget, med samma tecken överallt"),
            _("Summan av nämndernas avvikelser"),
            statement.total.variance,
            _("Utfall minus %(budget)s för samma nämnder") % {"budget": budget},
            right,
            equal(statement.total.variance, right),
            parts=tuple(Part(str(row.unit or _("Utan nämnd")), row.variance, row.variance, True) for row in compared),
        )
    ]


def parts_against_whole(statement: OperatingStatement, year: int) -> list[Check]:
    """Invariant 8: what the rows show makes the whole, on unrounded amounts, for actuals and for budget. Two queries."""
    own = actuals_of(year, statement.through_month).filter(unit__legal_form="municipality").exclude(FINANCE)
    booked = own.aggregate(sum=Sum("amount"))["sum"]
    ends = BudgetEntry.objects.filter(year=year).aggregate(
        given=Sum("amount", filter=Q(source__isnull=True)), taken=Sum("amount", filter=Q(target__isnull=True))
    )
    granted = None if ends["given"] is None else -(ends["given"] - (ends["taken"] or 0))
    return [
        Check(
            8,
            "overview",
            _("Delarna är lika med helheten: utfall"),
            _("Summan av nämndernas utfall i driftredovisningen"),
            statement.total.actual,
            _("Alla utfallsrader i databasen"),
            booked,
            equal(statement.total.actual, booked),
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
        ),
    ]


def result_subtotals(income: IncomeStatement, statement: OperatingStatement) -> list[Check]:
    """Invariant 9, the result: the statement's bottom line is the sum of all result accounts, and its net cost is driftredovisningen's. One query."""
    figures = actuals_of(income.year, income.through_month).filter(unit__legal_form="municipality")
    booked = figures.exclude(account__number__startswith=CLOSING_PREFIX).aggregate(sum=Sum("amount"))["sum"]
    result, net_cost = income.row(NET_RESULT).actual, income.row(NET_COST).actual
    return [
        Check(
            9,
            "result",
            _("Resultaträkningens delsummor går ihop"),
            _("Årets resultat enligt resultaträkningen"),
            result,
            _("Summan av alla resultatkonton"),
            booked,
            equal(result, booked),
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
        ),
    ]


def balances_and_cash(tree: Structure, year: int) -> list[Check]:
    """Invariant 9, the position: each balance sheet balances and each cash flow is the change in liquid assets. Three queries."""
    entities = read_entities(entities_with_balances(year, tree), year, tree)
    sheets, flows = [], []
    for entity in entities:
        sheet, flow = sheet_of(entity), cash_flow_of(entity)
        assets, financing = sheet.total_assets.closing, sheet.total_financing.closing
        sheets.append(Part(str(entity.unit), assets, financing, sheet.balances))
        if flow is not None:
            flows.append(Part(str(entity.unit), flow.computed, flow.observed, flow.ties))
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
    )


def balance_requirement_ties(found: BalanceRequirement) -> list[Check]:
    """Invariant 10: the statement's lines make its sum, and the reservation keeps within the law's room and 5 % ceiling."""
    lines = {row.key: row.amount for row in found.rows if not row.is_sum}
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
        ),
    ]


def files_tie(year: int) -> list[Check]:
    """Invariant 12: each file that counts balances in itself, and what lies in the database is what the file said. Two queries."""
    batches = list(ActualBatch.objects.filter(year=year, state=BatchState.ACTIVE).order_by("pk"))
    stored = dict(actuals_of(year).order_by().values_list("batch_id").annotate(Sum("amount")))
    kept, closing, opening = [], [], []
    for batch in batches:
        if batch.result_total is not None:
            figure, said = stored.get(batch.pk, 0), -batch.result_total
            kept.append(Part(str(batch), figure, said, figure == said))
        if batch.closing_total is not None and batch.result_total is not None:
            closing.append(
                Part(str(batch), batch.closing_total, -batch.result_total, not batch.closing_total + batch.result_total)
            )
        if batch.opening_total is not None:
            opening.append(Part(str(batch), batch.opening_total, 0, batch.opening_total == 0))
    return [
        _of_files(
            _("Databasen har filernas resultat"),
            _("Utfall i databasen"),
            _("Resultat enligt filerna"),
            kept,
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
    ]


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
    )
