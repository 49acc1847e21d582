"""What waits for a person in the sections of the open periods: to write, to mend, and to read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from followup.models import AssessmentState, Period, SectionReport
from followup.queries.periods import periods_to_write
from followup.queries.places import all_places
from followup.queries.sections import Cell, UnitSections, own_answers
from followup.queries.todo import MOST_PERIODS
from followup.rules import OWN_BOARD_KINDS, Place
from sala_styr.kept.remembered import read_once
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OFFICIALS, Role


@dataclass(frozen=True, slots=True)
class SectionToWrite:
    """A section that a unit of the person's has still to answer in. ``word``: why it came back."""

    period: Period
    row: UnitSections
    cell: Cell
    word: str


@dataclass(frozen=True, slots=True)
class UnitToRead:
    """A unit that has handed in answers, so many, to somebody who reads them."""

    period: Period
    row: UnitSections
    count: int


def sections_to_write(actor: Actor, today: date) -> list[SectionToWrite]:
    """The sections with words of their own that the person's units have left, what came back first. A constant number of queries per period.

    Gathered sections are not here: their things are asked for one by one.
    """
    places = all_places()
    units = _writes(actor, places)
    asked = units | _reads(actor, places)
    found = [
        each
        for period in periods_to_write(today)[:MOST_PERIODS]
        for each in _to_write(period, _rows(period, units, asked, today))
    ]
    return sorted(found, key=lambda each: each.cell.state != AssessmentState.RETURNED)


def units_to_read(actor: Actor, today: date) -> list[UnitToRead]:
    """The units whose answers wait for the person to read them. A constant number of queries per period."""
    places = all_places()
    units = _reads(actor, places)
    asked = units | _writes(actor, places)
    found = [
        (period, row) for period in periods_to_write(today)[:MOST_PERIODS] for row in _rows(period, units, asked, today)
    ]
    counted = [
        (period, row, sum(cell.state == AssessmentState.SUBMITTED for cell in row.asked)) for period, row in found
    ]
    return [UnitToRead(period, row, count) for period, row, count in counted if count]


def _writes(actor: Actor, places: dict[int, Place]) -> frozenset[int]:
    """The units whose sections the person writes."""
    return actor.held_ids(*OFFICIALS) | _bodies_led(actor, places)


def _reads(actor: Actor, places: dict[int, Place]) -> frozenset[int]:
    """The units whose answers the person reads."""
    led = actor.held_ids(Role.MANAGER)
    units = {child for pk in led for child in places[pk].children if places[child].kind not in OWN_BOARD_KINDS}
    chaired = actor.held_ids(Role.CHAIR)
    units |= {pk for pk in chaired if places[pk].is_political or places[pk].kind in OWN_BOARD_KINDS}
    return frozenset(
        units | {child for pk in chaired for child in places[pk].children if not places[child].is_political}
    )


def _rows(period: Period, units: Collection[int], asked: Collection[int], today: date) -> list[UnitSections]:
    """The rows of ``units`` out of those of ``asked``: a page that shows both what to write and what to read asks the database once."""
    if not units:
        return []
    name = f"sections-to-do-{period.pk}-{today}-{sorted(asked)}"
    rows = read_once(name, lambda: own_answers(period, asked, today))
    return [row for row in rows if row.unit.pk in units]


def _bodies_led(actor: Actor, places: dict[int, Place]) -> frozenset[int]:
    """The political bodies right above the units one leads: their sections are written from here."""
    above = {places[pk].parent_id for pk in actor.held_ids(Role.MANAGER)}
    return frozenset(pk for pk in above if pk is not None and places[pk].is_political)


def _to_write(period: Period, rows: Collection[UnitSections]) -> list[SectionToWrite]:
    """What is left in the rows. A query for the words, where anything has come back."""
    left = [(row, cell) for row in rows for cell in row.asked if cell.is_left]
    returned = [row.unit.pk for row, cell in left if cell.state == AssessmentState.RETURNED]
    words = _words(period, returned) if returned else {}
    return [
        SectionToWrite(period, row, cell, words.get((cell.section.pk, row.unit.pk), ""))
        for row, cell in left
        if cell.section.required or cell.state == AssessmentState.RETURNED
    ]


def _words(period: Period, units: Collection[int]) -> dict[tuple[int, int], str]:
    """Why the units' answers came back, by section and unit. One query."""
    found = SectionReport.objects.filter(section__period=period, unit__in=units, state=AssessmentState.RETURNED)
    words = found.values_list("section_id", "unit_id", "returned_because")
    return {(section, unit): word for section, unit, word in words}
