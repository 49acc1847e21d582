"""The pages of budget proposals: every reader, an empty year, the ways through them with and without htmx, pressed twice, and constant queries."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from budget.actions.proposals import choose_measures, submit_proposal, take_back_proposal
from budget.models import (
    AdjustmentKind,
    BaseAmount,
    BudgetDecision,
    BudgetEntry,
    BudgetProposal,
    Measure,
    ProposalState,
)
from budget.queries.proposals import budget_round
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import Money, kr
from tests.budget.proposal_round import ROUND, Round, laid
from tests.budget.reading_pages import text
from tests.cast import PEOPLE

READERS = [name for name, role, _unit in PEOPLE if role]
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def budget(money: Money) -> Round:
    return laid(money)


def address(name: str, *args: int, **query: object) -> str:
    return reverse(f"budget:{name}", args=args) + (
        "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    )


def handed_in(budget: Round, name: str = "Vårt", *chosen: int) -> BudgetProposal:
    proposal = budget.proposal(name)
    choose_measures(budget.actor("politician_a"), proposal, chosen, set())
    return submit_proposal(budget.actor("politician_a"), proposal)


@pytest.mark.parametrize("person", READERS)
def test_everybody_reads_what_is_handed_in(budget: Round, person: str) -> None:
    made = budget.measure("Fler barn", -500)
    proposal = handed_in(budget, "Vårt", made.pk)
    client = budget.money.cast.client(person)
    for page, words in (
        (address("proposals"), "Vårt"),
        (address("proposal", proposal.pk), "Fler barn"),
        (address("proposal_base"), "Bas för budget 2027"),
        (address("measures"), "Fler barn"),
        (address("measure", made.pk), "Vald i"),
        (address("compare_proposals"), "✓ med"),
    ):
        response = client.get(page)
        assert response.status_code == 200
        assert words in text(response), page


@pytest.mark.parametrize("name", ["proposals", "proposal_base", "measures", "compare_proposals", "write_measure"])
def test_a_year_without_a_base_says_what_comes(money: Money, name: str) -> None:
    response = money.cast.client("controller").get(address(name, ar=2031))
    assert response.status_code == 200
    assert any(
        words in text(response) for words in ("inte påbörjad", "inte lagd", "Inga åtgärder", "Inget att jämföra")
    )


@pytest.mark.parametrize("name", ["proposals", "proposal_base", "measures", "compare_proposals"])
def test_somebody_without_appointment_is_refused_calmly(money: Money, name: str) -> None:
    assert money.cast.client("outsider").get(address(name)).status_code == 403


def test_the_base_says_what_it_is_made_of_and_what_stayed_behind(money: Money) -> None:
    money.entry("supplementary", None, "B", 500_000, text="Översvämningen")
    budget = laid(money)
    for name in ("controller", "politician_a"):
        shown = text(budget.money.cast.client(name).get(address("proposal_base", ar=ROUND)))
        assert "Översvämningen" in shown
        assert "följer inte med: beslutat för ett år" in shown


def test_the_base_asks_a_constant_number_of_questions(
    money: Money, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = laid(money).money.cast.client("politician_a")
    with CaptureQueriesContext(connection) as few:
        client.get(address("proposal_base", ar=ROUND))
    for number in range(12):
        money.entry("supplementary", None, "B", 500, text=f"Tillägg {number}")
    with django_assert_num_queries(len(few)):
        client.get(address("proposal_base", ar=ROUND))


def test_money_is_asked_for_in_one_form(budget: Round) -> None:
    client = budget.money.cast.client("chair_a")
    unit = budget.money.cast.units["A"].pk
    form = {
        "title": "Fler lärare",
        "place": f"u:{unit}",
        "direction": "kostar",
        "cause": "initiative",
        "year_2027": "1,5",
        "year_2028": "2",
    }
    response = client.post(address("write_measure", ar=ROUND), form, follow=True)
    assert "”Fler lärare” är skriven." in text(response)
    made = Measure.objects.get()
    assert {each.year: each.amount for each in made.amounts.all()} == {2027: kr(-1_500), 2028: kr(-2_000)}


def test_a_form_that_does_not_fit_says_where(budget: Round) -> None:
    client = budget.money.cast.client("chair_a")
    response = client.post(
        address("write_measure"),
        {
            "title": "Utan belopp",
            "place": f"u:{budget.money.cast.units['A'].pk}",
            "direction": "kostar",
            "cause": "volume",
        },
    )
    assert response.status_code == 422
    assert "2027: Skriv beloppet för minst ett år." in text(response)
    foreign = client.post(
        address("write_measure"), {"title": "Annans", "place": f"u:{budget.money.cast.units['B'].pk}"}
    )
    assert foreign.status_code == 422
    assert not Measure.objects.exists()


def test_a_measure_is_changed_and_taken_back_on_its_page(budget: Round) -> None:
    made = budget.measure("Fler barn", -500, 200)
    client = budget.money.cast.client("chair_a")
    shown = text(client.get(address("change_measure", made.pk)))
    assert "Fler barn" in shown
    form = {
        "title": "Färre barn",
        "place": f"u:{made.unit_id}",
        "direction": "sparar",
        "cause": "volume",
        "year_2027": "3",
        "version": "1",
    }
    assert client.post(address("change_measure", made.pk), form).status_code == 302
    assert (
        client.post(address("change_measure", made.pk), form).status_code == 422
    )  # somebody has changed it since version 1
    made.refresh_from_db()
    assert (made.title, {each.year: each.amount for each in made.amounts.all()}) == ("Färre barn", {2027: kr(3_000)})
    assert "sparar, men säger inte" in text(client.get(address("measure", made.pk)))
    assert "återtagen" in text(client.post(address("withdraw_measure", made.pk), follow=True))
    assert "går att välja igen" in text(client.post(address("withdraw_measure", made.pk), {"igen": "ja"}, follow=True))


def test_a_measure_that_lies_fast_is_not_opened_and_its_page_says_why(budget: Round) -> None:
    made = budget.measure("Fler barn", -500)
    proposal = handed_in(budget, "Vårt", made.pk)
    client = budget.money.cast.client("chair_a")
    led_back = client.get(address("change_measure", made.pk), follow=True)
    assert led_back.redirect_chain == [(address("measure", made.pk), 302)]
    assert "Åtgärden ingår i det inlämnade förslaget ”Vårt” och ligger fast." in text(led_back)
    take_back_proposal(budget.actor("politician_a"), proposal)
    assert client.get(address("change_measure", made.pk)).status_code == 200  # a draft holds nobody


def test_the_choice_is_saved_without_scripts(budget: Round) -> None:
    first, second = budget.measure("Ett", -100), budget.measure("Två", -200)
    proposal = budget.proposal()
    client = budget.money.cast.client("politician_a")
    response = client.post(
        address("choose_measures", proposal.pk), {"visat": "", "atgard": [first.pk, second.pk]}, follow=True
    )
    assert "Valen är sparade." in text(response)
    assert "2 åtgärder valda" in text(response)
    response = client.post(
        address("choose_measures", proposal.pk),
        {"visat": f"{first.pk},{second.pk}", "atgard": [second.pk]},
        follow=True,
    )
    assert "1 åtgärd vald" in text(response)
    assert budget.reading(proposal).chosen_ids == {second.pk}


def test_htmx_gets_the_new_sums_at_once(budget: Round) -> None:
    made, proposal = budget.measure("Stort", -1_000_000), budget.proposal()
    client = budget.money.cast.client("politician_a")
    response = client.post(address("choose_measures", proposal.pk, i="tkr"), {"visat": "", "atgard": [made.pk]}, **HTMX)  # type: ignore[arg-type]
    words = text(response)
    assert "<html" not in response.content.decode()
    assert "Förslaget är inte i balans" in words
    assert "999,2 tkr fattas" in words
    assert f'name="visat" id="visat" value="{made.pk}" data-hx-swap-oob="true"' in response.content.decode()


def test_handing_in_is_refused_with_arithmetic_and_then_let_through(budget: Round) -> None:
    made, proposal = budget.measure("Stort", -1_000_000), budget.proposal()
    client = budget.money.cast.client("politician_a")
    client.post(address("choose_measures", proposal.pk), {"visat": "", "atgard": [made.pk]})
    refused = client.post(address("submit_proposal", proposal.pk))
    assert refused.status_code == 422
    assert "kan inte lämnas in ännu" in text(refused)
    assert "Det fattas 999,2 tkr" in text(refused)
    client.post(address("choose_measures", proposal.pk), {"visat": str(made.pk)})
    assert "Förslaget är inlämnat" in text(client.post(address("submit_proposal", proposal.pk), follow=True))
    assert "utkast igen" in text(client.post(address("take_back_proposal", proposal.pk), follow=True))


def test_a_year_without_surplus_is_excused_on_the_page(budget: Round) -> None:
    budget.money.adjustment(AdjustmentKind.RESERVE_OPENING, 250)
    made, proposal = budget.measure("Stort", -1_000), budget.proposal()
    client = budget.money.cast.client("politician_a")
    client.post(address("choose_measures", proposal.pk), {"visat": "", "atgard": [made.pk]})
    form = {
        "name": "Förslaget",
        "text": "",
        "version": "1",
        "kind_2027": "reserve",
        "amount_2027": "",
        "reason_2027": "Lågkonjunktur",
    }
    assert "Skriv hur mycket" in text(client.post(address("describe_proposal", proposal.pk), form))
    response = client.post(address("describe_proposal", proposal.pk), form | {"amount_2027": "0,2"}, follow=True)
    assert "Undantag 2027: Lågkonjunktur" in text(response)
    assert "(0 tkr ur resultatreserven, där det finns 0)" in text(response)
    assert "Förslaget är i balans alla år" in text(response)


def test_pressed_twice_begins_one_proposal_and_writes_one_measure(budget: Round) -> None:
    client = budget.money.cast.client("politician_a")
    form = {"name": "Vårt", "party": "Partiet", "engang": "samma"}
    for _press in range(2):
        assert client.post(address("start_proposal", ar=ROUND), form).status_code == 302
    assert BudgetProposal.objects.count() == 1
    unit = budget.money.cast.units["A"].pk
    asked = {
        "title": "Fler",
        "place": f"u:{unit}",
        "direction": "kostar",
        "cause": "volume",
        "year_2027": "1",
        "engang": "en",
    }
    for _press in range(2):
        assert client.post(address("write_measure", ar=ROUND), asked).status_code == 302
    assert Measure.objects.count() == 1


def test_handed_in_and_taken_back_pressed_twice_says_how_it_is(budget: Round) -> None:
    proposal, client = budget.proposal(), budget.money.cast.client("politician_a")
    for _press in range(2):
        page = client.post(address("submit_proposal", proposal.pk), follow=True)
        assert "Förslaget är inlämnat" in text(page)
    for words in ("utkast igen", "Bara ett inlämnat förslag"):
        assert words in text(client.post(address("take_back_proposal", proposal.pk), follow=True))


def test_the_decision_pressed_twice_is_written_once(budget: Round) -> None:
    proposal = handed_in(budget)
    decision = budget.money.cast.decision("KF", date(2026, 11, 23))
    client = budget.money.cast.client("controller")
    assert "blir budgeten" in text(client.get(address("adopt_proposal", proposal.pk)))
    form = {"decision": decision.pk, "engang": "samma"}
    for _press in range(2):
        assert client.post(address("adopt_proposal", proposal.pk), form).status_code == 302
    assert BudgetEntry.objects.filter(year=2028).count() == 4
    again = client.post(address("adopt_proposal", proposal.pk), {"decision": decision.pk, "engang": "en annan"})
    assert again.status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ADOPTED


def test_the_base_is_laid_and_adjusted_on_its_page(money: Money) -> None:
    money.frame("A", 10_000)
    money.result_budget(tax=15_000)
    client = money.cast.client("controller")
    assert "Basen är lagd" in text(client.post(address("lay_base", ar=ROUND), follow=True))
    page = client.get(address("proposal_base", ar=ROUND))
    form = {name: field.value() or "" for name, field in ((bound.name, bound) for bound in page.context["form"])}
    response = client.post(address("proposal_base", ar=ROUND), form | {"tax_2028": "16,5"}, follow=True)
    assert "1 belopp är ändrat." in text(response)
    late = client.post(address("proposal_base", ar=ROUND), form | {"tax_2029": "17"})
    assert late.status_code == 422
    assert "Någon annan har ändrat basen" in text(late)
    assert "redan lagd" in text(client.post(address("lay_base", ar=ROUND), follow=True))


def test_a_budget_decided_without_proposals_is_not_begun_again(money: Money) -> None:
    money.frame("A", 10_000)
    money.result_budget(tax=15_000)
    decision = money.cast.decision("KF")
    with recording(system_actor(), "Test"):
        BudgetDecision.objects.create(year=ROUND, decision=decision, decided_at=timezone.now())
    client = money.cast.client("controller")
    for name in ("proposals", "proposal_base"):
        page = text(client.get(address(name, ar=ROUND)))
        assert f"Budgeten {ROUND} är beslutad" in page
        assert str(decision) in page
        assert "Lägg basen" not in page
    assert "är beslutad" in text(client.post(address("lay_base", ar=ROUND), follow=True))
    assert not BaseAmount.objects.filter(budget_year=ROUND).exists()


def test_four_are_compared_at_most_and_in_any_year(budget: Round) -> None:
    made = budget.measure("Fler barn", -500, -700)
    proposals = [handed_in(budget, f"Förslag {number}", made.pk) for number in range(5)]
    client = budget.money.cast.client("auditor")
    query = "&".join(f"f={each.pk}" for each in proposals)
    response = client.get(f"{address('compare_proposals')}?{query}&planar=2028&i=kr")
    assert len(response.context["table"].readings) == 4
    assert "10 700 +700" in text(response)


def test_lists_are_taken_home_as_files(budget: Round) -> None:
    made = budget.measure("Fler barn", -500)
    proposal = handed_in(budget, "Vårt", made.pk)
    client = budget.money.cast.client("auditor")
    rows = client.get(address("proposal", proposal.pk, format="csv")).getvalue().decode("utf-8-sig")
    assert "10500,00;500,00" in rows.replace("\u00a0", "").replace(" ", "")
    assert "Fler barn" in client.get(address("measures", format="csv")).getvalue().decode("utf-8-sig")


def queries_of(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def test_a_round_is_read_in_ten_queries_whatever_its_size(
    budget: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor, made = budget.actor("auditor"), budget.measure("Ett", -1)
    handed_in(budget, "Vårt", made.pk)
    with django_assert_num_queries(11):
        budget_round(actor, ROUND)
    more = [budget.measure(f"Åtgärd {number}", -1, -2).pk for number in range(9)]
    for number in range(3):
        handed_in(budget, f"Förslag {number}", *more)
    with django_assert_num_queries(11):
        budget_round(actor, ROUND)


@pytest.mark.parametrize(
    "name", ["proposals", "proposal", "compare_proposals", "measures", "measure", "proposal_base", "describe_proposal"]
)
def test_a_page_costs_the_same_queries_whatever_the_size(budget: Round, name: str) -> None:
    made, proposal = budget.measure("Ett", -1), budget.proposal("Utkastet")
    choose_measures(budget.actor("politician_a"), proposal, {made.pk}, set())
    handed_in(budget, "Inlämnat", made.pk)
    places = {"proposal": [proposal.pk], "describe_proposal": [proposal.pk], "measure": [made.pk]}
    client, page = budget.money.cast.client("politician_a"), address(name, *places.get(name, []))
    small = queries_of(client, page)
    more = [budget.measure(f"Åtgärd {number}", -1, -2, unit="AB"[number % 2]).pk for number in range(12)]
    choose_measures(budget.actor("politician_a"), proposal, more, set())
    for number in range(4):
        handed_in(budget, f"Förslag {number}", *more)
    assert queries_of(client, page) == small
    assert small <= 40
