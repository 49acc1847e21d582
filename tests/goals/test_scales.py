"""The scales are data: what the year's model says, Sala's where it says nothing, and nothing that was said is ever lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from goals import actions, model_files
from goals.models import ScaleKind, ScaleValue, SteeringModel
from goals.queries.model_words import model_words
from goals.queries.scales import activity_scale, default_steps, scales_by_model, scales_by_year, scales_of
from goals.scale_words import DEFAULT_STEPS, SYMBOLS
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.kept import remembered
from sala_styr.organisation.actor import system_actor
from sala_styr.shell.symbols import symbol
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_salas_file_says_the_same_as_what_stands_in_for_it() -> None:
    filed = [
        (
            s["kind"],
            s["key"],
            s["text"],
            s.get("interim_text", ""),
            s["symbol"],
            s["tone"],
            s.get("needs_reason", False),
        )
        for s in model_files.read_ours("sala")["scales"]
    ]
    with translation.override("sv"):
        assert filed == [(*map(str, step[:6]), step.needs_reason) for step in DEFAULT_STEPS]


@pytest.mark.parametrize("kind", ScaleKind.values)
def test_every_symbol_that_can_be_chosen_can_be_drawn(kind: str) -> None:
    for sign in SYMBOLS[kind]:
        assert "<svg" in symbol(sign)


def test_a_model_without_scales_is_read_with_salas_and_nothing_is_written_for_it(cast: Cast) -> None:
    scales = scales_of(2026)
    assert scales.status.keys == ("met", "partly", "not_met", "cannot")
    assert scales.status["met"].word_for(True) == "uppfyllt"
    assert scales.status["met"].word_for(False) == "på väg"
    assert scales.status["cannot"].needs_reason
    assert not ScaleValue.objects.exists()


def test_without_any_model_the_words_are_salas(db: None) -> None:
    assert scales_of(2026).trend["better"].word == "bättre"
    assert scales_by_year([2025, 2026])[2025].trend["worse"].symbol == "↘"


def test_each_year_has_the_words_of_its_own_model(cast: Cast) -> None:
    actions.load_steering_model(system_actor(), model_files.read_ours("heby"), 2027)
    found = scales_by_year([2026, 2027, 2031, 1999])
    assert found[2026].status["met"].word == "uppfyllt"
    assert found[2027].status["met"].word == found[2031].status["met"].word == "uppnått"
    assert found[1999].status["met"].word == "uppfyllt", "what happened before the first model is told in its words"


def test_a_step_that_the_scale_lacks_is_shown_all_the_same(cast: Cast) -> None:
    actions.load_steering_model(system_actor(), model_files.read_ours("eskilstuna"), 2027)
    scales = scales_of(2027)
    assert scales.activity["paused"].word == "pausad", "Sala's word for a key that this scale does not have"
    assert scales.status["okänd"].word == "okänd"
    assert "okänd" not in scales.status
    assert scales.status["mostly"].word_for(False) == "uppfylls i huvudsak"


def test_a_step_out_of_use_is_offered_only_where_it_stands(cast: Cast) -> None:
    actions.load_steering_model(system_actor(), model_files.read_ours("eskilstuna"), 2027)
    with recording(system_actor(), "Test"):
        step = ScaleValue.objects.get(key="mostly")
        step.in_use = False
        step.save()
    scale = scales_of(2027).status
    assert "mostly" not in [each.key for each in scale.offered()]
    assert "mostly" in [each.key for each in scale.offered("mostly")]


def test_an_activity_keeps_the_words_of_the_model_it_stands_in(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    actions.load_steering_model(system_actor(), model_files.read_ours("eskilstuna"), 2027)
    assert activity_scale(activity)["ongoing"].word == "pågår"
    new = SteeringModel.objects.get(first_year=2027)
    assert scales_by_model()[new.pk].activity["ongoing"].word == "påbörjad"


def test_an_activity_takes_only_the_steps_of_its_own_scale(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    with pytest.raises(RuleBroken, match="Välj hur långt"):
        actions.set_activity_status(cast.actor("manager_a1"), activity, "inställd")
    changed = actions.set_activity_status(cast.actor("manager_a1"), activity, "paused")
    assert changed.activity_status == "paused"
    assert changed.history.first().history_change_reason == "Noterade: pausad"  # type: ignore[attr-defined]


def test_all_scales_cost_one_query_and_in_a_request_only_once(cast: Cast) -> None:
    for name, year in (("heby", 2027), ("eskilstuna", 2028), ("vadstena", 2029)):
        actions.load_steering_model(system_actor(), model_files.read_ours(name), year)
    with CaptureQueriesContext(connection) as outside:
        scales_of(2027)
        scales_of(2028)
    assert len(outside) == 2
    remembered.begin()
    try:
        with CaptureQueriesContext(connection) as inside:
            scales_of(2027)
            scales_by_year(range(2020, 2035))
            scales_by_model()
        assert len(inside) == 1
        with recording(system_actor(), "Test"):
            remembered.forget()
        assert len(model_words()) == 4
    finally:
        remembered.end()


def test_the_default_words_follow_the_readers_language() -> None:
    with translation.override("sv"):
        assert default_steps()[ScaleKind.STATUS]["met"].word == "uppfyllt"
    with translation.override("en"):
        assert default_steps()[ScaleKind.STATUS]["met"].word != "uppfyllt"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "humör"}, "humör"),
        ({"symbol": "♥"}, "symbol"),
        ({"tone": "rosa"}, "färg"),
        ({"key": "met"}, "två gånger"),
    ],
)
def test_an_unsound_scale_is_refused(db: None, change: dict[str, str], words: str) -> None:
    data = model_files.read_ours("heby")
    data["scales"][1] |= change
    with pytest.raises(RuleBroken, match=words):
        actions.load_steering_model(system_actor(), data)
    assert not SteeringModel.objects.exists()


def test_what_the_system_itself_needs_cannot_be_left_out_of_a_scale(db: None) -> None:
    data = model_files.read_ours("heby")
    data["scales"] = [step for step in data["scales"] if step["key"] != "done"]
    with pytest.raises(RuleBroken, match="done"):
        actions.load_steering_model(system_actor(), data)
    data = model_files.read_ours("heby")
    next(step for step in data["scales"] if step["key"] == "cannot")["needs_reason"] = False
    with pytest.raises(RuleBroken, match="skäl"):
        actions.load_steering_model(system_actor(), data)
