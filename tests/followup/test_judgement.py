"""The joint judgement of a year: a controller's, with both texts shown when two write at once; and the older texts' move into the written report."""

import pytest
from django.urls import reverse

from followup.actions.judgement import save_joint_judgement
from followup.models import JointJudgement
from sala_styr.errors import Refused, RuleBroken
from tests.cast import PEOPLE, Cast

EVERYBODY = [name for name, _role, _unit in PEOPLE]
URL = "/uppfoljning/arsredovisning/2025/samlad/"


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_a_controller_writes_it(cast: Cast, name: str) -> None:
    actor, client = cast.actor(name), cast.client(name)
    if name == "controller":
        assert client.get(URL).status_code == 200
        assert save_joint_judgement(actor, 2025, "partly", "Vägt ihop.").history.get().history_user == actor.user
    else:
        with pytest.raises(Refused):
            save_joint_judgement(actor, 2025, "partly", "Vägt ihop.")
        assert client.get(URL).status_code == 403
        assert not JointJudgement.objects.exists()


def test_a_judgement_needs_a_verdict_and_its_reason(cast: Cast) -> None:
    for verdict, text, field in (("", "Vägt ihop.", "verdict"), ("partly", "", "text")):
        with pytest.raises(RuleBroken) as refusal:
            save_joint_judgement(cast.actor("controller"), 2025, verdict, text)
        assert refusal.value.field == field


def test_two_at_once_the_second_is_told_and_may_go_on(cast: Cast) -> None:
    save_joint_judgement(cast.actor("controller"), 2025, "consistent", "Den andras ord.")
    mine = {"verdict": "partly", "text": "Mina ord."}
    answer = cast.client("controller").post(URL, mine | {"version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Den andras ord." in page
    assert "Mina ord." in page
    assert 'name="version" value="1"' in page
    assert cast.client("controller").post(URL, mine | {"version": "1"}).status_code == 302
    assert JointJudgement.objects.get().text == "Mina ord."


def test_it_is_written_in_the_browser_and_read_by_all(cast: Cast) -> None:
    client = cast.client("controller")
    assert client.post(URL, {"verdict": "", "text": "Vägt ihop.", "version": "0"}).status_code == 422
    answer = client.post(URL, {"verdict": "partly", "text": "Vägt ihop.", "version": "0"})
    assert answer.headers["Location"] == reverse("followup:stewardship") + "?ar=2025"
    page = cast.client("chair_b").get(answer.headers["Location"]).content.decode()
    assert "<strong>delvis förenligt</strong> med målen" in page
    assert "Ändra bedömningen" not in page
