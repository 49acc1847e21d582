"""All calls of a page find room in one piece."""

import resource

import pytest

from sala_styr.roomy import with_room


def down(steps: int) -> int:
    """Call so deep, and there a thousand times one step deeper, across the end of a piece wherever it lies."""
    return down(steps - 1) if steps else sum(map(abs, range(1000))) + sum(one_deeper(n) for n in range(1000))


def one_deeper(number: int) -> int:
    return number


def at_every_depth() -> int:
    return sum(down(steps) for steps in range(150))


def pages_of_memory(work: object) -> int:
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    assert callable(work)
    assert work() == 150 * 2 * sum(range(1000))
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def test_calls_that_go_deep_ask_for_no_memory_again_and_again() -> None:
    roomy = with_room(at_every_depth)
    pages_of_memory(roomy)
    assert pages_of_memory(roomy) < 100 < pages_of_memory(at_every_depth)


def test_it_is_the_same_work() -> None:
    assert with_room(divmod)(7, 2) == (3, 1)
    assert with_room(int)("ff", base=16) == 255
    with pytest.raises(ZeroDivisionError):
        with_room(divmod)(7, 0)
    with pytest.raises(RecursionError):
        with_room(forever)()


def forever() -> None:
    forever()
