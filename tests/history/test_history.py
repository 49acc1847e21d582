"""History: who, when, why, before and after, told for people and shown to the right ones."""

import pytest

from goals.models import PlanItem
from sala_styr import history
from sala_styr.history import recording
from sala_styr.history.latest import latest_changes, tracked_models
from sala_styr.history.recording import OUTSIDE
from sala_styr.history.telling import history_of
from sala_styr.organisation import actions
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit, UnitKind
from tests.cast import Cast


def test_a_change_is_told_as_before_and_after(cast: Cast) -> None:
    actions.update_unit(cast.actor("administrator"), cast["A1"], name="Nytt namn")
    newest = history_of(cast["A1"])[0]
    assert (newest.who, newest.reason, newest.kind_word) == (
        "Administrator Exempel",
        "Ändrade uppgifter om enheten",
        "ändrades",
    )
    assert [(f.label, f.before, f.after) for f in newest.fields] == [("Namn", "Enhet A1", "Nytt namn")]


def test_foreign_keys_and_choices_are_told_by_name(cast: Cast) -> None:
    actions.move_unit(cast.actor("administrator"), cast["A1"], cast["verksB"])
    moved = history_of(cast["A1"])[0].fields
    assert [(f.label, f.before, f.after) for f in moved] == [("Hör till", "Verksamhet A", "Verksamhet B")]
    made = {f.label: f.after for f in history_of(cast["A1"])[-1].fields}
    assert made["Slag"] == "enhet"


def test_what_was_empty_is_shown_as_missing(cast: Cast) -> None:
    actions.update_unit(cast.actor("administrator"), cast["A1"], short_name="A1")
    change = history_of(cast["A1"])[0].fields[0]
    assert (change.before, change.after) == ("–", "A1")


def test_secrets_are_not_told(cast: Cast) -> None:
    person = actions.create_person(
        cast.actor("administrator"), username="ny", first_name="N", last_name="P", password="ett-langt-lösenord-1"
    )
    assert all("lösenord" not in f.label.lower() and "md5" not in f.after for f in history_of(person)[0].fields)


def test_the_limit_still_knows_what_the_last_one_changed(cast: Cast) -> None:
    for name in ("ett", "två", "tre"):
        actions.update_unit(cast.actor("administrator"), cast["A1"], name=name)
    told = history_of(cast["A1"], limit=2)
    assert [change.fields[0].before for change in told] == ["två", "ett"]


def test_telling_costs_the_same_however_long_the_history(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    unit = cast["A1"]
    with django_assert_num_queries(2):
        history_of(unit)
    for n in range(30):
        actions.update_unit(cast.actor("administrator"), unit, name=f"namn {n}")
    with django_assert_num_queries(2):
        history_of(unit)


def test_a_write_outside_every_action_says_so(cast: Cast) -> None:
    unit = cast["A1"]
    unit.name = "Bakvägen"
    unit.save()
    row = unit.history.first()
    assert (row.history_user, row.history_change_reason) == (None, OUTSIDE)


def test_bulk_writes_leave_history_too(cast: Cast) -> None:
    with recording(cast.actor("administrator"), "Många på en gång"):
        rows = list(Unit.objects.filter(kind=UnitKind.UNIT))
        for unit in rows:
            unit.short_name = unit.code
        history.bulk_update(Unit, rows, ["short_name"])
    found = Unit.history.filter(history_change_reason="Många på en gång")
    assert found.count() == len(rows) > 1
    assert {row.history_user for row in found} == {cast.user("administrator")}


def test_an_inner_recording_ends_with_its_block(cast: Cast) -> None:
    with recording(cast.actor("administrator"), "Yttre"):
        with recording(system_actor(), "Inre"):
            pass
        unit = cast["A1"]
        unit.name = "Z"
        unit.save()
    assert unit.history.first().history_change_reason == "Yttre"


def test_a_failed_action_leaves_neither_change_nor_history(cast: Cast) -> None:
    before = Unit.history.count()
    unit = cast["A1"]

    def change_and_fail() -> None:
        with recording(cast.actor("administrator"), "Avbryts"):
            unit.name = "Z"
            unit.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert cast["A1"].name == "Enhet A1"
    assert Unit.history.count() == before


@pytest.mark.parametrize("person", ["controller", "auditor", "administrator"])
def test_those_who_read_everything_search_the_whole_history(cast: Cast, person: str) -> None:
    text = cast.client(person).get("/historik/?slag=organisation.unit").content.decode()
    assert "Test" in text


@pytest.mark.parametrize("person", ["chair_a", "head_a", "staff_a1", "outsider"])
def test_others_do_not(cast: Cast, person: str) -> None:
    assert cast.client(person).get("/historik/").status_code == 403


def test_the_search_finds_by_person_reason_and_day(cast: Cast) -> None:
    actions.update_unit(cast.actor("administrator"), cast["A1"], name="Sökt")
    admin = cast.user("administrator").pk
    assert [c.pk for c in latest_changes(user_id=admin)] == [cast["A1"].pk]
    assert latest_changes(text="uppgifter om")[0].pk == cast["A1"].pk
    assert latest_changes(text="finns inte") == []


def test_what_one_action_did_to_many_things_is_told_once(cast: Cast) -> None:
    with recording(cast.actor("administrator"), "Många på en gång"):
        rows = list(Unit.objects.filter(kind=UnitKind.UNIT))
        for unit in rows:
            unit.short_name = unit.code
        history.bulk_update(Unit, rows, ["short_name"])
    told = [change for change in latest_changes(20, together=True) if change.reason == "Många på en gång"]
    assert sum(change.alike + 1 for change in told) == len(rows) > 1
    assert len(told) < len(rows)
    assert len([c for c in latest_changes(20) if c.reason == "Många på en gång"]) == len(rows)


def test_every_tracked_model_has_a_swedish_name() -> None:
    names = [str(model._meta.verbose_name) for model in tracked_models()]
    assert len(names) == len(set(names)) > 15


def test_a_draft_is_hidden_in_the_history_too(cast: Cast) -> None:
    draft = cast.item("goal", "KF", state="draft")
    assert PlanItem.objects.filter(pk=draft.pk).exists()
    assert cast.client("staff_a1").get(f"/historik/goals.planitem/{draft.pk}/").status_code == 404
    assert cast.client("auditor").get(f"/historik/goals.planitem/{draft.pk}/").status_code == 200


@pytest.mark.parametrize("label", ["sessions.session", "finns.inte", "skräp", "auth.permission"])
def test_only_models_with_history_have_one(cast: Cast, label: str) -> None:
    assert cast.client("auditor").get(f"/historik/{label}/1/").status_code == 404


@pytest.mark.django_db
def test_what_has_no_history_row_has_no_changes() -> None:
    """Rows poured in by hand, or from before there was a history."""
    unit = Unit(code="x", name="X", kind=UnitKind.GROUP)
    unit.pk = 987_654
    assert history_of(unit) == []
