"""The assessment's page shows what the indicators propose. A person decides: nothing is set by itself, and nothing is averaged."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from followup.models import Assessment
from goals import actions
from goals.models import CoreMission, PlanItem, QualityFactor
from goals.rules import Home
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.followup import builders


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 2026 in these tests."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 10, 1))


def measured(cast: Cast, home: Home, name: str, outcome: str) -> None:
    fields = {"name": name, "unit_of_measure": "procent", "frequency": "tertial", "partly_from": Decimal(80)}
    one = actions.create_indicator(cast.actor("manager_a1"), home, **fields)
    actions.set_value(cast.actor("manager_a1"), one, 2026, Decimal(90), None)
    actions.set_value(cast.actor("manager_a1"), one, 2026, None, Decimal(outcome), month=8)


def shown(cast: Cast, thing: str) -> str:
    response = cast.client("manager_a1").get(f"/uppfoljning/{builders.period().pk}/bedom/{thing}/")
    assert response.status_code == 200
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


@pytest.fixture
def item(cast: Cast) -> PlanItem:
    return cast.chain()["activity"]


def test_one_word_where_they_agree_in_the_words_for_a_part_of_the_year(cast: Cast, item: PlanItem) -> None:
    measured(cast, item, "Nöjda", "85")
    text = re.sub(r"\s+", " ", shown(cast, f"del-{item.pk}"))
    assert "Indikatorerna föreslår: osäkert" in text
    assert "Nöjda : 85 procent (jan–aug 2026), osäkert enligt gränserna" in text
    assert not Assessment.objects.exists()


def test_a_count_and_never_a_mean_where_they_do_not(cast: Cast, item: PlanItem) -> None:
    for name, outcome in (("Ett", "95"), ("Två", "91"), ("Tre", "10")):
        measured(cast, item, name, outcome)
    text = re.sub(r"\s+", " ", shown(cast, f"del-{item.pk}"))
    assert "Indikatorerna pekar åt olika håll: 2 på väg 1 kommer inte att nås" in text


def test_nothing_is_said_where_nothing_is_measured(cast: Cast, item: PlanItem) -> None:
    assert "Indikatorerna" not in shown(cast, f"del-{item.pk}")


def test_a_grunduppdrag_is_proposed_for_by_its_quality_factors(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        mission = CoreMission.objects.create(unit=cast["A1"], statutory="Förskola.")
        factor = QualityFactor.objects.create(mission=mission, order=1, name="Trygghet")
    measured(cast, factor, "Trygga", "95")
    assert "Indikatorerna föreslår" in shown(cast, f"uppdrag-{mission.pk}")
