"""Four municipalities' models: each loads, carries a plan and speaks its own words; changing model leaves what was (invariants 13–15, 24)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from goals import actions, model_files
from goals.models import ItemState, Level, PlanItem, ScaleValue, SteeringModel
from goals.queries import leftovers, plan_rows
from goals.queries.choices import first_steps, items_to_assess, steps_below
from goals.queries.limits import over_the_limit, proposed_last_year
from goals.terms import all_wanted, owner_word, term, wanted
from sala_styr.decisions.models import Year, YearState
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import ANONYMOUS, system_actor
from tests.cast import Cast
from tests.goals.models_in_use import add, company_chair, make_plan, take_into_use

pytestmark = pytest.mark.django_db

NAMES = ["sala", "heby", "eskilstuna", "vadstena"]
YEAR = 2027


def capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@pytest.mark.parametrize("name", NAMES)
def test_each_model_loads_on_a_fresh_database_and_again_without_a_trace(name: str, db: None) -> None:
    call_command("steering_model", "load", name, stdout=StringIO())
    model = SteeringModel.objects.get()
    traces = SteeringModel.history.count(), Level.history.count(), ScaleValue.history.count()
    out = StringIO()
    call_command("steering_model", "load", name, stdout=out)
    assert f"0 nya nivåer, 0 ändrade, {model.levels.count()} som förut" in out.getvalue()
    assert traces == (SteeringModel.history.count(), Level.history.count(), ScaleValue.history.count())
    assert {step.kind for step in ScaleValue.objects.all()} == {"status", "trend", "activity"}
    assert model.version == SteeringModel.objects.get().version


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_made_in_each_and_its_pages_use_its_words(name: str, cast: Cast) -> None:
    model = take_into_use(name, YEAR)
    plan = make_plan(cast, model, YEAR)
    client = cast.client("controller")
    thread = client.get(f"/mal/?ar={YEAR}&visa=alla").content.decode()
    model_page = client.get(f"/mal/styrmodell/?ar={YEAR}").content.decode()
    for level in model.levels.all():
        assert capital(level.singular) in thread
        assert plan[level.key].title in thread
        page = client.get(reverse("goals:item", args=[plan[level.key].pk]) + f"?ar={YEAR}").content.decode()
        assert f'<p class="kicker">{capital(level.singular)}' in page
        assert capital(level.singular) in model_page
    assert term("department", YEAR) == ("kontor" if name == "sala" else "förvaltning")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_followed_up_is_what_the_model_says(name: str, cast: Cast) -> None:
    model = take_into_use(name, YEAR)
    plan = make_plan(cast, model, YEAR)
    assessed = {item.pk for item in items_to_assess([item.owner_id for item in plan.values()], YEAR)}
    assert assessed == {item.pk for key, item in plan.items() if key != "vision"}
    expected = {"sala": "Mål och prioriteringar", "vadstena": "Uppdrag"}.get(name, "Mål")
    assert all_wanted(YEAR) == expected


def test_one_and_many_of_what_is_wanted_are_said_rightly(cast: Cast) -> None:
    assert wanted(2026, 1) == "1 mål eller prioritering"
    assert wanted(2026, 12) == "12 mål och prioriteringar"
    take_into_use("vadstena", YEAR)
    assert wanted(YEAR, 1) == "1 uppdrag"


def test_the_owners_are_called_what_the_municipality_calls_them(cast: Cast) -> None:
    model = take_into_use("heby", YEAR)
    levels = {level.key: owner_word(level, YEAR) for level in model.levels.all()}
    assert levels["improvement"] == "förvaltning"
    assert levels["activity"] == "enhet"


def test_an_eskilstuna_commitment_may_stand_by_itself_and_a_company_may_own_it(cast: Cast) -> None:
    model = take_into_use("eskilstuna", YEAR)
    levels = {level.key: level for level in model.levels.select_related("parent")}
    company_chair(cast)
    assert "commitment" in [step.key for step in first_steps(cast.actor("chair_company"), YEAR)]
    item = add(cast, levels["commitment"], "bolaget", "chair_company", None, YEAR)
    assert item.parent_id is None
    assert item.title in cast.client("controller").get(f"/mal/?ar={YEAR}").content.decode()
    loose = leftovers(YEAR, plan_rows(ANONYMOUS, YEAR)).loose
    assert item.pk not in {row.pk for row in loose}, "it is allowed to stand by itself"


def test_a_commitment_is_added_at_the_top_from_the_thread(cast: Cast) -> None:
    model = take_into_use("eskilstuna", YEAR)
    make_plan(cast, model, YEAR)
    level = model.levels.get(key="commitment")
    client = cast.client("chair_a")
    address = f"{reverse('goals:create_top')}?niva={level.pk}&amp;ar={YEAR}"
    assert address in client.get(f"/mal/?ar={YEAR}").content.decode()
    sent = {"title": "Korta köerna", "owner": cast["A"].pk, "first_year": YEAR, "last_year": YEAR}
    response = client.post(address.replace("&amp;", "&"), sent)
    made = PlanItem.objects.get(title="Korta köerna")
    assert response.status_code == 302
    assert (made.parent_id, made.step_id, made.state) == (None, level.pk, ItemState.DRAFT)


def test_the_vision_is_not_offered_again_where_there_is_one(cast: Cast) -> None:
    assert "Lägg till: vision" in cast.client("kf_chair").get("/mal/?ar=2026").content.decode()
    cast.item("vision", "KF")
    assert "Lägg till: vision" not in cast.client("kf_chair").get("/mal/?ar=2026").content.decode()


def test_a_level_proposes_its_own_years(cast: Cast) -> None:
    model = take_into_use("eskilstuna", YEAR)
    goal, commitment = model.levels.get(key="strategic_goal"), model.levels.get(key="commitment")
    assert proposed_last_year(goal, YEAR, None) == YEAR + 3
    assert proposed_last_year(commitment, YEAR, None) == YEAR
    page = cast.client("chair_a").get(f"{reverse('goals:create_top')}?niva={commitment.pk}&ar={YEAR}").content.decode()
    assert f'name="last_year" value="{YEAR}"' in page


def test_more_than_the_model_says_is_a_reminder_and_no_stop(cast: Cast) -> None:
    model = take_into_use("heby", YEAR)
    plan = make_plan(cast, model, YEAR)
    level = model.levels.get(key="improvement")
    assert over_the_limit(plan["improvement"]) == ""
    for _number in range(5):
        last = add(cast, level, "kontorA", "head_a", plan["effect_goal"], YEAR)
    assert "högst 5" in over_the_limit(last)
    assert PlanItem.objects.filter(step=level).count() == 6


def test_two_models_are_never_in_force_in_the_same_year(cast: Cast) -> None:
    heby = take_into_use("heby", YEAR)
    prov = SteeringModel.objects.get(name="Prov")
    assert (prov.last_year, heby.first_year, heby.last_year) == (2026, YEAR, None)
    for year in range(2020, 2035):
        assert SteeringModel.objects.in_force(year).count() == 1
    with pytest.raises(RuleBroken, match="gäller från och med 2027"):
        take_into_use("eskilstuna", 2026)
    with pytest.raises(RuleBroken, match="gäller från och med 2027"):
        take_into_use("eskilstuna", 2027)


def test_a_model_does_not_take_over_years_that_are_closed(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        Year.objects.filter(year=2027).update(state=YearState.CLOSED)
    with pytest.raises(RuleBroken, match="avslutat"):
        take_into_use("heby", YEAR)
    assert SteeringModel.objects.count() == 1


def test_the_command_asks_from_which_year(cast: Cast) -> None:
    with pytest.raises(CommandError, match="--from-year"):
        call_command("steering_model", "load", "heby", stdout=StringIO())
    call_command("steering_model", "load", "heby", "--from-year", "2027", stdout=StringIO())
    call_command("steering_model", "load", "heby", "--from-year", "2027", stdout=StringIO())
    assert SteeringModel.objects.count() == 2


# The invariants of domain §10 that the model has to do with


def test_invariant_13_decided_by_the_owning_body_and_then_immutable_in_every_model(cast: Cast) -> None:
    """Details: tests/goals/test_deciding.py and test_editing.py."""
    for year, name in enumerate(NAMES, start=YEAR):
        plan = make_plan(cast, take_into_use(name, year), year)
        decided = [item for item in plan.values() if item.step.needs_decision]
        assert decided
        for item in decided:
            assert item.decision is not None
            assert item.decision.body_id == item.owner_id
            person = "kf_chair" if item.owner.code == "KF" else "chair_a"
            with pytest.raises(RuleBroken, match="beslutat och kan inte ändras"):
                actions.edit_item(cast.actor(person), item, item.version, title="Något annat")
    draft = cast.item("focus", "A", state=ItemState.DRAFT)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.filter(pk=draft.pk).update(state=ItemState.DECIDED)


def test_invariant_14_what_must_answer_to_something_is_the_models_choice(cast: Cast) -> None:
    model = take_into_use("eskilstuna", YEAR)
    levels = {level.key: level for level in model.levels.select_related("parent")}
    with pytest.raises(RuleBroken, match="behöver svara på") as broken:
        add(cast, levels["strategic_goal"], "KF", "kf_chair", None, YEAR)
    assert broken.value.field == "parent"
    assert add(cast, levels["commitment"], "A", "chair_a", None, YEAR).parent_id is None
    with recording(system_actor(), "Test"):
        levels["commitment"].parent_required = True
        levels["commitment"].save()
    assert [row.title for row in leftovers(YEAR).loose] == ["Åtagande för A"], "stricter now: it is listed to be mended"


def test_invariant_15_a_goal_that_nobody_answers_is_listed_whatever_the_levels_are_called(cast: Cast) -> None:
    model = take_into_use("heby", YEAR)
    plan = make_plan(cast, model, YEAR)
    alone = add(cast, model.levels.get(key="direction"), "KF", "kf_chair", plan["vision"], YEAR)
    unanswered = {row.pk for row in leftovers(YEAR).unanswered}
    assert alone.pk in unanswered
    assert plan["direction"].pk not in unanswered


def snapshot() -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored of the plan and of how it is read."""
    kinds = {"items": PlanItem, "levels": Level, "steps": ScaleValue}
    return {name: list(kind.objects.order_by("pk").values_list()) for name, kind in kinds.items()}


def untouched(before: dict[str, list[tuple[object, ...]]], after: dict[str, list[tuple[object, ...]]]) -> bool:
    """Is everything of ``before`` in ``after`` as it was?"""
    return all(set(map(repr, before[name])) <= set(map(repr, after[name])) for name in before)


def test_invariant_24_changing_model_leaves_earlier_years_as_they_were_and_readable(cast: Cast) -> None:
    """Sala → Heby → Eskilstuna → Vadstena → Sala again, a plan in each: nothing of the years before is changed, and all can be read."""
    client = cast.client("controller")
    seen: dict[int, list[tuple[str, str]]] = {}
    before = snapshot()
    for year, name in enumerate([*NAMES, "sala"], start=YEAR):
        model = take_into_use(name, year)
        assert untouched(before, snapshot()), "taking a model into use writes nothing on what is there"
        make_plan(cast, model, year)
        seen[year] = [(row.title, row.step) for row in plan_rows(ANONYMOUS, year)]
        for earlier, rows in seen.items():
            assert [(row.title, row.step) for row in plan_rows(ANONYMOUS, earlier)] == rows
            page = client.get(f"/mal/?ar={earlier}&visa=alla").content.decode()
            assert all(title in page and capital(step) in page for title, step in rows)
        before = snapshot()
    names = list(SteeringModel.objects.order_by("first_year").values_list("name", flat=True))
    assert names[-1] == f"Sala kommuns styrmodell från {YEAR + 4}", (
        "back again is a model beside the old one, whose years stand"
    )


def test_what_was_decided_for_longer_is_answered_to_in_the_new_model(cast: Cast) -> None:
    vision = cast.item("vision", "KF", last_year=2030)
    model = take_into_use("heby", YEAR)
    assert [step.key for step in steps_below(cast.actor("kf_chair"), vision, YEAR)] == ["direction"]
    assert [step.key for step in steps_below(cast.actor("kf_chair"), vision, 2026)] == ["goal", "priority"]
    below = add(cast, model.levels.get(key="direction"), "KF", "kf_chair", vision, YEAR)
    assert below.parent_id == vision.pk
    assert below.pk not in {row.pk for row in leftovers(YEAR).loose}


@pytest.mark.parametrize("field", ["owner_kind", "track"])
def test_a_file_does_not_break_the_chain_that_items_stand_on(cast: Cast, field: str) -> None:
    make_plan(cast, take_into_use("heby", YEAR), YEAR)
    data = model_files.read_ours("heby")
    data["levels"][1][field] = {"owner_kind": "committee", "track": "quality"}[field]
    with pytest.raises(RuleBroken, match="Orden kan ändras"):
        actions.load_steering_model(system_actor(), data)


def test_a_commitment_may_also_answer_to_what_stands_higher_up_and_to_nothing_again(cast: Cast) -> None:
    """Eskilstuna: åtaganden to strategic goals, many to many, and no parent at all."""
    model = take_into_use("eskilstuna", YEAR)
    plan = make_plan(cast, model, YEAR)
    draft = actions.create_item(
        cast.actor("chair_a"), step=plan["commitment"].step, owner=cast["A"], parent=plan["process_goal"], title="Korta köerna",
        first_year=YEAR, last_year=YEAR, responsible=cast.user("chair_a"),
    )  # fmt: skip
    link = actions.link_item(cast.actor("chair_a"), draft, plan["strategic_goal"])
    assert link.above == plan["strategic_goal"]
    with pytest.raises(RuleBroken, match="ovanför i kedjan"):
        actions.link_item(cast.actor("chair_a"), draft, plan["activity"])
    page = cast.client("chair_a").get(reverse("goals:move", args=[draft.pk])).content.decode()
    assert "Ingenting: det får stå för sig självt" in page
    sent = {"parent": "", "version": draft.version}
    assert cast.client("chair_a").post(reverse("goals:move", args=[draft.pk]), sent).status_code == 302
    assert PlanItem.objects.get(pk=draft.pk).parent_id is None


def test_what_must_answer_to_something_is_not_moved_to_nothing(cast: Cast) -> None:
    chain = cast.chain()
    with pytest.raises(RuleBroken, match="behöver svara på"):
        actions.move_item(cast.actor("manager_a1"), chain["activity"], None, chain["activity"].version)


def test_in_english_a_level_is_a_name_in_quotes_and_marked_as_swedish(cast: Cast) -> None:
    chain = cast.chain()
    client = cast.client("manager_a1")
    client.cookies["django_language"] = "en"
    page = client.get(reverse("goals:item", args=[chain["activity"].pk])).content.decode()
    assert '<html lang="en"' in page
    assert '<span lang="sv">Aktivitet</span>' in page
    assert "“aktivitet” <strong>Ett aktivitet</strong>" in page
    assert "“fokusområde” (Nämnd A)" in page
    thread = client.get("/mal/?ar=2026&visa=alla").content.decode()
    assert '<span class="thread-level"><span lang="sv">Fokusområde</span>' in thread
    with translation.override("en"), pytest.raises(RuleBroken, match="“"):
        actions.move_item(cast.actor("manager_a1"), chain["activity"], chain["goal"], chain["activity"].version)


def test_a_year_without_a_model_has_no_levels_and_says_so(cast: Cast) -> None:
    page = cast.client("kf_chair").get("/mal/?ar=1995").content.decode()
    assert "Ingen styrmodell gäller det året" in page
    assert first_steps(cast.actor("kf_chair"), 1995) == []


def test_nothing_new_is_made_on_a_level_whose_model_is_not_in_force(cast: Cast) -> None:
    chain = cast.chain()
    model = take_into_use("heby", YEAR)
    with pytest.raises(RuleBroken, match="som inte gäller 2027") as broken:
        add(cast, cast.levels["activity"], "A1", "manager_a1", chain["strategy"], YEAR)
    assert broken.value.field == "first_year"
    with pytest.raises(RuleBroken, match="som inte gäller 2026"):
        add(cast, model.levels.get(key="direction"), "KF", "kf_chair", chain["vision"], 2026)
    assert add(cast, cast.levels["activity"], "A1", "manager_a1", chain["strategy"], 2026).pk
