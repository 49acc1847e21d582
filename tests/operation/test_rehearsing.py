"""What the rehearsals tell is right: how long one went without an answer, when it worked again, and which errors were calm."""

import pytest

from tests.rehearsal.crowd import Refused
from tests.rehearsal.pages import Page
from tests.rehearsal.probe import Probe

PLAN = {"base": "http://127.0.0.1:1", "zero": 0.0, "seed": 1, "think": (0, 0)}


@pytest.fixture
def probe() -> Probe:
    """It read well at 1–2, was refused at 3, and read well again at 7–8 and 9–10."""
    probe = Probe(PLAN, {"item": 1}, 0, "branch")
    for at, ok in ((1.0, True), (3.0, False), (7.0, True), (9.0, True)):
        probe.events.append({"kind": "branch", "at": at, "took": 1.0, "ok": ok})
    probe.events.append({"kind": "log_in", "at": 4.0, "took": 0.5, "ok": True})
    return probe


def test_the_longest_time_without_is_between_two_that_went_well(probe: Probe) -> None:
    assert probe.longest_without(2.5, 11) == 6
    assert probe.longest_without(8, 9) == 1
    assert probe.longest_without(10, 30) == 20, "what never came is counted to the end"


def test_it_is_back_when_what_was_asked_afterwards_went_well(probe: Probe) -> None:
    assert probe.back(2.5) == 5.5
    assert probe.back(7.5) == 2.5
    assert probe.back(9.5) is None


@pytest.mark.parametrize(
    ("status", "text", "calm"),
    [
        (503, "<h1>Det går inte just nu</h1>", True),
        (502, "<h1>Det går inte just nu</h1>", True),
        (502, "<center><h1>502 Bad Gateway</h1></center>", False),
        (500, "<h1>Det går inte just nu</h1>", False),
        (302, "", False),
    ],
)
def test_only_a_page_of_ours_that_says_that_it_passes_is_calm(status: int, text: str, calm: bool) -> None:
    assert Refused(Page(status, "/", text, 0.1)).calm is calm
