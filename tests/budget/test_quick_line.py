"""Laying kronor on an activity straight from its page or its card."""

import pytest

from budget.models import Account, Chart, DetailBudget, DetailLine, LineLink
from goals.models import PlanItem
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast


@pytest.fixture
def account(cast: Cast) -> Account:
    with recording(system_actor(), "Test"):
        Account.objects.create(chart=Chart.KOMMUN_BAS, number="3010", name="Avgifter")
        return Account.objects.create(chart=Chart.KOMMUN_BAS, number="4010", name="Inköp")


@pytest.fixture
def activity(cast: Cast) -> PlanItem:
    return cast.chain()["activity"]


def test_a_cost_becomes_a_line_of_the_owners_detail_budget(cast: Cast, account: Account, activity: PlanItem) -> None:
    client = cast.client("manager_a1")
    page = f"/mal/{activity.pk}/?ar=2026"
    assert "Lägg kronor" in client.get(page).content.decode()
    sent = {"amount": "25 000", "account": account.pk, "next": page}
    response = client.post(f"/ekonomi/detaljbudget/kronor/{activity.pk}/?ar=2026", sent, follow=True)
    assert response.redirect_chain[-1][0] == page
    assert "25\u00a0000 kr ligger nu i detaljbudgeten för Enhet A1 2026." in response.content.decode()
    line = DetailLine.objects.get()
    assert (line.unit, line.year, line.amount, line.link) == (cast["A1"], 2026, -2_500_000, LineLink.PLAN_ITEM)
    assert line.plan_item_id == activity.pk
    assert sum(line.months) == -2_500_000
    again = client.get(page).content.decode()
    assert f'<option value="{account.pk}" selected>' in again


@pytest.mark.parametrize("amount", ["", "0", "tjugo"])
def test_what_is_wrong_is_told(cast: Cast, account: Account, activity: PlanItem, amount: str) -> None:
    sent = {"amount": amount, "account": account.pk}
    client = cast.client("manager_a1")
    for headers in ({}, {"HX-Request": "true"}):
        response = client.post(f"/ekonomi/detaljbudget/kronor/{activity.pk}/?ar=2026", sent, headers=headers)
        assert response.status_code == 422
        assert "Det här behöver rättas" in response.content.decode()
    assert not DetailLine.objects.exists()


def test_from_the_card_one_comes_back_to_the_card(cast: Cast, account: Account, activity: PlanItem) -> None:
    sent = {"amount": "100", "account": account.pk, "next": f"/mal/{activity.pk}/kort/?fokus=ja"}
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/mal/?ar=2026"}
    client = cast.client("manager_a1")
    response = client.post(f"/ekonomi/detaljbudget/kronor/{activity.pk}/?ar=2026", sent, headers=headers)
    assert response["Location"] == f"/mal/{activity.pk}/kort/?fokus=ja"
    html = client.get(response["Location"], headers=headers).content.decode()
    assert "tkr 2026" in html


@pytest.mark.parametrize("name", ["staff_a1", "chair_a", "manager_b", "controller", "auditor", "outsider"])
def test_others_are_not_offered_it_and_are_refused(cast: Cast, account: Account, activity: PlanItem, name: str) -> None:
    client = cast.client(name)
    assert "Lägg kronor" not in client.get(f"/mal/{activity.pk}/?ar=2026").content.decode()
    sent = {"amount": "100", "account": account.pk}
    assert client.post(f"/ekonomi/detaljbudget/kronor/{activity.pk}/?ar=2026", sent).status_code == 403
    assert not DetailLine.objects.exists()


def test_a_locked_or_closed_budget_is_not_offered(cast: Cast, account: Account, activity: PlanItem) -> None:
    from django.utils import timezone

    client = cast.client("manager_a1")
    assert "Lägg kronor" not in client.get(f"/mal/{activity.pk}/?ar=2025").content.decode()
    with recording(system_actor(), "Test"):
        DetailBudget.objects.create(unit=cast["A1"], year=2026, locked_at=timezone.now())
    html = client.get(f"/mal/{activity.pk}/?ar=2026").content.decode()
    assert "Lägg kronor" not in html
    assert "Detaljbudgeten 2026 är låst eller avslutad." in html
    sent = {"amount": "100", "account": account.pk}
    html = client.post(f"/ekonomi/detaljbudget/kronor/{activity.pk}/?ar=2026", sent).content.decode()
    assert "Detaljbudgeten är låst" in html


def test_the_longer_way_has_the_activity_chosen(cast: Cast, account: Account, activity: PlanItem) -> None:
    address = f"/ekonomi/detaljbudget/{cast['A1'].pk}/ny-rad/?ar=2026&for={activity.pk}"
    assert f'<option value="item:{activity.pk}" selected>' in cast.client("manager_a1").get(address).content.decode()
