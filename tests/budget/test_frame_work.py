"""What the council does with frames, and the rules around them: the actions, and the pages that ask for them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from budget.actions.frames import Move, change_frame, paired, reallocate
from budget.actions.ledger import EntryDraft
from budget.actions.policy import DemandDraft, PolicyDraft, set_policy, set_pot_rule, set_result_demand
from budget.actions.supplements import Payer, supplement
from budget.models import BudgetEntry, BudgetPolicy, CentralPot, EntryKind, FrameCause, PotDecider, ResultDemand
from budget.queries.ledger import frames
from budget.queries.policy import policy_for
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text
from tests.cast import Cast


def current(money: Money, *units: str) -> list[int]:
    held = frames(YEAR)
    return [held[money.cast[unit].pk].current for unit in units]


@pytest.fixture
def two(money: Money) -> Money:
    """A has 100, B 50 and KS 30."""
    for unit, amount in (("A", 100), ("B", 50), ("KS", 30)):
        money.frame(unit, amount)
    return money


def test_a_change_is_entered_by_its_sign(two: Money) -> None:
    cast, decision = two.cast, two.cast.decision("KF")
    for amount in (kr(8), kr(-3)):
        change_frame(
            cast.actor("controller"),
            cast["A"],
            YEAR,
            cause=FrameCause.VOLUME,
            amount=amount,
            text="Elever",
            decision=decision,
        )
    assert current(two, "A") == [kr(105)]
    assert set(BudgetEntry.objects.exclude(cause="").values_list("permanent", flat=True)) == {True}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"cause": ""}, "cause"),
        ({"amount": 0}, "amount"),
        ({"cause": FrameCause.BASE, "amount": -1}, "amount"),
        ({"decision": None}, "decision"),
    ],
)
def test_a_change_says_why_how_much_and_by_whom(two: Money, fields: dict[str, Any], field: str) -> None:
    values = {"cause": FrameCause.VOLUME, "amount": 1, "text": "Elever", "decision": two.cast.decision("KF")} | fields
    with pytest.raises(RuleBroken) as broken:
        change_frame(two.cast.actor("controller"), two.cast["A"], YEAR, **values)
    assert broken.value.field == field


def move_between(money: Money, **amounts: int) -> list[BudgetEntry]:
    moves = [Move(money.cast[unit], kr(amount)) for unit, amount in amounts.items()]
    return reallocate(money.cast.actor("controller"), YEAR, moves, text="Bättre så", decision=money.cast.decision("KF"))


def test_many_give_and_get_at_once_and_the_sum_stays(two: Money) -> None:
    made = move_between(two, A=-30, B=25, KS=5)
    assert current(two, "A", "B", "KS") == [kr(70), kr(75), kr(35)]
    assert {entry.decision_id for entry in made} == {made[0].decision_id}
    assert len(made) == 2


@pytest.mark.parametrize("amounts", [{"A": -30, "B": 25}, {"A": 10}, {}])
def test_what_does_not_sum_to_nothing_is_refused_with_both_sides(two: Money, amounts: dict[str, int]) -> None:
    with pytest.raises(RuleBroken, match=r"25 kr, minskningar 30 kr: det skiljer 5 kr|skiljer 10 kr|vem som får"):
        move_between(two, **amounts)
    assert current(two, "A", "B", "KS") == [kr(100), kr(50), kr(30)]


def test_when_one_of_them_has_too_little_nothing_is_moved(two: Money) -> None:
    with pytest.raises(RuleBroken, match="Kommunstyrelsen har 30 kr kvar"):
        move_between(two, A=-10, KS=-31, B=41)
    assert not BudgetEntry.objects.filter(kind=EntryKind.REALLOCATION).exists()


def test_a_unit_stands_on_one_row(two: Money) -> None:
    twice = [Move(two.cast["A"], -5), Move(two.cast["A"], -5), Move(two.cast["B"], 10)]
    with pytest.raises(RuleBroken, match="en rad"):
        reallocate(two.cast.actor("controller"), YEAR, twice, text="x", decision=two.cast.decision("KF"))


def test_pairs_make_the_moves_and_are_as_few_as_can_be(cast: Cast) -> None:
    moves = [Move(cast["A"], -30), Move(cast["B"], 10), Move(cast["KS"], -5), Move(cast["KF"], 25)]
    pairs = paired(moves)
    sums = {move.unit.code: 0 for move in moves}
    for giver, receiver, amount in pairs:
        sums[giver.code] -= amount
        sums[receiver.code] += amount
    assert sums == {move.unit.code: move.amount for move in moves}
    assert len(pairs) == 3


# The rules


def rules_of(cast: Cast, **fields: Any) -> PolicyDraft:
    values = {
        "plan_years": 3,
        "deviation_share": Decimal("1.5"),
        "deviation_amount": kr(1_000),
        "result_target": Decimal(2),
        "decision": cast.decision("KF"),
    }
    return PolicyDraft(**values | fields)


def test_the_rules_hold_from_their_first_year_on_and_are_changed_with_history(cast: Cast) -> None:
    controller = cast.actor("controller")
    set_policy(controller, 2026, rules_of(cast))
    found = set_policy(controller, 2026, rules_of(cast, plan_years=4))
    assert (policy_for(2025).pk, policy_for(2030)) == (None, found)
    assert [row.plan_years for row in found.history.all()] == [4, 3]
    assert found.history.first().history_user == cast.user("controller")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"plan_years": 1}, "plan_years"),
        ({"deviation_amount": -1}, "deviation_amount"),
        ({"deviation_share": Decimal(-1)}, "deviation_share"),
        ({"decision": None}, "decision"),
        ({"decision": "A"}, "decision"),
    ],
)
def test_rules_that_do_not_hold_are_refused_at_their_field(cast: Cast, fields: dict[str, Any], field: str) -> None:
    if fields.get("decision") == "A":
        fields = {"decision": cast.decision("A")}
    with pytest.raises(RuleBroken) as broken:
        set_policy(cast.actor("controller"), 2026, rules_of(cast, **fields))
    assert broken.value.field == field
    assert not BudgetPolicy.objects.exists()


def test_the_rules_of_a_year_that_is_closed_stay(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="avslutat"):
        set_policy(cast.actor("controller"), 2025, rules_of(cast))


def test_a_pot_is_a_common_post_with_a_purpose(cast: Cast) -> None:
    controller = cast.actor("controller")
    set_pot_rule(controller, cast["gemensamt"], decider=PotDecider.BOARD, purpose="Oförutsett")
    set_pot_rule(controller, cast["gemensamt"], decider=PotDecider.COUNCIL, purpose="Oförutsett")
    assert CentralPot.objects.get().decider == PotDecider.COUNCIL
    for unit, fields, field in (("A", {}, "unit"), ("gemensamt", {"purpose": " "}, "purpose")):
        with pytest.raises(RuleBroken) as broken:
            set_pot_rule(controller, cast[unit], **{"decider": PotDecider.BOARD, "purpose": "x"} | fields)
        assert broken.value.field == field


def test_a_demand_is_made_on_companies_by_the_council(cast: Cast) -> None:
    controller = cast.actor("controller")
    asked = DemandDraft(kr(50), None, "", cast.decision("KF"))
    set_result_demand(controller, cast["bolaget"], YEAR, asked)
    set_result_demand(controller, cast["bolaget"], YEAR, DemandDraft(kr(50), kr(60), "Ny plan", cast.decision("KF")))
    assert ResultDemand.objects.get().budget == kr(60)
    with pytest.raises(RuleBroken, match="Nämnder har en ram"):
        set_result_demand(controller, cast["A"], YEAR, asked)
    with pytest.raises(RuleBroken, match="kommunfullmäktige"):
        set_result_demand(controller, cast["bolaget"], YEAR, DemandDraft(0, None, "", cast.decision("A")))
    with pytest.raises(RuleBroken, match="avslutat"):
        set_result_demand(controller, cast["bolaget"], 2025, asked)


# The pages


def test_a_row_at_the_bottom_of_the_ledger_becomes_an_entry_once(two: Money) -> None:
    cast = two.cast
    client, unit = cast.client("controller"), cast["A"]
    address = reverse("budget:change_frame", args=[unit.pk, 2027])
    sent = {
        "cause": "compensation",
        "text": "Löner",
        "amount": "2,5",
        "permanent": "on",
        "decision": cast.decision("KF").pk,
        "engang": "en-gång",
    }
    for _time in range(2):
        assert client.post(address, sent).status_code == 302
    entry = BudgetEntry.objects.get(year=2027)
    assert (entry.amount, entry.cause, entry.permanent) == (kr(2_500), "compensation", True)
    page = text(client.get(reverse("budget:ledger", args=[unit.pk, 2027]) + "?i=kr"))
    assert "Pris- och lönekompensation Löner" in page
    assert "Inte förklarat Resten av ändringen, som ingen post ger skäl till −100" in page


def test_a_wrong_row_says_what_to_put_right_and_writes_nothing(two: Money) -> None:
    address = reverse("budget:change_frame", args=[two.cast["A"].pk, 2027])
    response = two.cast.client("controller").post(address, {"cause": "", "amount": "många", "text": "x"})
    assert response.status_code == 422
    assert "går inte att läsa som ett belopp" in text(response)
    assert not BudgetEntry.objects.filter(year=2027).exists()


def test_the_ledger_of_a_past_day_offers_nothing_to_write(two: Money) -> None:
    address = reverse("budget:ledger", args=[two.cast["A"].pk, 2027])
    client = two.cast.client("controller")
    assert "Lägg till" in text(client.get(address))
    past = text(client.get(address + "?per=2026-01-01"))
    assert "Lägg till" not in past
    assert "= Aktuell ram 1 januari 2026 " in past


def test_a_frame_that_stands_in_a_year_that_has_begun_is_amended_instead(two: Money) -> None:
    page = text(two.cast.client("controller").get(reverse("budget:ledger", args=[two.cast["A"].pk, YEAR])))
    assert "Lägg till" not in page
    assert "Tilläggsanslag Omfördela mellan nämnder" in page


def test_a_reallocation_from_the_page(two: Money) -> None:
    cast = two.cast
    client, address = cast.client("controller"), reverse("budget:reallocate") + f"?ar={YEAR}"
    fields = {f"enhet_{cast[unit].pk}": amount for unit, amount in (("A", "-0,03"), ("B", "0,02"))}
    sent = {"text": "Bättre så", "decision": cast.decision("KF").pk} | fields
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "det skiljer 10 kr. Ingenting är antecknat" in text(refused)
    sent[f"enhet_{cast['KS'].pk}"] = "0,01"
    assert client.post(address, sent).status_code == 302
    assert current(two, "A", "B", "KS") == [kr(70), kr(70), kr(40)]


def test_a_committee_moves_between_its_own_units(two: Money) -> None:
    cast = two.cast
    two.allocate("A", "verksA", 100, decision=cast.decision("A"))
    two.allocate("verksA", "A1", 60)
    address = reverse("budget:reallocate_within", args=[cast["A"].pk, YEAR])
    fields = {f"enhet_{cast[unit].pk}": amount for unit, amount in (("A1", "-0,02"), ("A2", "0,02"))}
    sent = {"text": "Fler barn", "decision": cast.decision("A").pk} | fields
    assert cast.client("chair_b").post(address, sent).status_code == 403
    assert cast.client("chair_a").post(address, sent).status_code == 302
    assert current(two, "A1", "A2") == [kr(40), kr(20)]


def test_a_supplement_is_counted_first_and_then_entered(two: Money) -> None:
    cast = two.cast
    two.result_budget(cost=-180, tax=200)
    client, address = cast.client("controller"), reverse("budget:supplement") + f"?ar={YEAR}"
    sent = {
        "target": cast["A"].pk,
        "amount": "0,03",
        "text": "Fler elever",
        "financed_by": "result",
        "financing": "Lägre resultat",
        "decision": cast.decision("KF", date(YEAR, 4, 27)).pk,
    }
    counted = client.post(address, sent | {"rakna": "1"})
    assert counted.status_code == 200
    assert "Det budgeterade resultatet blir negativt" in text(counted)
    assert current(two, "A") == [kr(100)]
    assert "nu −10 kr" in text(client.post(address, sent, follow=True))
    assert current(two, "A") == [kr(130)]


def test_several_pay_for_a_supplement_and_the_first_pays_the_rest(two: Money) -> None:
    """KL 11:15: an entry for each that pays, exactly the appropriation together."""
    cast = two.cast
    two.frame("gemensamt", 50)
    client, address = cast.client("controller"), reverse("budget:supplement") + f"?ar={YEAR}"
    sent = {
        "target": cast["A"].pk,
        "amount": "0,03",
        "text": "Fler elever",
        "financed_by": "revenue",
        "financing": "Högre skatt",
        "decision": cast.decision("KF", date(YEAR, 4, 27)).pk,
        "payer_2": "frame",
        "part_2": "0,01",
        "source_2": cast["gemensamt"].pk,
        "payer_3": "reserve",
        "part_3": "0,005",
        "words_3": "Lågkonjunktur",
    }
    too_much = client.post(address, sent | {"part_2": "0,03"})
    assert too_much.status_code == 422
    assert "med något från var och en" in text(too_much)
    half = client.post(address, sent | {"part_3": ""})
    assert "Skriv hur mycket betalaren står för." in text(half)
    assert not BudgetEntry.objects.filter(kind="supplementary").exists()
    assert client.post(address, sent).status_code == 302
    made = BudgetEntry.objects.filter(kind="supplementary").order_by("pk")
    assert [(each.financed_by, each.amount, each.source_id, each.financing) for each in made] == [
        ("revenue", 1_500, None, "Högre skatt"),
        ("frame", kr(10), cast["gemensamt"].pk, "Ur Gemensamma poster"),
        ("reserve", 500, None, "Lågkonjunktur"),
    ]
    assert current(two, "A", "gemensamt") == [kr(130), kr(40)]


@pytest.mark.parametrize(
    ("payers", "words"),
    [
        ([Payer("result", kr(20), words="Resultat"), Payer("revenue", kr(9), words="Skatt")], "det skiljer 1 kr"),
        ([Payer("result", kr(31), words="Resultat"), Payer("revenue", kr(-1), words="Skatt")], "från var och en"),
        ([], "Delarna – = 0 kr och anslaget är 30 kr"),
        ([Payer("result", kr(15), words="Ett"), Payer("result", kr(15), words="Två")], "står på en rad"),
    ],
)
def test_the_parts_of_a_supplement_are_exactly_the_whole(two: Money, payers: list[Payer], words: str) -> None:
    cast = two.cast
    draft = EntryDraft(YEAR, "supplementary", None, cast["A"], kr(30), "Fler", cast.decision("KF", date(YEAR, 4, 27)))
    with pytest.raises(RuleBroken, match=words):
        supplement(cast.actor("controller"), draft, payers)
    assert not BudgetEntry.objects.filter(kind="supplementary").exists()


def test_where_one_payer_has_too_little_nothing_is_entered(two: Money) -> None:
    cast = two.cast
    draft = EntryDraft(YEAR, "supplementary", None, cast["A"], kr(30), "Fler", cast.decision("KF", date(YEAR, 4, 27)))
    payers = [Payer("revenue", kr(10), words="Skatt"), Payer("frame", kr(20), cast["gemensamt"])]
    with pytest.raises(RuleBroken, match="Det fattas 20"):
        supplement(cast.actor("controller"), draft, payers)
    assert not BudgetEntry.objects.filter(kind="supplementary").exists()


def test_the_pages_of_the_rules_write_what_is_sent(money: Money) -> None:
    cast = money.cast
    client, decision = cast.client("controller"), cast.decision("KF").pk
    sent = {
        "first_year": YEAR,
        "plan_years": 4,
        "deviation_share": "1,5",
        "deviation_amount": "500",
        "result_target": "2",
        "decision": decision,
    }
    assert client.post(reverse("budget:policy") + f"?ar={YEAR}", sent).status_code == 302
    assert policy_for(YEAR).deviation_share == Decimal("1.5")
    pot = reverse("budget:pot_rule", args=[cast["gemensamt"].pk])
    assert client.post(pot, {"purpose": "Oförutsett", "decider": "board"}).status_code == 302
    assert "Fördelas av kommunstyrelsen" in text(client.get(reverse("budget:pots")))
    demand = reverse("budget:result_demand", args=[cast["bolaget"].pk, YEAR])
    assert client.post(demand, {"amount": "-1 500", "decision": decision}).status_code == 302
    assert "Bolaget AB Ändra kravet : Bolaget AB −1 500" in text(client.get(reverse("budget:companies")))
    assert f"gäller {YEAR}" in text(client.get(reverse("budget:policies")))


@pytest.mark.parametrize("name", ["policy", "pot_rule", "result_demand", "reallocate", "supplement"])
@pytest.mark.parametrize("person", ["chair_b", "manager_a1", "auditor", "administrator"])
def test_the_forms_are_for_those_who_may_send_them(two: Money, name: str, person: str) -> None:
    cast = two.cast
    places = {"pot_rule": [cast["gemensamt"].pk], "result_demand": [cast["bolaget"].pk, YEAR]}
    response = cast.client(person).get(reverse(f"budget:{name}", args=places.get(name, [])))
    assert response.status_code == 403


def test_a_pot_does_not_ask_for_causes_and_offers_to_give_out(money: Money) -> None:
    with recording(system_actor(), "Test"):
        CentralPot.objects.create(unit=money.cast["gemensamt"], decider=PotDecider.BOARD, purpose="Oförutsett")
    money.frame("gemensamt", 100)
    page = money.cast.client("controller").get(reverse("budget:ledger", args=[money.cast["gemensamt"].pk, YEAR]))
    assert "Varför ramen är som den är" not in text(page)
    assert page.context["form"].initial["kind"] == EntryKind.CENTRAL_POT
