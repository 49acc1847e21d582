"""The machine a part at a time: fewer kinds of steps, so that each part's own come in all orders and not one in forty."""

from tests.budget.properties.investing import Investing
from tests.budget.properties.machine import MoneyMachine
from tests.budget.properties.proposing import Proposing
from tests.budget.properties.stating import Stating

LOOKS = {"time_passes", "everything_ties", "stood_as_replayed"}
RESULT = {"enter_the_result_budget", "enter_a_result_budget_that_ties"}
DECIDES = {"the_council_decides", "the_council_opens_its_budget"}
FRAMES = {"record_an_entry", "pass_a_share_on", "take_an_entry_back"}
LINES = {"add_a_line", "budget_all_that_is_left", "change_or_remove_a_line", "save_the_grid", "undo_the_grid"}
FILES = {"bring_in_a_table", "bring_in_a_companys_books", "withdraw_a_file", "give_a_forecast"}

PARTS: dict[str, set[str]] = {
    "investing": {*vars(Investing)},
    "stating": {*vars(Stating)} | RESULT | DECIDES,
    "proposing": {*vars(Proposing)} | RESULT | FRAMES,
    "frames": FRAMES | DECIDES | RESULT | {"nothing_is_written_in_a_closed_year"},
    "lines": LINES | {"lock", "unlock", "record_an_entry", "pass_a_share_on"},
    "files": FILES | {"pass_a_share_on", "budget_all_that_is_left", "add_a_line"},
}
"""Which steps each part takes, besides looking and letting time pass."""


def every_step() -> set[str]:
    """The names of all that the machine can do."""
    return {rule.function.__name__ for rule in MoneyMachine.setup_state().rules}


def only(machine: type[MoneyMachine], part: str) -> type[MoneyMachine]:
    """The machine with the steps of one part; what holds is asked for all the same."""
    hidden = dict.fromkeys(every_step() - PARTS[part] - LOOKS)
    return type(f"{part.title()}Machine", (machine,), hidden)
