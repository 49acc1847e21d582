"""Så styr vi: everybody reads it; the administrator changes words, levels, groupings and scales, and takes another model into use."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goals import model_files
from goals.actions import steering_model_edit as edits
from goals.actions.steering_model_switch import remove_steering_model, switch_steering_model
from goals.models import Area, Grouping, Level, ScaleKind, ScaleValue, SteeringModel
from goals.queries.scales import scales_of
from goals.queries.steering_model import as_data, switch_preview
from goals.terms import term
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import PEOPLE, Cast
from tests.goals.models_in_use import make_plan, take_into_use
from tests.goals.past import said

pytestmark = pytest.mark.django_db

YEAR = 2027
NAMES = [name for name, _role, _unit in PEOPLE]
LEVEL: dict[str, Any] = {
    "singular": "delmål", "plural": "delmål", "definite": "delmålet", "track": "goals", "owner_kind": "committee", "needs_decision": True,
    "is_activity": False, "followed_up": True, "parent_required": True, "many_parents": False, "period_years": None, "max_count": None,
}  # fmt: skip


@pytest.fixture
def heby(cast: Cast) -> SteeringModel:
    """Heby's model from 2027, unused."""
    return take_into_use("heby", YEAR)


def now(model: SteeringModel) -> SteeringModel:
    return SteeringModel.objects.get(pk=model.pk)


def form_of(level: Level, version: int, **changes: Any) -> dict[str, Any]:
    """What the level's form sends when nothing but ``changes`` is touched."""
    sent = {name: getattr(level, name) for name in LEVEL} | {"parent": level.parent_id, "version": version} | changes
    return {name: "on" if value is True else value for name, value in sent.items() if value not in (None, False)}


def post(client: Client, name: str, pk: int, data: dict[str, Any], *more: Any) -> Any:
    return client.post(reverse(f"goals:{name}", args=[pk, *more]), data)


@pytest.mark.parametrize("person", NAMES)
def test_everybody_reads_how_the_municipality_steers_and_only_the_administrator_may_change_it(
    cast: Cast, person: str
) -> None:
    client = cast.client(person)
    page = client.get("/mal/styrmodell/").content.decode()
    assert "Fokusområde" in page
    assert "Ägs av nämnd eller styrelse." in page
    edits_it = person == "administrator"
    assert ("Byt styrmodell från ett nytt år" in page) == edits_it
    assert ("Lägg till en nivå" in page) == edits_it
    model = SteeringModel.objects.get()
    level = model.levels.get(key="focus")
    for address in (
        reverse("goals:steering_model_switch"),
        reverse("goals:steering_model_terms", args=[model.pk]),
        reverse("goals:level_edit", args=[level.pk]),
        reverse("goals:level_create", args=[model.pk]),
        reverse("goals:grouping_create", args=[model.pk]),
        reverse("goals:steering_model_remove", args=[model.pk]),
    ):
        assert client.get(address).status_code == (200 if edits_it else 403)


@pytest.mark.parametrize("person", [name for name in NAMES if name != "administrator"])
def test_no_action_is_done_for_anybody_else(cast: Cast, heby: SteeringModel, person: str) -> None:
    actor, level = cast.actor(person), heby.levels.get(key="improvement")
    step, grouping = heby.scale_values.first(), heby.groupings.get()
    area = grouping.areas.first()
    assert step is not None
    assert area is not None
    version = heby.version
    attempts = [
        lambda: edits.rename_model(actor, heby, version, "Nytt"),
        lambda: edits.set_terms(actor, heby, version, {"committee": "utskott"}),
        lambda: edits.add_level(actor, heby, version, parent=None, **LEVEL),
        lambda: edits.edit_level(actor, level, version, singular="x"),
        lambda: edits.move_level(actor, level, version, up=True),
        lambda: edits.remove_level(actor, level, version),
        lambda: edits.add_grouping(actor, heby, version, singular="a", plural="b"),
        lambda: edits.edit_grouping(actor, grouping, version, singular="a", plural="b"),
        lambda: edits.remove_grouping(actor, grouping, version),
        lambda: edits.add_area(actor, grouping, version, name="a"),
        lambda: edits.edit_area(actor, area, version, name="a"),
        lambda: edits.remove_area(actor, area, version),
        lambda: edits.adopt_scale(actor, heby, version, "status"),
        lambda: edits.add_step(actor, heby, version, "status", text="x"),
        lambda: edits.edit_step(actor, step, version, text="x"),
        lambda: edits.move_step(actor, step, version, up=True),
        lambda: switch_steering_model(actor, model_files.read_ours("sala"), 2030),
        lambda: remove_steering_model(actor, heby, version),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert now(heby).version == version


def test_the_page_costs_the_same_queries_whatever_the_model_holds(cast: Cast, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client("administrator")
    counts = []
    for year in (2026, YEAR):
        if year == YEAR:
            make_plan(cast, take_into_use("eskilstuna", YEAR), YEAR)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/mal/styrmodell/?ar={year}").status_code == 200
        counts.append(len(queries))
    assert counts[1] - counts[0] <= 1, "groupings bring their areas with them"
    assert counts[1] <= 22


def test_words_are_changed_also_where_items_stand_but_not_the_chain(cast: Cast, heby: SteeringModel) -> None:
    make_plan(cast, heby, YEAR)
    level, client = heby.levels.get(key="effect_goal"), cast.client("administrator")
    page = client.get(reverse("goals:level_edit", args=[level.pk])).content.decode()
    assert "Planen har 1 del på den här nivån" in page
    assert 'name="owner_kind"' not in page
    assert post(client, "level_edit", level.pk, form_of(level, heby.version, singular="nämndmål")).status_code == 302
    assert Level.objects.get(pk=level.pk).singular == "nämndmål"
    assert said(level) == ("administrator", "Ändrade nivån effektmål")
    with pytest.raises(RuleBroken, match="Orden kan ändras") as broken:
        edits.edit_level(cast.actor("administrator"), level, now(heby).version, owner_kind="council")
    assert broken.value.field == "owner_kind"
    with pytest.raises(RuleBroken, match="Planen har 1 del"):
        edits.remove_level(cast.actor("administrator"), level, now(heby).version)


def test_a_level_is_added_moved_and_removed(cast: Cast, heby: SteeringModel) -> None:
    client = cast.client("administrator")
    above = heby.levels.get(key="direction")
    sent = {**{k: v for k, v in LEVEL.items() if v not in (None, False)}, "parent": above.pk, "version": heby.version}
    assert post(client, "level_create", heby.pk, sent).status_code == 302
    made = heby.levels.get(singular="delmål")
    assert made.order == 6
    for _step in range(3):
        post(client, "level_move", made.pk, {"version": now(heby).version, "upp": "1"})
    keys = list(heby.levels.order_by("order").values_list("key", flat=True))
    assert keys == ["vision", "direction", "delmal", "effect_goal", "improvement", "activity"]
    with pytest.raises(RuleBroken, match="svarar på"):
        edits.move_level(cast.actor("administrator"), Level.objects.get(pk=made.pk), now(heby).version, up=True)
    assert "försvinner ur styrmodellen" in client.get(reverse("goals:level_remove", args=[made.pk])).content.decode()
    assert post(client, "level_remove", made.pk, {"version": now(heby).version}).status_code == 302
    assert not Level.objects.filter(pk=made.pk).exists()
    with pytest.raises(RuleBroken, match="Ändra det först"):
        edits.remove_level(cast.actor("administrator"), above, now(heby).version)


def test_the_wall_between_what_and_how_holds_in_the_model_itself(cast: Cast, heby: SteeringModel) -> None:
    actor = cast.actor("administrator")
    for changes, field in (
        ({"owner_kind": "unit", "needs_decision": True}, "needs_decision"),
        ({"owner_kind": "committee", "is_activity": True}, "is_activity"),
    ):
        with pytest.raises(RuleBroken) as broken:
            edits.add_level(actor, heby, now(heby).version, parent=None, **(LEVEL | changes))
        assert broken.value.field == field


def test_two_administrators_are_told_of_each_other(cast: Cast, heby: SteeringModel) -> None:
    level, client = heby.levels.get(key="improvement"), cast.client("administrator")
    edits.edit_level(cast.actor("administrator"), level, heby.version, singular="förbättring")
    response = post(client, "level_edit", level.pk, form_of(level, heby.version, singular="utvecklingsområde"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "förbättring" in page
    assert "utvecklingsområde" in page
    assert f'name="version" value="{now(heby).version}"' in page
    with pytest.raises(EditConflict):
        edits.move_level(cast.actor("administrator"), level, heby.version, up=True)


def test_the_words_are_changed_and_used(cast: Cast, heby: SteeringModel) -> None:
    client = cast.client("administrator")
    sent = {"version": heby.version, "department": "sektor", "departments": "sektorer", "the_department": "sektorn"}
    assert post(client, "steering_model_terms", heby.pk, sent).status_code == 302
    assert term("department", YEAR) == "sektor"
    assert term("committee", YEAR) == "nämnd", "an empty word is Sala's"
    assert term("department", 2026) == "kontor", "the year before has its own"
    assert said(heby)[1] == "Ändrade styrmodellens ord"


def test_the_name_is_one_of_a_kind(cast: Cast, heby: SteeringModel) -> None:
    client = cast.client("administrator")
    response = post(client, "steering_model_rename", heby.pk, {"version": heby.version, "name": "Prov"})
    assert response.status_code == 422
    assert "heter så" in response.content.decode()
    assert post(client, "steering_model_rename", heby.pk, {"version": heby.version, "name": "Hebys"}).status_code == 302
    assert now(heby).name == "Hebys"


def test_groupings_and_areas_are_kept(cast: Cast, heby: SteeringModel) -> None:
    client = cast.client("administrator")
    sent = {"version": heby.version, "singular": "målområde", "plural": "målområden"}
    assert post(client, "grouping_create", heby.pk, sent).status_code == 302
    grouping = Grouping.objects.get(plural="målområden")
    assert grouping.key == "malomrade"
    assert post(client, "area_create", grouping.pk, {"version": now(heby).version, "name": "Skola"}).status_code == 302
    area = Area.objects.get(name="Skola")
    again = post(client, "area_create", grouping.pk, {"version": now(heby).version, "name": "Skola"})
    assert again.status_code == 422
    assert post(client, "area_edit", area.pk, {"version": now(heby).version, "name": "Lärande"}).status_code == 302
    changed = {"version": now(heby).version, "singular": "fält", "plural": "fält"}
    assert post(client, "grouping_edit", grouping.pk, changed).status_code == 302
    item = cast.item("focus", "A", area=Area.objects.get(pk=area.pk))
    for name, pk in (("area_remove", area.pk), ("grouping_remove", grouping.pk)):
        response = post(client, name, pk, {"version": now(heby).version})
        assert response.status_code == 422
        assert "Delar av planen står i" in response.content.decode()
    type(item).objects.filter(pk=item.pk).update(area=None)
    assert post(client, "area_remove", area.pk, {"version": now(heby).version}).status_code == 302
    assert post(client, "grouping_remove", grouping.pk, {"version": now(heby).version}).status_code == 302
    assert heby.groupings.count() == 1


def test_a_scales_steps_are_added_changed_moved_and_taken_out_of_use(cast: Cast, heby: SteeringModel) -> None:
    client = cast.client("administrator")
    sent = {"text": "i huvudsak", "interim_text": "nästan", "symbol": "●", "tone": "info", "in_use": "on"}
    response = post(client, "scale_step_create", heby.pk, sent | {"version": heby.version}, "status")
    assert response.status_code == 302
    step = ScaleValue.objects.get(text="i huvudsak")
    assert (step.key, step.order) == ("i-huvudsa", 5)
    for _place in range(3):
        post(client, "scale_step_move", step.pk, {"version": now(heby).version, "upp": "1"})
    assert list(scales_of(YEAR).status.keys) == ["met", "i-huvudsa", "partly", "not_met", "cannot"]
    unused = {name: value for name, value in sent.items() if name != "in_use"}
    assert post(client, "scale_step_edit", step.pk, unused | {"version": now(heby).version}).status_code == 302
    assert "i-huvudsa" not in {each.key for each in scales_of(YEAR).status.offered()}
    cannot = ScaleValue.objects.get(steering_model=heby, key="cannot")
    weaker = {"text": "vet ej", "symbol": "?", "tone": "neutral", "in_use": "on", "version": now(heby).version}
    response = post(client, "scale_step_edit", cannot.pk, weaker)
    assert response.status_code == 422
    assert "behöver alltid ett skäl" in response.content.decode()


def test_a_model_without_a_scale_takes_over_salas_before_it_is_changed(cast: Cast) -> None:
    model, client = SteeringModel.objects.get(), cast.client("administrator")
    page = client.get("/mal/styrmodell/").content.decode()
    assert page.count("Styrmodellen har ingen egen skala") == 3
    with pytest.raises(RuleBroken, match="Lägg först in skalan"):
        edits.add_step(
            cast.actor("administrator"), model, model.version, ScaleKind.TREND, text="x", symbol="–", tone="neutral",
            interim_text="", needs_reason=False, in_use=True,
        )  # fmt: skip
    before = scales_of(2026).trend
    assert post(client, "scale_adopt", model.pk, {"version": model.version}, "trend").status_code == 302
    assert scales_of(2026).trend.steps == before.steps
    assert ScaleValue.objects.filter(steering_model=model).count() == 4
    assert post(client, "scale_adopt", model.pk, {"version": now(model).version}, "humor").status_code in (
        400,
        409,
        422,
    )


def test_a_change_of_model_is_shown_before_it_is_made(cast: Cast) -> None:
    cast.chain()
    cast.item("vision", "KF", first_year=2020, last_year=2024)
    client = cast.client("administrator")
    chosen = {"model": "heby", "from_year": "2028", "name": ""}
    page = client.post(reverse("goals:steering_model_switch"), chosen | {"gor": "visa"}).content.decode()
    assert "Så blir det från 2028 med Heby kommuns styrmodell" in page
    assert "används inte för nytt" in page
    assert SteeringModel.objects.count() == 1, "looking changes nothing"
    preview = switch_preview(model_files.read_ours("heby"), 2027)
    assert (preview.stays, preview.goes_on) == (1, 5)
    assert {change.word for change in preview.levels} == {"same", "renamed", "gone", "new"}
    response = client.post(reverse("goals:steering_model_switch"), chosen | {"gor": "byt"})
    made = SteeringModel.objects.get(first_year=2028)
    assert response["Location"] == reverse("goals:steering_model", args=[made.pk])
    assert SteeringModel.objects.get(name="Prov").last_year == 2027


def test_a_copy_of_the_present_model_can_be_changed_for_a_new_year(cast: Cast) -> None:
    cast.chain()
    client = cast.client("administrator")
    chosen = {"model": "kopia", "from_year": "2028", "name": "", "gor": "byt"}
    assert client.post(reverse("goals:steering_model_switch"), chosen).status_code == 422
    assert client.post(reverse("goals:steering_model_switch"), chosen | {"name": "Prov två"}).status_code == 302
    copy = SteeringModel.objects.get(name="Prov två")
    original = SteeringModel.objects.get(name="Prov")
    levels = "key", "singular", "track", "owner_kind", "parent__key", "followed_up"
    assert list(copy.levels.order_by("order").values_list(*levels)) == list(
        original.levels.order_by("order").values_list(*levels)
    )
    focus = copy.levels.get(key="focus")
    edits.edit_level(cast.actor("administrator"), focus, copy.version, owner_kind="board")
    assert Level.objects.get(pk=focus.pk).owner_kind == "board", "nothing stands on it yet, so the chain can be changed"


@pytest.mark.parametrize("name", model_files.names())
def test_a_model_written_out_is_the_model_read_in(cast: Cast, name: str) -> None:
    model = take_into_use(name, YEAR)
    filed = model_files.read_ours(name)
    written = as_data(model, model.name)
    assert [level["key"] for level in written["levels"]] == [level["key"] for level in filed["levels"]]
    for mine, theirs in zip(written["levels"], filed["levels"], strict=True):
        assert theirs.items() <= mine.items()
    assert written["groupings"] == filed["groupings"]
    assert written["terms"] == filed["terms"]
    assert {(s["kind"], s["key"], s["text"]) for s in written["scales"]} == {
        (s["kind"], s["key"], s["text"]) for s in filed["scales"]
    }


def test_an_unused_model_can_be_taken_back_and_a_used_one_not(cast: Cast, heby: SteeringModel) -> None:
    client = cast.client("administrator")
    assert "fortsätter" in client.get(reverse("goals:steering_model_remove", args=[heby.pk])).content.decode()
    assert post(client, "steering_model_remove", heby.pk, {"version": heby.version}).status_code == 302
    assert SteeringModel.objects.get().last_year is None, "the one before goes on"
    again = take_into_use("heby", YEAR)
    make_plan(cast, again, YEAR)
    response = post(client, "steering_model_remove", again.pk, {"version": again.version})
    assert response.status_code == 422
    only = SteeringModel.objects.get(name="Prov")
    with pytest.raises(RuleBroken, match="enda styrmodellen"):
        remove_steering_model(cast.actor("administrator"), only, only.version)


def test_a_year_without_a_model_says_who_brings_one_in(cast: Cast) -> None:
    page = cast.client("politician_a").get("/mal/styrmodell/?ar=1995").content.decode()
    assert "Ingen styrmodell gäller 1995" in page
    assert "Prov" in page


def test_a_level_passes_the_nearest_of_its_own_track_in_one_step(cast: Cast, heby: SteeringModel) -> None:
    actor = cast.actor("administrator")

    def add(word: str, track: str, parent: Level | None = None) -> Level:
        words = {"singular": word, "plural": word, "definite": word, "track": track, "parent": parent}
        return edits.add_level(actor, heby, now(heby).version, **(LEVEL | words))

    def keys() -> list[str]:
        return list(heby.levels.order_by("order").values_list("key", flat=True))[5:]

    first = add("forst", "priorities")
    add("mal-under", "goals", first)
    second = add("sist", "priorities")
    edits.move_level(actor, second, now(heby).version, up=True)
    assert keys() == ["sist", "forst", "mal-under"]
    edits.move_level(actor, Level.objects.get(pk=second.pk), now(heby).version, up=False)
    assert keys() == ["forst", "sist", "mal-under"], "what answers to the first still stands after it"
    under = add("under-sist", "priorities", second)
    with pytest.raises(RuleBroken, match="svarar på"):
        edits.move_level(actor, under, now(heby).version, up=True)
