"""What a dialogue's page shows of what goes before it: its questions, its invitation and its pack."""

from typing import Any

from django import template
from django.template.context import Context

from followup.models import Dialogue, DialogueState
from followup.queries.dialogue_questions import questions_of
from followup.queries.dialogues import followed_dialogues
from followup.queries.packs import has_changed_since_sent, invitation_of, packs_of
from followup.queries.places import place_of
from followup.rules import may_plan_dialogue

register = template.Library()


@register.simple_tag
def dialogue_questions(dialogue: Dialogue) -> list[str]:
    """The open questions of a dialogue, as they were sent, else as they would be sent. At most two queries."""
    return questions_of(dialogue)


@register.inclusion_tag("followup/parts/dialogue_before.html", takes_context=True)
def dialogue_before(context: Context, dialogue: Dialogue) -> dict[str, Any]:
    """Invitation and pack: what is sent, what is to be sent again, and the ways to them. Nothing for those who do not follow the dialogue. Eight queries."""
    actor = context["request"].actor
    follows = followed_dialogues(actor).filter(pk=dialogue.pk).exists()
    if not follows:
        return {"follows": False}
    invitation = invitation_of(dialogue)
    open_still = dialogue.state != DialogueState.CONFIRMED
    return {
        "follows": True,
        "dialogue": dialogue,
        "invitation": invitation,
        "packs": packs_of(actor, dialogue),
        "changed": open_still and has_changed_since_sent(dialogue, invitation),
        "may_invite": open_still and may_plan_dialogue(actor, place_of(dialogue.upper), place_of(dialogue.lower)),
    }
