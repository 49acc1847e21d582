"""The steering model is data: loaded once, the same the second time, never half."""

import copy
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from goals import actions
from goals.management.commands.steering_model import read_model
from goals.models import Level, OwnerKind, SteeringModel, Track
from sala_styr.errors import Refused, RuleBroken
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.goals.past import count

pytestmark = pytest.mark.django_db


@pytest.fixture
def sala() -> Any:
    return read_model("sala")


def load() -> str:
    out = StringIO()
    call_command("steering_model", "load", "sala", stdout=out)
    return out.getvalue()


def test_salas_model_has_both_tracks_from_the_vision_down() -> None:
    load()
    levels = {level.key: level for level in Level.objects.select_related("parent")}
    above = {key: level.parent.key if level.parent else None for key, level in levels.items()}
    assert above == {
        "vision": None,
        "goal": "vision",
        "focus": "goal",
        "strategy": "focus",
        "activity": "strategy",
        "priority": "vision",
        "committee_priority": "priority",
        "service_priority": "committee_priority",
    }
    assert levels["committee_priority"].track == Track.PRIORITIES
    assert levels["focus"].owner_kind == OwnerKind.COMMITTEE
    assert [key for key, level in levels.items() if level.is_activity] == ["activity"]
    assert {key for key, level in levels.items() if not level.needs_decision} == {
        "strategy",
        "activity",
        "service_priority",
    }
    assert all(level.needs_decision == level.is_political for level in levels.values())


def test_the_words_are_swedish_in_three_forms() -> None:
    load()
    words = {level.key: (level.singular, level.plural, level.definite) for level in Level.objects.all()}
    assert words["goal"] == ("övergripande mål", "övergripande mål", "det övergripande målet")
    assert words["focus"] == ("fokusområde", "fokusområden", "fokusområdet")
    assert words["strategy"] == ("strategi", "strategier", "strategin")
    assert words["priority"][2] == "den övergripande prioriteringen"


def test_loading_again_changes_nothing_and_leaves_no_trace() -> None:
    assert "8 nya nivåer" in load()
    traces = sum(count(level) for level in Level.objects.all())
    assert "0 nya nivåer, 0 ändrade, 8 som förut" in load()
    assert sum(count(level) for level in Level.objects.all()) == traces
    assert SteeringModel.objects.count() == 1


def test_a_changed_word_is_changed_and_nothing_else(sala: Any) -> None:
    load()
    sala["levels"][1]["plural"] = "mål för hela kommunen"
    loaded = actions.load_steering_model(system_actor(), sala)
    assert (loaded.created, loaded.changed, loaded.unchanged) == (0, 1, 7)
    assert Level.objects.get(key="goal").plural == "mål för hela kommunen"


def test_levels_can_change_their_order_and_get_a_new_one_between_them(sala: Any) -> None:
    load()
    levels = sala["levels"]
    extra = copy.deepcopy(levels[1]) | {
        "key": "area",
        "singular": "målområde",
        "plural": "målområden",
        "definite": "målområdet",
    }
    sala["levels"] = [levels[0], levels[5], extra, *levels[1:5], *levels[6:]]
    assert actions.load_steering_model(system_actor(), sala).created == 1
    assert list(Level.objects.order_by("order").values_list("key", flat=True))[:3] == ["vision", "priority", "area"]
    assert actions.load_steering_model(system_actor(), sala).unchanged == 9


def test_a_level_that_the_data_no_longer_names_stays(sala: Any) -> None:
    load()
    sala["levels"] = sala["levels"][:5]
    actions.load_steering_model(system_actor(), sala)
    assert Level.objects.filter(key="service_priority").exists()
    assert actions.load_steering_model(system_actor(), sala).changed == 0


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda levels: levels[1].update(parent="finns inte"), "finns inte"),
        (lambda levels: levels.append(dict(levels[0])), "två gånger"),
        (lambda levels: levels[2].update(owner_kind="kungen"), "okänt"),
        (lambda levels: levels[2].update(track="framåt"), "okänt"),
    ],
)
def test_unsound_data_is_refused_and_nothing_is_written(sala: Any, damage: Any, words: str) -> None:
    damage(sala["levels"])
    with pytest.raises(RuleBroken, match=words):
        actions.load_steering_model(system_actor(), sala)
    assert not SteeringModel.objects.exists()


def test_only_the_administrator_loads_it(cast: Cast, sala: Any) -> None:
    for name in ("kf_chair", "manager_a", "controller", "auditor", "outsider"):
        with pytest.raises(Refused, match="systemförvaltaren"):
            actions.load_steering_model(cast.actor(name), sala)
    assert actions.load_steering_model(cast.actor("administrator"), sala, 2027).created == 8


def test_the_command_says_calmly_what_is_wrong(tmp_path: Path, sala: Any) -> None:
    with pytest.raises(CommandError, match="De som finns: eskilstuna, heby, sala, vadstena"):
        call_command("steering_model", "load", "atlantis")
    broken = tmp_path / "trasig.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match="JSON"):
        call_command("steering_model", "load", str(broken))
    del sala["levels"][0]["plural"]
    incomplete = tmp_path / "ofullständig.json"
    incomplete.write_text(json.dumps(sala), encoding="utf-8")
    with pytest.raises(CommandError, match="plural"):
        call_command("steering_model", "load", str(incomplete))
    assert not Level.objects.exists()
