"""The indicators' values as a table: a row for each indicator and period, out and in. Missing stays missing, with its reason; never 0."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from goals import rules
from goals.actions.indicators import CellErrors, Entry, enter_values
from goals.exchange.reading import Row, differing, read_rows, told
from goals.exchange.understood import Change, Understood
from goals.models import Indicator, IndicatorValue, PlanItem, Sex
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.tables import Column, Kind, Listing, Sheet, Value
from sala_styr.tables.languages import known_in_every_language

NEEDED = ("id", "year")
FIELDS = ("target", "target_high", "outcome", "missing_reason", "comment")
SEXES = {"t": Sex.TOTAL, "k": Sex.WOMEN, "m": Sex.MEN}
"""Kolada's letters, which people write too."""
LENGTHS = {"missing_reason": 200}
LARGEST = Decimal(10) ** 11


@known_in_every_language
def value_columns() -> dict[str, Column]:
    """The columns, in the file's order."""
    return {
        "id": Column(_("Indikator-id")),
        "name": Column(_("Indikator"), Kind.LONG_TEXT),
        "belongs_to": Column(_("Hör till"), Kind.LONG_TEXT),
        "unit": Column(_("Enhet")),
        "year": Column(_("År"), Kind.YEAR),
        "month": Column(_("Till och med månad"), Kind.NUMBER),
        "sex": Column(_("Kön"), choices=tuple(map(str, Sex.labels))),
        "target": Column(_("Målvärde"), Kind.NUMBER),
        "target_high": Column(_("Målvärde, högst"), Kind.NUMBER),
        "outcome": Column(_("Utfall"), Kind.NUMBER),
        "missing_reason": Column(_("Varför utfall saknas")),
        "comment": Column(_("Kommentar"), Kind.LONG_TEXT),
        "version": Column(_("Version"), Kind.NUMBER),
    }


def value_row(indicator: Indicator, value: IndicatorValue, version: int | None) -> dict[str, Value]:
    """What the value says in each column. ``version``: the number of its last change in the history."""
    return {
        "id": str(indicator.pk),
        "name": indicator.name,
        "belongs_to": str(rules.home_of(indicator)),
        "unit": indicator.unit_of_measure,
        "year": value.year,
        "month": value.month,
        "sex": str(value.get_sex_display()),
        **{name: getattr(value, name) for name in FIELDS},
        "version": version,
    }


def seen_indicators(actor: Actor) -> Any:
    """The indicators of what ``actor`` may see, with what they belong to."""
    visible = Q(item__in=PlanItem.objects.visible_to(actor)) | Q(quality_factor__isnull=False)
    return Indicator.objects.filter(visible).select_related(
        "item__step", "item__owner", "quality_factor__mission__unit"
    )


def value_listing(name: str, indicators: Sequence[Indicator], year: int, notes: Sequence[str] = ()) -> Listing:
    """The year's values of the indicators, and an empty row for each that has none. Two queries."""
    by_indicator = _values([indicator.pk for indicator in indicators], {year})
    rows = (
        tuple(value_row(indicator, value, version).values())
        for indicator in indicators
        for value, version in by_indicator.get(indicator.pk) or [(_empty(indicator, year), None)]
    )
    return Listing(name, tuple(value_columns().values()), rows, tuple(notes))


def _empty(indicator: Indicator, year: int) -> IndicatorValue:
    return IndicatorValue(indicator=indicator, year=year)


def _values(indicators: Sequence[int], years: set[int]) -> dict[int, list[tuple[IndicatorValue, int | None]]]:
    """{indicator: its values of ``years`` with the number of each one's last change}. Two queries."""
    found = IndicatorValue.objects.filter(indicator__in=indicators, year__in=years).order_by("year", "month", "-sex")
    history = IndicatorValue.history.filter(indicator__in=indicators, year__in=years).order_by()
    versions = dict(history.values_list("id").annotate(Max("history_id")))
    by_indicator: dict[int, list[tuple[IndicatorValue, int | None]]] = {}
    for value in found:
        by_indicator.setdefault(value.indicator_id, []).append((value, versions.get(value.pk)))
    return by_indicator


def year_values(actor: Actor, year: int) -> Listing:
    """Every indicator that ``actor`` may see, with its values of ``year``."""
    indicators = list(seen_indicators(actor).order_by("item__tree_id", "item__lft", "pk"))
    return value_listing(_("Indikatorvärden %(year)s") % {"year": year}, indicators, year, value_notes())


def value_template(actor: Actor, year: int) -> Listing:
    """The year's indicators without their values."""
    indicators = list(seen_indicators(actor).order_by("item__tree_id", "item__lft", "pk"))
    rows = (tuple(value_row(each, _empty(each, year), None).values()) for each in indicators)
    return Listing(_("Mall för indikatorvärden"), tuple(value_columns().values()), rows, value_notes())


def value_notes() -> tuple[str, ...]:
    """How the table is filled in."""
    return (
        _("En rad är en indikators värde för en period. Lägg till rader för fler år, månader eller kön."),
        _(
            "Indikator-id säger vilken indikator det är. Namn, Hör till och Enhet står där för läsningen och läses inte in."
        ),
        _("Till och med månad: 12 eller tomt är hela året. Kön: alla, kvinnor eller män; tomt är alla."),
        _("Saknas utfall: låt cellen vara tom och skriv varför. Skriv 0 bara när utfallet är noll."),
        _("Version: rör den inte. Den säger hur värdet såg ut när filen hämtades."),
    )


def sex_called(word: str) -> str | None:
    """The sex that a cell says, in the reader's language or as a letter."""
    words = SEXES | {str(label).casefold(): value for value, label in Sex.choices}
    return words.get(word.casefold())


class ValueReader:
    """Reads the whole file. Four queries, and the locks when it is to be written."""

    def __init__(self, actor: Actor, sheet: Sheet, lock: bool = False) -> None:
        self.actor, self.columns = actor, value_columns()
        self.rows = read_rows(sheet, self.columns, NEEDED)
        ids = {int(row.text("id")) for row in self.rows if row.text("id").isdecimal()}
        if lock:
            list(Indicator.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
        self.indicators: dict[int, Indicator] = seen_indicators(actor).in_bulk(ids)
        years = {row.number("year") or 0 for row in self.rows}
        self.stored = {
            (pk, value.year, value.month, value.sex): (value, version)
            for pk, values in _values(list(self.indicators), years).items()
            for value, version in values
        }
        self.entries: list[Entry] = []
        self.seen: dict[tuple[int, int, int, str], int] = {}
        for row in self.rows:
            self._read(row)

    @property
    def understood(self) -> Understood:
        return Understood([row.line for row in self.rows])

    def _label(self, name: str) -> str:
        return self.columns[name].label

    def _read(self, row: Row) -> None:
        line = row.line
        indicator = self.indicators.get(int(row.text("id"))) if row.text("id").isdecimal() else None
        line.name = row.text("name") or row.text("id")
        if indicator is None:
            text = _("Det finns ingen indikator med id ”%(id)s” som du får se.")
            line.blame(self._label("id"), text % {"id": row.text("id")})
            return
        line.name, line.address = indicator.name, reverse("goals:indicator_edit", args=[indicator.pk])
        place = self._place(row, indicator)
        if place is None or line.problems:
            return
        line.name = f"{indicator.name}, {place[1]}" + (f"-{place[2]:02d}" if place[2] != 12 else "")
        value, version = self.stored.get(place) or (_empty(indicator, place[1]), None)
        before = value_row(indicator, value, version)
        names = differing(row, before, FIELDS)
        if not names:
            return
        self._too_much(row, names)
        line.is_new = value.pk is None
        line.changes = [Change(self._label(name), told(before[name]), told(row.given[name])) for name in names]
        if row.number("version") != version:
            line.blame(
                self._label("version"),
                _(
                    "Någon annan har ändrat värdet sedan filen hämtades, eller så har versionen tagits bort. Här står det som gäller nu "
                    "och det som står i filen. Hämta listan igen och gör om din ändring i den."
                ),
            )
        fields = {name: self._content(name, row.given[name]) for name in names}
        self.entries.append(Entry(indicator, *place[1:], fields=fields, key=str(line.number)))

    def _place(self, row: Row, indicator: Indicator) -> tuple[int, int, int, str] | None:
        year, month, sex = row.number("year"), row.number("month"), sex_called(row.text("sex") or "t")
        month = 12 if month is None else month
        if year is None:
            row.line.blame(self._label("year"), _("Året saknas. Skriv till exempel 2026."))
        if not 1 <= month <= 12:
            row.line.blame(self._label("month"), _("Skriv en månad från 1 till 12."))
        if sex is None:
            row.line.blame(self._label("sex"), _("Skriv alla, kvinnor eller män."))
        if row.line.problems or year is None or sex is None:
            return None
        place = (indicator.pk, year, month, sex)
        if place in self.seen:
            text = _("Samma indikator och period står redan på rad %(row)s. Ta bort en av raderna.")
            row.line.blame("", text % {"row": self.seen[place]})
        self.seen.setdefault(place, row.line.number)
        return place

    def _too_much(self, row: Row, names: Sequence[str]) -> None:
        for name in names:
            value = row.given[name]
            if isinstance(value, Decimal) and (abs(value) >= LARGEST or value != value.quantize(Decimal("0.001"))):
                row.line.blame(self._label(name), _("Talet är för stort eller har fler än tre decimaler."))
            if isinstance(value, str) and len(value) > LENGTHS.get(name, len(value)):
                text = _("Texten är längre än %(most)s tecken. Korta den.")
                row.line.blame(self._label(name), text % {"most": LENGTHS[name]})

    @staticmethod
    def _content(name: str, value: Value) -> Any:
        return (value or "") if name in ("missing_reason", "comment") else value


def understand_values(actor: Actor, sheet: Sheet) -> Understood:
    """What the file would do, tried by the very action that would write it and then undone. Raises TableError."""
    reader = ValueReader(actor, sheet)
    lines = {str(line.number): line for line in reader.understood}
    sound = [entry for entry in reader.entries if not lines[entry.key].problems]
    for key, text in _tried(actor, sound).items():
        lines[key].blame("", text)
    return reader.understood


def _tried(actor: Actor, entries: Sequence[Entry]) -> dict[str, str]:
    """What stands in the way of the entries, by their keys. Nothing stays written."""
    try:
        with recording(actor, _("Granskade en fil")):
            enter_values(actor, entries)
            raise _Undone
    except CellErrors as errors:
        return errors.by_key
    except _Undone:
        return {}


class _Undone(Exception):
    """Raised to undo what was only tried."""


def bring_in_values(actor: Actor, sheet: Sheet, filename: str) -> Understood:
    """Write what the file says, all of it or nothing. Raises RuleBroken when a row has a problem by then."""
    reason = _("Läste in indikatorvärden ur %(file)s") % {"file": filename}
    with recording(actor, reason):
        reader = ValueReader(actor, sheet, lock=True)
        if reader.understood.problems:
            raise RuleBroken(
                _("Värdena har ändrats sedan du granskade filen. Granska den igen: det som hindrar står där.")
            )
        enter_values(actor, reader.entries, reason)
    return reader.understood
