"""The detail budget: lines and their months, the lock that must tie to the öre, and two people at once."""

import pytest
from django.db import IntegrityError, transaction

from budget.actions.detail import LineDraft, add_line, arithmetic, change_line, lock_detail, remove_line, unlock_detail
from budget.models import MONTHS, Chart, DetailBudget, DetailLine, LineLink
from budget.queries.detail import LineFilter, detail_state, line_sums, lines, units_with_detail
from budget.queries.structure import structure
from sala_styr.decisions.actions import set_year_state
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.money import spread
from tests.budget.builders import YEAR, Money, kr

EVEN = [1] * 12


def wanted(money: Money, account: str = "5010", amount: int = -120, **fields: object) -> LineDraft:
    """A line of ``amount`` kronor, spread evenly."""
    return LineDraft(account=money.account(account), months=spread(kr(amount), EVEN), **fields)  # type: ignore[arg-type]


def test_a_line_is_its_twelve_months(money: Money) -> None:
    line = add_line(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, wanted(money, amount=-1_000))
    assert line.amount == kr(-1_000) == sum(line.months)
    assert line.history.get().history_change_reason == "Lade till raden"


def test_the_database_holds_that_months_make_the_year(money: Money) -> None:
    line = money.line("A1", "5010", -120)
    with pytest.raises(IntegrityError), transaction.atomic():
        DetailLine.objects.filter(pk=line.pk).update(m03=0)


def test_a_line_belongs_to_the_plan_or_to_the_core_mission_or_says_that_it_is_unlinked(money: Money) -> None:
    actor, unit = money.cast.actor("manager_a1"), money.cast["A1"]
    item = money.cast.item("activity", "A1")
    line = add_line(actor, unit, YEAR, wanted(money, link=LineLink.PLAN_ITEM, plan_item=item))
    assert line.plan_item == item
    with pytest.raises(RuleBroken, match="del av planen"):
        add_line(actor, unit, YEAR, wanted(money, link=LineLink.PLAN_ITEM))
    with pytest.raises(RuleBroken, match="del av planen"):
        add_line(actor, unit, YEAR, wanted(money, link=LineLink.UNLINKED, plan_item=item))


def test_money_goes_to_what_the_unit_works_with_in_the_plan(money: Money) -> None:
    item = money.cast.item("activity", "B1")
    with pytest.raises(RuleBroken) as broken:
        add_line(
            money.cast.actor("manager_a1"),
            money.cast["A1"],
            YEAR,
            wanted(money, link=LineLink.PLAN_ITEM, plan_item=item),
        )
    assert broken.value.field == "plan_item"


def test_a_line_may_keep_what_it_points_at_when_the_plan_has_moved_on(money: Money) -> None:
    item = money.cast.item("activity", "A1", last_year=2025)
    line = money.line("A1", "5010", -120, item=item)
    draft = wanted(money, amount=-240, link=LineLink.PLAN_ITEM, plan_item=item)
    assert change_line(money.cast.actor("manager_a1"), line, draft, 1).plan_item == item


@pytest.mark.parametrize("account", ["1910", "2440", "8010", "8510"])
def test_balance_accounts_and_taxes_are_not_in_a_detail_budget(money: Money, account: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        add_line(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, wanted(money, account))
    assert broken.value.field == "account"


def test_a_companys_account_is_not_in_a_detail_budget(money: Money) -> None:
    draft = LineDraft(account=money.account("5010", Chart.BAS), months=[0] * 12)
    with pytest.raises(RuleBroken, match="Kommun-Bas"):
        add_line(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, draft)


def test_a_change_counts_the_version_up_and_keeps_before_and_after(money: Money) -> None:
    line = money.line("A1", "5010", -120)
    changed = change_line(money.cast.actor("manager_a1"), line, wanted(money, amount=-240, text="Fler"), line.version)
    assert (changed.amount, changed.version, changed.text) == (kr(-240), 2, "Fler")
    assert [row.amount for row in changed.history.all()] == [kr(-240), kr(-120)]


def test_the_second_of_two_who_change_a_line_is_told_and_nothing_is_lost(money: Money) -> None:
    line = money.line("A1", "5010", -120)
    change_line(money.cast.actor("manager_a"), line, wanted(money, amount=-200), 1)
    with pytest.raises(EditConflict, match="−200,00 kr"):
        change_line(money.cast.actor("manager_a1"), line, wanted(money, amount=-300), 1)
    with pytest.raises(EditConflict):
        remove_line(money.cast.actor("manager_a1"), line, 1)
    assert DetailLine.objects.get().amount == kr(-200)


def test_a_line_that_somebody_has_removed_cannot_be_changed(money: Money) -> None:
    line = money.line("A1", "5010", -120)
    remove_line(money.cast.actor("manager_a1"), line, 1)
    assert DetailLine.history.filter(history_type="-").get().history_change_reason == "Tog bort raden"
    with pytest.raises(EditConflict, match="tagits bort"):
        change_line(money.cast.actor("manager_a1"), line, wanted(money), 1)


def test_the_budget_is_locked_when_it_equals_the_allocation_to_the_ore(money: Money) -> None:
    money.allocate("verksA", "A1", 1_000)
    money.line("A1", "3010", 200)
    money.line("A1", "5010", -1_200)
    locked = lock_detail(money.cast.actor("manager_a1"), money.cast["A1"], YEAR)
    assert locked.locked_at is not None
    assert detail_state(money.cast["A1"], YEAR).ties


@pytest.mark.parametrize(("cost", "words"), [(-999, "1 kr kvar att budgetera"), (-1_001, "1 kr för stor")])
def test_one_krona_wrong_is_not_locked_and_the_arithmetic_is_said(money: Money, cost: int, words: str) -> None:
    money.allocate("verksA", "A1", 1_000)
    money.line("A1", "5010", cost)
    with pytest.raises(RuleBroken, match=words):
        lock_detail(money.cast.actor("manager_a1"), money.cast["A1"], YEAR)
    assert not DetailBudget.objects.filter(locked_at__isnull=False).exists()


def test_one_ore_wrong_is_not_locked_either(money: Money) -> None:
    money.allocate("verksA", "A1", 1_000)
    line = money.line("A1", "5010", -1_000)
    draft = LineDraft(account=line.account, months=[*line.months[:11], line.months[11] + 1])
    change_line(money.cast.actor("manager_a1"), line, draft, 1)
    with pytest.raises(RuleBroken, match="0,01 kr kvar"):
        lock_detail(money.cast.actor("manager_a1"), money.cast["A1"], YEAR)


def test_what_is_passed_on_is_not_to_be_budgeted_again(money: Money) -> None:
    money.allocate("A", "verksA", 1_000, decision=money.cast.decision("A"))
    money.allocate("verksA", "A1", 700)
    money.line("verksA", "5010", -300)
    state = detail_state(money.cast["verksA"], YEAR)
    assert (state.frame.unallocated, state.budgeted, state.left) == (kr(300), kr(300), 0)
    assert "Tilldelat 1 000 kr − fördelat vidare 700 kr" in arithmetic(state).replace("\u00a0", " ")


def test_a_locked_budget_is_not_changed(money: Money) -> None:
    line = money.line("A1", "5010", -120)
    money.lock("A1")
    actor = money.cast.actor("manager_a1")
    for attempt in (
        lambda: add_line(actor, money.cast["A1"], YEAR, wanted(money)),
        lambda: change_line(actor, line, wanted(money), 1),
        lambda: remove_line(actor, line, 1),
    ):
        with pytest.raises(RuleBroken, match="låst"):
            attempt()
    assert DetailLine.objects.get().amount == kr(-120)


def test_opening_a_locked_budget_takes_a_reason_that_stays(money: Money) -> None:
    money.lock("A1")
    with pytest.raises(RuleBroken) as broken:
        unlock_detail(money.cast.actor("manager_a"), money.cast["A1"], YEAR, " ")
    assert broken.value.field == "reason"
    opened = unlock_detail(money.cast.actor("manager_a"), money.cast["A1"], YEAR, "Ny tjänst")
    assert opened.locked_at is None
    assert opened.history.first().history_change_reason == "Öppnade detaljbudgeten: Ny tjänst"


def test_a_closed_year_is_left_alone(money: Money) -> None:
    set_year_state(money.cast.actor("controller"), YEAR, "closed")
    with pytest.raises(RuleBroken, match="avslutat"):
        add_line(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, wanted(money))
    with pytest.raises(RuleBroken, match="avslutat"):
        lock_detail(money.cast.actor("manager_a1"), money.cast["A1"], YEAR)


def test_lines_are_found_by_account_text_and_purpose(money: Money) -> None:
    item = money.cast.item("activity", "A1", title="Läslyftet")
    money.line("A1", "5010", -10, item=item)
    money.line("A1", "5610", -20, text="Sociala avgifter")
    money.line("A1", "6010", -30, link=LineLink.UNLINKED)

    def found(**wanted: str) -> list[str]:
        return [line.account.number for line in lines(money.cast["A1"], YEAR, LineFilter(**wanted))]

    assert found() == ["5010", "5610", "6010"]
    assert found(account="5") == ["5010", "5610"]
    assert found(account="Konto 60") == ["6010"]
    assert found(text="avgifter") == ["5610"]
    assert found(text="läslyft") == ["5010"]
    assert found(link="unlinked") == ["6010"]


def test_the_sums_are_of_what_is_found(money: Money) -> None:
    money.line("A1", "5010", -120)
    money.line("A1", "6010", -240)
    sums = line_sums(lines(money.cast["A1"], YEAR, LineFilter(account="60")))
    assert sums.year == kr(-240)
    assert sums.months == (kr(-20),) * 12
    assert line_sums(lines(money.cast["A2"], YEAR)).year is None


def test_units_with_something_to_budget_are_listed_in_the_trees_order(whole_year: Money) -> None:
    states = units_with_detail(structure(), YEAR)
    assert [state.unit.code for state in states] == ["ekonomi", "verksA", "A1", "A2", "verksB", "B1", "gemensamt"]
    assert all(state.ties for state in states)


def test_months_have_names_in_the_model() -> None:
    assert [DetailLine._meta.get_field(month).verbose_name for month in MONTHS][:2] == ["januari", "februari"]
