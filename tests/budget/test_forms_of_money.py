"""Writing on the pages of money: each form does what it says, says what is wrong at its field, and is offered only to those who may."""

import pytest
from django.urls import reverse

from budget.models import BudgetEntry, DetailBudget, DetailLine, Forecast, ResultBudget
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text
from tests.cast import Cast


@pytest.mark.parametrize(
    ("person", "offered"),
    [("controller", True), ("kf_chair", True), ("chair_a", True), ("manager_a1", False), ("auditor", False)],
)
def test_the_form_for_a_new_entry_is_for_those_who_may(whole_year: Money, person: str, offered: bool) -> None:
    page = whole_year.cast.client(person).get(reverse("budget:ledger", args=[whole_year.cast["A"].pk, YEAR]))
    assert ("Anteckna posten" in text(page)) is offered


def entry_form(cast: Cast, **fields: object) -> dict[str, object]:
    return {
        "kind": "frame",
        "source": "0",
        "target": cast.units["A"].pk,
        "amount": "1 250",
        "unit_of_money": "tkr",
        "text": "Ram",
        "decision": cast.decision("KF").pk,
    } | fields


def test_an_entry_is_recorded_from_the_page_in_tkr(cast: Cast) -> None:
    address = reverse("budget:ledger", args=[cast["A"].pk, YEAR])
    response = cast.client("controller").post(address, entry_form(cast))
    assert response.status_code == 302
    assert BudgetEntry.objects.get().amount == kr(1_250_000)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": "mycket"}, "går inte att läsa som ett belopp"),
        ({"decision": ""}, "Ange beslutet"),
        ({"kind": "supplementary"}, "finansiering"),
        ({"target": "0"}, "vem som får"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_on_the_page(cast: Cast, fields: dict[str, object], words: str) -> None:
    address = reverse("budget:ledger", args=[cast["A"].pk, YEAR])
    response = cast.client("controller").post(address, entry_form(cast, **fields))
    assert response.status_code == 422
    assert words in text(response)
    assert not BudgetEntry.objects.exists()


def test_an_entry_by_somebody_who_may_not_is_refused(cast: Cast) -> None:
    address = reverse("budget:ledger", args=[cast["A"].pk, YEAR])
    response = cast.client("chair_b").post(address, entry_form(cast))
    assert response.status_code == 403
    assert "Kommunfullmäktige eller av en controller" in text(response)
    assert not BudgetEntry.objects.exists()


def test_an_entry_is_corrected_from_its_own_page(money: Money) -> None:
    entry = money.frame("A", 5)
    client, address = money.cast.client("controller"), reverse("budget:correct_entry", args=[entry.pk])
    assert "motpost" in text(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Fel nämnd"}).status_code == 302
    assert BudgetEntry.objects.get(corrects=entry).text == "Rättelse: Fel nämnd"
    for again in (client.get(address, follow=True), client.post(address, {"reason": "Igen"}, follow=True)):
        assert again.redirect_chain == [(reverse("budget:ledger", args=[entry.target_id, entry.year]), 302)]
        assert "redan rättad" in text(again), "pressed twice, or the browser's way back: told on the page it belongs to"
    assert BudgetEntry.objects.count() == 2


def test_a_larger_frame_is_not_called_a_surplus(money: Money) -> None:
    money.frame("A", 5_000)
    page = text(money.cast.client("auditor").get(reverse("budget:ledger", args=[money.cast["A"].pk, YEAR])))
    assert "+5" in page
    assert "överskott" not in page


def test_a_ledger_of_an_impossible_year_is_not_found(money: Money) -> None:
    address = reverse("budget:ledger", args=[money.cast["A"].pk, 99999999999])
    assert money.cast.client("auditor").get(address).status_code == 404


@pytest.mark.parametrize("person", ["auditor", "manager_a1", "politician_a", "administrator"])
def test_the_pages_that_ask_why_are_only_for_those_who_may_answer(money: Money, person: str) -> None:
    entry, client = money.frame("A", 5), money.cast.client(person)
    for address in (
        reverse("budget:correct_entry", args=[entry.pk]),
        reverse("budget:unlock_detail", args=[money.cast["A1"].pk]) + f"?ar={YEAR}",
    ):
        assert client.get(address).status_code == 403
        assert client.post(address, {"reason": "Ändå"}).status_code == 403
    assert not BudgetEntry.objects.filter(corrects=entry).exists()


def line_form(money: Money, **fields: object) -> dict[str, object]:
    return {
        "account": money.account("5010").pk,
        "belongs_to": "core_mission",
        "text": "Rektor",
        "amount": "−1 200",
        "curve": "even",
    } | fields


def test_a_line_is_added_with_its_months(money: Money) -> None:
    address = reverse("budget:add_line", args=[money.cast["A1"].pk]) + f"?ar={YEAR}"
    assert money.cast.client("manager_a1").post(address, line_form(money)).status_code == 302
    line = DetailLine.objects.get()
    assert (line.amount, set(line.months)) == (kr(-1_200), {kr(-100)})


def test_the_salary_curve_is_exact_to_the_ore(money: Money) -> None:
    address = reverse("budget:add_line", args=[money.cast["A1"].pk]) + f"?ar={YEAR}"
    money.cast.client("manager_a1").post(address, line_form(money, amount="−1 000,01", curve="salary"))
    line = DetailLine.objects.get()
    assert sum(line.months) == line.amount == -100_001
    assert min(line.months) == line.months[6]


def test_months_may_be_written_one_by_one(money: Money) -> None:
    address = reverse("budget:add_line", args=[money.cast["A1"].pk]) + f"?ar={YEAR}"
    form = line_form(money, amount="", curve="manual", m01="−10", m12="−5,50")
    assert money.cast.client("manager_a1").post(address, form).status_code == 302
    assert DetailLine.objects.get().amount == -1_550


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": "1 200"}, "Kostnader skrivs med minus: −1 200"),
        ({"amount": ""}, "Skriv beloppet för året"),
        ({"curve": "manual"}, "Skriv minst en månad"),
        ({"curve": "manual", "m01": "−100"}, "skillnaden är −1 100 kr"),
        ({"account": ""}, "Konto"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_at_its_field(money: Money, fields: dict[str, object], words: str) -> None:
    address = reverse("budget:add_line", args=[money.cast["A1"].pk]) + f"?ar={YEAR}"
    response = money.cast.client("manager_a1").post(address, line_form(money, **fields))
    assert response.status_code == 422
    assert words in text(response)
    assert not DetailLine.objects.exists()


def test_an_unusual_sign_may_be_meant(money: Money) -> None:
    address = reverse("budget:add_line", args=[money.cast["A1"].pk]) + f"?ar={YEAR}"
    money.cast.client("manager_a1").post(address, line_form(money, amount="1 200", unusual="on"))
    assert DetailLine.objects.get().amount == kr(1_200)


def test_a_line_is_linked_to_the_plan_and_changed_and_removed(money: Money) -> None:
    item, line = money.cast.item("activity", "A1", title="Läslyftet"), money.line("A1", "5010", -120)
    client, address = money.cast.client("manager_a1"), reverse("budget:change_line", args=[line.pk])
    assert "Läslyftet" in text(client.get(address))
    client.post(address, line_form(money, belongs_to=f"item:{item.pk}", version=1))
    line.refresh_from_db()
    assert (line.plan_item, line.version) == (item, 2)
    assert "Läslyftet" in text(client.get(reverse("budget:detail", args=[money.cast["A1"].pk]) + f"?ar={YEAR}"))
    client.post(reverse("budget:remove_line", args=[line.pk]), {"version": 2})
    assert not DetailLine.objects.exists()


def test_the_second_of_two_at_the_same_line_gets_what_was_typed_back(money: Money) -> None:
    line = money.line("A1", "5010", -120)
    client, address = money.cast.client("manager_a1"), reverse("budget:change_line", args=[line.pk])
    client.post(address, line_form(money, version=1))
    response = client.post(address, line_form(money, version=1, text="Det här skrev jag"))
    assert response.status_code == 409
    assert "Det här skrev jag" in text(response)


@pytest.mark.parametrize("name", ["add_line", "change_line"])
def test_the_line_forms_are_only_for_the_units_managers(money: Money, name: str) -> None:
    line = money.line("A1", "5010", -120)
    address = reverse(f"budget:{name}", args=[line.pk if name == "change_line" else money.cast["A1"].pk])
    assert money.cast.client("manager_b").get(address).status_code == 403
    assert money.cast.client("controller").get(address).status_code == 403
    assert "Ny rad" not in text(
        money.cast.client("controller").get(reverse("budget:detail", args=[money.cast["A1"].pk]))
    )


def test_the_budget_is_locked_and_opened_from_the_page(whole_year: Money) -> None:
    pk = whole_year.cast["A1"].pk
    manager, above = whole_year.cast.client("manager_a1"), whole_year.cast.client("manager_a")
    page = text(manager.get(reverse("budget:detail", args=[pk]) + f"?ar={YEAR}"))
    assert "stämmer på öret" in page
    manager.post(reverse("budget:lock_detail", args=[pk]) + f"?ar={YEAR}")
    assert DetailBudget.objects.get().locked_at is not None
    assert "Ny rad" not in text(manager.get(reverse("budget:detail", args=[pk]) + f"?ar={YEAR}"))
    assert "Öppna detaljbudgeten" in text(above.get(reverse("budget:detail", args=[pk]) + f"?ar={YEAR}"))
    assert above.post(reverse("budget:unlock_detail", args=[pk]) + f"?ar={YEAR}", {"reason": ""}).status_code == 422
    above.post(reverse("budget:unlock_detail", args=[pk]) + f"?ar={YEAR}", {"reason": "Ny tjänst"})
    assert DetailBudget.objects.get().locked_at is None


def test_a_budget_that_does_not_tie_is_not_locked_and_says_why(whole_year: Money) -> None:
    whole_year.line("A1", "5010", -1)
    response = whole_year.cast.client("manager_a1").post(
        reverse("budget:lock_detail", args=[whole_year.cast["A1"].pk]) + f"?ar={YEAR}"
    )
    assert response.status_code == 409
    assert "1 kr för stor" in text(response)


def test_lines_come_in_pages_and_the_sum_is_of_them_all(money: Money) -> None:
    for number in range(60):
        money.line("A1", "5010", -10, text=f"Rad {number}")
    page = text(
        money.cast.client("manager_a1").get(reverse("budget:detail", args=[money.cast["A1"].pk]) + f"?ar={YEAR}&i=kr")
    )
    assert "Visar 1–50 av 60" in page
    assert "Summa −600" in page
    found = text(
        money.cast.client("manager_a1").get(
            reverse("budget:detail", args=[money.cast["A1"].pk]) + f"?ar={YEAR}&text=Rad+59&i=kr"
        )
    )
    assert "Summa av de rader som hittades −10" in found


def test_a_search_without_hits_says_so_and_offers_all(money: Money) -> None:
    money.line("A1", "5010", -10)
    page = text(
        money.cast.client("manager_a1").get(
            reverse("budget:detail", args=[money.cast["A1"].pk]) + f"?ar={YEAR}&konto=99"
        )
    )
    assert "Inga rader hittades" in page
    assert "Visa alla rader" in page


def test_a_forecast_is_given_from_the_page(whole_year: Money) -> None:
    pk = whole_year.cast["A1"].pk
    client, address = whole_year.cast.client("manager_a1"), reverse("budget:forecast", args=[pk]) + f"?ar={YEAR}"
    words = {"comment": "Fler elever", "cause": "Två klasser fler", "remedy": "Vi väntar med inköp"}
    response = client.post(address, {"month": 8, "amount": "−6,7", **words})
    assert response.status_code == 302
    assert Forecast.objects.get().amount == kr(-6_700)
    assert "Fler elever" in text(client.get(reverse("budget:follow_up", args=[pk]) + f"?ar={YEAR}"))


def test_a_forecast_without_words_is_asked_for_them(whole_year: Money) -> None:
    address = reverse("budget:forecast", args=[whole_year.cast["A1"].pk]) + f"?ar={YEAR}"
    response = whole_year.cast.client("manager_a1").post(address, {"month": 8, "amount": "−6,7", "comment": " "})
    assert response.status_code == 422
    assert not Forecast.objects.exists()


def test_the_proposal_is_shown_as_a_proposal_and_filled_in_when_asked_for(whole_year: Money) -> None:
    client = whole_year.cast.client("manager_a1")
    address = reverse("budget:follow_up", args=[whole_year.cast["A1"].pk]) + f"?ar={YEAR}"
    assert "Räknat, inte bedömt" in text(client.get(address))
    assert 'value="−7"' not in client.get(address).content.decode()
    assert 'value="−7"' in client.get(address + "&forslag=1").content.decode()
    assert "Lämna ny prognos" not in text(whole_year.cast.client("controller").get(address))


def test_the_follow_up_goes_through_the_chosen_month(whole_year: Money) -> None:
    address = reverse("budget:follow_up", args=[whole_year.cast["A1"].pk]) + f"?ar={YEAR}&t_o_m=2&i=kr"
    page = text(whole_year.cast.client("auditor").get(address))
    assert "Läget till och med februari" in page
    assert "Utfall hittills −1 100" in page


def test_a_figure_leads_to_its_file(whole_year: Money) -> None:
    address = reverse("budget:figures", args=[whole_year.cast["A1"].pk]) + f"?ar={YEAR}&konto=5010&period=3"
    page = text(whole_year.cast.client("politician_a").get(address))
    assert "konto 5010" in page
    assert "−590 kr" in page
    assert "utfall.csv" in page


def test_the_result_budget_is_entered_from_its_page(cast: Cast) -> None:
    client, address = cast.client("controller"), reverse("budget:result_budget") + f"?ar={YEAR}"
    response = client.post(address, {"decision": cast.decision("KF").pk, "tax": "1 000", "cost": "−900"})
    assert response.status_code == 302
    assert dict(ResultBudget.objects.values_list("line", "amount")) == {"tax": kr(1_000_000), "cost": kr(-900_000)}
    assert cast.client("manager_a").get(address).status_code == 403


def test_a_line_of_the_balance_requirement_is_changed_from_its_page(cast: Cast) -> None:
    client, address = cast.client("controller"), reverse("budget:adjustment", args=["capital_gains"]) + f"?ar={YEAR}"
    assert "dras ifrån" in text(client.post(address, {"amount": "5", "note": ""}))
    assert client.post(address, {"amount": "−5", "note": "Mark"}).status_code == 302
    assert "Mark" in text(client.get(reverse("budget:requirement") + f"?ar={YEAR}"))
    assert client.get(reverse("budget:adjustment", args=["nonsens"])).status_code == 404
    assert cast.client("auditor").get(address).status_code == 403


@pytest.mark.parametrize("name", ["lock_detail", "forecast", "remove_line"])
def test_what_changes_something_is_never_a_get(whole_year: Money, name: str) -> None:
    line = DetailLine.objects.first()
    assert line is not None
    pk = line.pk if name == "remove_line" else whole_year.cast["A1"].pk
    assert whole_year.cast.client("manager_a1").get(reverse(f"budget:{name}", args=[pk])).status_code == 405


def test_the_reconciliation_page_is_green_or_names_what_is_red(whole_year: Money) -> None:
    client = whole_year.cast.client("controller")
    assert "Allt går ihop" in text(client.get(reverse("budget:reconciliation") + f"?ar={YEAR}"))
    whole_year.frame("A", 1)
    page = text(client.get(reverse("budget:reconciliation") + f"?ar={YEAR}"))
    assert "Något går inte ihop" in page
    assert "stämmer inte" in page
