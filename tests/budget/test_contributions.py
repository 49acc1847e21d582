"""What money adds to pages of others: the first pages, the thread, items, decisions, history."""

from django.urls import reverse

from budget.actions.detail import lock_detail
from budget.models import DetailLine
from tests.budget.builders import YEAR, Money
from tests.budget.reading_pages import text


def test_the_controllers_first_page_says_whether_it_ties_and_who_is_furthest_off(whole_year: Money) -> None:
    page = text(whole_year.cast.client("controller").get(reverse("start")))
    for words in ("Går det ihop?", "Allt går ihop", "Största avvikelserna", "Inläsningar", "utfall.csv"):
        assert words in page


def test_the_managers_first_page_has_the_frame_and_the_forecast_to_give(whole_year: Money) -> None:
    page = text(whole_year.cast.client("manager_a1").get(reverse("start")))
    for words in ("Min budget och prognos", "Enhet A1", "egen tilldelning", "Lämna prognos"):
        assert words in page


def test_the_thread_shows_kronor_and_the_item_what_it_costs(whole_year: Money) -> None:
    items = whole_year.cast.chain()
    whole_year.line("A1", "5010", -1_200_000, item=items["activity"])
    client = whole_year.cast.client("politician_a")
    page = text(client.get(reverse("goals:item", args=[items["activity"].pk]) + f"?ar={YEAR}"))
    assert "Vad det kostar" in page
    assert "−1 200" in page


def test_a_decision_shows_what_it_carries_in_the_budget(money: Money) -> None:
    decision = money.cast.decision("KF")
    money.frame("A", 1_000_000, decision=decision)
    page = text(money.cast.client("auditor").get(reverse("decisions:decision", args=[decision.pk])))
    assert "I budgeten" in page
    assert "Nämnd A 1 000" in page


def test_the_history_of_a_line_is_read_by_those_who_read_the_line(whole_year: Money) -> None:
    line = DetailLine.objects.first()
    assert line is not None
    address = reverse("history:object", args=["budget.detailline", line.pk])
    assert whole_year.cast.client("politician_a").get(address).status_code == 200
    assert whole_year.cast.client("outsider").get(address).status_code == 404


def test_a_locked_budget_stays_readable(whole_year: Money) -> None:
    lock_detail(whole_year.cast.actor("manager_a1"), whole_year.cast["A1"], YEAR)
    page = text(whole_year.cast.client("auditor").get(reverse("budget:details") + f"?ar={YEAR}"))
    assert "1 av 7 låsta" in page
