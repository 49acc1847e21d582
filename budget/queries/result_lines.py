"""Which account belongs to which line of the statements: the one place that says so (domain §4.9, LKBR 5 and 6 kap.).

The longest prefix of the account's number decides. Kommun-Bas gives class 8 to what is common for the whole municipality: taxes, grants and financial
items. Class 9 is internal and sums to nothing over the municipality; it counts as cost, so that an internal item without its counterpart is seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import ResultLine

RESULT_PREFIXES: Mapping[str, ResultLine] = {
    "3": ResultLine.REVENUE,
    "4": ResultLine.COST,
    "5": ResultLine.COST,
    "6": ResultLine.COST,
    "7": ResultLine.COST,
    "79": ResultLine.DEPRECIATION,
    "80": ResultLine.TAX,
    "81": ResultLine.GRANTS,
    "82": ResultLine.GRANTS,
    "83": ResultLine.FINANCIAL_REVENUE,
    "84": ResultLine.FINANCIAL_REVENUE,
    "85": ResultLine.FINANCIAL_COST,
    "86": ResultLine.FINANCIAL_COST,
    "87": ResultLine.EXTRAORDINARY,
    "88": ResultLine.EXTRAORDINARY,
    "9": ResultLine.COST,
}
CLOSING_PREFIX = "89"
"""In Kommun-Bas 89 carries the year's result over to the balance sheet: it is no line of the statement itself."""

COMPANY_CLOSING = "899"
"""The same in BAS, where 89 otherwise is the company's tax."""


@lru_cache(maxsize=5_000)
def result_line(number: str) -> ResultLine | None:
    """The line of the municipality's resultaträkning that an account belongs to; None for balance accounts and for closing account 89."""
    if number.startswith(CLOSING_PREFIX):
        return None
    for length in (2, 1):
        if number[:length] in RESULT_PREFIXES:
            return RESULT_PREFIXES[number[:length]]
    return None


def by_line(amounts: Iterable[tuple[str, int]]) -> dict[ResultLine, int]:
    """(Account number, öre) added up by line; lines without any account are left out."""
    sums: dict[ResultLine, int] = {}
    for number, amount in amounts:
        line = result_line(number)
        if line is not None:
            sums[line] = sums.get(line, 0) + amount
    return sums


@dataclass(frozen=True)
class BalanceGroup:
    """A line of the balance sheet: the account prefixes it holds, its side, and where its change stands in the cash flow statement."""

    key: str
    label: str | Promise
    prefixes: tuple[str, ...]
    asset: bool
    flow: str


OPERATING, INVESTING, FINANCING, CASH = "operating", "investing", "financing", "cash"

BALANCE_GROUPS = (
    BalanceGroup("intangible", _("Immateriella anläggningstillgångar"), ("10",), asset=True, flow=INVESTING),
    BalanceGroup("property", _("Mark, byggnader och tekniska anläggningar"), ("11",), asset=True, flow=INVESTING),
    BalanceGroup("equipment", _("Maskiner och inventarier"), ("12",), asset=True, flow=INVESTING),
    BalanceGroup("financial", _("Finansiella anläggningstillgångar"), ("13",), asset=True, flow=INVESTING),
    BalanceGroup("stock", _("Förråd och exploateringsfastigheter"), ("14",), asset=True, flow=OPERATING),
    BalanceGroup("receivables", _("Kortfristiga fordringar"), ("15", "16", "17"), asset=True, flow=OPERATING),
    BalanceGroup("placements", _("Kortfristiga placeringar"), ("18",), asset=True, flow=OPERATING),
    BalanceGroup("liquid", _("Kassa och bank"), ("19",), asset=True, flow=CASH),
    BalanceGroup("equity", _("Eget kapital"), ("20", "21"), asset=False, flow=FINANCING),
    BalanceGroup("pensions", _("Avsättningar för pensioner"), ("221",), asset=False, flow=OPERATING),
    BalanceGroup("other_provisions", _("Andra avsättningar"), ("22",), asset=False, flow=OPERATING),
    BalanceGroup("long_debt", _("Långfristiga skulder"), ("23",), asset=False, flow=FINANCING),
    BalanceGroup(
        "short_debt", _("Kortfristiga skulder"), ("24", "25", "26", "27", "28", "29"), asset=False, flow=OPERATING
    ),
)
"""The two charts agree on the first two digits of the balance sheet's classes 1 and 2, and on 221 for pensions. The longest prefix decides."""

_GROUP_OF = {prefix: group for group in BALANCE_GROUPS for prefix in group.prefixes}


def balance_group(number: str) -> BalanceGroup:
    """The balance sheet's line for an account of class 1 or 2."""
    return _GROUP_OF.get(number[:3]) or _GROUP_OF[number[:2]]
