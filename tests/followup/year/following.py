"""A period followed up, played: everybody is asked for what is theirs, on the day of their level, answers, and is read by the level above."""

from collections.abc import Mapping
from datetime import date

from budget.actions.forecast import give_forecast
from budget.actions.imports import import_actuals
from budget.imports import read_file
from followup.actions.assessments import (
    Words,
    approve_assessment,
    return_assessment,
    save_assessment,
    submit_assessment,
)
from followup.actions.periods import create_period, set_period_open
from followup.actions.sections import approve_section, return_section, save_section, submit_section
from followup.models import Assessment, AssessmentState, Period, PeriodSection, SectionReport
from followup.queries.assessable import things_of
from followup.queries.due import due_of
from followup.queries.section_work import sections_to_write
from followup.queries.sections import Cell, UnitSections, section_grid
from followup.queries.things import key_of as thing_key
from followup.queries.todo import things_to_assess
from goals.models import CoreMission, PlanItem
from sala_styr.organisation.models import Unit
from tests.followup.year.planning import GOT, KEPT, MANAGERS, TKR
from tests.followup.year.world import World

WRITERS = {
    "KF": {"controller"}, "KS": {"economy_head"}, "A": {"head_a"}, "B": {"head_b"}, "bolaget": {"company_head"},
    "ekonomi": {"economy_head"}, "kontorA": {"head_a"}, "verksA": {"manager_a"}, "A1": {"manager_a1", "staff_a1"}, "A2": {"manager_a2"},
    "kontorB": {"head_b"}, "verksB": {"manager_b"}, "B1": {"manager_b1"},
}  # fmt: skip
"""Who is asked for what the unit says; what a political body says is written by the manager right below it."""
READERS = {
    "KF": "kf_chair", "KS": "ks_chair", "A": "chair_a", "B": "chair_b", "bolaget": "company_chair",
    "ekonomi": "ks_chair", "kontorA": "chair_a", "verksA": "head_a", "A1": "manager_a", "A2": "manager_a",
    "kontorB": "chair_b", "verksB": "head_b", "B1": "manager_b",
}  # fmt: skip
"""Who reads it."""
ASKED = [code for code in WRITERS if code != "KF"]
"""Who answers in the sections with words of their own."""
HANDS_IN = {code: MANAGERS.get(code) or next(iter(names)) for code, names in WRITERS.items()}
"""Staff draft, and the manager hands in."""


def begin(world: World, *, year: int, kind: str, name: str, last_day: date, due: date) -> Period:
    """The controller begins a period. Each level has its own day, the lowest first."""
    period = create_period(
        world.actor("controller"),
        year=year,
        kind=kind,
        name=name,
        first_day=date(year, 1, 1),
        last_day=last_day,
        due=due,
    )
    days = due_of(period, [world.unit(code) for code in ("A1", "verksA", "kontorA", "A")])
    assert sorted(days.values()) == list(days.values())
    assert len(set(days.values())) == len(days)
    assert max(days.values()) == due
    return period


def bring_in(world: World, year: int, through: int, deviations: Mapping[str, int] | None = None) -> None:
    """The controller brings in the ledger through a month: a twelfth of each unit's budget a month, and ``deviations`` (tkr, cost +) in the last.

    The file holds the financing too, so that the year has a result.
    """
    rows = ["konto;kontonamn;period;belopp;ansvar"]
    for month in range(1, through + 1):
        when = f"{year}{month:02d}"
        for code, amount in KEPT.items():
            extra = (deviations or {}).get(code, 0) if month == through else 0
            rows.append(f"5010;Löner;{when};{-(amount * 1_000 // 12 + extra * 1_000)};{code}")
        rows.append(f"8011;Skatt;{when};{19_000_000 // 12};gemensamt")
    file = read_file("\n".join(rows).encode(), f"utfall-{year}-{through}.csv", year)
    batch = import_actuals(world.actor("controller"), world.unit("koncern"), file).batch
    assert batch.rows == (len(KEPT) + 1) * through


def key_of(kind: str, period: Period, unit: Unit) -> str:
    return f"{kind}:{period.pk}:{unit.pk}"


# Sections


def everybody_is_asked(world: World, period: Period) -> None:
    """Each section of each unit waits for its writers alone, and the day is the level's."""
    _sections, rows = section_grid(period)
    assert {row.unit.code for row in rows if _own_words(row)} == set(ASKED)
    expected = {
        f"section:{cell.section.pk}:{row.unit.pk}": WRITERS[row.unit.code] for row in rows for cell in _own_words(row)
    }
    world.all_wait("section", expected)
    days = due_of(period, Unit.objects.all())
    for name in ("manager_a1", "head_a"):
        for todo in world.todos(name, "section"):
            assert todo.due == days[int(todo.key.split(":")[2])]


def _own_words(row: UnitSections) -> list[Cell]:
    """What the unit answers with words of its own, and not thing by thing."""
    return [cell for cell in row.asked if not cell.section.is_gathered]


def answer(
    world: World, code: str, name: str = "", *, nothing: str = "", text: str = "Vi håller kursen."
) -> list[SectionReport]:
    """The unit answers in all that waits there, by ``name`` or whoever hands in."""
    who, unit = world.actor(name or HANDS_IN[code]), world.unit(code)
    handed_in = []
    for each in sections_to_write(who, world.today):
        if each.row.unit.pk != unit.pk:
            continue
        section = PeriodSection.objects.select_related("period").get(pk=each.cell.section.pk)
        before = SectionReport.objects.filter(section=section, unit=unit).first()
        words = {"nothing": nothing} if nothing else {"text": text}
        report = save_section(who, section, unit, version=before.version if before else 0, **words)
        assert report is not None
        handed_in.append(submit_section(who, report, report.version))
    return handed_in


def send_back(world: World, report: SectionReport, code: str, word: str) -> None:
    """The reader sends an answer back with a word: it waits for the writers again, with that word."""
    report = return_section(world.actor(READERS[code]), report, word, report.version)
    todo = world.waits(f"section:{report.section_id}:{report.unit_id}", *WRITERS[code])
    assert word in todo.detail
    report = save_section(
        world.actor(HANDS_IN[code]), report.section, report.unit, text="Nu står det varför.", version=report.version
    )  # type: ignore[assignment]
    submit_section(world.actor(HANDS_IN[code]), report, report.version)
    world.gone(f"section:{report.section_id}:{report.unit_id}")


def read_sections(world: World, period: Period) -> None:
    """The answers of each unit wait for the one above alone, until each is approved."""
    world.all_wait(
        "section-read", {key_of("section-read", period, world.unit(code)): {READERS[code]} for code in ASKED}
    )
    for code in ASKED:
        unit = world.unit(code)
        for report in SectionReport.objects.filter(section__period=period, unit=unit, state=AssessmentState.SUBMITTED):
            approve_section(world.actor(READERS[code]), report, report.version)
        world.gone(key_of("section-read", period, unit))


# Assessments


def assess(world: World, period: Period, statuses: Mapping[str, str] | None = None) -> None:
    """Everything is assessed by those who are to, and handed in. ``statuses``: by the thing's key, else the goal is met."""
    owners = _owners()
    things = things_of(Unit.objects.values_list("pk", flat=True), period)
    world.all_wait(
        "assess", {f"assess:{period.pk}:{thing_key(thing)}": WRITERS[owners[thing_key(thing)]] for thing in things}
    )
    for code, name in HANDS_IN.items():
        for row in things_to_assess(world.actor(name), world.today):
            if owners[row.key] == code:
                _assess(world, period, row.key, name, (statuses or {}).get(row.key, "met"))


def _owners() -> dict[str, str]:
    """The code of the unit that owns each thing, by the thing's key."""
    items = {f"del-{item.pk}": item.owner.code for item in PlanItem.objects.select_related("owner")}
    return items | {f"uppdrag-{each.pk}": each.unit.code for each in CoreMission.objects.select_related("unit")}


def _assess(world: World, period: Period, key: str, name: str, status: str) -> None:
    kind, _dash, pk = key.partition("-")
    thing = PlanItem.objects.get(pk=pk) if kind == "del" else CoreMission.objects.get(pk=pk)
    saved = save_assessment(
        world.actor(name), period, thing, Words(status=status, comment="Så här gick det, och därför.")
    )
    assert saved is not None
    submit_assessment(world.actor(name), saved, saved.version)


def judge(world: World, period: Period) -> None:
    """What is handed in waits for the one above, or for the chair of the body whose goal it is, until it is approved."""
    owners = _owners()
    handed_in: dict[str, list[Assessment]] = {}
    for each in Assessment.objects.filter(period=period, state=AssessmentState.SUBMITTED):
        thing = each.plan_item or each.core_mission
        assert thing is not None
        handed_in.setdefault(owners[thing_key(thing)], []).append(each)
    world.all_wait("judge", {key_of("judge", period, world.unit(code)): {READERS[code]} for code in handed_in})
    for code, found in handed_in.items():
        for each in found:
            approve_assessment(world.actor(READERS[code]), each, each.version)
        world.gone(key_of("judge", period, world.unit(code)))


def ask_again(world: World, period: Period, item: PlanItem, code: str) -> None:
    """An assessment that is sent back waits for its writers once more."""
    found = Assessment.objects.get(period=period, plan_item=item)
    found = return_assessment(world.actor(READERS[code]), found, "Vad beror det på?", found.version)
    key = f"assess:{period.pk}:del-{item.pk}"
    world.waits(key, *WRITERS[code])
    words = Words(status=found.status, comment="Det beror på vikarierna.")
    found = save_assessment(world.actor(HANDS_IN[code]), period, item, words, found.version)  # type: ignore[assignment]
    submit_assessment(world.actor(HANDS_IN[code]), found, found.version)
    world.gone(key)


# Money


def forecast(world: World, period: Period, amounts: Mapping[str, int]) -> None:
    """Each manager says where the year ends: at the budget of the unit and all below it, or at ``amounts`` (tkr, cost −) with cause and measure."""
    world.all_wait("forecast", {key_of("forecast", period, world.unit(code)): {MANAGERS[code]} for code in KEPT})
    for code in KEPT:
        key = key_of("forecast", period, world.unit(code))
        amount = amounts.get(code, -GOT[code])
        words = ("Fler sjuka än väntat.", "Vi delar på vikarier.") if code in amounts else ("", "")
        give_forecast(
            world.actor(MANAGERS[code]), world.unit(code), period.year, period.last_day.month, amount * TKR, "Som vi ser det nu.", *words
        )  # fmt: skip
        world.gone(key)


def close(world: World, period: Period) -> None:
    """Everybody has done all of it, so the controller closes the period: nothing is hidden by that."""
    world.nothing_left("section", "section-read", "assess", "judge", "forecast")
    set_period_open(world.actor("controller"), period, False)
