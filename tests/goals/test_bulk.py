"""Changing many at once: each shown before and after, one history row each, nothing of others' lost, and undone in one go."""

from typing import Any

import pytest

from goals import actions
from goals.actions.bulk import change_many, change_owner, undo_many
from goals.models import Area, Grouping, ItemState, PlanItem
from goals.queries.bulk import preview, whole_rows
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.goals.past import count, newest, said

PAGE = "/mal/flera/"


def activities(cast: Cast, number: int = 3, **fields: Any) -> list[PlanItem]:
    strategy = cast.item("strategy", "verksA")
    made = [cast.item("activity", "A1", parent=strategy, title=f"Aktivitet {n}", **fields) for n in range(number)]
    return [PlanItem.objects.get(pk=item.pk) for item in made]


def pairs(items: list[PlanItem]) -> list[tuple[int, int]]:
    return [(item.pk, item.version) for item in items]


def now(item: PlanItem) -> PlanItem:
    found: PlanItem = PlanItem.objects.get(pk=item.pk)
    return found


def test_many_get_a_new_responsible_with_one_history_row_each_and_the_same_reason(cast: Cast) -> None:
    items = activities(cast)
    person = cast.user("staff_a1")
    result = change_many(cast.actor("manager_a1"), "responsible", person, pairs(items), "Ny på jobbet")
    assert (result.changed, result.left_out) == (3, ())
    for item in items:
        assert (now(item).responsible, now(item).version, count(item)) == (person, 2, 2)
        assert said(item) == ("manager_a1", "Ny på jobbet")
        assert newest(item).responsible_id == person.pk


def test_what_somebody_else_changed_meanwhile_is_left_out_and_told(cast: Cast) -> None:
    items = activities(cast)
    actions.edit_item(cast.actor("staff_a1"), items[1], 1, title="Andras rubrik")
    result = change_many(cast.actor("manager_a1"), "last_year", 2026, pairs(items), "Slut")
    assert result.changed == 2
    assert [(item.pk, why) for item, why in result.left_out] == [
        (items[1].pk, "Någon annan har ändrat det sedan du tittade.")
    ]
    assert (now(items[1]).last_year, now(items[1]).title) == (2027, "Andras rubrik")


def test_each_that_cannot_be_changed_says_why(cast: Cast) -> None:
    chain = cast.chain()
    ended = cast.item("activity", "A1", state=ItemState.ENDED)
    closed = cast.item("activity", "A1", first_year=2025, last_year=2025)
    others = cast.item("activity", "B1")
    items = [*chain.values(), ended, closed, others]
    rows = {
        row.item.pk: row
        for row in preview(cast.actor("head_a"), whole_rows(system_actor(), [i.pk for i in items]), "last_year", 2026)
    }
    assert rows[chain["activity"].pk].will_change
    assert (rows[chain["activity"].pk].before, rows[chain["activity"].pk].after) == ("2027", "2026")
    assert rows[ended.pk].why_not == "Det är avslutat."
    assert "Rätta som en ny lydelse" in rows[closed.pk].why_not
    assert "Enhet B1" in rows[others.pk].why_not
    assert "förtroendevalda" in rows[chain["focus"].pk].why_not


def test_what_is_decided_keeps_its_text_but_can_get_another_to_answer_for_it(cast: Cast) -> None:
    focus = cast.chain()["focus"]
    chair = cast.actor("chair_a")
    result = change_many(chair, "last_year", 2026, [(focus.pk, 1)], "Kortare")
    assert [why for _item, why in result.left_out] == ["Det är beslutat. Gör en ny lydelse."]
    assert change_many(chair, "responsible", cast.user("chair_a"), [(focus.pk, 1)], "Ny ordförande").changed == 1
    assert now(focus).state == ItemState.DECIDED
    result = change_many(chair, "responsible", None, [(focus.pk, 2)], "Ingen")
    assert [why for _item, why in result.left_out] == ["Det som är beslutat behöver en ansvarig."]


def test_a_status_is_for_activities_in_force_and_of_their_own_scale(cast: Cast) -> None:
    chain = cast.chain()
    actor = cast.actor("manager_a")
    both = [(chain["activity"].pk, 1), (chain["strategy"].pk, 1)]
    result = change_many(actor, "activity_status", "done", both, "Klart")
    assert result.changed == 1
    assert [why for _item, why in result.left_out] == ["Det har inget genomförandeläge."]
    assert now(chain["activity"]).activity_status == "done"
    result = change_many(actor, "activity_status", "hittepå", [(chain["activity"].pk, 2)], "Klart")
    assert [why for _item, why in result.left_out] == ["Läget finns inte i dess skala."]


def test_an_owner_is_changed_by_one_who_writes_for_both_and_to_the_right_kind(cast: Cast) -> None:
    items = activities(cast)
    assert change_many(cast.actor("manager_a"), "owner", cast["A2"], pairs(items), "Omorganisation").changed == 3
    assert now(items[0]).owner == cast["A2"]
    items = [now(item) for item in items]
    result = change_many(cast.actor("head_a"), "owner", cast["B1"], pairs(items), "Flytt")
    assert result.changed == 0
    assert {why for _item, why in result.left_out} == {
        "Det här ägs av Enhet B1. Det skrivs av chefer och medarbetare där."
    }
    result = change_many(cast.actor("head_a"), "owner", cast["A"], pairs(items), "Flytt")
    assert "kan inte äga aktivitet" in result.left_out[0][1]
    result = change_many(cast.actor("manager_a1"), "owner", cast["A1"], pairs(items), "Flytt")
    assert "Enhet A2" in result.left_out[0][1]


def test_one_owner_is_changed_by_itself_with_the_same_rules(cast: Cast) -> None:
    item = activities(cast, 1)[0]
    with pytest.raises(Refused, match="Enhet B1"):
        change_owner(cast.actor("head_a"), item, cast["B1"], 1)
    with pytest.raises(Refused, match="Enhet A1"):
        change_owner(cast.actor("manager_b"), item, cast["B1"], 1)
    with pytest.raises(EditConflict):
        change_owner(cast.actor("head_a"), item, cast["A2"], 7)
    changed = change_owner(cast.actor("head_a"), item, cast["A2"], 1)
    assert changed.owner == cast["A2"]
    assert said(item) == ("head_a", "Bytte ägare till Enhet A2")
    focus = cast.item("focus", "A")
    with pytest.raises(RuleBroken, match="beslutat"):
        change_owner(system_actor(), focus, cast["B"], 1)


def test_an_area_is_of_the_items_own_model(cast: Cast) -> None:
    items = activities(cast, 2)
    with recording(system_actor(), "Test"):
        grouping = Grouping.objects.create(
            steering_model=cast.levels["goal"].steering_model,
            key="omrade",
            order=1,
            singular="område",
            plural="områden",
        )
        area = Area.objects.create(grouping=grouping, order=1, name="Barn och unga")
    assert change_many(cast.actor("manager_a1"), "area", area, pairs(items), "Sorterade").changed == 2
    assert now(items[0]).area == area


@pytest.mark.parametrize("name", ["controller", "auditor", "administrator", "outsider"])
def test_those_who_write_nothing_change_nothing(cast: Cast, name: str) -> None:
    items = activities(cast)
    with pytest.raises(Refused):
        change_many(cast.actor(name), "last_year", 2026, pairs(items), "Slut")
    assert cast.client(name).get(f"{PAGE}?del={items[0].pk}").status_code == 403
    assert 'name="del"' not in cast.client(name).get("/mal/?ar=2026&som=tabell").content.decode()


def test_an_undo_makes_the_opposite_change_where_nothing_has_happened_since(cast: Cast) -> None:
    items = activities(cast, responsible=cast.user("staff_a1"))
    actor = cast.actor("manager_a1")
    done = change_many(actor, "responsible", cast.user("manager_a1"), pairs(items), "Fel")
    actions.edit_item(cast.actor("staff_a1"), items[2], 2, title="Ändrad sedan dess")
    undone = undo_many(actor, done.first, done.last)
    assert undone.changed == 2
    assert [(item.pk, why) for item, why in undone.left_out] == [(items[2].pk, "Det har ändrats igen sedan dess.")]
    assert now(items[0]).responsible == cast.user("staff_a1")
    assert now(items[2]).responsible == cast.user("manager_a1")
    assert said(items[0]) == ("manager_a1", "Ångrade: Fel")
    again = undo_many(actor, undone.first, undone.last)
    assert now(items[0]).responsible == cast.user("manager_a1")
    assert again.changed == 2


def test_nobody_undoes_what_others_have_done(cast: Cast) -> None:
    items = activities(cast)
    done = change_many(cast.actor("manager_a1"), "last_year", 2026, pairs(items), "Slut")
    with pytest.raises(RuleBroken, match="inget att ångra"):
        undo_many(cast.actor("manager_a"), done.first, done.last)
    assert cast.client("manager_a").get(f"{PAGE}{done.first}-{done.last}/").status_code == 404


def test_the_cost_is_the_same_for_many_as_for_few(cast: Cast, django_assert_max_num_queries: Any) -> None:
    actor = cast.actor("manager_a1")
    few, many = activities(cast, 2), activities(cast, 12)
    with django_assert_max_num_queries(30) as small:
        change_many(actor, "last_year", 2026, pairs(few), "Slut")
    with django_assert_max_num_queries(30) as large:
        change_many(actor, "last_year", 2026, pairs(many), "Slut")
    assert len(small) == len(large)
    with django_assert_max_num_queries(5) as small:
        preview(actor, whole_rows(actor, [item.pk for item in few]), "last_year", 2025)
    with django_assert_max_num_queries(5) as large:
        preview(actor, whole_rows(actor, [item.pk for item in many]), "last_year", 2025)
    assert len(small) == len(large)


def test_from_the_table_to_the_change_and_back(cast: Cast) -> None:
    items = activities(cast)
    client = cast.client("manager_a1")
    table = client.get("/mal/?ar=2026&som=tabell").content.decode()
    assert f'value="{items[0].pk}" form="flera"' in table
    address = f"{PAGE}?ar=2026&del={items[0].pk}&del={items[1].pk}"
    html = client.get(address).content.decode()
    assert "2 delar är valda" in html
    assert client.get(f"{address}&falt=last_year&last_year=").status_code == 422
    html = client.get(f"{address}&falt=last_year&last_year=2026").content.decode()
    assert "2 delar ändras" in html
    rows = f"{items[0].pk}-1,{items[1].pk}-1"
    assert f'value="{rows}"' in html
    sent = {"falt": "last_year", "last_year": "2026", "rader": rows}
    assert client.post(f"{PAGE}andra/", sent).status_code == 422
    response = client.post(f"{PAGE}andra/", sent | {"reason": "Kortare"}, follow=True)
    html = response.content.decode()
    assert "2 delar är ändrade" in html
    assert "Ångra" in html
    assert now(items[0]).last_year == 2026
    response = client.post(f"{response.request['PATH_INFO']}angra/", follow=True)
    assert "Ångrade: Kortare" in response.content.decode()
    assert now(items[0]).last_year == 2027


def test_all_that_match_the_filter_are_chosen_by_the_same_address(cast: Cast) -> None:
    activities(cast)
    cast.item("activity", "A1", title="Något annat")
    html = cast.client("manager_a1").get(f"{PAGE}?ar=2026&q=Aktivitet&alla=ja").content.decode()
    assert "3 delar är valda" in html
    assert "Något annat" not in html


def test_what_was_left_out_is_told_on_the_page_of_what_was_done(cast: Cast) -> None:
    items = activities(cast)
    actions.edit_item(cast.actor("staff_a1"), items[1], 1, description="Nytt")
    rows = ",".join(f"{item.pk}-1" for item in items)
    sent = {"falt": "last_year", "last_year": "2026", "rader": rows, "reason": "Kortare"}
    client = cast.client("manager_a1")
    address = client.post(f"{PAGE}andra/", sent)["Location"]
    html = client.get(address).content.decode()
    assert "Ändrades inte" in html
    assert "Aktivitet 1</a>: Någon annan har ändrat det sedan du tittade." in html
    assert "Aktivitet 1</a></li>" in cast.client("manager_a1").get(address).content.decode(), (
        "another log-in knows which"
    )


def test_nothing_gets_a_last_year_before_the_first_that_is_open_and_the_page_says_why(cast: Cast) -> None:
    items = activities(cast, 2)
    result = change_many(cast.actor("manager_a1"), "last_year", 2025, pairs(items), "Slut")
    assert (result.changed, {why for _item, why in result.left_out}) == (
        0,
        {"Åren är avslutade. Minst ett av dem behöver vara ett år som inte är det."},
    )
    rows = ",".join(f"{item.pk}-1" for item in items)
    sent = {"falt": "last_year", "last_year": "2025", "rader": rows, "reason": "Slut"}
    html = cast.client("manager_a1").post(f"{PAGE}andra/", sent, follow=True).content.decode()
    assert "Inget ändrades" in html
    assert "Åren är avslutade. Minst ett" in html
    assert now(items[0]).last_year == 2027


def test_a_choice_of_nothing_or_a_broken_page_is_answered_calmly(cast: Cast) -> None:
    client = cast.client("manager_a1")
    assert "Inget är valt" in client.get(PAGE).content.decode()
    assert client.get(PAGE).status_code == 409
    assert client.post(f"{PAGE}andra/", {"falt": "last_year", "last_year": "x", "rader": "a-b"}).status_code == 409
    items = activities(cast, 1)
    sent = {"falt": "last_year", "last_year": "2027", "rader": f"{items[0].pk}-1", "reason": "Samma"}
    assert client.post(f"{PAGE}andra/", sent)["Location"] == "/mal/"


def test_many_are_shown_page_by_page_and_all_are_changed(cast: Cast) -> None:
    items = activities(cast, 203)
    stopped = cast.item("activity", "A1", state=ItemState.ENDED, title="Aktivitet avslutad")
    client = cast.client("manager_a1")
    html = client.get(f"{PAGE}?ar=2026&q=Aktivitet&alla=ja&falt=last_year&last_year=2026").content.decode()
    assert "203 delar ändras" in html
    assert html.index(stopped.title) < html.index("Aktivitet 0<")
    assert "sida=2" in html
    rows = ",".join(f"{item.pk}-1" for item in items)
    sent = {"falt": "last_year", "last_year": "2026", "rader": rows, "reason": "Kortare"}
    html = client.post(f"{PAGE}andra/", sent, follow=True).content.decode()
    assert "203 delar är ändrade" in html
    assert not PlanItem.objects.filter(pk__in=[item.pk for item in items], last_year=2027).exists()


def test_one_items_page_leads_to_a_new_responsible_also_when_it_is_decided(cast: Cast) -> None:
    focus = cast.chain()["focus"]
    address = f"/mal/flera/?ar=2026&amp;del={focus.pk}"
    assert address in cast.client("chair_a").get(f"/mal/{focus.pk}/?ar=2026").content.decode()
    assert address not in cast.client("chair_b").get(f"/mal/{focus.pk}/?ar=2026").content.decode()
    person = cast.user("politician_a")
    query = f"{PAGE}?ar=2026&del={focus.pk}&falt=responsible&responsible={person.pk}"
    assert "1 del ändras" in cast.client("chair_a").get(query).content.decode()
