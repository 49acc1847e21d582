"""The detail budget as a grid: many lines at once, two people in the same one, and a saving taken back."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from budget.actions.curves import make_curve
from budget.actions.detail import LineDraft, lock_detail
from budget.actions.grid import RowChange, RowErrors, copy_year, save_rows, take_back
from budget.curves import WEIGHTS, curve_of, months_of
from budget.models import ActivityCode, Curve, CurveKind, DetailLine, LineLink
from sala_styr.decisions.actions import set_year_state
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money, kr

pytestmark = pytest.mark.django_db
ORE = st.integers(-(10**13), 10**13)


def page_of(money: Money, unit: str = "A1", query: str = "") -> str:
    return f"{reverse('budget:grid', args=[money.cast[unit].pk])}?ar={YEAR}{query}"


def fields_of(client: Client, address: str) -> dict[str, str]:
    """What a browser would send of the page as it stands."""
    grid = client.get(address).context["grid"]
    cells = {cell.key: cell.text for row in grid.rows for cell in row.shown}
    return {"visat": grid.seen, **cells}


def change(money: Money, line: DetailLine, amount: int, **draft: Any) -> RowChange:
    months = months_of(kr(amount), CurveKind.EVEN)
    return RowChange(
        f"r{line.pk}", line.pk, line.version, LineDraft(line.account, months, curve=CurveKind.EVEN, **draft)
    )


def new(money: Money, account: str, amount: int, key: str = "n0") -> RowChange:
    return RowChange(key, None, 0, LineDraft(money.account(account), months_of(kr(amount), CurveKind.EVEN)))


@given(amount=ORE, kind=st.sampled_from(sorted(WEIGHTS)))
def test_every_curve_makes_the_year_to_the_ore_with_one_sign(amount: int, kind: str) -> None:
    months = months_of(amount, kind)
    assert sum(months) == amount
    assert all(month == 0 or (month > 0) == (amount > 0) for month in months)
    assert months_of(amount, curve_of(months)) == months or curve_of(months) == CurveKind.MANUAL


@given(amount=ORE, before=st.lists(ORE, min_size=12, max_size=12))
def test_month_by_month_keeps_its_shape_and_still_makes_the_year(amount: int, before: list[int]) -> None:
    assert sum(months_of(amount, CurveKind.MANUAL, None, before)) == amount
    assert months_of(sum(before), CurveKind.MANUAL, None, before) == before or min(before) < 0 < max(before)


@given(amount=ORE, weights=st.lists(st.integers(0, 1000), min_size=12, max_size=12).filter(any))
def test_a_curve_of_ones_own_makes_the_year_too(amount: int, weights: list[int]) -> None:
    assert sum(months_of(amount, CurveKind.OWN, Curve(weights=weights))) == amount


def test_rows_are_added_changed_and_removed_in_one_saving_each_with_its_history(money: Money) -> None:
    kept, gone = money.line("A1", "5010", -120), money.line("A1", "6010", -60)
    actor, unit = money.cast.actor("manager_a1"), money.cast["A1"]
    rows = [change(money, kept, -240), RowChange(f"r{gone.pk}", gone.pk, gone.version, None), new(money, "3010", 500)]
    saved = save_rows(actor, unit, YEAR, rows)
    assert (saved.added, saved.changed, saved.removed) == (1, 1, 1)
    kept.refresh_from_db()
    assert (kept.amount, kept.version, kept.curve) == (kr(-240), 2, CurveKind.EVEN)
    told = DetailLine.history.filter(history_id__gte=saved.first)
    assert sorted(row.history_type for row in told) == ["+", "-", "~"]
    assert {(row.history_user, row.history_change_reason) for row in told} == {(actor.user, "Sparade i rutnätet")}


def test_one_wrong_row_stops_them_all_and_every_fault_is_told(money: Money) -> None:
    actor, unit = money.cast.actor("manager_a1"), money.cast["A1"]
    item = money.cast.item("activity", "B1")
    strange = LineDraft(money.account("5010"), [0] * 12, LineLink.PLAN_ITEM, item)
    rows = [new(money, "5010", -10, "n0"), new(money, "1910", 10, "n1"), RowChange("n2", None, 0, strange)]
    with pytest.raises(RowErrors) as wrong:
        save_rows(actor, unit, YEAR, rows)
    assert {key: list(found) for key, found in wrong.value.by_row.items()} == {"n1": ["account"], "n2": ["plan_item"]}
    assert not DetailLine.objects.exists()


def test_a_line_that_somebody_has_changed_is_not_written_over(money: Money) -> None:
    line = money.line("A1", "5010", -120)
    stale = change(money, line, -240)
    save_rows(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, [change(money, line, -360)])
    with pytest.raises(RowErrors):
        save_rows(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, [stale])
    line.refresh_from_db()
    assert line.amount == kr(-360)


def test_a_saving_is_taken_back_whole_and_that_is_history_too(money: Money) -> None:
    kept, gone = money.line("A1", "5010", -120), money.line("A1", "6010", -60)
    actor, unit = money.cast.actor("manager_a1"), money.cast["A1"]
    rows = [change(money, kept, -240), RowChange(f"r{gone.pk}", gone.pk, gone.version, None), new(money, "3010", 500)]
    saved = save_rows(actor, unit, YEAR, rows)
    assert saved.first is not None
    assert saved.last is not None
    back = take_back(actor, unit, YEAR, saved.first, saved.last)
    assert sorted(DetailLine.objects.values_list("pk", "amount")) == [(kept.pk, kr(-120)), (gone.pk, kr(-60))]
    assert back.count == 3
    assert back.first is not None
    assert back.last is not None
    take_back(actor, unit, YEAR, back.first, back.last)
    assert sorted(DetailLine.objects.values_list("amount", flat=True)) == [kr(-240), kr(500)]


def test_what_has_been_changed_since_is_not_taken_back(money: Money) -> None:
    line = money.line("A1", "5010", -120)
    actor, unit = money.cast.actor("manager_a1"), money.cast["A1"]
    saved = save_rows(actor, unit, YEAR, [change(money, line, -240)])
    line.refresh_from_db()
    save_rows(actor, unit, YEAR, [change(money, line, -360)])
    assert saved.first is not None
    assert saved.last is not None
    with pytest.raises(EditConflict):
        take_back(actor, unit, YEAR, saved.first, saved.last)
    with pytest.raises(RuleBroken, match="inget av dig"):
        take_back(money.cast.actor("manager_a"), unit, YEAR, saved.first, saved.last)


def test_only_the_manager_writes_and_a_locked_budget_is_not_written_in(whole_year: Money) -> None:
    money = whole_year
    with pytest.raises(Refused):
        save_rows(money.cast.actor("manager_b"), money.cast["A1"], YEAR, [new(money, "5010", -1)])
    lock_detail(money.cast.actor("manager_a1"), money.cast["A1"], YEAR)
    with pytest.raises(RuleBroken, match="låst"):
        save_rows(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, [new(money, "5010", -1)])


def test_saving_three_hundred_rows_takes_no_query_each(money: Money, django_assert_max_num_queries: Any) -> None:
    """The same number as for three, but that SQLite takes its values a thousand at a time."""
    actor, unit = money.cast.actor("manager_a1"), money.cast["A1"]
    allowed = 0 if connection.vendor == "postgresql" else 80
    added, changed = [], []
    for number in (3, 300):
        with django_assert_max_num_queries(100) as found:
            save_rows(actor, unit, YEAR, [new(money, "5010", -12, f"n{each}") for each in range(number)])
        added.append(len(found))
    lines = list(DetailLine.objects.select_related("account"))
    for some in (lines[:3], lines[3:]):
        with django_assert_max_num_queries(100) as found:
            save_rows(actor, unit, YEAR, [change(money, line, -24) for line in some])
        changed.append(len(found))
    assert max(added[0], changed[0]) <= 20
    assert added[1] - added[0] <= allowed
    assert changed[1] - changed[0] <= allowed


def test_the_page_takes_the_same_number_of_queries_for_few_lines_as_for_many(
    money: Money, django_assert_max_num_queries: Any
) -> None:
    client, counts = money.cast.client("manager_a1"), []
    for number in (2, 60):
        for _each in range(number):
            money.line("A1", "5010", -1)
        with django_assert_max_num_queries(30) as found:
            client.get(page_of(money))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_a_row_is_typed_as_one_would_in_a_spreadsheet(money: Money) -> None:
    item, code = money.cast.item("activity", "A1"), ActivityCode.objects.create(code="407", name="Förskola")
    money.account("5010")
    client = money.cast.client("manager_a1")
    sent = fields_of(client, page_of(money)) | {
        "n0-konto": "5010 Löner", "n0-hor": f"x #{item.pk}", "n0-text": "Vikarier", "n0-ar": "-12 000,50", "n0-kurva": "löner", "n0-verksamhet": "407",
    }  # fmt: skip
    answer = client.post(page_of(money), sent)
    assert answer.status_code == 302
    assert "angra=" in answer["Location"]
    line = DetailLine.objects.get()
    assert (line.amount, line.plan_item, line.curve, line.activity) == (-1_200_050, item, CurveKind.SALARY, code)
    assert "Ta tillbaka" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"n0-konto": "9999999", "n0-ar": "-1"}, "finns inte i kontoplanen"),
        ({"n0-konto": "5010", "n0-ar": "tolv"}, "går inte att läsa som ett belopp"),
        ({"n0-konto": "5010"}, "Skriv kontots"),
        ({"n0-konto": "5010", "n0-ar": "-1", "n0-hor": "Måla månen"}, "är inget som enheten arbetar med"),
        ({"n0-konto": "5010", "n0-ar": "-1", "n0-kurva": "zigzag"}, "är ingen fördelning"),
        ({"n0-konto": "5010", "n0-ar": "100"}, "kostnader skrivs med minus"),
    ],
)
def test_what_cannot_be_read_is_told_in_its_cell_and_nothing_is_saved(
    money: Money, typed: dict[str, str], words: str
) -> None:
    money.account("5010")
    client = money.cast.client("manager_a1")
    if words == "Skriv kontots":
        typed, words = {"n0-text": "Något"}, "Skriv kontots nummer"
    answer = client.post(page_of(money), fields_of(client, page_of(money)) | typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert all(text in answer.content.decode() for text in typed.values())
    assert not DetailLine.objects.exists()


def test_an_unusual_sign_is_asked_about_once(money: Money) -> None:
    money.account("5010")
    client = money.cast.client("manager_a1")
    sent = fields_of(client, page_of(money)) | {"n0-konto": "5010", "n0-ar": "100"}
    assert client.post(page_of(money), sent).status_code == 422
    assert client.post(page_of(money), sent | {"n0-menat": "on"}).status_code == 302
    assert DetailLine.objects.get().amount == kr(100)


def test_two_people_in_the_same_grid_lose_nothing(money: Money) -> None:
    line = money.line("A1", "5010", -120, text="Från början")
    one, other = money.cast.client("manager_a1"), money.cast.client("manager_a")
    first, second = fields_of(one, page_of(money)), fields_of(other, page_of(money))
    key = f"r{line.pk}"
    assert one.post(page_of(money), first | {f"{key}-text": "Min text", f"{key}-ar": "-240"}).status_code == 302
    answer = other.post(page_of(money), second | {f"{key}-text": "Hennes text"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Någon annan har skrivit ”Min text” här" in page.replace("&quot;", '"')
    line.refresh_from_db()
    assert (line.text, line.amount) == ("Min text", kr(-240)), "nothing is saved before somebody has chosen"
    grid = answer.context["grid"]
    again = {"visat": grid.seen, **{cell.key: cell.text for row in grid.rows for cell in row.shown}}
    assert other.post(page_of(money), again).status_code == 302
    line.refresh_from_db()
    assert (line.text, line.amount) == ("Hennes text", kr(-240)), "the cell she did not touch keeps what he wrote"


def test_months_are_typed_and_make_the_year(money: Money) -> None:
    line = money.line("A1", "5010", -120)
    client, address, key = money.cast.client("manager_a1"), page_of(money, query="&visa=manader"), f"r{line.pk}"
    sent = fields_of(client, address) | {f"{key}-m01": "-1 000"}
    assert client.post(address, sent).status_code == 302
    line.refresh_from_db()
    assert (line.m01, line.amount, line.curve) == (kr(-1_000), kr(-1_110), CurveKind.MANUAL)


def test_a_curve_of_the_units_own_is_made_on_its_page_and_used_in_the_grid(money: Money) -> None:
    money.account("5010")
    client = money.cast.client("manager_a1")
    address = f"{reverse('budget:curve', args=[money.cast['A1'].pk])}?ar={YEAR}"
    assert client.post(address, {"name": "Läger", "m01": "-1"}).status_code == 422
    assert client.post(address, {"name": "Läger"}).status_code == 422
    assert client.post(address, {"name": "Läger", "m06": "1", "m07": "3"}).status_code == 302
    assert client.post(address, {"name": "läger", "m06": "1"}).status_code == 422
    sent = fields_of(client, page_of(money)) | {"n0-konto": "5010", "n0-ar": "-400", "n0-kurva": "Läger"}
    client.post(page_of(money), sent)
    line = DetailLine.objects.get()
    assert (line.m06, line.m07, line.own_curve) == (kr(-100), kr(-300), Curve.objects.get())
    with pytest.raises(Refused):
        make_curve(money.cast.actor("manager_b"), money.cast["A1"], "Annans", [1] * 12)
    assert money.cast.client("manager_b").get(address).status_code == 403


def test_more_rows_than_the_blank_ones_are_read_and_a_sent_page_is_only_saved_once(money: Money) -> None:
    money.account("5010")
    client = money.cast.client("manager_a1")
    rows = {f"n{each}-konto": "5010" for each in range(30)} | {f"n{each}-ar": "-10" for each in range(30)}
    sent = fields_of(client, page_of(money)) | rows
    assert client.post(page_of(money), sent).status_code == 302
    assert DetailLine.objects.count() == 30


def test_taking_back_by_its_button_and_by_somebody_else(money: Money) -> None:
    line = money.line("A1", "5010", -120)
    client = money.cast.client("manager_a1")
    answer = client.post(page_of(money), fields_of(client, page_of(money)) | {f"r{line.pk}-ar": "-240"})
    first, last = answer["Location"].rpartition("angra=")[2].split("-")
    undo = f"{reverse('budget:undo_grid', args=[money.cast['A1'].pk, first, last])}?ar={YEAR}"
    assert money.cast.client("manager_b").post(undo).status_code == 403
    assert client.post(undo).status_code == 302
    line.refresh_from_db()
    assert line.amount == kr(-120)


def test_a_year_begins_with_the_lines_of_the_year_before(money: Money) -> None:
    goes_on, ends = money.cast.item("activity", "A1"), money.cast.item("activity", "A1", last_year=YEAR)
    with recording(system_actor(), "Test"):
        for item in (goes_on, ends, None):
            money.line("A1", "5010", -120, item=item)
    set_year_state(money.cast.actor("controller"), YEAR + 1, "planned")
    client, address = money.cast.client("manager_a1"), reverse("budget:copy_year", args=[money.cast["A1"].pk])
    assert money.cast.client("manager_b").post(f"{address}?ar={YEAR + 1}").status_code == 403
    answer = client.post(f"{address}?ar={YEAR + 1}")
    assert "angra=" in answer["Location"]
    made = DetailLine.objects.filter(year=YEAR + 1)
    assert sorted((line.amount, line.link, line.version) for line in made) == sorted(
        [(kr(-120), LineLink.PLAN_ITEM, 1), (kr(-120), LineLink.UNLINKED, 1), (kr(-120), LineLink.CORE_MISSION, 1)]
    )
    assert {line.history.get().history_change_reason for line in made} == {"Hämtade raderna från året innan"}
    with pytest.raises(RuleBroken, match="finns redan"):
        copy_year(money.cast.actor("manager_a1"), money.cast["A1"], YEAR + 1)
    with pytest.raises(RuleBroken, match="inga rader att hämta"):
        copy_year(money.cast.actor("manager_a"), money.cast["A2"], YEAR + 1)


def test_only_the_cells_that_were_written_need_to_be_sent(money: Money) -> None:
    first, second = money.line("A1", "5010", -120, text="Ett"), money.line("A1", "5010", -60, text="Två")
    client = money.cast.client("manager_a1")
    seen = client.get(page_of(money)).context["grid"].seen
    assert client.post(page_of(money), {"visat": seen, f"r{first.pk}-ar": "-240"}).status_code == 302
    assert list(DetailLine.objects.order_by("pk").values_list("pk", "amount", "text")) == [
        (first.pk, kr(-240), "Ett"),
        (second.pk, kr(-60), "Två"),
    ]


def test_three_hundred_rows_with_all_their_months_are_taken_as_one_form(money: Money) -> None:
    for _each in range(300):
        money.line("A1", "5010", -12)
    client, address = money.cast.client("manager_a1"), page_of(money, query="&visa=manader")
    sent = fields_of(client, address)
    key = next(name for name in sent if name.endswith("-m12"))
    assert client.post(address, sent | {key: "-13"}).status_code == 302
    assert DetailLine.objects.filter(m12=kr(-13)).count() == 1


def test_everything_wrong_in_a_row_is_told_at_once(money: Money) -> None:
    client = money.cast.client("manager_a1")
    typed = {"n0-konto": "99", "n0-ar": "tolv", "n0-hor": "Måla månen"}
    grid = client.post(page_of(money), fields_of(client, page_of(money)) | typed).context["grid"]
    row = next(row for row in grid.rows if row.key == "n0")
    assert [cell.field for cell in row.shown if cell.error] == ["konto", "hor", "ar"]


def test_a_code_that_is_no_longer_used_stays_where_it_stands(money: Money) -> None:
    kept = ActivityCode.objects.create(code="407", name="Förskola")
    ActivityCode.objects.create(code="440", name="Grundskola")
    line = money.line("A1", "5010", -120)
    DetailLine.objects.filter(pk=line.pk).update(activity=kept)
    ActivityCode.objects.filter(pk=kept.pk).update(in_use=False)
    client, key = money.cast.client("manager_a1"), f"r{line.pk}"
    assert client.post(page_of(money), fields_of(client, page_of(money)) | {f"{key}-ar": "-240"}).status_code == 302
    line.refresh_from_db()
    assert (line.amount, line.activity) == (kr(-240), kept)
    again = fields_of(client, page_of(money)) | {f"{key}-verksamhet": "999"}
    assert "Koden ”999” finns inte" in client.post(page_of(money), again).content.decode()


def test_a_closed_year_is_only_read(money: Money) -> None:
    money.line("A1", "5010", -120)
    client = money.cast.client("manager_a1")
    assert (
        "Skriv i rutnät"
        in client.get(f"{reverse('budget:detail', args=[money.cast['A1'].pk])}?ar={YEAR}").content.decode()
    )
    set_year_state(money.cast.actor("controller"), YEAR, "closed")
    assert "Året är avslutat" in client.get(page_of(money)).content.decode()
    assert (
        "Skriv i rutnät"
        not in client.get(f"{reverse('budget:detail', args=[money.cast['A1'].pk])}?ar={YEAR}").content.decode()
    )


def test_what_hung_on_a_part_of_the_plan_that_is_gone_is_not_taken_back(money: Money) -> None:
    item = money.cast.item("activity", "A1")
    line = money.line("A1", "5010", -120, item=item)
    actor, unit = money.cast.actor("manager_a1"), money.cast["A1"]
    saved = save_rows(actor, unit, YEAR, [change(money, line, -120)])
    item.delete()
    assert saved.first is not None
    assert saved.last is not None
    with pytest.raises(EditConflict, match="finns inte längre"):
        take_back(actor, unit, YEAR, saved.first, saved.last)
