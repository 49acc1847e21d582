"""Who may say that a goal of the council's does not concern a body: its own elected representatives."""

from django.utils.translation import gettext as _

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, Unit


def may_answer(actor: Actor, body_id: int) -> bool:
    """May ``actor`` speak for the body?"""
    return actor.holds(body_id, *ELECTED)


def who_may_answer(body: Unit) -> str:
    return _("Det här är ett svar från %(body)s. Det ges av förtroendevalda där.") % {"body": body.name}
