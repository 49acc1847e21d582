"""What somebody who had not built the plan's pages found when using them: mistakes in addresses, forms and files that shall be met calmly."""

from decimal import Decimal

import pytest

from goals import actions
from goals.models import IndicatorValue, Level, SteeringModel
from goals.queries.steering_model import chain_of
from sala_styr.decisions.models import Year
from sala_styr.history import recording
from sala_styr.history.telling import history_of
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/mal/", "/mal/tidslinje/", "/mal/indikatorer/", "/mal/uppdrag/"])
def test_a_search_with_what_no_text_can_hold_is_a_search_without_it(cast: Cast, page: str) -> None:
    answer = cast.client("controller").get(page, {"q": "mål\0"})

    assert answer.status_code == 200


def test_a_reason_why_a_figure_is_missing_is_not_taken_beside_the_figure(cast: Cast) -> None:
    writer = cast.actor("manager_a1")
    measured = actions.create_indicator(writer, cast.item("activity", "A1"), name="Nöjda", unit_of_measure="procent")
    actions.set_value(writer, measured, 2026, None, Decimal(84))

    page = f"/mal/indikator/{measured.pk}/2026/"
    answer = cast.client("manager_a1").post(page, {"outcome": "84", "missing_reason": "Bara två svar"})

    assert answer.status_code == 422
    assert "kommentaren" in answer.content.decode()
    stored = IndicatorValue.objects.get(indicator=measured)
    assert (stored.outcome, stored.missing_reason) == (Decimal(84), "")


def test_years_are_opened_one_after_the_other(cast: Cast) -> None:
    page = cast.client("controller").post("/mal/oppna-ar/?ar=2050", {"gor": "oppna"})

    assert page.status_code == 409
    assert not Year.objects.filter(year__gt=2028).exists()


def test_the_words_of_a_model_are_told_as_words_in_its_history(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        model = SteeringModel.objects.get()
        model.terms = {"committee": "utskott", "committees": "utskotten"}
        model.save()

    told = history_of(model)[0].fields

    assert [(each.before, each.after) for each in told] == [("–", "utskott, utskotten")]


def test_what_hangs_loose_in_the_timeline_is_called_by_the_models_word(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        for level in Level.objects.filter(owner_kind="committee"):
            level.singular = "effektmål"
            level.save()
    cast.item("activity", "A1", first_year=2026)

    page = cast.client("controller").get("/mal/tidslinje/?ar=2026&grupp=fokus").content.decode()

    assert "Utan effektmål" in page


def test_a_level_is_offered_only_the_moves_it_can_make(cast: Cast) -> None:
    rows = {row.level.key: row for track in chain_of(SteeringModel.objects.get()) for row in track.rows}

    # What answers to something stays after it, and in each track every level answers to the one before it.
    assert not [key for key, row in rows.items() if row.moves_up or row.moves_down]


def test_a_receiver_with_a_number_that_no_unit_can_have_is_no_choice(cast: Cast) -> None:
    cast.decision("A")
    page = f"/mal/uppdrag/nytt/?organ={cast['A'].pk}"
    answer = cast.client("chair_a").post(page, {"title": "Se över lokalerna", "receivers": ["9" * 20]})

    assert answer.status_code == 422
    assert "Välj ett giltigt alternativ. 99999999999999999999 finns inte" in answer.content.decode()


def test_an_empty_plan_is_not_said_to_hang_together(cast: Cast) -> None:
    page = cast.client("controller").get("/mal/kvar/?ar=2026").content.decode()

    assert "Planen för 2026 är tom" in page
    assert "Inget hänger löst" not in page


def test_where_no_model_is_in_force_the_administrator_is_led_to_choosing_one(cast: Cast) -> None:
    page = "/mal/styrmodell/?ar=2019"

    assert 'href="/mal/styrmodell/byt/"' in cast.client("administrator").get(page).content.decode()
    assert 'href="/mal/styrmodell/byt/"' not in cast.client("controller").get(page).content.decode()
