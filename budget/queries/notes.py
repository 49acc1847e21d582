"""The notes of resultaträkningen and balansräkningen: what each line is made of, account group by account group (LKBR 9 kap.). Öre in the statement's sign.

A note adds up to its line to the öre. What the line holds beside the accounts that are read in (a figure written in by hand, a year before the files
began) is a row of its own and is never spread over the groups.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import AccountBalance, BatchState
from budget.queries.balance_sheet import BalanceSheet
from budget.queries.income import IncomeStatement
from budget.queries.result_lines import balance_group, result_line
from budget.queries.structure import structure, total
from budget.queries.sums import actuals_of

GROUP_NAMES: Mapping[str, str | Promise] = {
    "30": _("Försäljning av varor och tjänster"),
    "31": _("Taxor och avgifter"),
    "34": _("Hyror och arrenden"),
    "35": _("Bidrag och kostnadsersättningar"),
    "36": _("Försäljning av verksamhet och entreprenader"),
    "37": _("Exploateringsintäkter"),
    "38": _("Realisationsvinster"),
    "45": _("Lämnade bidrag"),
    "46": _("Köp av verksamhet och entreprenader"),
    "50": _("Löner och arvoden"),
    "51": _("Löner för tid som inte är arbetad"),
    "55": _("Kostnadsersättningar"),
    "56": _("Sociala avgifter och pensioner"),
    "60": _("Hyror för lokaler och mark"),
    "61": _("Fastighetskostnader"),
    "62": _("El, värme och vatten"),
    "64": _("Förbrukning och mindre inventarier"),
    "65": _("Kontorsmaterial och trycksaker"),
    "66": _("Reparation och underhåll"),
    "68": _("Telefon och datakommunikation"),
    "69": _("Fordon och transporter"),
    "70": _("Resor och transporttjänster"),
    "72": _("Kompetensutveckling"),
    "73": _("Försäkringar och riskkostnader"),
    "74": _("Köpta tjänster"),
    "79": _("Avskrivningar"),
}
"""What Kommun-Bas calls its groups of two digits. A group that is not here is called as its account, or by its digits where it has several."""

SPLIT = ("79", "80", "81", "82", "83", "84", "85", "86", "87")
"""Groups whose accounts a reader wants one by one: depreciation, taxes, grants, financial and extraordinary items."""
MOST_ACCOUNTS = 12
"""A line of the balance sheet with more accounts than this is shown by the first three digits of their numbers."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A group of accounts: the year, and the year before (or, of the balance sheet, the year's end and its beginning). None is missing."""

    label: str | Promise
    now: int | None
    before: int | None


@dataclass(frozen=True)
class Note:
    """A line of a statement with what it is made of. ``of_balance``: the columns are the year's end and its beginning."""

    number: int
    key: str
    label: str | Promise
    rows: tuple[NoteRow, ...]
    now: int | None
    before: int | None
    of_balance: bool = False


@dataclass(frozen=True)
class Notes:
    """The year's notes in the order of the statements."""

    year: int
    rows: tuple[Note, ...]

    def number_of(self, key: str, *, of_balance: bool = False) -> int | None:
        """The number of a line's note; None where it has none."""
        return next((note.number for note in self.rows if (note.key, note.of_balance) == (key, of_balance)), None)


Named = tuple[str, str, int | None, int | None]
"""An account's number and name, and its amounts of the year and of the year before."""


def notes_of(year: int, income: IncomeStatement, sheet: BalanceSheet | None) -> Notes:
    """The notes of the whole year's statements; ``sheet`` is the municipality's own. Three queries."""
    accounts = _result_accounts(year)
    balances = _balance_accounts(sheet) if sheet is not None else []
    found = [*_income_notes(income, accounts), *(_balance_notes(sheet, balances) if sheet is not None else ())]
    return Notes(year, tuple(_numbered(found)))


def _numbered(notes: Iterable[Note]) -> Iterator[Note]:
    for number, note in enumerate(notes, start=1):
        yield replace(note, number=number)


def _result_accounts(year: int) -> list[Named]:
    """The municipality's result accounts with both years. One query."""
    rows = (
        actuals_of((year, year - 1))
        .filter(unit__legal_form="municipality", account__number__gte="3")
        .order_by()
        .values_list("year", "account__number", "account__name")
        .annotate(Sum("amount"))
    )
    found: dict[tuple[str, str], dict[int, int]] = {}
    for when, number, name, amount in rows:
        found.setdefault((number, name), {})[when] = amount
    return [(number, name, each.get(year), each.get(year - 1)) for (number, name), each in sorted(found.items())]


def _balance_accounts(sheet: BalanceSheet) -> list[Named]:
    """The entity's balance accounts, each positive on its own side: at the end and at the beginning. Two queries."""
    below = [unit.pk for unit in structure().below(sheet.unit.pk)]
    rows = (
        AccountBalance.objects.filter(year=sheet.year, unit_id__in=below, batch__state=BatchState.ACTIVE)
        .order_by("account__number")
        .values_list("account__number", "account__name")
        .annotate(closes=Sum("closing", default=0), opens=Sum("opening", default=0))
    )
    return [
        (
            number,
            name,
            closes if balance_group(number).asset else -closes,
            opens if balance_group(number).asset else -opens,
        )
        for number, name, closes, opens in rows
    ]


def _income_notes(income: IncomeStatement, accounts: Sequence[Named]) -> Iterator[Note]:
    for line in income.rows:
        mine = [each for each in accounts if result_line(each[0]) == line.key]
        if not line.is_sum and mine:
            rows = with_rest(list(grouped(mine, result_group)), line.actual, line.previous)
            yield Note(0, line.key, line.label, rows, line.actual, line.previous)


def _balance_notes(sheet: BalanceSheet, accounts: Sequence[Named]) -> Iterator[Note]:
    for line in (*sheet.assets, *sheet.financing):
        mine = [each for each in accounts if balance_group(each[0]).key == line.key]
        if mine and any((line.closing, line.opening)):
            group = account_itself if len(mine) <= MOST_ACCOUNTS else first_three
            rows = with_rest(list(grouped(mine, group)), line.closing, line.opening)
            yield Note(0, line.key, line.label, rows, line.closing, line.opening, of_balance=True)


def result_group(number: str) -> str:
    """The group that a result account is shown in."""
    return number if number[:2] in SPLIT else number[:2]


def account_itself(number: str) -> str:
    """Each account by itself."""
    return number


def first_three(number: str) -> str:
    """By the first three digits."""
    return number[:3]


def grouped(accounts: Sequence[Named], group: Callable[[str], str]) -> Iterator[NoteRow]:
    """The accounts added up by group, in the order of their numbers. Pure."""
    by_group: dict[str, list[Named]] = {}
    for each in accounts:
        by_group.setdefault(group(each[0]), []).append(each)
    for key, mine in by_group.items():
        yield NoteRow(_name_of(key, mine), total(each[2] for each in mine), total(each[3] for each in mine))


def _name_of(key: str, accounts: Sequence[Named]) -> str | Promise:
    if key in GROUP_NAMES:
        return GROUP_NAMES[key]
    return accounts[0][1] if len(accounts) == 1 else f"{accounts[0][1]} ({key}…)"


def with_rest(rows: list[NoteRow], now: int | None, before: int | None) -> tuple[NoteRow, ...]:
    """The groups, and a row for what they leave of the line; no such row where they are the whole line. Pure."""
    rest = NoteRow(
        _("Inte fördelat på konton"),
        _rest(now, (row.now for row in rows)),
        _rest(before, (row.before for row in rows)),
    )
    return (*rows, rest) if rest.now is not None or rest.before is not None else tuple(rows)


def _rest(whole: int | None, parts: Iterable[int | None]) -> int | None:
    left = (whole or 0) - (total(parts) or 0)
    return left or None
