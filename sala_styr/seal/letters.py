"""The seals by letter to somebody outside: an auditor, an archive. What stands there cannot be rewritten by whoever owns the database.

Each letter repeats the latest seals, so one that was lost is made good by the next.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from sala_styr.seal.codes import mark_of
from sala_styr.seal.models import Seal

REPEATED = 10


def ask_to_tell(made: Seal) -> bool:
    """Ask the worker to send the seal to those that ``SALA_SEAL_MAIL_TO`` names. False when it names nobody."""
    if not settings.SALA_SEAL_MAIL_TO:
        return False
    mail_seals.enqueue(made.number)
    return True


@task()
def mail_seals(number: int) -> None:
    """Send the seal and those before it. Raises what the mail server says, and then the task is shown as failed (``/matt/``)."""
    letter(number).send()


def letter(number: int) -> EmailMessage:
    """The letter of a seal, in Swedish: a line for each, with what the verifier takes."""
    seals = list(Seal.objects.filter(number__lte=number).order_by("-number")[:REPEATED])
    with translation.override("sv"):
        told = {"name": settings.MUNICIPALITY_NAME, "code": seals[0].code}
        subject = _("Historikens sigill i %(name)s: %(code)s") % told
        body = _(
            "Spara det här brevet. Med en rad härifrån kan vem som helst pröva att historiken i systemet inte har skrivits om sedan dess:\n\n"
            'manage.py verify_history --root "RADEN"\n\n'
            'eller, på en export av historiken, python3 verify_offline.py FIL.zip --root "RADEN". Det senaste sigillet står först.'
        )
    return EmailMessage(subject, "\n\n".join([body, *map(_line, seals)]), to=settings.SALA_SEAL_MAIL_TO)


def _line(each: Seal) -> str:
    day = timezone.localtime(each.made_at).date().isoformat()
    return mark_of(each.number, day, each.size, each.digest)
