"""Inviting to a dialogue: the arrangement, the questions, and the pack that is frozen in the same moment as the invitation is sent."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, time
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from followup import rules
from followup.actions.dialogues import arrange_dialogue, sides
from followup.actions.invitation_letters import write_letters
from followup.dialogue_tasks import make_pack_file
from followup.models import Dialogue, DialogueInvitation, DialoguePack
from followup.queries.dialogue_questions import MOST_QUESTIONS
from followup.queries.packs import arrangement_mark
from followup.reports import pack as report
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User
from sala_styr.organisation.rules import require

USUAL_START, USUAL_END = time(9, 0), time(10, 30)


def new_uid() -> str:
    """What the appointment is called in every calendar, for ever."""
    return f"dialog-{uuid.uuid4()}"


def invite(
    actor: Actor,
    dialogue: Dialogue,
    *,
    day: date,
    starts: time,
    ends: time,
    place: str,
    message: str,
    questions: Sequence[str],
    participants: Iterable[User],
    version: int,
) -> DialoguePack:
    """Settle when, where, who and what to talk about, freeze the pack, and send the invitation when all of it is written.

    Sent again it is the same appointment, changed, with a new version of the pack. Raises Refused for others than those who plan the dialogue;
    RuleBroken for a day that has been, an end before the beginning, nobody to invite, no question or too many, or a locked dialogue; EditConflict
    when somebody has changed the same meanwhile.
    """
    above, below = sides(dialogue)
    require(
        rules.may_plan_dialogue(actor, above, below),
        _("Inbjudan skickas av någon av de två parterna eller av en controller."),
    )
    people, asked = list(participants), [text.strip() for text in questions if text.strip()]
    _sound(day, starts, ends, people, asked)
    with recording(actor, _("Bjöd in till dialogen")):
        found = arrange_dialogue(
            actor, dialogue, day=day, place=place, material=dialogue.material, participants=people, version=version
        )
        invitation = _invitation_of(found)
        invitation.starts, invitation.ends = starts, ends
        invitation.message, invitation.questions = message.strip(), "\n".join(asked)
        invitation.sequence += 1
        invitation.sent_at, invitation.sent_by = timezone.now(), actor.user
        invitation.sent_as = arrangement_mark(found, invitation)
        gone = set(invitation.sent_to) - {person.pk for person in people}
        invitation.sent_to = sorted(person.pk for person in people)
        invitation.save()
        pack = _freeze(actor, found, invitation)
        write_letters(actor, found, invitation, people, list(User.objects.filter(pk__in=gone).order_by("pk")))
        transaction.on_commit(
            partial(make_pack_file.enqueue, pack.pk)
        )  # so that the worker's own process sees the pack
    return pack


def _sound(day: date, starts: time, ends: time, people: Sequence[User], asked: Sequence[str]) -> None:
    if day < timezone.localdate():
        raise RuleBroken(_("Dagen har redan varit. Välj en dag som kommer."), field="day")
    if ends <= starts:
        raise RuleBroken(_("Sluttiden behöver ligga efter starttiden."), field="ends")
    if not people:
        raise RuleBroken(_("Välj vilka som bjuds in."), field="participants")
    if not asked:
        raise RuleBroken(_("Skriv minst en fråga att tala om."), field="questions")
    if len(asked) > MOST_QUESTIONS:
        raise RuleBroken(
            _("Det är %(n)d frågor. Välj de viktigaste, högst %(most)d, så att ni hinner tala om dem.")
            % {"n": len(asked), "most": MOST_QUESTIONS},
            field="questions",
        )


def _invitation_of(dialogue: Dialogue) -> DialogueInvitation:
    """The one there is, locked for this transaction, or a new one. The dialogue is locked already, so that two do not make two."""
    found = DialogueInvitation.objects.select_for_update().filter(dialogue=dialogue).first()
    return found or DialogueInvitation(dialogue=dialogue, uid=new_uid(), starts=USUAL_START, ends=USUAL_END)


def _freeze(actor: Actor, dialogue: Dialogue, invitation: DialogueInvitation) -> DialoguePack:
    newest = DialoguePack.objects.filter(dialogue=dialogue).aggregate(newest=Max("version"))["newest"] or 0
    content = report.compose(dialogue, invitation, newest + 1, invitation.sent_at or timezone.now())
    return DialoguePack.objects.create(
        dialogue=dialogue,
        version=newest + 1,
        content=content,
        sha256=report.fingerprint(content),
        frozen_at=invitation.sent_at or timezone.now(),
        frozen_by=actor.user,
    )


def ask_for_file(actor: Actor, pack: DialoguePack) -> None:
    """Have the pack's PDF made, if it has not been. For those who read the pack, which the caller has asked."""
    require(actor.is_known, _("Underlaget läses av de två parterna och deltagarna."))
    if not hasattr(pack, "file"):
        transaction.on_commit(partial(make_pack_file.enqueue, pack.pk))
