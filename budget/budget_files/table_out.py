"""A detail budget as a table: one row for each line, exact to the öre, in the columns that ``table_in`` reads."""

from collections.abc import Iterable
from itertools import chain

from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext as _

from budget.curves import curve_of_line
from budget.models import MONTHS, CurveKind, DetailLine, LineLink
from sala_styr.organisation.models import Unit
from sala_styr.tables import Column, Kind, Listing, Value
from sala_styr.tables.languages import known_in_every_language

UNIT, UNIT_NAME, ACCOUNT, ACCOUNT_NAME, BELONGS, TEXT, CURVE, YEAR = (
    *("unit", "unit_name", "account", "account_name", "belongs", "text", "curve", "year"),
)
CODES = ("activity", "project", "counterparty")


@known_in_every_language
def columns() -> dict[str, Column]:
    """The table's columns by our name for them, in the order of the file."""
    plain = {
        UNIT: _("Ansvar"),
        UNIT_NAME: _("Enhet"),
        ACCOUNT: _("Konto"),
        ACCOUNT_NAME: _("Namn"),
        "activity": _("Verksamhet"),
        "project": _("Projekt"),
        "counterparty": _("Motpart"),
        BELONGS: _("Hör till"),
        TEXT: _("Text"),
        CURVE: _("Fördelning"),
    }
    amounts = {YEAR: _("Året")} | {
        month: str(MONTH_NAMES[number]).capitalize() for number, month in enumerate(MONTHS, 1)
    }
    words = {
        BELONGS: tuple(
            str(LineLink(link).label) for link in (LineLink.CORE_MISSION, LineLink.UNLINKED, LineLink.SHARED)
        ),
        CURVE: tuple(str(kind.label) for kind in CurveKind if kind != CurveKind.OWN),
    }
    return {name: Column(label, words=words.get(name, ())) for name, label in plain.items()} | {
        name: Column(label, Kind.AMOUNT) for name, label in amounts.items()
    }


def budget_listing(unit: Unit | None, year: int, lines: Iterable[DetailLine]) -> Listing:
    """The lines of a unit with all below it, or of the whole municipality (``unit`` None). Lazy: one query when it is written."""
    whole = unit.code if unit is not None else _("kommunen")
    name = _("Detaljbudget %(unit)s %(year)s med allt under") % {"unit": whole, "year": year}
    return Listing(name, tuple(columns().values()), (_row(line) for line in lines))


def _row(line: DetailLine) -> tuple[Value, ...]:
    codes = ((code.code if code else None) for code in (line.activity, line.project, line.counterparty))
    belongs = f"{line.plan_item.title} #{line.plan_item_id}" if line.plan_item else str(LineLink(line.link).label)
    curve = line.own_curve.name if line.own_curve else str(CurveKind(curve_of_line(line)).label)
    head = (line.unit.code, line.unit.name, line.account.number, line.account.name)
    return tuple(chain(head, codes, (belongs, line.text, curve, line.amount), line.months))
