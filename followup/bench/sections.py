"""Who has answered what: the controller's grid of three hundred units and twelve sections (issue 5)."""

from collections.abc import Iterator
from itertools import cycle

from django.urls import reverse

from followup.bench.pages import YEAR, Browser
from followup.bench.replay import bare
from followup.bench.table import Measured, Promise, table, times
from followup.bench.timing import count_queries, measure
from followup.models import AssessmentState, Period, PeriodSection, SectionKind, SectionReport
from followup.queries.sections import section_grid
from sala_styr import history, trees
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit, UnitKind

UNITS, SECTIONS = 300, 12
STATES = (*AssessmentState.values, "")


def run_sections(runs: int) -> Iterator[str]:
    """Measure the grid at the example's size and at the promised one."""
    period = Period.objects.filter(year=YEAR, is_open=True).order_by("last_day")[0]
    browser, address = Browser(), reverse("followup:sections", args=[period.pk])
    page = browser.reader_of(address)
    small = count_queries(page)
    units, sections = grow(period)
    found = measure(page, runs)
    floor = measure(bare(page), runs)
    buttons = page().count(b'name="vem"')
    yield from table(
        "Vem har svarat: uppföljningens rutnät",
        [
            Measured("Samma frågor, inget mer", floor),
            Measured(
                f"{units} enheter × {sections} avsnitt, {buttons} påminnelseknappar",
                found,
                small,
                f"{times(found.median / floor.median)} (frågorna)",
                promises=(
                    Promise("≤ 300 ms", found.median <= 300),
                    Promise("lika många frågor", small == found.queries),
                ),
            ),
        ],
    )


def grow(period: Period, units: int = UNITS, sections: int = SECTIONS) -> tuple[int, int]:
    """Let ``period`` ask so many things of so many units, with answers in every state; return how many there are of each."""
    with recording(system_actor(), "Mätning"):
        asked = PeriodSection.objects.filter(period=period).count()
        questions = [
            PeriodSection(period=period, kind=SectionKind.QUESTION, title=f"Fråga {number}", order=number)
            for number in range(asked + 1, sections + 1)
        ]
        history.bulk_create(PeriodSection, questions)
        services = cycle(Unit.objects.filter(kind=UnitKind.SERVICE).values_list("pk", flat=True))
        for number in range(len(section_grid(period)[1]), units):
            unit = Unit(code=f"M{number}", name=f"Mätenhet {number}", kind=UnitKind.UNIT)
            trees.insert(unit, next(services))
        _answer(period)
    found = section_grid(period)
    return len(found[1]), len(found[0])


def _answer(period: Period) -> None:
    """An answer where there is none, in one state after the other."""
    there = set(SectionReport.objects.filter(section__period=period).values_list("section_id", "unit_id"))
    states, rows = cycle(STATES), []
    for row in section_grid(period)[1]:
        for cell in row.asked:
            key = (cell.section.pk, row.unit.pk)
            if not cell.section.is_gathered and key not in there and (state := next(states)):
                word = "Skriv mer." if state == AssessmentState.RETURNED else ""
                rows.append(
                    SectionReport(section=cell.section, unit=row.unit, text="Ord.", state=state, returned_because=word)
                )
    history.bulk_create(SectionReport, rows)
