"""Far from the budget: cause and measure are asked for with the sum that says why, and measures are followed until nothing is left to find."""

from decimal import Decimal

import pytest
from django.urls import reverse

from budget.actions.corrective import MeasureDraft, add_measure, change_measure, note_effect
from budget.actions.forecast import give_forecast
from budget.corrective_blocks import corrective_table
from budget.models import BudgetPolicy, DeviationNote, Forecast, MeasureEffect, MeasureState
from budget.queries.corrective import deviations, measure_row, measures_of
from budget.queries.limits import Limit, limit_for
from budget.queries.structure import structure
from sala_styr.decisions.actions import set_year_state
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text

OVER = "Färre barn än väntat"
DO = "Två tjänster återbesätts inte"


def rules(first_year: int, share: str, amount: int) -> None:
    with recording(system_actor(), "Test"):
        BudgetPolicy.objects.create(first_year=first_year, deviation_share=Decimal(share), deviation_amount=kr(amount))


def test_the_rules_are_those_of_the_newest_year_that_has_begun(money: Money) -> None:
    assert limit_for(YEAR, kr(-100_000)).least == kr(1_000)
    rules(2020, "2", 900)
    rules(YEAR, "3", 5_000)
    rules(YEAR + 1, "4", 9_000)
    assert limit_for(YEAR - 1, kr(-100_000)).least == kr(900)
    assert limit_for(YEAR, kr(-100_000)).least == kr(3_000)
    assert limit_for(YEAR + 1, kr(-100_000)).least == kr(4_000)


@pytest.mark.parametrize(
    ("budget", "forecast", "asks"),
    [
        (-10_000, -10_100, False),
        (-10_000, -10_101, True),
        (-10_000, -9_899, True),
        (-10_000, None, False),
        (None, -1, False),
        (0, 0, False),
        (0, -1, True),
        (-90_000, -90_501, True),
        (-90_000, -90_500, False),
    ],
)
def test_the_limit_is_the_lower_of_share_and_amount(budget: int | None, forecast: int | None, asks: bool) -> None:
    assert Limit(Decimal(1), 500, budget).asks(forecast) is asks


def test_far_from_budget_a_forecast_asks_for_cause_and_measure_and_is_not_kept_without(whole_year: Money) -> None:
    actor, unit = whole_year.cast.actor("manager_a1"), whole_year.cast["A1"]
    with pytest.raises(RuleBroken) as broken:
        give_forecast(actor, unit, YEAR, 8, kr(-6_600), "Så")
    assert broken.value.field == "cause"
    assert str(broken.value).replace("\u00a0", " ") == (
        "Prognosen −6 600 kr − budgeten −6 500 kr = −100 kr. "
        "Gränsen är 65 kr: det lägsta av 1 procent av budgeten, 65 kr, och 500 000 kr. Skriv orsak och åtgärd."
    )
    with pytest.raises(RuleBroken) as broken:
        give_forecast(actor, unit, YEAR, 8, kr(-6_600), "Så", OVER)
    assert broken.value.field == "remedy"
    assert not Forecast.objects.exists()
    given = give_forecast(actor, unit, YEAR, 8, kr(-6_600), "", OVER, DO)
    note = DeviationNote.objects.get()
    assert (note.forecast, note.amount, note.limit, note.cause, note.remedy) == (given, kr(-100), kr(65), OVER, DO)
    assert given.comment == OVER
    assert note.history.count() == 1


def test_a_surplus_asks_for_its_cause_alone_and_what_is_near_for_nothing(whole_year: Money) -> None:
    actor, unit = whole_year.cast.actor("manager_a1"), whole_year.cast["A1"]
    give_forecast(actor, unit, YEAR, 8, kr(-6_400), "Så", OVER)
    give_forecast(actor, unit, YEAR, 9, kr(-6_565), "Så")
    assert DeviationNote.objects.get().forecast.month == 8


def test_what_the_system_proposed_is_kept_beside_what_was_decided(whole_year: Money) -> None:
    # A1 has budgeted −6 500 and, through August, −4 333.33; actual is 8 × (40 − 590) = −4 400.
    actor, unit = whole_year.cast.actor("manager_a1"), whole_year.cast["A1"]
    given = give_forecast(actor, unit, YEAR, 11, kr(-6_500), "Vi räknar med ett bidrag")
    assert given.proposed is not None
    assert given.proposed_trend is not None
    phased = sum(sum(line.months[:8]) for line in unit.detail_lines.all())
    assert given.proposed == kr(-4_400) + kr(-6_500) - phased
    assert abs(given.proposed_trend - (given.proposed + (kr(-4_400) - phased) * 4 / 8)) <= 1
    page = text(whole_year.cast.client("manager_a1").get(reverse("budget:follow_up", args=[unit.pk])))
    assert "Räknat: resten enligt budget" in page
    assert "månader × 4 månader kvar" in page


def test_without_actuals_there_is_nothing_to_propose(money: Money) -> None:
    given = give_forecast(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, 4, kr(-1), "Så")
    assert (given.proposed, given.proposed_trend) == (None, None)


def test_the_form_asks_in_the_same_form_and_keeps_what_was_typed(whole_year: Money) -> None:
    client, unit = whole_year.cast.client("manager_a1"), whole_year.cast["A1"]
    address = f"{reverse('budget:forecast', args=[unit.pk])}?ar={YEAR}"
    typed = {"month": "8", "amount": "−6,6", "comment": "Vi ser vart det lutar"}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Gränsen är 65 kr" in text(refused)
    assert "Vi ser vart det lutar" in text(refused)
    assert not Forecast.objects.exists()
    assert client.post(address, typed | {"cause": OVER, "remedy": DO}).status_code == 302
    assert OVER in text(client.get(reverse("budget:follow_up", args=[unit.pk])))
    assert OVER in text(whole_year.cast.client("politician_a").get(reverse("budget:deviations")))


def draft(**fields: object) -> MeasureDraft:
    values = {"title": "Färre vikarier", "expected": kr(60), "starts_in": 7} | fields
    return MeasureDraft(**values)  # type: ignore[arg-type]


def test_a_measure_is_followed_in_kronor_until_it_has_given_what_it_should(whole_year: Money) -> None:
    cast = whole_year.cast
    actor, unit = cast.actor("manager_a"), cast["A1"]
    give_forecast(cast.actor("manager_a1"), unit, YEAR, 8, kr(-6_600), "Så", OVER, DO)
    made = add_measure(actor, unit, YEAR, draft())
    assert [each.expected for each in measure_row(made).months] == [0] * 6 + [kr(10 * n) for n in range(1, 7)]
    note_effect(actor, made, 7, kr(15))
    note_effect(actor, made, 8, kr(20), "Tog tid")
    note_effect(actor, made, 8, kr(25), "Rättat")
    row = measures_of(YEAR)[0]
    assert (row.effect, row.remaining) == (kr(25), kr(35))
    assert [each.difference for each in row.months if each.given is not None] == [kr(5), kr(5)]
    assert MeasureEffect.objects.get(month=8).history.count() == 2
    found = {each.code: recovery for each, recovery in deviations(structure(), YEAR, 8).committees}
    assert (found["A"].rows, found["A"].counting, found["A"].decided) == ((row,), 1, 0)
    page = text(cast.client("chair_a").get(reverse("budget:follow_up", args=[unit.pk]) + "?i=kr"))
    assert "underskott på 100 kr" in page
    assert "Då beslutar Nämnd A om åtgärder och rapporterar till kommunstyrelsen." in page
    assert "Kvar att hitta 65 kr" in page


def test_a_cancelled_measure_gives_no_more(whole_year: Money) -> None:
    cast = whole_year.cast
    actor = cast.actor("controller")
    made = add_measure(actor, cast["A1"], YEAR, draft(decision=cast.decision("A")))
    changed = change_measure(actor, made, draft(state=MeasureState.CANCELLED), 1)
    assert (changed.version, measures_of(YEAR)[0].remaining) == (2, 0)
    with pytest.raises(EditConflict):
        change_measure(actor, made, draft(), 1)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"expected": 0}, "expected"),
        ({"starts_in": 13}, "starts_in"),
        ({"state": "?"}, "state"),
    ],
)
def test_a_measure_says_what_it_must(money: Money, fields: dict[str, object], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        add_measure(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, draft(**fields))
    assert broken.value.field == field


def test_a_measure_is_decided_by_its_own_committee_or_one_above(money: Money) -> None:
    actor, unit = money.cast.actor("manager_a1"), money.cast["A1"]
    with pytest.raises(RuleBroken, match="Nämnd B, som inte beslutar"):
        add_measure(actor, unit, YEAR, draft(decision=money.cast.decision("B")))
    for body in ("A", "KS", "KF"):
        assert add_measure(actor, unit, YEAR, draft(decision=money.cast.decision(body))).decision is not None


def test_an_effect_begins_with_its_measure_and_a_closed_year_takes_none(money: Money) -> None:
    actor = money.cast.actor("manager_a1")
    made = add_measure(actor, money.cast["A1"], YEAR, draft())
    with pytest.raises(RuleBroken) as broken:
        note_effect(actor, made, 6, kr(1))
    assert broken.value.field == "month"
    set_year_state(money.cast.actor("controller"), YEAR, "closed")
    for act in (lambda: note_effect(actor, made, 8, 1), lambda: add_measure(actor, money.cast["A1"], YEAR, draft())):
        with pytest.raises(RuleBroken, match="avslutat"):
            act()


def test_a_measure_is_written_changed_and_followed_on_its_pages(money: Money) -> None:
    client, unit = money.cast.client("manager_a1"), money.cast["A1"]
    address = f"{reverse('budget:add_corrective', args=[unit.pk])}?ar={YEAR}"
    assert client.get(address).status_code == 200
    typed = {"title": "Samordna inköp", "expected": "120", "starts_in": "3", "state": "ongoing"}
    assert client.post(address, typed | {"expected": "−5"}).status_code == 422
    made = client.post(address, typed)
    page = client.get(made["Location"])
    assert "Samordna inköp" in text(page)
    assert "från och med mars" in text(page)
    pk = measures_of(YEAR)[0].measure.pk
    change = reverse("budget:change_corrective", args=[pk])
    assert client.get(change).status_code == 200
    assert client.post(change, typed | {"title": "Samordna mer", "version": "1"}).status_code == 302
    assert client.post(change, typed | {"version": "1"}).status_code == 409
    effect = reverse("budget:corrective_effect", args=[pk])
    assert client.post(effect, {"month": "2", "amount": "1"}).status_code == 422
    assert client.post(effect, {"month": "8", "amount": "40", "comment": "Nytt avtal"}).status_code == 302
    assert "Nytt avtal" in text(money.cast.client("auditor").get(reverse("budget:corrective", args=[pk])))
    assert money.cast.client("chair_a").get(change).status_code == 403
    listed = money.cast.client("controller").get(reverse("budget:deviations") + f"?ar={YEAR}&format=csv")
    assert "Samordna mer" in b"".join(listed).decode()


def test_the_decision_leads_to_its_measures(money: Money) -> None:
    decision = money.cast.decision("A")
    add_measure(money.cast.actor("controller"), money.cast["A1"], YEAR, draft(decision=decision))
    page = money.cast.client("chair_a").get(reverse("decisions:decision", args=[decision.pk]))
    assert "Färre vikarier" in text(page)


def test_a_report_tells_what_was_done_and_what_it_gave(money: Money) -> None:
    assert corrective_table(YEAR) is None
    money.measure("A1", 60, effect=25)
    money.measure("B1", 40, state=MeasureState.CANCELLED)
    table = corrective_table(YEAR)
    assert table is not None
    assert [row.cells[-2:] for row in table.rows] == [(kr(60), kr(25)), (kr(40), None), (kr(60), kr(25))]
