"""Budget proposals: laying the base, offering measures, choosing, handing in and taking back, each with its rules."""

from datetime import date

import pytest

from budget.actions.base import adjust_base, base_mark, lay_base
from budget.actions.measures import MeasureDraft, change_measure, restore_measure, withdraw_measure, write_measure
from budget.actions.proposals import (
    NotReady,
    ProposalDraft,
    add_author,
    choose_measures,
    describe_proposal,
    start_proposal,
    submit_proposal,
    take_back_proposal,
)
from budget.models import (
    AdjustmentKind,
    BaseAmount,
    BudgetPolicy,
    ChosenMeasure,
    ExemptionKind,
    FrameCause,
    MeasureAmount,
    ProposalState,
)
from budget.proposals import Exemption
from budget.queries.base_lines import base_origins
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit
from tests.budget.builders import Money, kr
from tests.budget.proposal_round import PLAN, ROUND, Round, laid


@pytest.fixture
def budget(money: Money) -> Round:
    return laid(money)


# The base


def test_the_base_carries_last_year_on_through_the_plan(budget: Round) -> None:
    found = budget.read()
    assert found.years == list(PLAN)
    for year in found.base_sums:
        assert sum(year.frames.values()) == kr(18_000)
        assert year.result == kr(800)


def test_the_base_counts_last_years_lasting_amendments_in(money: Money) -> None:
    money.entry("supplementary", None, "B", 500, permanent=True)
    found = laid(money).read()
    assert found.base.frames[money.cast["B"].pk] == dict.fromkeys(PLAN, kr(5_500))
    assert found.base_sums[0].result == kr(300)


def test_what_was_decided_for_one_year_is_left_out_of_the_base_and_said_so(money: Money) -> None:
    money.entry("supplementary", None, "B", 500, text="Översvämningen")
    money.entry("frame", None, "B", 300, cause=FrameCause.INITIATIVE, text="Jubileet")
    money.entry("reallocation", "B", "A", 40, text="Flytten", permanent=True)
    taken_back = money.entry("supplementary", None, "B", 9, permanent=True, text="Fel")
    money.entry("supplementary", "B", None, 9, permanent=True, corrects=taken_back)
    found = laid(money).read()
    unit = money.cast["B"].pk
    assert found.base.frames[unit][ROUND] == kr(4_960)
    (origin,) = [each for each in base_origins(found.tree, ROUND) if each.unit.pk == unit]
    assert (origin.current, origin.left_out, origin.carried) == (kr(5_760), kr(-800), kr(4_960))
    assert {line.entry.text: (line.amount, line.kept, str(line.why)) for line in origin.lines} == {
        "Post": (kr(5_000), True, "ramen själv"),
        "Översvämningen": (kr(500), False, "beslutat för ett år"),
        "Jubileet": (kr(300), False, "beslutat för ett år"),
        "Flytten": (kr(-40), True, "varaktigt"),
    }


def test_the_plan_is_as_long_as_the_council_says(money: Money) -> None:
    with recording(system_actor(), "Test"):
        BudgetPolicy.objects.create(first_year=2025, plan_years=2, result_target=1)
    found = laid(money).read()
    assert (found.years, found.target) == ([2027, 2028, 2029], 1)


def test_a_committee_that_ends_is_carried_on_by_the_one_that_takes_over(money: Money) -> None:
    old, new = money.cast["B"], money.cast["KS"]
    with recording(system_actor(), "Test"):
        old.valid_to = date(2026, 12, 31)
        old.save()
        new.predecessor = old
        new.save()
    frames = laid(money).read().base.frames
    assert old.pk not in frames
    assert frames[new.pk][ROUND] == kr(7_000)


def test_the_base_is_laid_once_and_from_something(budget: Round) -> None:
    with pytest.raises(RuleBroken, match="redan lagd"):
        lay_base(budget.actor(), ROUND)
    with pytest.raises(RuleBroken, match="inga ramar för 2033"):
        lay_base(budget.actor(), 2034)


def test_the_base_is_adjusted_cell_by_cell(budget: Round) -> None:
    base = budget.read().base
    unit = budget.money.cast["A"].pk
    cells = {
        ("tax", 2028): kr(16_000),
        (unit, 2027): kr(10_000),
        ("grants", 2030): None,
        ("extraordinary", 2027): kr(5),
    }
    assert adjust_base(budget.actor(), ROUND, cells, base_mark(base)) == 3
    found = budget.read().base
    assert found.lines["tax"] == {2027: kr(15_000), 2028: kr(16_000), 2029: kr(15_000), 2030: kr(15_000)}
    assert 2030 not in found.lines["grants"]
    assert found.lines["extraordinary"] == {2027: kr(5)}
    assert BaseAmount.history.filter(history_change_reason="Ändrade budgetens bas").count() == 3


def test_two_who_adjust_the_base_lose_nothing(budget: Round) -> None:
    mark = base_mark(budget.read().base)
    adjust_base(budget.actor(), ROUND, {("tax", 2027): kr(1)}, mark)
    with pytest.raises(EditConflict):
        adjust_base(budget.actor(), ROUND, {("tax", 2028): kr(1)}, mark)


def test_a_base_frame_is_never_negative(budget: Round) -> None:
    with pytest.raises(RuleBroken, match="mindre än noll"):
        adjust_base(budget.actor(), ROUND, {(budget.money.cast["A"].pk, 2027): -1}, base_mark(budget.read().base))


def test_the_base_stands_fast_while_a_proposal_is_handed_in(budget: Round) -> None:
    proposal = budget.proposal()
    submit_proposal(budget.actor("politician_a"), proposal)
    mark = base_mark(budget.read().base)
    with pytest.raises(RuleBroken, match="ligger fast"):
        adjust_base(budget.actor(), ROUND, {("tax", 2027): kr(1)}, mark)
    take_back_proposal(budget.actor("politician_a"), proposal)
    assert adjust_base(budget.actor(), ROUND, {("tax", 2027): kr(1)}, mark) == 1


# Measures


def test_a_request_for_money_is_one_measure(budget: Round) -> None:
    made = budget.measure("Fler lärare", -500, -600, 0, -700, by="chair_a")
    rows = MeasureAmount.objects.filter(measure=made).values_list("year", "amount")
    assert list(rows) == [(2027, kr(-500)), (2028, kr(-600)), (2030, kr(-700))]
    assert budget.read("chair_b").offers[made.pk].measure.title == "Fler lärare"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (lambda cast: MeasureDraft(" ", {2027: 1}, unit=cast["A"]), "title"),
        (lambda cast: MeasureDraft("Något", {2027: 1}), "place"),
        (lambda cast: MeasureDraft("Något", {2027: 1}, unit=cast["A"], line="tax"), "place"),
        (lambda cast: MeasureDraft("Något", {2027: 1}, unit=cast["A1"]), "place"),
        (lambda cast: MeasureDraft("Något", {2027: 1}, line="cost"), "place"),
        (lambda cast: MeasureDraft("Något", {2027: 1}, line="depreciation"), "place"),
        (lambda cast: MeasureDraft("Något", {2027: 0}, unit=cast["A"]), "year_2027"),
        (lambda cast: MeasureDraft("Något", {2031: 1}, unit=cast["A"]), None),
    ],
)
def test_a_measure_that_does_not_fit_is_not_written(budget: Round, draft, field: str | None) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleBroken) as broken:
        write_measure(budget.actor(), ROUND, draft(budget.money.cast))
    assert broken.value.field == field


def test_without_a_base_there_is_nothing_to_change(money: Money) -> None:
    with pytest.raises(RuleBroken, match="inte lagd"):
        write_measure(money.cast.actor("controller"), ROUND, MeasureDraft("Något", {2027: 1}, unit=money.cast["A"]))
    with pytest.raises(RuleBroken, match="inte lagd"):
        start_proposal(money.cast.actor("controller"), ROUND, ProposalDraft("Förslag"))


def test_a_changed_measure_changes_the_drafts_that_chose_it(budget: Round) -> None:
    made, proposal = budget.measure("Fler lärare", -500), budget.proposal()
    choose_measures(budget.actor("politician_a"), proposal, {made.pk}, set())
    change_measure(
        budget.actor(),
        made,
        MeasureDraft("Fler lärare", {2027: kr(-300), 2028: kr(-1)}, unit=budget.money.cast["A"]),
        1,
    )
    assert [year.result for year in budget.reading(proposal).years[:2]] == [kr(500), kr(799)]


def test_who_comes_second_to_a_measure_is_told(budget: Round) -> None:
    made = budget.measure("Fler lärare", -500)
    draft = MeasureDraft("Andra ord", {2027: 1}, unit=budget.money.cast["A"])
    change_measure(budget.actor(), made, draft, 1)
    with pytest.raises(EditConflict):
        change_measure(budget.actor(), made, draft, 1)


def test_a_measure_taken_back_is_no_longer_counted_and_can_come_back(budget: Round) -> None:
    made, proposal = budget.measure("Fler lärare", -500), budget.proposal()
    choose_measures(budget.actor("politician_a"), proposal, {made.pk}, set())
    withdraw_measure(budget.actor(), made)
    reading = budget.reading(proposal)
    assert (reading.years[0].result, [each.measure.pk for each in reading.taken_back]) == (kr(800), [made.pk])
    other = budget.proposal("Ett till", by="chair_b")
    with pytest.raises(RuleBroken, match="går inte längre"):
        choose_measures(budget.actor("chair_b"), other, {made.pk}, set())
    restore_measure(budget.actor(), made)
    assert budget.reading(proposal).years[0].result == kr(300)


def test_a_measure_in_a_proposal_that_is_handed_in_stands_fast(budget: Round) -> None:
    made, proposal = budget.measure("Fler lärare", -500), budget.proposal("Vårt")
    choose_measures(budget.actor("politician_a"), proposal, {made.pk}, set())
    submit_proposal(budget.actor("politician_a"), proposal)
    with pytest.raises(RuleBroken, match="”Vårt”"):
        withdraw_measure(budget.actor(), made)
    with pytest.raises(RuleBroken, match="ligger fast"):
        change_measure(budget.actor(), made, MeasureDraft("A", {2027: 1}, unit=budget.money.cast["A"]), 1)


def test_a_proposals_own_measure_is_chosen_in_it_and_offered_to_nobody_else(budget: Round) -> None:
    proposal, other = budget.proposal(), budget.proposal("Ett annat", by="chair_b")
    own = budget.measure("Eget", -100, owner=proposal, by="politician_a")
    assert budget.reading(proposal).chosen_ids == {own.pk}
    with pytest.raises(RuleBroken):
        choose_measures(budget.actor("chair_b"), other, {own.pk}, set())


# Choosing


def test_two_who_choose_at_once_lose_nothing(budget: Round) -> None:
    first, second, proposal = budget.measure("Ett", -1), budget.measure("Två", -2), budget.proposal()
    actor = budget.actor("politician_a")
    assert choose_measures(actor, proposal, {first.pk}, set()) == 1
    assert choose_measures(actor, proposal, {second.pk}, set()) == 1
    assert budget.reading(proposal).chosen_ids == {first.pk, second.pk}
    assert choose_measures(actor, proposal, {second.pk}, {first.pk}) == 1
    assert budget.reading(proposal).chosen_ids == {second.pk}
    assert choose_measures(actor, proposal, {second.pk}, {first.pk}) == 0
    assert ChosenMeasure.history.filter(history_type="-").count() == 1


# Handing in


def test_what_does_not_balance_is_refused_with_its_arithmetic(budget: Round) -> None:
    made, proposal = budget.measure("Stor satsning", -1_000_000, 0, -1_000_000), budget.proposal()
    actor = budget.actor("politician_a")
    choose_measures(actor, proposal, {made.pk}, set())
    with pytest.raises(NotReady) as wrong:
        submit_proposal(actor, proposal)
    first, second = (problem.replace("\u00a0", " ") for problem in wrong.value.problems)
    assert first == (
        "2027: skatter och bidrag 19, nettokostnader −1 018, finansiella poster −0,2 = resultat −999,2 tkr. "
        "Det fattas 999,2 tkr (kommunallagen 11 kap. 5 §)."
    )
    assert second.startswith("2029:")
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DRAFT


def test_a_frame_below_zero_is_refused(budget: Round) -> None:
    made, proposal = budget.measure("Lägg ned", 2_000_000, unit="KS", consequence="Allt stängs"), budget.proposal()
    choose_measures(budget.actor("politician_a"), proposal, {made.pk}, set())
    with pytest.raises(NotReady, match="Kommunstyrelsen skulle få en ram på −1"):
        submit_proposal(budget.actor("politician_a"), proposal)


def test_a_saving_says_what_it_leads_to(budget: Round) -> None:
    made, proposal = budget.measure("Stäng badet", 100), budget.proposal()
    actor = budget.actor("politician_a")
    choose_measures(actor, proposal, {made.pk}, set())
    with pytest.raises(NotReady, match="”Stäng badet” sparar"):
        submit_proposal(actor, proposal)
    draft = MeasureDraft(
        "Stäng badet", {2027: kr(100)}, unit=budget.money.cast["A"], consequence="Barn lär sig simma senare"
    )
    change_measure(budget.actor(), made, draft, 1)
    assert submit_proposal(actor, proposal).state == ProposalState.SUBMITTED


def test_a_result_of_nothing_is_refused(budget: Round) -> None:
    made, proposal = budget.measure("Allt", -800), budget.proposal()
    choose_measures(budget.actor("politician_a"), proposal, {made.pk}, set())
    with pytest.raises(NotReady, match="större än kostnaderna"):
        submit_proposal(budget.actor("politician_a"), proposal)


def test_the_reserve_or_special_reasons_let_it_through(budget: Round) -> None:
    budget.money.adjustment(AdjustmentKind.RESERVE_OPENING, 200)
    made, proposal = budget.measure("Stor satsning", -1_000, -1_000), budget.proposal()
    actor = budget.actor("politician_a")
    choose_measures(actor, proposal, {made.pk}, set())
    exemptions = {
        2027: Exemption(ExemptionKind.RESERVE, kr(200), "Lågkonjunktur enligt riktlinjen"),
        2028: Exemption(ExemptionKind.SPECIAL, 0, "Skolan brann"),
    }
    describe_proposal(actor, proposal, "Förslaget", "", exemptions, 1)
    assert submit_proposal(actor, proposal).submitted_at is not None


def test_nobody_leans_on_more_than_the_reserve_holds(budget: Round) -> None:
    """KL 11:14: each year has what the years before it have left."""
    budget.money.adjustment(AdjustmentKind.RESERVE_OPENING, 300, year=2024)
    budget.money.adjustment(AdjustmentKind.FROM_RESERVE, 50, note="Lågkonjunktur")
    made, proposal = budget.measure("Stor satsning", -1_000, -1_000), budget.proposal()
    actor = budget.actor("politician_a")
    choose_measures(actor, proposal, {made.pk}, set())
    lean = {year: Exemption(ExemptionKind.RESERVE, kr(200), "Lågkonjunktur") for year in (2027, 2028)}
    describe_proposal(actor, proposal, "Förslaget", "", lean, 1)
    with pytest.raises(NotReady) as refused:
        submit_proposal(actor, proposal)
    (problem,) = refused.value.problems
    assert problem.startswith("2028: skatter och bidrag")
    assert problem.endswith(
        "Ur resultatreserven tas 0,2 tkr. I den finns 0,25 tkr och åren före tar 0,2 tkr, så 0,05 tkr är kvar. "
        "Det fattas 0,15 tkr (kommunallagen 11 kap. 14 §)."
    )
    budget.money.adjustment(AdjustmentKind.TO_RESERVE, -150, year=2025)
    assert submit_proposal(actor, proposal).state == ProposalState.SUBMITTED


def test_a_year_with_a_surplus_takes_nothing_out_of_the_reserve(budget: Round) -> None:
    proposal, actor = budget.proposal(), budget.actor("politician_a")
    describe_proposal(actor, proposal, "Förslaget", "", {2027: Exemption(ExemptionKind.RESERVE, kr(9), "Skäl")}, 1)
    assert submit_proposal(actor, proposal).state == ProposalState.SUBMITTED


def test_an_exemption_has_its_reason_and_its_amount(budget: Round) -> None:
    proposal, actor = budget.proposal(), budget.actor("politician_a")
    for exemption, field in (
        (Exemption(ExemptionKind.SPECIAL, 0, " "), "reason_2027"),
        (Exemption(ExemptionKind.RESERVE, 0, "Skäl"), "amount_2027"),
    ):
        with pytest.raises(RuleBroken) as broken:
            describe_proposal(actor, proposal, "Namn", "", {2027: exemption}, 1)
        assert broken.value.field == field


def test_who_comes_second_to_the_words_is_told(budget: Round) -> None:
    proposal, actor = budget.proposal(), budget.actor("politician_a")
    describe_proposal(actor, proposal, "Nytt namn", "", {}, 1)
    with pytest.raises(EditConflict):
        describe_proposal(actor, proposal, "Ännu ett", "", {}, 1)


def test_two_that_are_handed_in_have_different_names(budget: Round) -> None:
    submit_proposal(budget.actor("politician_a"), budget.proposal("Samma"))
    second = budget.proposal("Samma", by="chair_b")
    with pytest.raises(NotReady, match="heter redan så"):
        submit_proposal(budget.actor("chair_b"), second)


def test_what_is_handed_in_stands_until_it_is_taken_back(budget: Round) -> None:
    made, proposal, actor = budget.measure("Ett", -1), budget.proposal(), budget.actor("politician_a")
    submit_proposal(actor, proposal)
    for change in (
        lambda: choose_measures(actor, proposal, {made.pk}, set()),
        lambda: describe_proposal(actor, proposal, "Nytt", "", {}, 2),
        lambda: submit_proposal(actor, proposal),
        lambda: add_author(actor, proposal, budget.money.cast.user("chair_b")),
        lambda: budget.measure("Eget", -1, owner=proposal, by="politician_a"),
    ):
        with pytest.raises(RuleBroken, match="inlämnat"):
            change()
    take_back_proposal(actor, proposal)
    assert choose_measures(actor, proposal, {made.pk}, set()) == 1
    with pytest.raises(RuleBroken, match="Bara ett inlämnat"):
        take_back_proposal(actor, proposal)


def test_units_of_the_round_are_those_that_live_then(budget: Round) -> None:
    unit = Unit.objects.get(code="B")
    with recording(system_actor(), "Test"):
        unit.valid_to = date(2026, 12, 31)
        unit.save()
    with pytest.raises(RuleBroken, match="ingen egen ram 2027"):
        budget.measure("För sent", -1, unit="B")
