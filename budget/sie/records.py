"""The records of a SIE file outside the vouchers: one small reader per tag, all writing in a Draft."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.sie.findings import Finding, SieError
from budget.sie.fiscal_year import LONGEST, FiscalYear
from budget.sie.model import Account, ObjectBalance, PeriodAmount
from budget.sie.tokens import Field
from budget.sie.values import (
    account_at,
    objects_then_amount,
    optional_text,
    parse_date,
    shorten,
    text_at,
    to_date,
    to_ore,
    to_period,
    year_number,
)

IGNORED = frozenset({"#FORMAT", "#FNR", "#FTYP", "#BKOD", "#ADRESS", "#PROSA", "#TAXAR", "#ENHET", "#SRU", "#KSUMMA"})

# Names of fields, for messages. Lazy: looked up when a message is made, not for every row.
_TYPE = gettext_lazy("typ")
_START = gettext_lazy("startdatum")
_END = gettext_lazy("slutdatum")
_YEAR_START = gettext_lazy("Räkenskapsårets startdatum")
_YEAR_END = gettext_lazy("Räkenskapsårets slutdatum")
_DATE = gettext_lazy("datum")
_KIND = gettext_lazy("kontotyp")
_DIMENSION = gettext_lazy("dimension")
_CODE = gettext_lazy("objektkod")
_AMOUNT = gettext_lazy("belopp")


class Draft:
    """A SieFile in the making."""

    def __init__(self) -> None:
        self.seen = False
        self.type: int | None = None
        self.years: dict[int, FiscalYear] = {}
        self.single: dict[str, Any] = {}
        self.names: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.dimensions: dict[str, str] = {}
        self.objects: dict[tuple[str, str], str] = {}
        self.opening: dict[int, dict[str, int]] = {}
        self.closing: dict[int, dict[str, int]] = {}
        self.results: dict[int, dict[str, int]] = {}
        self.result_lines: dict[tuple[int, str], int] = {}
        self.object_opening: list[ObjectBalance] = []
        self.object_closing: list[ObjectBalance] = []
        self.period_balances: list[PeriodAmount] = []
        self.period_budgets: list[PeriodAmount] = []
        self.notes: list[Finding] = []

    def fields(self) -> dict[str, Any]:
        """What has been gathered, as keyword arguments for SieFile."""
        return {
            **self.single,
            "years": self.years,
            "accounts": {
                number: Account(number, name, self.kinds.get(number, "")) for number, name in self.names.items()
            },
            "dimensions": self.dimensions,
            "objects": self.objects,
            "opening": self.opening,
            "closing": self.closing,
            "results": self.results,
            "result_lines": self.result_lines,
            "object_opening": tuple(self.object_opening),
            "object_closing": tuple(self.object_closing),
            "period_balances": tuple(self.period_balances),
            "period_budgets": tuple(self.period_budgets),
        }


Reader = Callable[[Draft, list[Field], int], None]


def _flag(draft: Draft, fields: list[Field], line: int) -> None:
    draft.seen = True
    draft.single["already_read"] = optional_text(fields, 1) == "1"


def _program(draft: Draft, fields: list[Field], line: int) -> None:
    draft.single["program"] = optional_text(fields, 1)
    draft.single["program_version"] = optional_text(fields, 2)


def _generated(draft: Draft, fields: list[Field], line: int) -> None:
    draft.single["generated"] = parse_date(optional_text(fields, 1))  # of no weight: a faulty date is as none


def _type(draft: Draft, fields: list[Field], line: int) -> None:
    draft.seen = True
    text = text_at(fields, 1, _TYPE, line).strip()
    if text not in ("1", "2", "3", "4"):
        raise SieError(
            _("SIE-typen ”%(type)s” är inte känd. Här läses typ 1, 2, 3 och 4.") % {"type": shorten(text)}, line
        )
    draft.type = int(text)


def _one_text(key: str) -> Reader:
    def read(draft: Draft, fields: list[Field], line: int) -> None:
        draft.single[key] = optional_text(fields, 1)

    return read


def _fiscal_year(draft: Draft, fields: list[Field], line: int) -> None:
    number = year_number(fields, 1, line)
    start = to_date(text_at(fields, 2, _START, line), _YEAR_START, line)
    end = to_date(text_at(fields, 3, _END, line), _YEAR_END, line)
    year = FiscalYear(start, end)
    if end < start or year.periods > LONGEST:
        raise SieError(
            _("Räkenskapsåret %(start)s–%(end)s är inte rimligt. Kontrollera #RAR och exportera filen igen.")
            % {"start": start, "end": end},
            line,
        )
    draft.years[number] = year


def _through(draft: Draft, fields: list[Field], line: int) -> None:
    draft.single["through"] = to_date(text_at(fields, 1, _DATE, line), _("#OMFATTN"), line)


def _account(draft: Draft, fields: list[Field], line: int) -> None:
    draft.names[account_at(fields, 1, line)] = optional_text(fields, 2)


def _account_kind(draft: Draft, fields: list[Field], line: int) -> None:
    kind = text_at(fields, 2, _KIND, line).strip().upper()
    if kind not in ("T", "S", "K", "I"):
        raise SieError(
            _("Kontotypen ”%(kind)s” är inte känd. Den ska vara T, S, K eller I.") % {"kind": shorten(kind)}, line
        )
    draft.kinds[account_at(fields, 1, line)] = kind


def _dimension(draft: Draft, fields: list[Field], line: int) -> None:
    draft.dimensions[text_at(fields, 1, _DIMENSION, line)] = optional_text(fields, 2)


def _object(draft: Draft, fields: list[Field], line: int) -> None:
    key = text_at(fields, 1, _DIMENSION, line), text_at(fields, 2, _CODE, line)
    draft.objects[key] = optional_text(fields, 3)


def _balance(attribute: str) -> Reader:
    def read(draft: Draft, fields: list[Field], line: int) -> None:
        year, account = year_number(fields, 1, line), account_at(fields, 2, line)
        amounts = getattr(draft, attribute).setdefault(year, {})
        if account in amounts:
            raise SieError(
                _("%(tag)s för konto %(account)s och år %(year)s står två gånger. Exportera filen igen.")
                % {"tag": fields[0], "account": account, "year": year},
                line,
            )
        amounts[account] = to_ore(text_at(fields, 3, _AMOUNT, line), line)
        if attribute == "results":
            draft.result_lines[year, account] = line

    return read


def _object_balance(attribute: str) -> Reader:
    def read(draft: Draft, fields: list[Field], line: int) -> None:
        objects, amount, _after = objects_then_amount(fields, 3, line)
        row = ObjectBalance(year_number(fields, 1, line), account_at(fields, 2, line), objects, amount)
        getattr(draft, attribute).append(row)

    return read


def _period_amount(attribute: str) -> Reader:
    def read(draft: Draft, fields: list[Field], line: int) -> None:
        objects, amount, _after = objects_then_amount(fields, 4, line)
        period = to_period(text_at(fields, 2, _("period"), line), line)
        year, account = year_number(fields, 1, line), account_at(fields, 3, line)
        getattr(draft, attribute).append(PeriodAmount(year, period, account, objects, amount, line))

    return read


READERS: dict[str, Reader] = {
    "#FLAGGA": _flag,
    "#PROGRAM": _program,
    "#GEN": _generated,
    "#SIETYP": _type,
    "#FNAMN": _one_text("company"),
    "#ORGNR": _one_text("orgnr"),
    "#VALUTA": _one_text("currency"),
    "#KPTYP": _one_text("chart"),
    "#RAR": _fiscal_year,
    "#OMFATTN": _through,
    "#KONTO": _account,
    "#KTYP": _account_kind,
    "#DIM": _dimension,
    "#UNDERDIM": _dimension,
    "#OBJEKT": _object,
    "#IB": _balance("opening"),
    "#UB": _balance("closing"),
    "#RES": _balance("results"),
    "#OIB": _object_balance("object_opening"),
    "#OUB": _object_balance("object_closing"),
    "#PSALDO": _period_amount("period_balances"),
    "#PBUDGET": _period_amount("period_budgets"),
}
