"""The sub-steps on the activity's page, with and without htmx, and the kronor beside them."""

import pytest

from goals import actions
from goals.models import PlanItem, SubStep
from tests.cast import Cast


@pytest.fixture
def activity(cast: Cast) -> PlanItem:
    return cast.chain()["activity"]


HTMX = {"HX-Request": "true"}


def test_a_step_goes_all_the_way_without_htmx(cast: Cast, activity: PlanItem) -> None:
    client = cast.client("staff_a1")
    page = f"/mal/{activity.pk}/"
    response = client.post(f"{page}delsteg/", {"text": "Boka", "due": "2026-03-01"}, follow=True)
    assert response.redirect_chain[-1][0] == f"{page}#delsteg"
    assert "Boka" in response.content.decode()
    step = SubStep.objects.get()
    html = client.get(f"/mal/delsteg/{step.pk}/").content.decode()
    assert 'value="Boka"' in html
    sent = {"text": "Boka sal", "due": "", "responsible": "", "was": "Boka"}
    assert client.post(f"/mal/delsteg/{step.pk}/", sent).status_code == 302
    assert client.post(f"/mal/delsteg/{step.pk}/klart/", {"klart": "ja"}).status_code == 302
    step.refresh_from_db()
    assert (step.text, step.done_on is not None) == ("Boka sal", True)
    assert client.post(f"/mal/delsteg/{step.pk}/ordna/", {"hall": "upp"}).status_code == 302
    assert client.post(f"/mal/delsteg/{step.pk}/ta-bort/").status_code == 302
    assert not SubStep.objects.exists()


def test_with_htmx_the_list_alone_is_answered(cast: Cast, activity: PlanItem) -> None:
    client = cast.client("staff_a1")
    response = client.post(f"/mal/{activity.pk}/delsteg/", {"text": "Boka"}, headers=HTMX)
    html = response.content.decode()
    assert html.startswith('<section class="sub-steps"')
    assert "0 av 1 klara" in html
    response = client.post(f"/mal/{activity.pk}/delsteg/", {"text": " "}, headers=HTMX)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


def test_the_second_of_two_is_told_and_keeps_the_words(cast: Cast, activity: PlanItem) -> None:
    step = actions.add_step(cast.actor("staff_a1"), activity, "Boka")
    actions.edit_step(cast.actor("manager_a1"), step, was="Boka", text="Boka sal")
    sent = {"text": "Boka rum", "due": "", "responsible": "", "was": "Boka"}
    client = cast.client("staff_a1")
    html = client.post(f"/mal/delsteg/{step.pk}/", sent).content.decode()
    assert "Nu står det ”Boka sal”" in html
    assert 'value="Boka rum"' in html
    assert 'name="was" value="Boka sal"' in html
    assert client.post(f"/mal/delsteg/{step.pk}/", sent | {"was": "Boka sal"}).status_code == 302


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "auditor", "outsider"])
def test_others_read_and_are_offered_nothing(cast: Cast, activity: PlanItem, name: str) -> None:
    step = actions.add_step(cast.actor("staff_a1"), activity, "Boka")
    client = cast.client(name)
    html = client.get(f"/mal/{activity.pk}/").content.decode()
    assert "Boka" in html
    assert "/delsteg/" not in html
    for address in (f"/mal/{activity.pk}/delsteg/", f"/mal/delsteg/{step.pk}/"):
        assert client.post(address, {"text": "Nej"}).status_code == 403
    for verb in ("klart", "ordna", "ta-bort"):
        assert client.post(f"/mal/delsteg/{step.pk}/{verb}/", {"klart": "ja"}).status_code == 403
    assert SubStep.objects.get().text == "Boka"
