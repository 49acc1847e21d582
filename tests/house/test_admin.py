"""Django's own pages open: their widgets are drawn by our form renderer, which must find Django's templates too."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.cast import Cast


@pytest.fixture
def superuser(cast: Cast) -> Client:
    user = cast.user("administrator")
    user.is_staff = user.is_superuser = True
    user.save()
    return cast.client("administrator")


@pytest.mark.parametrize("label", sorted(model._meta.label_lower for model in admin.site._registry))
def test_every_form_of_the_admin_opens(superuser: Client, label: str) -> None:
    """403 where the model is only read there; never an error."""
    app, model = label.split(".")
    assert superuser.get(reverse(f"admin:{app}_{model}_changelist")).status_code == 200
    assert superuser.get(reverse(f"admin:{app}_{model}_add")).status_code in (200, 403)


def test_a_persons_page_in_the_admin_shows_its_dates(superuser: Client, cast: Cast) -> None:
    page = superuser.get(reverse("admin:organisation_user_change", args=[cast.user("manager_a1").pk]))
    assert page.status_code == 200
    assert 'name="date_joined_0"' in page.content.decode()
