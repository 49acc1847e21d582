"""The same battery for every address of the plan: a stranger, a wrong method, something that does not exist."""

import pytest
from django.test import Client
from django.urls import reverse

from goals.urls import urlpatterns
from tests.cast import Cast

NAMES = [pattern.name for pattern in urlpatterns]
WITHOUT_PLACE = {"thread", "leftovers", "create_top", "missions"}
READ_ONLY = {"thread", "branch", "leftovers", "item", "indicator_chart", "missions", "mission"}
NOBODY = 987_654


def place(name: str) -> str:
    """The address with numbers that belong to nothing."""
    if name in WITHOUT_PLACE:
        return reverse(f"goals:{name}")
    args = [NOBODY, 2026] if name == "indicator_value" else [NOBODY]
    return reverse(f"goals:{name}", args=args)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_asked_to_log_in(client: Client, name: str) -> None:
    for response in (client.get(place(name)), client.post(place(name))):
        assert response.status_code == 302
        assert response["Location"].startswith("/logga-in/")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_PLACE])
def test_what_does_not_exist_is_not_found(cast: Cast, name: str) -> None:
    client = cast.client("controller")
    response = client.post(place(name)) if name == "status" else client.get(place(name))
    assert response.status_code == 404


@pytest.mark.parametrize("name", sorted(READ_ONLY))
def test_a_page_that_only_shows_takes_no_post(cast: Cast, name: str) -> None:
    assert cast.client("controller").post(place(name)).status_code == 405


@pytest.mark.parametrize("name", [name for name in NAMES if name not in READ_ONLY])
def test_a_change_is_never_made_by_a_delete_or_put(cast: Cast, name: str) -> None:
    client = cast.client("kf_chair")
    assert client.delete(place(name)).status_code == 405
    assert client.put(place(name)).status_code == 405
