"""Publishing and withdrawing: who may, what may, and what then stands."""

import pytest
from django.test import Client
from django.urls import reverse

from public.actions import publish, withdraw
from public.models import Publication
from public.queries import public_periods, public_reports
from sala_styr.errors import Refused, RuleBroken
from tests.public.world import World, csv_of

OTHERS = ["politician_a", "kf_chair", "manager_a", "auditor", "administrator", "outsider"]


@pytest.mark.parametrize("person", OTHERS)
def test_only_controllers_publish_and_withdraw(world: World, person: str) -> None:
    actor = world.cast.actor(person)
    with pytest.raises(Refused):
        publish(actor, world.periods["closed"])
    with pytest.raises(Refused):
        withdraw(actor, Publication.objects.in_force()[0], "Därför")
    assert world.cast.client(person).get(reverse("public:publishing")).status_code == 403
    post = world.cast.client(person).post(reverse("public:publish_period", args=[world.periods["closed"].pk]))
    assert post.status_code == 403


def test_what_may_change_is_not_published(world: World) -> None:
    controller = world.cast.actor("controller")
    with pytest.raises(RuleBroken, match="Stäng den först"):
        publish(controller, world.periods["open"])
    with pytest.raises(RuleBroken, match="beslutad rapport"):
        publish(controller, world.reports["draft"])


def test_to_publish_twice_is_to_publish_once(world: World) -> None:
    controller = world.cast.actor("controller")
    first = publish(controller, world.periods["published"])
    assert publish(controller, world.periods["published"]) == first
    assert first.history.latest().history_user == world.cast.user("controller")


def test_what_was_withdrawn_can_be_published_again(world: World) -> None:
    controller = world.cast.actor("controller")
    publish(controller, world.reports["withdrawn"])
    assert world.reports["withdrawn"] in public_reports()
    assert Client().get(f"/oppet/rapporter/{world.reports['withdrawn'].pk}/pdf/").status_code == 200


def test_to_withdraw_takes_a_reason(world: World) -> None:
    controller, publication = world.cast.actor("controller"), Publication.objects.in_force().exclude(period=None).get()
    with pytest.raises(RuleBroken):
        withdraw(controller, publication, "  ")
    withdrawn = withdraw(controller, publication, "Rättas")
    assert withdraw(controller, publication, "Igen").withdrawn_because == withdrawn.withdrawn_because == "Rättas"
    assert list(public_periods()) == []


def test_a_controller_publishes_and_withdraws_on_the_page(world: World) -> None:
    client, period = world.cast.client("controller"), world.periods["closed"]
    page = client.get(reverse("public:publishing"))
    assert str(period) in page.content.decode()
    client.post(reverse("public:publish_period", args=[period.pk]))
    assert Client().get(reverse("public:follow_up", args=[period.pk])).status_code == 200
    publication = Publication.objects.in_force().get(period=period)
    address = reverse("public:withdraw", args=[publication.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"because": ""}).status_code == 422
    assert client.post(address, {"because": "Fel bild"}).status_code == 302
    assert Client().get(reverse("public:follow_up", args=[period.pk])).status_code == 410
    client.post(reverse("public:publish_report", args=[world.reports["unpublished"].pk]))
    assert world.reports["unpublished"] in public_reports()
    assert "Fel bild" in "".join(csv_of(client, reverse("public:publishing")))
