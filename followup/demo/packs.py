"""The questions of the dialogues, and an invitation with its frozen pack: what the two read before they meet."""

from datetime import date

from followup.actions.invitations import new_uid
from followup.demo.content import packs as content
from followup.demo.dialogues import speaker
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import remember
from followup.models import Dialogue, DialogueInvitation, DialoguePack, DialogueQuestion, PairKind
from followup.queries.dialogue_questions import questions_of
from followup.queries.packs import arrangement_mark
from followup.reports import pack as report
from sala_styr import history

DECIDED = date(2025, 1, 20)


def load_questions(people: People) -> None:
    """The municipality's own questions, in the order they stand."""
    rows = []
    for order, (pair, text, first_year, last_year) in enumerate(content.QUESTIONS, start=1):
        question = DialogueQuestion(
            pair=PairKind(pair), order=order, text=text, first_year=first_year, last_year=last_year
        )
        remember(question, DECIDED, people.examples["exempel-controller"])
        rows.append(question)
    history.bulk_create(DialogueQuestion, rows)


def load_packs(units: Units, people: People) -> None:
    """One invitation that is sent, with the pack as it was frozen then. When all else is loaded, since the pack tells of it."""
    upper, lower, day = content.INVITED
    found = Dialogue.objects.select_related("period", "upper", "lower")
    dialogue = found.get(upper=units[upper], lower=units[lower], day=day)
    sender = speaker(people, upper)
    invitation = DialogueInvitation(
        dialogue=dialogue,
        uid=new_uid(),
        starts=content.STARTS,
        ends=content.ENDS,
        message=content.MESSAGE,
        questions="\n".join(questions_of(dialogue)),
        sequence=1,
        sent_by=sender,
    )
    invitation.sent_to = sorted(row.user_id for row in dialogue.participants.all())
    invitation.sent_at = remember(invitation, content.SENT, sender)
    invitation.sent_as = arrangement_mark(dialogue, invitation)
    history.bulk_create(DialogueInvitation, [invitation])
    text = report.compose(dialogue, invitation, 1, invitation.sent_at)
    pack = DialoguePack(
        dialogue=dialogue,
        version=1,
        content=text,
        sha256=report.fingerprint(text),
        frozen_at=invitation.sent_at,
        frozen_by=sender,
    )
    remember(pack, content.SENT, sender)
    history.bulk_create(DialoguePack, [pack])
