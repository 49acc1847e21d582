"""Django's own pages change no part of the plan: they would go past the wall."""

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from goals.models import CoreMission, Indicator, IndicatorValue, Level, PlanItem
from tests.cast import Cast


@pytest.fixture
def superuser(cast: Cast) -> Client:
    user = cast.user("administrator")
    user.is_staff = user.is_superuser = True
    user.save()
    return cast.client("administrator")


@pytest.mark.parametrize("model", [PlanItem, CoreMission, Indicator, IndicatorValue])
def test_the_plan_is_only_read(superuser: Client, model: type) -> None:
    request = RequestFactory().get("/")
    registered = admin.site._registry[model]
    assert not registered.has_add_permission(request)
    assert not registered.has_change_permission(request)
    assert not registered.has_delete_permission(request)
    name = model._meta.model_name  # type: ignore[attr-defined]
    assert superuser.get(reverse(f"admin:goals_{name}_changelist")).status_code == 200
    assert superuser.get(reverse(f"admin:goals_{name}_add")).status_code == 403


def test_the_levels_words_can_be_changed_but_not_what_the_chain_is(superuser: Client, cast: Cast) -> None:
    level = cast.levels["focus"]
    page = superuser.get(reverse("admin:goals_steeringmodel_change", args=[level.steering_model_id]))
    html = page.content.decode()
    assert page.status_code == 200
    assert 'value="fokusområde"' in html
    assert 'name="levels-0-owner_kind"' not in html
    assert Level.objects.count() == 8
