"""#PBUDGET of a SIE file as the lines of a detail budget: one a coding, its months added up, in report sign.

Rows without objects are the total and rows with objects what it is made of, or there is only one of the two (domain §5.2 point 4). Where both stand and do
not agree the file is refused for that account and month: they are never added blindly.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from budget.budget_files.lines import FileLine, FileRead, Refusal
from budget.budget_files.sie_out import ACTIVITY, COST_CENTRE, COUNTERPARTY, PROJECT
from budget.models import MONTHS
from budget.sie.dimensions import part_by_name
from budget.sie.encoding import Encoding
from budget.sie.findings import SieError
from budget.sie.model import Objects, PeriodAmount, SieFile
from budget.sie.parse import parse
from budget.sie.sums import kronor

UNIT = "unit"
BY_NUMBER = {COST_CENTRE: UNIT, PROJECT: "project", ACTIVITY: "activity", COUNTERPARTY: "counterparty"}
CODES = ("activity", "project", "counterparty")


def read_budget_sie(data: bytes, filename: str, year: int, encoding: Encoding | None = None) -> FileRead:
    """The budget of ``year``. Raises SieError when the file cannot be read, is for another year or has no budget."""
    file = parse(data, filename, encoding)
    fiscal = file.years.get(0)
    if fiscal is None or (fiscal.start.year, fiscal.start.month, fiscal.periods) != (year, 1, len(MONTHS)):
        said = f"{fiscal.start} – {fiscal.end}" if fiscal else _("inget år")
        raise SieError(
            _("Filens år (#RAR 0) är %(said)s, men du läser in budgeten för %(year)s. Välj rätt år eller rätt fil.")
            % {"said": said, "year": year}
        )
    rows = [row for row in file.period_budgets if row.year == 0]
    if not rows:
        raise SieError(_("Filen har ingen budget: inga rader #PBUDGET för året."))
    return _Reader(file, year).read(rows)


class _Reader:
    def __init__(self, file: SieFile, year: int) -> None:
        self.year = year
        self.meaning = _meanings(file)
        self.sums: Counter[tuple[str, Objects, int]] = Counter()
        self.first_row: dict[tuple[str, Objects], int] = {}
        self.refusals: list[Refusal] = []

    def read(self, rows: Iterable[PeriodAmount]) -> FileRead:
        by_month: dict[tuple[str, int], list[PeriodAmount]] = {}
        for row in rows:
            by_month.setdefault((row.account, row.period), []).append(row)
        for (account, period), told in by_month.items():
            self._month(account, period, told)
        return FileRead(tuple(self._lines()), tuple(self.refusals))

    def _month(self, account: str, period: int, rows: list[PeriodAmount]) -> None:
        year, month = divmod(period, 100)
        if year != self.year or not 1 <= month <= len(MONTHS):
            words = _("Konto %(account)s: månaden %(period)s ligger utanför året.")
            self.refusals.append(Refusal(rows[0].line, words % {"account": account, "period": period}))
            return
        totals, parts = [row for row in rows if not row.objects], [row for row in rows if row.objects]
        if totals and parts and sum(row.amount for row in totals) != sum(row.amount for row in parts):
            self.refusals.append(_disagreeing(account, period, totals, parts))
            return
        for row in parts or totals:
            if self._is_known(row):
                self.first_row.setdefault((account, row.objects), row.line)
                self.sums[account, row.objects, month] -= row.amount

    def _is_known(self, row: PeriodAmount) -> bool:
        unknown = [dimension for dimension, _code in row.objects if dimension not in self.meaning]
        if unknown:
            words = _("Konto %(account)s: dimensionen %(dimension)s används inte här. Ta bort den ur filen.")
            self.refusals.append(Refusal(row.line, words % {"account": row.account, "dimension": unknown[0]}))
        return not unknown

    def _lines(self) -> Iterator[FileLine]:
        for (account, objects), row in self.first_row.items():
            said = {self.meaning[dimension]: code for dimension, code in objects}
            months = tuple(self.sums[account, objects, month] for month in range(1, len(MONTHS) + 1))
            yield FileLine(row, said.get(UNIT, ""), account, {name: said.get(name, "") for name in CODES}, months)


def _meanings(file: SieFile) -> dict[str, str]:
    """What each dimension of the file is here: by its name, else by the number that we write."""
    named = {dimension: part_by_name(name) for dimension, name in file.dimensions.items()}
    known = {dimension: meaning for dimension, meaning in named.items() if meaning}
    taken = set(known.values())
    return known | {
        dimension: meaning
        for dimension, meaning in BY_NUMBER.items()
        if dimension not in file.dimensions and meaning not in taken
    }


def _disagreeing(account: str, period: int, totals: list[PeriodAmount], parts: list[PeriodAmount]) -> Refusal:
    words = _(
        "Konto %(account)s, %(period)s: raden utan objekt är %(total)s kr men de med objekt är tillsammans %(parts)s kr. Filen säger inte vilket som gäller."
    )
    values = {
        "account": account,
        "period": period,
        "total": kronor(sum(row.amount for row in totals)),
        "parts": kronor(sum(row.amount for row in parts)),
    }
    return Refusal(totals[0].line, words % values)
