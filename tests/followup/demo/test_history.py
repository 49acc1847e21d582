"""Every row of the example has its history, with a reason that says what it is."""

from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from goals.models import PlanItem
from sala_styr.history.models import TrackedModel, TrackedNode
from sala_styr.history.recording import OUTSIDE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]

TRACKED: list[Any] = [model for model in apps.get_models() if issubclass(model, TrackedModel | TrackedNode)]


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model.__name__)
def test_every_row_has_its_history(model: Any) -> None:
    recorded = set(model.history.filter(history_type="+").values_list(model._meta.pk.attname, flat=True))
    assert set(model.objects.values_list("pk", flat=True)) <= recorded
    assert not model.history.filter(history_change_reason=OUTSIDE).exists()


def test_the_plan_can_be_read_as_it_stood_on_an_earlier_day() -> None:
    then, now = (
        PlanItem.history.as_of(timezone.make_aware(moment)) for moment in (datetime(2025, 6, 1), datetime.now())
    )
    titles_then = {item.title for item in then}
    assert "Trygghet och studiero i förskola och skola" in titles_then
    assert "Trygghet, studiero och närvaro" not in titles_then
    assert {item.pk for item in now} == set(PlanItem.objects.values_list("pk", flat=True))
    assert len(list(now)) == PlanItem.objects.count()


def test_nothing_was_written_in_the_future() -> None:
    for model in TRACKED:
        assert not model.history.filter(history_date__gt=timezone.now()).exists(), model


@pytest.mark.parametrize("name", ["organisation.Unit", "goals.PlanItem", "budget.DetailLine", "followup.Assessment"])
def test_the_history_says_that_it_is_example_data(name: str) -> None:
    reasons = apps.get_model(name).history.values_list("history_change_reason", flat=True).distinct().order_by()
    assert list(reasons) == ["Exempeldata"]
