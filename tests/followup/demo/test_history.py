"""Every row of the example has its history, with a reason that says what it is."""

from typing import Any

import pytest
from django.apps import apps

from sala_styr.history.models import TrackedModel, TrackedNode
from sala_styr.history.recording import OUTSIDE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]

TRACKED: list[Any] = [model for model in apps.get_models() if issubclass(model, TrackedModel | TrackedNode)]


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model.__name__)
def test_every_row_has_its_history(model: Any) -> None:
    recorded = set(model.history.filter(history_type="+").values_list(model._meta.pk.attname, flat=True))
    assert set(model.objects.values_list("pk", flat=True)) <= recorded
    assert not model.history.filter(history_change_reason=OUTSIDE).exists()


@pytest.mark.parametrize("name", ["organisation.Unit", "goals.PlanItem", "budget.DetailLine", "followup.Assessment"])
def test_the_history_says_that_it_is_example_data(name: str) -> None:
    reasons = apps.get_model(name).history.values_list("history_change_reason", flat=True).distinct().order_by()
    assert list(reasons) == ["Exempeldata"]
