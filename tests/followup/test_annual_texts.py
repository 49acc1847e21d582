"""The texts of the annual report and the joint judgement: a controller's, with both texts shown when two write at once."""

import pytest
from django.urls import reverse

from followup.actions.texts import save_joint_judgement, save_report_text
from followup.models import JointJudgement, ReportText
from sala_styr.errors import Refused, RuleBroken
from tests.cast import PEOPLE, Cast

EVERYBODY = [name for name, _role, _unit in PEOPLE]


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_a_controller_writes_them(cast: Cast, name: str) -> None:
    actor, client = cast.actor(name), cast.client(name)
    url = reverse("followup:annual_text", args=[2025, "events"])
    if name == "controller":
        assert save_report_text(actor, 2025, "events", "Det hände mycket.").history.get().history_user == actor.user
        assert save_joint_judgement(actor, 2025, "partly", "Vägt ihop.") is not None
        assert client.get(url).status_code == 200
    else:
        with pytest.raises(Refused):
            save_report_text(actor, 2025, "events", "Det hände mycket.")
        with pytest.raises(Refused):
            save_joint_judgement(actor, 2025, "partly", "Vägt ihop.")
        assert client.get(url).status_code == 403
        assert not ReportText.objects.exists()


def test_a_judgement_needs_a_verdict_and_its_reason(cast: Cast) -> None:
    for verdict, text, field in (("", "Vägt ihop.", "verdict"), ("partly", "", "text")):
        with pytest.raises(RuleBroken) as refusal:
            save_joint_judgement(cast.actor("controller"), 2025, verdict, text)
        assert refusal.value.field == field


def test_two_at_once_the_second_is_told_and_may_go_on(cast: Cast) -> None:
    save_report_text(cast.actor("controller"), 2025, "events", "Den andras ord.")
    url = reverse("followup:annual_text", args=[2025, "events"])
    answer = cast.client("controller").post(url, {"text": "Mina ord.", "version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Den andras ord." in page
    assert "Mina ord." in page
    assert 'name="version" value="1"' in page
    assert cast.client("controller").post(url, {"text": "Mina ord.", "version": "1"}).status_code == 302
    assert ReportText.objects.get().text == "Mina ord."


def test_the_judgement_is_written_in_the_browser_and_read_by_all(cast: Cast) -> None:
    url = reverse("followup:annual_text", args=[2025, "samlad"])
    client = cast.client("controller")
    assert client.post(url, {"verdict": "", "text": "Vägt ihop.", "version": "0"}).status_code == 422
    assert client.post(url, {"verdict": "partly", "text": "Vägt ihop.", "version": "0"}).status_code == 302
    assert JointJudgement.objects.get().verdict == "partly"
    page = cast.client("chair_b").get(reverse("followup:annual_texts", args=[2025])).content.decode()
    assert "Utfallet är delvis förenligt med målen" in page
    assert "Ändra bedömningen" not in page


def test_a_part_that_does_not_exist_is_not_found(cast: Cast) -> None:
    assert cast.client("controller").get(reverse("followup:annual_text", args=[2025, "annat"])).status_code == 404


def test_a_text_can_be_emptied_and_an_empty_one_is_never_made(cast: Cast) -> None:
    actor = cast.actor("controller")
    assert save_report_text(actor, 2025, "events", "") is None
    save_report_text(actor, 2025, "events", "Ord.")
    assert save_report_text(actor, 2025, "events", "", 1).text == ""
