"""A line that several parts of the plan have together: exact to the öre, through the grid and back, up every branch and down every unit."""

import pytest
from django.urls import reverse

from budget.actions.detail import LineDraft, add_line, change_line, remove_line
from budget.actions.grid import RowChange, copy_year, save_rows, take_back
from budget.actions.shares import percent, share_line
from budget.models import DetailLine, LineLink, LineShare
from budget.queries.detail import LineFilter, lines
from budget.queries.item_years import item_years
from budget.queries.thread import item_cost, kronor_by_item, kronor_by_link
from goals.models import PlanItem
from sala_styr.errors import EditConflict, RuleBroken
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text


@pytest.fixture
def items(money: Money) -> list[PlanItem]:
    """A strategy with two activities below it, and one that stands by itself; all of A1's."""
    cast = money.cast
    strategy = cast.item("strategy", "A1", title="Fler läser")
    made = [
        strategy,
        cast.item("activity", "A1", parent=strategy, title="Läsgrupper"),
        cast.item("activity", "A1", parent=strategy, title="Bokbuss"),
        cast.item("activity", "A1", title="Gröna gårdar"),
    ]
    for item in made:
        item.refresh_from_db()  # each new one has moved the others in the tree
    return made


def shared(money: Money, items: list[PlanItem], amount: int = -1_000) -> DetailLine:
    """A line of A1's: a third each to the first two activities and the rest to the last."""
    line = money.line("A1", "5010", amount)
    parts = [(items[1], 3_333), (items[2], 3_333), (items[3], 3_334)]
    return share_line(money.cast.actor("manager_a1"), line, parts, 1)


def amounts(line: DetailLine) -> list[int]:
    return list(line.shares.order_by("pk").values_list("amount", flat=True))


def test_shares_are_the_lines_to_the_ore_and_count_up_every_branch(money: Money, items: list[PlanItem]) -> None:
    line = shared(money, items, -100)
    assert (line.link, line.plan_item, line.version) == (LineLink.SHARED, None, 2)
    assert amounts(line) == [-3_333, -3_333, -3_334]
    money.line("A1", "6010", -5, item=items[1])
    found = kronor_by_item(YEAR)
    assert found[items[1].pk].own == -3_833
    assert found[items[0].pk].whole_branch == -3_833 - 3_333
    assert kronor_by_item(YEAR, items[0])[items[0].pk] == found[items[0].pk]
    cost = item_cost(items[1], YEAR)
    assert (cost.own, [(row.account, row.amount) for row in cost.lines]) == (-3_833, [("5010", -3_333), ("6010", -500)])
    assert next((each.link, each.amount) for each in kronor_by_link(YEAR)) == ("plan_item", -10_500)


def test_years_and_units_of_an_item_sum_as_the_thread_does(money: Money, items: list[PlanItem]) -> None:
    shared(money, items)
    money.line("A2", "5010", -40, item=items[2])
    money.line("A1", "5010", -30, item=items[1], year=YEAR - 1)
    found = item_years(items[0], YEAR)
    assert found.years == ((YEAR, kronor_by_item(YEAR)[items[0].pk].whole_branch), (YEAR - 1, kr(-30)))
    assert [(unit.code, amount) for unit, amount in found.units] == [("A1", -66_660), ("A2", -4_000)]
    page = text(money.cast.client("chair_a").get(f"{reverse('goals:item', args=[items[0].pk])}?ar={YEAR}"))
    assert "År för år" in page
    assert "Samma pengar enhet för enhet" in page


def test_an_earlier_wording_is_the_same_item_in_its_years(money: Money, items: list[PlanItem]) -> None:
    newer = money.cast.item("activity", "A1", parent=items[0], title="Läsgrupper i sal", replaces=items[1])
    money.line("A1", "5010", -30, item=items[1], year=YEAR - 1)
    money.line("A1", "5010", -70, item=newer)
    assert item_years(newer, YEAR).years == ((YEAR, kr(-70)), (YEAR - 1, kr(-30)))


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([(1, 10_000)], "minst två"),
        ([(1, 5_000), (1, 5_000)], "två gånger"),
        ([(1, 5_000), (2, 4_000)], "tillsammans 90 procent. 10 procent är kvar"),
        ([(1, 5_000), (2, 5_050)], "0,5 procent för mycket"),
        ([(1, 10_000), (2, 0)], "större än 0"),
    ],
)
def test_the_shares_make_the_whole(
    money: Money, items: list[PlanItem], parts: list[tuple[int, int]], told: str
) -> None:
    line = money.line("A1", "5010", -100)
    with pytest.raises(RuleBroken, match=told):
        share_line(money.cast.actor("manager_a1"), line, [(items[n], share) for n, share in parts], 1)
    assert not LineShare.objects.exists()
    assert LineShare.history.count() == 0


def test_only_what_the_unit_works_with_and_only_the_line_that_was_read(money: Money, items: list[PlanItem]) -> None:
    line, actor = money.line("A1", "5010", -100), money.cast.actor("manager_a1")
    foreign = money.cast.item("activity", "B1")
    with pytest.raises(RuleBroken, match="hör inte till"):
        share_line(actor, line, [(items[1], 5_000), (foreign, 5_000)], 1)
    with pytest.raises(EditConflict):
        share_line(actor, line, [(items[1], 5_000), (items[2], 5_000)], 9)
    money.lock("A1")
    with pytest.raises(RuleBroken, match="låst"):
        share_line(actor, line, [(items[1], 5_000), (items[2], 5_000)], 1)


def draft(money: Money, amount: int, link: str = LineLink.SHARED) -> LineDraft:
    return LineDraft(money.account("5010"), [kr(amount), *[0] * 11], link)


def test_shares_follow_the_amount_and_go_with_the_line(money: Money, items: list[PlanItem]) -> None:
    line, actor = shared(money, items), money.cast.actor("manager_a1")
    line = change_line(actor, line, draft(money, -200), line.version)
    assert amounts(line) == [-6_666, -6_666, -6_668]
    line = change_line(actor, line, draft(money, -200, LineLink.CORE_MISSION), line.version)
    assert amounts(line) == []
    with pytest.raises(RuleBroken, match="dela den sedan"):
        change_line(actor, line, draft(money, -200), line.version)
    with pytest.raises(RuleBroken, match="dela den sedan"):
        add_line(actor, money.cast["A1"], YEAR, draft(money, -1))
    again = shared(money, items)
    remove_line(actor, again, again.version)
    assert not LineShare.objects.exists()
    assert LineShare.history.filter(history_type="-").count() == 6


def test_the_grid_keeps_shares_true_and_an_undo_brings_them_back(money: Money, items: list[PlanItem]) -> None:
    unit, actor = money.cast["A1"], money.cast.actor("manager_a1")
    first, second = shared(money, items), shared(money, items)
    kept = amounts(first)
    saved = save_rows(
        actor,
        unit,
        YEAR,
        [
            RowChange("a", first.pk, first.version, draft(money, -300, LineLink.UNLINKED)),
            RowChange("b", second.pk, second.version, None),
        ],
    )
    assert not LineShare.objects.exists()
    assert saved.first is not None
    assert saved.last is not None
    back = take_back(actor, unit, YEAR, saved.first, saved.last)
    assert [amounts(line) for line in (first, second)] == [kept, kept]
    first.refresh_from_db()
    assert first.link == LineLink.SHARED
    assert back.first is not None
    assert back.last is not None
    take_back(actor, unit, YEAR, back.first, back.last)
    assert not LineShare.objects.exists()


def test_a_changed_amount_in_the_grid_moves_the_shares_with_it(money: Money, items: list[PlanItem]) -> None:
    line = shared(money, items)
    change = RowChange("a", line.pk, line.version, draft(money, -100))
    save_rows(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, [change])
    assert amounts(line) == [-3_333, -3_333, -3_334]
    assert DetailLine.objects.get(pk=line.pk).link == LineLink.SHARED


def test_the_year_before_is_copied_with_its_shares_where_all_of_them_go_on(money: Money, items: list[PlanItem]) -> None:
    lines_before = [shared(money, items), shared(money, items)]
    DetailLine.objects.update(year=YEAR - 1)
    LineShare.objects.update(year=YEAR - 1)
    ended = money.cast.item("activity", "A1", title="Slut", last_year=YEAR - 1)
    LineShare.objects.filter(line=lines_before[1], plan_item=items[3]).update(plan_item=ended)
    copy_year(money.cast.actor("manager_a1"), money.cast["A1"], YEAR)
    copied = DetailLine.objects.filter(year=YEAR).order_by("pk")
    assert [line.link for line in copied] == [LineLink.SHARED, LineLink.UNLINKED]
    assert [amounts(line) for line in copied] == [amounts(lines_before[0]), []]


def test_a_line_is_divided_on_its_page_and_one_part_gets_the_rest(money: Money, items: list[PlanItem]) -> None:
    line, client = money.line("A1", "5010", -1_000, item=items[1]), money.cast.client("manager_a1")
    address = reverse("budget:line_shares", args=[line.pk])
    assert client.get(address).status_code == 200
    typed = {"version": 1, "item_0": items[1].pk, "share_0": "33,33", "item_1": items[3].pk, "share_1": ""}
    assert client.post(address, typed | {"share_1": "10"}).status_code == 422
    assert client.post(address, typed | {"share_0": "abc"}).status_code == 422
    assert client.post(address, typed | {"share_0": ""}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert amounts(line) == [-33_330, -66_670]
    assert "33,33" in text(client.get(address))
    listed = text(client.get(f"{reverse('budget:detail', args=[money.cast['A1'].pk])}?ar={YEAR}&text=gröna"))
    assert "Gröna gårdar 66,67 %" in listed
    assert "som raden är delad nu" in text(client.get(reverse("budget:change_line", args=[line.pk])))
    assert money.cast.client("chair_a").get(address).status_code == 403


def test_lines_cost_the_same_queries_however_many_are_shared(
    money: Money, items: list[PlanItem], django_assert_num_queries: object
) -> None:
    unit = money.cast["A1"]
    for size in (1, 4):
        for _line in range(size):
            shared(money, items)
        with django_assert_num_queries(2):  # type: ignore[operator]
            assert all("Bokbuss" in line.purpose for line in lines(unit, YEAR, LineFilter()))
        with django_assert_num_queries(2):  # type: ignore[operator]
            kronor_by_item(YEAR)


@pytest.mark.parametrize(("share", "written"), [(3_350, "33,5"), (5_000, "50"), (1, "0,01"), (9_999, "99,99")])
def test_per_cent_as_it_is_written(share: int, written: str) -> None:
    assert percent(share) == written
