"""The example's invitation and its frozen pack, and the questions its dialogues begin with."""

import json

import pytest

from followup.contributions.todo_packs import invitations
from followup.models import DialogueInvitation, DialoguePack, DialogueQuestion, PairKind
from followup.queries.dialogue_questions import own_questions, questions_of
from followup.queries.packs import has_changed_since_sent
from followup.reports.pack import fingerprint, read
from sala_styr.organisation.actor import actor_for
from sala_styr.organisation.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def test_every_kind_of_pair_has_three_or_four_questions_or_those_that_are_offered() -> None:
    for year in (2025, 2026, 2027):
        counts = {pair: len(found) for pair, found in own_questions(year).items() if found}
        assert set(counts.values()) <= {3, 4}
        assert set(counts) == set(PairKind.values) - {PairKind.COMPANY}
    assert DialogueQuestion.objects.filter(last_year=2025).exists()


def test_the_pack_tells_something_in_every_part_and_is_what_its_fingerprint_says() -> None:
    pack = DialoguePack.objects.select_related("dialogue__upper", "dialogue__lower", "dialogue__period").get()
    assert fingerprint(pack.content) == pack.sha256
    content = read(pack)
    assert all(section.blocks or section.sections for section in content.sections)
    for words in ("Nästa steg som ni kom överens om", "Senast bedömt", "Ändringar av ramen", "efter oktober"):
        assert words in pack.content, words
    assert json.loads(pack.content)["sections"][0]["section"]["blocks"][0]["items"] == questions_of(pack.dialogue)


def test_the_invitation_stands_as_it_was_sent() -> None:
    invitation = DialogueInvitation.objects.select_related("dialogue").get()
    assert invitation.is_sent
    assert not has_changed_since_sent(invitation.dialogue, invitation)
    assert invitation.sent_to


def test_the_other_planned_dialogue_waits_to_be_invited_to() -> None:
    from datetime import date

    chairs = User.objects.filter(appointments__unit__code="SN", appointments__role="chair").distinct()
    todos = [todo for user in chairs for todo in invitations(actor_for(user), date(2026, 11, 26))]
    assert [todo.title for todo in todos] == ["Bjud in Skolkontoret"]
