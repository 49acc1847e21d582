"""A plan made in a municipality's own steering model, level by level, through the actions that people use."""

from datetime import date

from goals import actions, model_files
from goals.models import Level, OwnerKind, PlanItem, SteeringModel
from sala_styr.history import recording
from sala_styr.organisation.actor import actor_for, system_actor
from sala_styr.organisation.models import Appointment, Role, User
from tests.cast import FIRST_DAY, Cast

# Which unit owns a level, who writes there, and who enters its decisions.
PLACES = {
    OwnerKind.COUNCIL: ("KF", "kf_chair"),
    OwnerKind.COMMITTEE: ("A", "chair_a"),
    OwnerKind.OPERATION: ("verksA", "manager_a"),
    OwnerKind.DEPARTMENT: ("kontorA", "head_a"),
    OwnerKind.UNIT: ("A1", "manager_a1"),
}


def take_into_use(name: str, year: int) -> SteeringModel:
    """Load one of ours from ``year``; the model before it ends."""
    return actions.load_steering_model(system_actor(), model_files.read_ours(name), year).model


def make_plan(cast: Cast, model: SteeringModel, year: int) -> dict[str, PlanItem]:
    """One item of every level, decided where the level needs it, by level key."""
    made: dict[str, PlanItem] = {}
    for level in model.levels.select_related("parent").order_by("order"):
        code, person = PLACES[OwnerKind(level.owner_kind)]
        above = made[level.parent.key] if level.parent else None
        made[level.key] = add(cast, level, code, person, above, year)
    return made


def add(cast: Cast, level: Level, code: str, person: str, above: PlanItem | None, year: int) -> PlanItem:
    """An item of ``level`` for the unit ``code``, written and decided by ``person``."""
    actor = cast.actor(person)
    title = f"{level.singular[:1].upper()}{level.singular[1:]} för {code}"
    item = actions.create_item(
        actor, step=level, owner=cast[code], parent=above, title=title, first_year=year, last_year=year,
        responsible=cast.user(person),
    )  # fmt: skip
    if level.needs_decision:
        item = actions.decide_item(actor, item, cast.decision(code, date(year - 1, 11, 24)), item.version)
    return item


def company_chair(cast: Cast) -> User:
    """Somebody who chairs the board of the company."""
    with recording(system_actor(), "Test"):
        chair = User.objects.create_user("chair_company", first_name="Ordförande", last_name="Bolag")
        Appointment.objects.create(user=chair, unit=cast["bolaget"], role=Role.CHAIR, valid_from=FIRST_DAY)
    cast.users["chair_company"] = chair
    assert actor_for(chair).is_known
    return chair
