"""Django's own pages change nothing of the follow-up: they would go past the wall and past what both sides have confirmed."""

import pytest
from django.test import Client
from django.urls import reverse

from followup.models import DialogueState
from tests.cast import Cast
from tests.followup.builders import dialogue, period

MODELS = [
    "period", "assessment", "dialogue", "participant", "nextstep", "openquestion", "unitreflection", "jointjudgement",
    "periodsection", "duerule", "sectionreport",
]  # fmt: skip


@pytest.fixture
def superuser(cast: Cast) -> Client:
    user = cast.user("administrator")
    user.is_staff = user.is_superuser = True
    user.save()
    return cast.client("administrator")


@pytest.mark.parametrize("model", MODELS)
def test_the_follow_up_is_only_read(superuser: Client, model: str) -> None:
    assert superuser.get(reverse(f"admin:followup_{model}_changelist")).status_code == 200
    assert superuser.get(reverse(f"admin:followup_{model}_add")).status_code == 403


def test_a_confirmed_dialogue_is_shown_and_not_rewritten(superuser: Client, cast: Cast) -> None:
    talk = dialogue(cast, period(), state=DialogueState.HELD, reflection="Vi lärde oss att lyssna.")
    address = reverse("admin:followup_dialogue_change", args=[talk.pk])
    assert "Vi lärde oss att lyssna." in superuser.get(address).content.decode()
    assert superuser.post(address, {"reflection": "Något annat"}).status_code == 403
    talk.refresh_from_db()
    assert talk.reflection == "Vi lärde oss att lyssna."
