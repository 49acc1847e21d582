"""A whole year, 2027, played through by the right people, from the council's frames in June 2026 to its discharge in June 2028.

Each step waits for exactly those whose it is, they see it on their pages, and it leaves when it is done; in the end nothing is left open that should
not be. One long test, since every stretch stands on the one before.
"""

from datetime import date

from followup.actions.wheel import load_standard, note_part_done, set_year
from followup.models import WheelStep
from sala_styr.decisions.actions import set_year_state
from sala_styr.decisions.models import YearState
from tests.followup.year import planning
from tests.followup.year.planning import BODIES, CHAIRS, HEADS, note_steps, step_of
from tests.followup.year.world import World, a_world

YEAR = 2027


def test_a_whole_year(db: None) -> None:
    with a_world(date(2026, 6, 1)) as world:
        the_planning(world)


def the_planning(world: World) -> None:
    """June 2026 to January 2027."""
    controller = world.actor("controller")
    load_standard(controller)
    leave_out(
        world,
        2026,
        "conditions",
        "preparation",
        "annual_report",
        "annual_approval",
        "discharge",
        "committee_reports",
        "control_follow_up",
        "companies",
    )
    leave_out(
        world,
        2027,
        "annual_report",
        "annual_approval",
        "discharge",
        "committee_reports",
        "control_follow_up",
        "companies",
    )

    world.on(2026, 6, 15)
    planning.council_says_what(world, YEAR)
    planning.council_gives_frames(world, YEAR)

    world.on(2026, 9, 22)
    planning.committees_draft(world, YEAR)
    planning.committees_pass_on(world, YEAR)

    world.on(2026, 10, 20)
    note_steps(world, "ks_chair", "proposal", "interim_report")
    world.on(2026, 11, 10)
    each_notes(world, "improvements", HEADS)
    world.on(2026, 11, 23)
    planning.council_decides_budget(world, YEAR, "budget_election")
    world.on(2026, 12, 15)
    planning.committees_decide(world, YEAR)
    each_notes(world, "control_plan", {body: CHAIRS[body] for body in BODIES})

    world.on(2027, 1, 11)
    set_year_state(world.actor("controller"), YEAR, YearState.OPEN)
    planning.units_say_how(world, YEAR)
    planning.managers_lock(world, YEAR, {"A1": "activity A1"})
    assert not world.waiting()


def leave_out(world: World, year: int, *keys: str) -> None:
    """The controller leaves out what was done before the system was there."""
    for key in keys:
        step = WheelStep.objects.get(key=key)
        set_year(world.actor("controller"), step, year, day=None, left_out=True, reason="Gjordes i det förra systemet.")


def each_notes(world: World, key: str, who: dict[str, str]) -> None:
    """A step that several answer for, each for the own unit: it leaves each one's list when that part is noted."""
    year, step = world.today.year, WheelStep.objects.get(key=key)
    for code, name in who.items():
        waits = step_of(world, key, code, year)
        world.waits(waits, name)
        note_part_done(world.actor(name), step, year, world.unit(code), on=world.today, note="")
        world.gone(waits)
