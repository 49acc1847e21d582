"""Money that goes back up, out of a pot, or into a supplement that says what pays it; and frames that are lowered."""

import pytest

from budget import rules
from budget.actions.ledger import EntryDraft, correct_entry, record_entries, record_entry
from budget.models import BudgetEntry, CentralPot, EntryKind, FinancedBy, FrameCause, PotDecider
from budget.queries.ledger import FrameRow, frames
from budget.queries.pots import PotSums, pots
from budget.queries.structure import structure
from sala_styr.errors import Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money, kr
from tests.budget.test_ledger_actions import draft


def make_pot(money: Money, decider: str) -> CentralPot:
    """The common posts as a pot."""
    with recording(system_actor(), "Test"):
        return CentralPot.objects.create(unit=money.cast["gemensamt"], decider=decider, purpose="Oförutsett")


def row(money: Money, unit: str) -> FrameRow:
    return frames(YEAR)[money.cast[unit].pk]


@pytest.fixture
def down_to_a1(money: Money) -> Money:
    """A has 100, verksamhet A 80 of them, A1 50 of those."""
    money.frame("A", 100)
    money.allocate("A", "verksA", 80, decision=money.cast.decision("A"))
    money.allocate("verksA", "A1", 50)
    return money


def test_a_frame_is_lowered_back_to_the_common_financing_with_its_cause(money: Money) -> None:
    money.frame("A", 100)
    entry = record_entry(
        money.cast.actor("controller"),
        draft(money.cast, EntryKind.FRAME, "A", None, 8, cause=FrameCause.EFFICIENCY),
    )
    assert entry.cause == FrameCause.EFFICIENCY
    assert row(money, "A") == FrameRow(original=kr(92))


def test_a_cause_belongs_to_frames_only(money: Money) -> None:
    money.frame("A", 100)
    with pytest.raises(RuleBroken) as broken:
        record_entry(
            money.cast.actor("controller"),
            draft(money.cast, EntryKind.REALLOCATION, "A", "B", 8, cause=FrameCause.VOLUME),
        )
    assert broken.value.field == "cause"


def test_a_manager_has_money_back_from_a_unit_below_without_any_decision(down_to_a1: Money) -> None:
    cast = down_to_a1.cast
    record_entry(cast.actor("manager_a"), draft(cast, EntryKind.RETURN, "A1", "verksA", 20, decision=None))
    assert row(down_to_a1, "A1") == FrameRow(original=kr(50), amendments=kr(-20)), "what it was given stands"
    assert row(down_to_a1, "verksA") == FrameRow(original=kr(80), allocated=kr(30), allocated_late=kr(-20))
    assert row(down_to_a1, "A").current == kr(100)


def test_a_services_money_goes_back_to_its_committee_by_the_committees_decision(down_to_a1: Money) -> None:
    cast = down_to_a1.cast
    with pytest.raises(Refused, match="Nämnd A"):
        record_entry(cast.actor("manager_a"), draft(cast, EntryKind.RETURN, "verksA", "A", 10, decision=None))
    with pytest.raises(RuleBroken, match="Nämnd A"):
        record_entry(cast.actor("controller"), draft(cast, EntryKind.RETURN, "verksA", "A", 10))
    record_entry(cast.actor("chair_a"), draft(cast, EntryKind.RETURN, "verksA", "A", 10, decision=cast.decision("A")))
    assert row(down_to_a1, "A").unallocated == kr(30)
    assert row(down_to_a1, "verksA").unallocated == kr(20)


def test_a_return_that_was_wrong_is_taken_back(down_to_a1: Money) -> None:
    cast = down_to_a1.cast
    before = frames(YEAR)
    entry = record_entry(cast.actor("manager_a"), draft(cast, EntryKind.RETURN, "A1", "verksA", 20, decision=None))
    correct_entry(cast.actor("manager_a"), entry, "Fel enhet")
    assert frames(YEAR) == before


@pytest.mark.parametrize(("source", "target"), [("verksA", "A1"), ("A1", "B"), ("A1", "A2")])
def test_a_return_goes_up_and_nowhere_else(down_to_a1: Money, source: str, target: str) -> None:
    cast = down_to_a1.cast
    with pytest.raises((RuleBroken, Refused)):
        record_entry(cast.actor("manager_a"), draft(cast, EntryKind.RETURN, source, target, 1, decision=None))
    assert BudgetEntry.objects.filter(kind=EntryKind.RETURN).count() == 0


def test_nobody_gives_back_what_is_passed_on(down_to_a1: Money) -> None:
    cast = down_to_a1.cast
    wanted = draft(cast, EntryKind.RETURN, "verksA", "A", 31, decision=cast.decision("A"))
    with pytest.raises(RuleBroken, match=r"30 kr kvar.*fattas 1 kr"):
        record_entry(cast.actor("chair_a"), wanted)


def test_who_gives_out_of_a_pot_is_the_pots_own_rule(money: Money) -> None:
    cast = money.cast
    money.frame("gemensamt", 100)
    by_board = draft(cast, EntryKind.CENTRAL_POT, "gemensamt", "A", 10, decision=cast.decision("KS"))
    pot = make_pot(money, PotDecider.COUNCIL)
    with pytest.raises(RuleBroken, match="Kommunfullmäktige"):
        record_entry(cast.actor("controller"), by_board)
    with recording(system_actor(), "Test"):
        pot.decider = PotDecider.BOARD
        pot.save()
    record_entry(cast.actor("controller"), by_board)
    assert [body.code for body in bodies_for_pot(money)] == ["KF", "KS"]


def bodies_for_pot(money: Money) -> list[object]:
    tree = structure()
    ends = tree.by_id[money.cast["gemensamt"].pk], tree.by_id[money.cast["A"].pk]
    return list(rules.deciding_bodies(tree, EntryKind.CENTRAL_POT, *ends))


def test_an_overdrawn_pot_is_refused_with_its_arithmetic(money: Money) -> None:
    cast = money.cast
    make_pot(money, PotDecider.COUNCIL)
    money.frame("gemensamt", 100)
    money.entry(EntryKind.CENTRAL_POT, "gemensamt", "A", 70)
    with pytest.raises(RuleBroken, match=r"fått 100 kr och delat ut 70 kr, så 30 kr är kvar.*på 45 kr.*fattas 15 kr"):
        record_entry(cast.actor("controller"), draft(cast, EntryKind.CENTRAL_POT, "gemensamt", "B", 45))


def test_a_pot_shows_what_it_got_what_it_gave_and_what_is_left(money: Money) -> None:
    make_pot(money, PotDecider.COUNCIL)
    money.frame("gemensamt", 100)
    money.frame("gemensamt", 20)
    money.entry(EntryKind.CENTRAL_POT, "gemensamt", "A", 70)
    wrong = money.entry(EntryKind.CENTRAL_POT, "gemensamt", "B", 5)
    correct_entry(money.cast.actor("controller"), wrong, "Fel nämnd")
    (found,) = pots(structure(), YEAR)
    assert found.sums == PotSums(kr(120), kr(70))
    assert found.sums.left == kr(50) == row(money, "gemensamt").unallocated
    assert [each.amount for each in found.given] == [kr(70), kr(5), kr(-5)]


def test_pots_are_read_by_one_query(money: Money, django_assert_num_queries: object) -> None:
    make_pot(money, PotDecider.COUNCIL)
    tree = structure()
    for _time in range(2):
        with django_assert_num_queries(1):  # type: ignore[operator]
            [each.entry.decision.body.name for pot in pots(tree, YEAR) for each in pot.given if each.entry.decision]
        for number in range(1, 9):
            money.entry(EntryKind.CENTRAL_POT, "gemensamt", "A", number)


@pytest.mark.parametrize(
    ("source", "fields", "field"),
    [
        (None, {"financed_by": "", "financing": "Skatt"}, "financed_by"),
        (None, {"financed_by": FinancedBy.REVENUE}, "financing"),
        (None, {"financed_by": FinancedBy.FRAME, "financing": "Potten"}, "source"),
        ("B", {"financed_by": FinancedBy.REVENUE, "financing": "Skatt"}, "financed_by"),
        ("B1", {"financed_by": FinancedBy.FRAME}, "source"),
    ],
)
def test_a_supplement_says_what_pays_it_and_that_fits_its_ends(
    money: Money, source: str | None, fields: dict[str, object], field: str
) -> None:
    money.frame("B", 100)
    money.allocate("B", "B1", 50, decision=money.cast.decision("B"))
    with pytest.raises(RuleBroken) as broken:
        record_entry(
            money.cast.actor("controller"), draft(money.cast, EntryKind.SUPPLEMENTARY, source, "A", 5, **fields)
        )
    assert broken.value.field == field


def test_a_supplement_that_another_frame_pays_leaves_the_sum_as_it_was(money: Money) -> None:
    money.frame("A", 100)
    money.frame("B", 100)
    entry = record_entry(
        money.cast.actor("controller"),
        draft(money.cast, EntryKind.SUPPLEMENTARY, "B", "A", 5, financed_by=FinancedBy.FRAME),
    )
    assert entry.financing == "Ur Nämnd B"
    assert (row(money, "A").current, row(money, "B").current) == (kr(105), kr(95))


def test_several_entries_are_all_written_or_none(money: Money) -> None:
    money.frame("A", 10)
    drafts = [draft(money.cast, EntryKind.REALLOCATION, "A", "B", amount) for amount in (6, 5)]
    with pytest.raises(RuleBroken, match="fattas 1 kr"):
        record_entries(money.cast.actor("controller"), drafts)
    assert BudgetEntry.objects.count() == 1


def test_a_draft_of_another_shape_is_no_entry(money: Money) -> None:
    with pytest.raises(RuleBroken):
        record_entry(money.cast.actor("controller"), EntryDraft(YEAR, EntryKind.FRAME, None, None, 1, "x"))
