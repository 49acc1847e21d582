"""The spring of a year, played by the right people through actions: each step is among somebody's things to do, and leaves when it is done.

Planning, a tertial, dialogues at three levels, and the closing of the year before.
"""

from datetime import date

import pytest

from followup.actions.dialogues import confirm_dialogue, plan_dialogue
from followup.actions.periods import create_period, set_period_open
from followup.actions.sections import approve_section, save_section, submit_section
from followup.actions.wheel import load_standard, note_done
from followup.models import Period, PeriodSection, SectionReport, WheelStep
from followup.queries.section_work import sections_to_write
from followup.todo import Todo, todos_of
from sala_styr.organisation.models import Unit
from tests.cast import PEOPLE, Cast

EVERYBODY = [name for name, role, _unit in PEOPLE if role]
MAY = date(2026, 5, 8)
HELD = date(2026, 5, 12)
LEVELS = (
    ("KF", "A", "kf_chair", "chair_a"),
    ("A", "kontorA", "chair_a", "head_a"),
    ("kontorA", "verksA", "head_a", "manager_a"),
)


def waiting(cast: Cast, name: str, kind: str, day: date = MAY) -> list[Todo]:
    return [todo for _kind, todo in todos_of(cast.actor(name), day, [kind])]


def spring(cast: Cast) -> Period:
    return create_period(
        cast.actor("controller"), year=2026, kind="tertial", name="Tertial 1",
        first_day=date(2026, 1, 1), last_day=date(2026, 4, 30), due=date(2026, 5, 15),
    )  # fmt: skip


def test_the_closing_waits_for_the_councils_chair_until_each_step_is_noted(cast: Cast) -> None:
    load_standard(cast.actor("controller"))
    steps = {step.key: step for step in WheelStep.objects.filter(key__in=["annual_approval", "discharge"])}
    titles = {step.name for step in steps.values()}
    assert titles <= {todo.title for todo in waiting(cast, "kf_chair", "wheel")}
    for name in set(EVERYBODY) - {"kf_chair"}:
        assert not titles & {todo.title for todo in waiting(cast, name, "wheel")}, name
    for key, step in steps.items():
        note_done(cast.actor("kf_chair"), step, 2026, on=date(2026, 5, 25), note=f"KF, {key}")
        assert step.name not in {todo.title for todo in waiting(cast, "kf_chair", "wheel")}


def write_all(cast: Cast, name: str) -> set[tuple[int, int]]:
    """The person answers in every section that waits for them. Returns (section, unit) of what was handed in."""
    done = set()
    for each in sections_to_write(cast.actor(name), MAY):
        section, unit = PeriodSection.objects.get(pk=each.cell.section.pk), Unit.objects.get(pk=each.row.unit.pk)
        report = save_section(cast.actor(name), section, unit, text="Vi håller kursen, men kön är kvar.")
        assert report is not None
        submit_section(cast.actor(name), report, report.version)
        done.add((section.pk, unit.pk))
    return done


def test_a_units_answers_wait_for_its_manager_and_then_for_the_manager_above(cast: Cast) -> None:
    cast.chain()
    period = spring(cast)
    asked = waiting(cast, "manager_a1", "section")
    assert asked
    assert not waiting(cast, "politician_a", "section")
    written = write_all(cast, "manager_a1")
    assert len(written) == len(asked)
    assert not waiting(cast, "manager_a1", "section")
    key = f"section-read:{period.pk}:{cast['A1'].pk}"
    assert key in {todo.key for todo in waiting(cast, "manager_a", "section-read")}
    assert key not in {todo.key for todo in waiting(cast, "manager_b", "section-read")}
    for section, unit in written:
        report = SectionReport.objects.get(section=section, unit=unit)
        approve_section(cast.actor("manager_a"), report, report.version)
    assert key not in {todo.key for todo in waiting(cast, "manager_a", "section-read")}


@pytest.mark.parametrize(("upper", "lower", "above", "below"), LEVELS)
def test_a_dialogue_waits_to_be_invited_to_and_leaves_nothing_when_both_have_confirmed(
    cast: Cast, upper: str, lower: str, above: str, below: str
) -> None:
    period = spring(cast)
    talk = plan_dialogue(cast.actor(above), period=period, upper=cast[upper], lower=cast[lower], day=HELD)
    key = f"dialogue-invite:{talk.pk}"
    assert key in {todo.key for todo in waiting(cast, above, "dialogue-invite")}
    talk = confirm_dialogue(cast.actor(above), talk, "upper", talk.version)
    talk = confirm_dialogue(cast.actor(below), talk, "lower", talk.version)
    set_period_open(cast.actor("controller"), period, False)
    for name in EVERYBODY:
        left = [
            todo.key for kind in ("dialogue-invite", "need-answer", "section") for todo in waiting(cast, name, kind)
        ]
        assert not left, name
