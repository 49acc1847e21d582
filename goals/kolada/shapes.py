"""Kolada's JSON as frozen values. Null stays missing, numbers stay exact, and what cannot be understood is said with where it stands (domain §6.3).

A payload is ``{"values": [...], "count": n, "next_url": …}``; what the values are is seen from their keys. Older shapes name the next page
``next_page`` or ``next``.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

NEXT = ("next_url", "next_page", "next")
DELETED = "deleted"
COUNTRY = "0000"
"""The code of the whole country, Riket."""
SEXES = ("T", "K", "M")
_MAY_NOT_BE_STORED = (b"\\u0000", b"\\ud", b"\\uD", b"\0")
"""How JSON spells a NUL and halves of characters, and the sign of a file in UTF-16: looked for in the whole first, as there is next to never any."""
_LARGEST = Decimal(10) ** 11
"""As large as an indicator's value is stored."""


class KoladaFormatError(ValueError):
    """What came is not what Kolada sends. A calm sentence for the one who sent it."""


@dataclass(frozen=True)
class Kpi:
    """A key figure with its definition."""

    kpi_id: str
    title: str
    description: str = ""
    by_sex: bool = False
    operating_area: str = ""
    publication_date: date | None = None


@dataclass(frozen=True)
class Municipality:
    code: str
    title: str
    kind: str


@dataclass(frozen=True)
class Group:
    """A peer group: its members' codes, with the names that came with them."""

    group_id: str
    title: str
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Value:
    """One value; None is missing. ``status`` is Kolada's own word, ``deleted`` for what Kolada has taken away."""

    kpi: str
    municipality: str
    year: int
    sex: str
    value: Decimal | None
    status: str = ""

    @property
    def key(self) -> tuple[str, str, int, str]:
        return self.kpi, self.municipality, self.year, self.sex


@dataclass(frozen=True)
class Package:
    """What came in one or several files or answers."""

    kpis: tuple[Kpi, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    groups: tuple[Group, ...] = ()
    values: tuple[Value, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.kpis or self.municipalities or self.groups or self.values)

    def __add__(self, other: "Package") -> "Package":
        return Package(
            _once(self.kpis + other.kpis, lambda each: each.kpi_id),
            _once(self.municipalities + other.municipalities, lambda each: each.code),
            _once(self.groups + other.groups, lambda each: each.group_id),
            _values_once(self.values + other.values),
        )


def read(data: bytes, name: str) -> tuple[Package, str]:
    """The content of a file or an answer, and the address of the next page ("" when it is the last). Raises KoladaFormatError."""
    try:
        payload = json.loads(data, parse_float=Decimal, parse_constant=_no_such_number)
    except (ValueError, RecursionError) as error:
        raise KoladaFormatError(_("%(file)s är inte JSON. Hämta den på nytt från Kolada.") % {"file": name}) from error
    rows = payload.get("values") if isinstance(payload, dict) else None
    if not isinstance(rows, list):
        raise KoladaFormatError(_("%(file)s har ingen lista ”values”, som Koladas filer har.") % {"file": name})
    if any(sign in data for sign in _MAY_NOT_BE_STORED):
        _refuse_what_cannot_be_stored(rows, name)
    follows = next((payload[key] for key in NEXT if payload.get(key)), "")
    return _package(rows, name), str(follows)


def _refuse_what_cannot_be_stored(rows: list[Any], name: str) -> None:
    """Raises KoladaFormatError at the first row with a text that no database takes: with a NUL, or half a character."""
    for number, row in enumerate(rows, start=1):
        text = json.dumps(row, ensure_ascii=False, default=str)
        if "\\u0000" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            where = {"file": name, "number": number, "what": _("en text har ett tecken som inte går att spara")}
            raise KoladaFormatError(_("%(file)s, rad %(number)s i ”values”: %(what)s.") % where)


def _package(rows: list[Any], name: str) -> Package:
    if not rows:
        return Package()
    reader = _reader_of(rows[0])
    if reader is None:
        raise KoladaFormatError(
            _("%(file)s innehåller varken nyckeltal, kommuner, grupper eller kommuners värden.") % {"file": name}
        )
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            found += reader(row)
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            told = str(error) if isinstance(error, KoladaFormatError) else _("en uppgift saknas eller har fel form")
            where = {"file": name, "number": number, "what": told}
            raise KoladaFormatError(_("%(file)s, rad %(number)s i ”values”: %(what)s.") % where) from error
    if reader is _values_of:
        return Package(values=_values_once(found))
    if reader is _kpi:
        return Package() + Package(kpis=tuple(found))
    if reader is _group:
        return Package() + Package(groups=tuple(found))
    return Package() + Package(municipalities=tuple(found))


def _reader_of(row: Any) -> Callable[[Any], list[Any]] | None:
    """What kind of payload a row belongs to."""
    keys = row.keys() if isinstance(row, dict) else set()
    if {"kpi", "municipality", "values"} <= keys:
        return _values_of
    if {"id", "members"} <= keys:
        return _group
    if {"id", "title", "is_divided_by_gender"} <= keys:
        return _kpi
    if {"id", "title", "type"} <= keys:
        return _municipality
    return None


def _kpi(row: Mapping[str, Any]) -> list[Any]:
    day = row.get("publication_date")
    return [
        Kpi(
            kpi_id=_text(row["id"], 10),
            title=_text(row["title"], 300),
            description=str(row.get("description") or ""),
            by_sex=bool(row.get("is_divided_by_gender")),
            operating_area=str(row.get("operating_area") or "")[:200],
            publication_date=date.fromisoformat(str(day)[:10]) if day else None,
        )
    ]


def _municipality(row: Mapping[str, Any]) -> list[Any]:
    return [Municipality(_code(row["id"]), _text(row["title"], 120), _text(row["type"], 1))]


def _group(row: Mapping[str, Any]) -> list[Any]:
    members = tuple((_code(each["member_id"]), _text(each["member_title"], 120)) for each in row["members"])
    return [Group(_text(row["id"], 12), _text(row["title"], 200), members)]


def _values_of(row: Mapping[str, Any]) -> list[Any]:
    kpi, municipality, year = _text(row["kpi"], 10), _code(row["municipality"]), row["period"]
    if not isinstance(year, int) or not 1900 <= year <= 2200:
        raise KoladaFormatError(_("året %(year)s går inte att läsa") % {"year": year})
    return [_value(kpi, municipality, year, each) for each in row["values"]]


def _value(kpi: str, municipality: str, year: int, row: Mapping[str, Any]) -> Value:
    sex, number = row["gender"], row["value"]
    if sex not in SEXES:
        raise KoladaFormatError(_("könet ”%(sex)s” är varken T, K eller M") % {"sex": sex})
    if row.get("isdeleted"):
        return Value(kpi, municipality, year, sex, None, DELETED)
    status = str(row.get("status") or "")[:20]
    if number is None:
        return Value(kpi, municipality, year, sex, None, status)
    exact = Decimal(number) if isinstance(number, int | Decimal) and not isinstance(number, bool) else None
    if exact is None or abs(exact) >= _LARGEST:
        raise KoladaFormatError(_("värdet ”%(value)s” är inte ett tal") % {"value": number})
    return Value(kpi, municipality, year, sex, exact.quantize(Decimal("0.000001")), status)


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise KoladaFormatError(_("”%(value)s” går inte att läsa") % {"value": str(value)[:40]})
    return value.strip()


def _code(value: Any) -> str:
    """Four digits; group members that are not municipalities are kept by the same form."""
    text = _text(value, 4)
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise KoladaFormatError(_("kommunkoden ”%(value)s” har inte fyra siffror") % {"value": text})
    return text


def _no_such_number(name: str) -> Any:
    raise ValueError(name)


def _once(rows: Iterable[Any], key: Callable[[Any], str]) -> tuple[Any, ...]:
    """The last one of each."""
    return tuple({key(row): row for row in rows}.values())


def _values_once(rows: Iterable[Value]) -> tuple[Value, ...]:
    """Each value once. Raises KoladaFormatError when the same one is given twice with different figures."""
    found: dict[tuple[str, str, int, str], Value] = {}
    for row in rows:
        if found.setdefault(row.key, row) != row:
            what = {"kpi": row.kpi, "municipality": row.municipality, "year": row.year, "sex": row.sex}
            raise KoladaFormatError(
                _(
                    "Två olika värden för %(kpi)s, kommun %(municipality)s, %(year)s, %(sex)s. Vilket som gäller går inte att veta."
                )
                % what
            )
    return tuple(found.values())
