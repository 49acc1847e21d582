"""What comes before a dialogue: inviting to it, and telling those invited when something has changed."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.queries.packs import to_invite
from followup.queries.todo import open_dialogues
from followup.todo import Todo, todo_kind
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role
from sala_styr.workdays import working_days_before

DAYS_TO_READ = 5
"""Working days that people have with the pack before they meet."""


@todo_kind("dialogue-invite", gettext_lazy("Dialoger att bjuda in till"), 38, first=open_dialogues)
def invitations(actor: Actor, today: date) -> Iterable[Todo]:
    """The upper side invites: whoever leads it. Two queries."""
    for dialogue, invitation in to_invite(actor.held_ids(Role.CHAIR, Role.MANAGER), today):
        pair = {"lower": dialogue.lower.label, "day": f"{dialogue.day:%Y-%m-%d}"}
        sent = invitation is not None and invitation.is_sent
        words = _("Skicka inbjudan på nytt: dialogen med %(lower)s är ändrad") if sent else _("Bjud in %(lower)s")
        again = f":{invitation.sequence}" if invitation is not None and sent else ""
        yield Todo(
            key=f"dialogue-invite:{dialogue.pk}{again}",
            title=words % pair,
            url=reverse("followup:invitation", args=[dialogue.pk]),
            due=max(today, working_days_before(dialogue.day, DAYS_TO_READ))
            if sent
            else working_days_before(dialogue.day, DAYS_TO_READ),
            detail=_("Dialog %(day)s. Underlaget fryses när inbjudan skickas.") % pair,
        )
