"""Who may let everybody read what, and who reads what visitors have told us. What anybody may read is in ``queries``."""

from django.db.models import QuerySet

from followup.models import Period
from public.models import Feedback, Publication
from sala_styr.documents.models import Report
from sala_styr.history.readers import history_reader
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role


def may_publish(actor: Actor) -> bool:
    """Controllers publish what others have decided or closed, and withdraw it."""
    return actor.has(Role.CONTROLLER)


def may_read_feedback(actor: Actor) -> bool:
    """Those who can do something about it: administrators, and controllers."""
    return actor.has(Role.CONTROLLER, Role.ADMINISTRATOR)


def can_be_published(thing: Period | Report) -> bool:
    """Only what does not change any more: a closed period, or a decided report that is done."""
    return not thing.is_open if isinstance(thing, Period) else thing.is_frozen


@history_reader("public.publication")
def readable_publications(actor: Actor) -> "QuerySet[Publication]":
    """What has been published is known to everybody with an appointment."""
    return Publication.objects.all() if actor.is_known else Publication.objects.none()


@history_reader("public.feedback")
def readable_feedback(actor: Actor) -> "QuerySet[Feedback]":
    """May hold an e-mail address: only for those who answer."""
    return Feedback.objects.all() if may_read_feedback(actor) else Feedback.objects.none()
