"""Writing in the ledger: what an entry must have, how it is taken back, and that nothing is ever overwritten."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from budget.actions.ledger import EntryDraft, correct_entry, record_entry
from budget.models import BudgetEntry, DetailBudget, EntryKind
from budget.models.ledger import EntriesAreForEver
from budget.queries.ledger import frames, frames_by_year, ledger
from sala_styr.decisions.actions import set_year_state
from sala_styr.errors import RuleBroken
from tests.budget.builders import YEAR, Money, kr
from tests.budget.conftest import SPRING, SUMMER, give_frames
from tests.cast import Cast


def draft(cast: Cast, kind: str, source: str | None, target: str | None, amount: int, **fields: object) -> EntryDraft:
    """What somebody wants entered, decided by the council unless said otherwise."""
    values: dict[str, object] = {"text": "En post", "decision": cast.decision("KF")}
    if kind == EntryKind.SUPPLEMENTARY:
        values |= {"financed_by": "revenue"}
    values |= fields
    return EntryDraft(
        year=YEAR,
        kind=kind,
        source=cast[source] if source else None,
        target=cast[target] if target else None,
        amount=kr(amount),
        **values,  # type: ignore[arg-type]
    )


def test_a_frame_counts_from_its_decisions_day(cast: Cast) -> None:
    entry = record_entry(cast.actor("controller"), draft(cast, EntryKind.FRAME, None, "A", 1_000))
    assert entry.booked_on == date(2025, 11, 24)
    assert entry.recorded_by == cast.user("controller")
    assert frames(YEAR)[cast["A"].pk].current == kr(1_000)


def test_a_frame_that_stands_is_amended_and_not_added_to_once_the_year_has_begun(cast: Cast) -> None:
    controller, late = cast.actor("controller"), cast.decision("KF", date(YEAR, 3, 2))
    record_entry(controller, draft(cast, EntryKind.FRAME, None, "A", 1_000))
    record_entry(controller, draft(cast, EntryKind.FRAME, None, "A", 50))  # still before the year: a part of the frame
    with pytest.raises(RuleBroken, match="tilläggsanslag"):
        record_entry(controller, draft(cast, EntryKind.FRAME, None, "A", 7, decision=late))
    assert frames(YEAR)[cast["A"].pk].original == kr(1_050)
    record_entry(controller, draft(cast, EntryKind.FRAME, None, "B", 7, decision=late))  # a first frame may come late
    assert frames(YEAR)[cast["B"].pk].original == kr(7)


def test_a_managers_distribution_counts_from_today_and_needs_no_decision(money: Money) -> None:
    cast = money.cast
    money.allocate("A", "verksA", 500, decision=cast.decision("A"))
    entry = record_entry(cast.actor("manager_a"), draft(cast, EntryKind.ALLOCATION, "verksA", "A1", 300, decision=None))
    assert entry.booked_on == timezone.localdate()
    assert frames(YEAR)[cast["verksA"].pk].unallocated == kr(200)
    assert frames(YEAR)[cast["A1"].pk].current == kr(300)


def test_every_entry_leaves_its_history_with_person_and_reason(cast: Cast) -> None:
    entry = record_entry(cast.actor("controller"), draft(cast, EntryKind.FRAME, None, "A", 1))
    row = entry.history.get()
    assert (row.history_user, row.history_change_reason) == (cast.user("controller"), "Antecknade ram")


@pytest.mark.parametrize(
    ("kind", "source", "target", "words"),
    [
        (EntryKind.FRAME, None, "A1", "nämnd"),
        (EntryKind.FRAME, "A", "B", "gemensamma finansieringen"),
        (EntryKind.SUPPLEMENTARY, None, "verksA", "nämnd"),
        (EntryKind.CENTRAL_POT, "A", "B", "gemensamma poster"),
        (EntryKind.CENTRAL_POT, "gemensamt", "A1", "nämnd"),
        (EntryKind.ALLOCATION, "A", "B1", "nedåt"),
        (EntryKind.ALLOCATION, "A", "KF", "nedåt"),
        (EntryKind.REALLOCATION, "A", "B1", "mellan nämnder"),
        (EntryKind.REALLOCATION, "A", "A1", "mellan nämnder"),
        (EntryKind.REALLOCATION, "A", None, "lämnar"),
        (EntryKind.TECHNICAL, "kontorA", "A1", "mellan nämnder"),
        (EntryKind.FRAME, None, "bolaget", "Bolag"),
        (EntryKind.TECHNICAL, None, None, "vem"),
        (EntryKind.REALLOCATION, "A", "A", "från en enhet till en annan"),
    ],
)
def test_ends_that_do_not_fit_are_refused_in_words(
    money: Money, kind: str, source: str, target: str, words: str
) -> None:
    money.frame("A", 1_000)
    money.frame("gemensamt", 1_000)
    wanted = draft(money.cast, kind, source, target, 10, financing="Skatt")
    with pytest.raises(RuleBroken, match=words):
        record_entry(money.cast.actor("controller"), wanted)
    assert BudgetEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        (EntryKind.FRAME, {"amount": 0}, "amount"),
        (EntryKind.FRAME, {"text": "  "}, "text"),
        (EntryKind.FRAME, {"decision": None}, "decision"),
        (EntryKind.SUPPLEMENTARY, {"financing": " "}, "financing"),
    ],
)
def test_what_is_missing_is_said_at_its_field(cast: Cast, kind: str, fields: dict[str, object], field: str) -> None:
    amount = fields.pop("amount", 100)
    with pytest.raises(RuleBroken) as broken:
        record_entry(cast.actor("controller"), draft(cast, kind, None, "A", amount, **fields))  # type: ignore[arg-type]
    assert broken.value.field == field


def test_the_decision_is_that_of_the_body_which_may_decide(money: Money) -> None:
    cast = money.cast
    money.frame("A", 100)
    with pytest.raises(RuleBroken, match="Kommunfullmäktige"):
        record_entry(cast.actor("controller"), draft(cast, EntryKind.FRAME, None, "A", 5, decision=cast.decision("A")))
    with pytest.raises(RuleBroken, match="Nämnd A"):
        record_entry(cast.actor("controller"), draft(cast, EntryKind.ALLOCATION, "A", "kontorA", 5))


def test_nobody_passes_on_more_than_is_left_and_the_arithmetic_is_said(money: Money) -> None:
    cast = money.cast
    money.frame("A", 100)
    money.allocate("A", "kontorA", 80, decision=cast.decision("A"))
    wanted = draft(cast, EntryKind.ALLOCATION, "A", "kontorA", 30, decision=cast.decision("A"))
    with pytest.raises(RuleBroken, match=r"20 kr kvar.*på 30 kr.*fattas 10 kr"):
        record_entry(cast.actor("chair_a"), wanted)
    assert frames(YEAR)[cast["A"].pk].unallocated == kr(20)


def test_a_reallocation_between_committees_changes_both_frames_and_no_sum(money: Money) -> None:
    cast = money.cast
    money.frame("A", 100)
    money.frame("B", 50)
    record_entry(cast.actor("controller"), draft(cast, EntryKind.REALLOCATION, "A", "B", 10))
    now = frames(YEAR)
    assert (now[cast["A"].pk].amendments, now[cast["B"].pk].amendments) == (kr(-10), kr(10))
    assert sum(row.current for row in now.values()) == kr(150)


def test_a_reallocation_inside_a_committee_is_the_committees_own_matter(money: Money) -> None:
    cast = money.cast
    money.frame("A", 100)
    money.allocate("A", "kontorA", 100, decision=cast.decision("A"))
    money.allocate("kontorA", "verksA", 100)
    money.allocate("verksA", "A1", 60)
    money.allocate("verksA", "A2", 40)
    wanted = draft(cast, EntryKind.REALLOCATION, "A1", "A2", 15, decision=cast.decision("A"))
    record_entry(cast.actor("chair_a"), wanted)
    now = frames(YEAR)
    assert (now[cast["A1"].pk].current, now[cast["A2"].pk].current, now[cast["A"].pk].current) == (
        kr(45),
        kr(55),
        kr(100),
    )


def test_a_frame_may_be_lowered_by_a_technical_entry_back_to_the_common_financing(money: Money) -> None:
    money.frame("A", 100)
    record_entry(money.cast.actor("controller"), draft(money.cast, EntryKind.TECHNICAL, "A", None, 30))
    assert frames(YEAR)[money.cast["A"].pk].current == kr(70)


def test_a_correction_takes_the_entry_back_and_both_stay(money: Money) -> None:
    cast = money.cast
    wrong = money.frame("A", 1_000)
    counter = correct_entry(cast.actor("controller"), wrong, "Beloppet blev tio gånger för stort")
    assert (counter.source, counter.target, counter.amount) == (cast["A"], None, wrong.amount)
    assert counter.corrects == wrong
    assert counter.text == "Rättelse: Beloppet blev tio gånger för stort"
    assert frames(YEAR)[cast["A"].pk].current == 0
    assert BudgetEntry.objects.count() == 2


def test_earlier_days_still_show_the_mistake_as_it_stood(money: Money) -> None:
    correct_entry(money.cast.actor("controller"), money.frame("A", 1_000), "Fel nämnd")
    unit = money.cast["A"].pk
    assert frames(YEAR, as_of=date(2025, 12, 31))[unit].current == kr(1_000)
    assert frames(YEAR, as_of=timezone.localdate())[unit].current == 0


def test_an_entry_is_corrected_once_and_a_correction_never(money: Money) -> None:
    actor, entry = money.cast.actor("controller"), money.frame("A", 10)
    counter = correct_entry(actor, entry, "Fel")
    with pytest.raises(RuleBroken, match="redan rättad"):
        correct_entry(actor, entry, "Fel igen")
    with pytest.raises(RuleBroken, match="själv en rättelse"):
        correct_entry(actor, counter, "Ångrar mig")


def test_a_correction_needs_its_reason(money: Money) -> None:
    with pytest.raises(RuleBroken) as broken:
        correct_entry(money.cast.actor("controller"), money.frame("A", 10), "  ")
    assert broken.value.field == "reason"


def test_money_that_has_been_passed_on_is_not_taken_back(money: Money) -> None:
    entry = money.frame("A", 100)
    money.allocate("A", "kontorA", 60, decision=money.cast.decision("A"))
    with pytest.raises(RuleBroken, match="40 kr kvar"):
        correct_entry(money.cast.actor("controller"), entry, "Fel")


def test_a_closed_year_is_left_alone(money: Money) -> None:
    entry = money.frame("A", 10)
    set_year_state(money.cast.actor("controller"), YEAR, "closed")
    with pytest.raises(RuleBroken, match="avslutat"):
        record_entry(money.cast.actor("controller"), draft(money.cast, EntryKind.FRAME, None, "A", 5))
    with pytest.raises(RuleBroken, match="avslutat"):
        correct_entry(money.cast.actor("controller"), entry, "Fel")


def test_a_locked_detail_budget_opens_when_its_frame_changes(money: Money) -> None:
    cast = money.cast
    money.frame("A", 100)
    money.lock("A")
    record_entry(cast.actor("controller"), draft(cast, EntryKind.SUPPLEMENTARY, None, "A", 10, financing="Skatt"))
    detail = DetailBudget.objects.get(unit=cast["A"], year=YEAR)
    assert detail.locked_at is None
    assert detail.history.first().history_change_reason == "Antecknade tilläggsanslag"


def test_an_entry_is_never_changed_or_removed(money: Money) -> None:
    entry = money.frame("A", 10)
    entry.amount = 1
    with pytest.raises(EntriesAreForEver):
        entry.save()
    with pytest.raises(EntriesAreForEver):
        entry.delete()


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": 0},
        {"amount": -1},
        {"source": None, "target": None},
        {"kind": "supplementary", "financing": ""},
        {"kind": "reallocation", "source": None},
        {"decision": None},
    ],
)
def test_the_database_itself_refuses_an_unsound_entry(money: Money, fields: dict[str, object]) -> None:
    sound = {
        "year": YEAR, "kind": "frame", "source": None, "target": money.cast["A"], "amount": 1, "text": "x",
        "decision": money.cast.decision("KF"), "booked_on": date(2026, 1, 1), "financing": "",
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetEntry.objects.create(**sound | fields)


def test_the_frame_on_any_day_is_what_had_been_decided_by_then(money: Money) -> None:
    give_frames(money)
    unit = money.cast["A"].pk
    by_day = {day: frames(YEAR, day)[unit].current for day in (date(2025, 11, 24), SPRING, SUMMER)}
    assert list(by_day.values()) == [kr(10_000), kr(10_200), kr(10_300)]
    assert frames(YEAR, date(2025, 11, 23)) == {}


def test_several_years_are_asked_at_once(money: Money) -> None:
    money.frame("A", 100)
    money.frame("A", 110, year=2027)
    found = frames_by_year([2026, 2027, 2028])
    assert [row[money.cast["A"].pk].current for row in list(found.values())[:2]] == [kr(100), kr(110)]
    assert found[2028] == {}


def test_the_ledger_page_explains_the_frame_entry_by_entry(money: Money) -> None:
    money.frame("B", 4_000, year=2025)
    give_frames(money)
    found = ledger(money.cast["B"], YEAR)
    assert found.previous == kr(4_000)
    assert [(row.change, row.running) for row in found.rows] == [
        (kr(5_000), kr(5_000)),
        (kr(300), kr(5_300)),
        (kr(-100), kr(5_200)),
    ]
    assert [(row.change, row.running) for row in found.passed_on] == [(kr(5_200), kr(5_200))]
    assert (found.frame.current, found.frame.unallocated) == (kr(5_200), 0)


def test_the_ledger_page_shows_an_earlier_day(money: Money) -> None:
    give_frames(money)
    found = ledger(money.cast["B"], YEAR, SPRING)
    assert [row.change for row in found.rows] == [kr(5_000)]
    assert found.passed_on == ()
    assert found.previous is None


def test_a_correction_stands_in_the_ledger_with_its_sign(money: Money) -> None:
    entry = money.frame("A", 500)
    correct_entry(money.cast.actor("controller"), entry, "Fel")
    assert [row.change for row in ledger(money.cast["A"], YEAR).rows] == [kr(500), kr(-500)]
