"""Four processes insert, move and delete in one tree at the same time, on whichever database the tests run on."""

import pytest

from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit, UnitKind
from sala_styr.trees import check, insert
from tests.support.processes import start_python

PROCESSES = 4
TURNS = 25


def plant() -> None:
    """A tree of thirteen units to begin with."""
    with recording(system_actor(), "Test"):
        root = insert(Unit(code="rot", name="Rot", kind=UnitKind.GROUP), None)
        for branch in range(3):
            node = insert(Unit(code=f"g{branch}", name=f"Gren {branch}", kind=UnitKind.DEPARTMENT), root.pk)
            for leaf in range(3):
                insert(Unit(code=f"g{branch}l{leaf}", name="Löv", kind=UnitKind.UNIT), node.pk)


def write_at_once(how: str) -> list[tuple[str, str]]:
    """Let the writers loose and wait for them; each one's output (its number of changes) and, if it fell, why."""
    writers = [start_python("-m", "tests.trees.writer", str(n), str(TURNS), how) for n in range(1, PROCESSES + 1)]
    ended = [(writer, *writer.communicate(timeout=120)) for writer in writers]
    return [(out, err if writer.returncode else "") for writer, out, err in ended]


@pytest.mark.django_db(transaction=True)
def test_the_tree_stays_sound_when_four_processes_change_it() -> None:
    plant()
    ended = write_at_once("locked")
    assert not any(why for _made, why in ended), ended
    assert sum(int(made) for made, _why in ended) > PROCESSES * TURNS / 3
    assert check(Unit) == []


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_tree_breaks() -> None:
    """The test above can fail: without the lock the same writers corrupt the tree, or fall over one another's nodes.

    At most three tries; one was always enough.
    """
    plant()
    for _try in range(3):
        ended = write_at_once("unlocked")
        if check(Unit) or any(why for _made, why in ended):
            return
    pytest.fail("Trädet blev helt trots att låset var borttaget: då bevisar testet ovan ingenting.")
