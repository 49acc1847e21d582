"""A plan of any size, for tests of counts."""

from goals.models import ActivityStatus, ItemState, PlanItem
from sala_styr import trees
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

PER_GOAL = 1 + 2 * (1 + 3 * (1 + 4))


def grow(cast: Cast, goals: int) -> list[PlanItem]:
    """A vision with ``goals`` goals; below each two focus areas with three strategies with four activities. All decided or in force."""
    decisions = {code: cast.decision(code) for code in ("KF", "A")}
    nodes: list[PlanItem] = []
    parents: list[int | None] = []

    def add(step: str, owner: str, parent: int | None, title: str) -> int:
        level = cast.levels[step]
        nodes.append(
            PlanItem(
                step=level, owner=cast.units[owner], title=title, first_year=2025, last_year=2027,
                state=ItemState.DECIDED if level.needs_decision else ItemState.ACTIVE,
                decision=decisions[owner] if level.needs_decision else None,
                responsible=cast.users["manager_a1"] if level.is_activity else None,
                activity_status=ActivityStatus.ONGOING if level.is_activity else "",
            )
        )  # fmt: skip
        parents.append(parent)
        return len(nodes) - 1

    vision = add("vision", "KF", None, "Visionen")
    for g in range(goals):
        goal = add("goal", "KF", vision, f"Mål {g}")
        for f in range(2):
            focus = add("focus", "A", goal, f"Fokus {g}.{f}")
            for s in range(3):
                strategy = add("strategy", "verksA", focus, f"Strategi {g}.{f}.{s}")
                for a in range(4):
                    add("activity", "A1", strategy, f"Aktivitet {g}.{f}.{s}.{a}")
    with recording(system_actor(), "Test"):
        return trees.bulk_insert(PlanItem, nodes, parents)
