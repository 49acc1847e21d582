"""What is done about personal data: an extract is made, somebody who has left becomes a pseudonym, and how long things are kept is said."""

from secrets import token_hex
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.access import sessions
from sala_styr.access.events import note
from sala_styr.access.models import AccessEvent, EventKind
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.mail.models import Message
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Appointment, Role, User
from sala_styr.organisation.rules import require, require_administrator
from sala_styr.privacy.held import extract
from sala_styr.privacy.models import Kept, RetentionRule
from sala_styr.privacy.retention import LEAST, MOST, take_away
from sala_styr.seal import allowing_rewrite

NAMES = ("username", "first_name", "last_name", "email")


def may_extract(actor: Actor, person: User) -> bool:
    """Oneself, or an administrator for whoever has asked."""
    return actor.user == person or actor.has(Role.ADMINISTRATOR)


def take_extract(actor: Actor, person: User, request: HttpRequest | None = None) -> dict[str, Any]:
    """All that is held about the person; that it was taken out is noted. Raises Refused for others than the person and an administrator."""
    require(
        may_extract(actor, person),
        _("Registerutdraget får personen själv, eller systemförvaltaren åt den som har bett om det."),
    )
    taken = extract(person)
    note_extract(actor, person, request)
    return taken


def note_extract(actor: Actor, person: User, request: HttpRequest | None = None) -> None:
    """Write in the log that an extract about the person was made, and by whom."""
    note(EventKind.EXTRACTED, request, user=person, by=actor.user)


def make_pseudonym(actor: Actor, person: User, confirmed: str, *, request: HttpRequest | None = None) -> User:
    """Take away who somebody was that has left. What they did in the municipality's name stays, under a pseudonym; it cannot be undone.

    Goes: name, log-in name, address, password, second steps, log-ins, what the log says of from where, and letters to the person; and the same in the
    history, lawfully rewritten. Stays: what they wrote, decided and signed, which is a public record, and reports that are kept for ever.

    Raises Refused for others than an administrator, and RuleBroken for oneself, for somebody with an appointment or an open log-in, or when
    ``confirmed`` is not the person's log-in name.
    """
    require_administrator(actor)
    reason = _("Personuppgifterna togs bort på begäran eller när tiden var ute")
    with recording(actor, reason), allowing_rewrite(actor, reason):
        found = User.objects.select_for_update().get(pk=person.pk)
        _refuse_present(actor, found, confirmed)
        code = token_hex(3).upper()
        found.username, found.first_name, found.last_name = f"borta-{code.lower()}", _("Tidigare medarbetare"), code
        found.email, found.is_active = "", False
        found.set_unusable_password()
        found.save()
        sessions.end_all(found)
        for table in (Authenticator, SocialAccount, EmailAddress):
            table.objects.filter(user=found).delete()
        AccessEvent.objects.filter(user=found).update(address=None)
        take_away(Kept.LETTERS, list(Message.objects.filter(recipient=found)))
        User.history.filter(id=found.pk).update(**{name: getattr(found, name) for name in NAMES})
    note(EventKind.ERASED, request, user=found, by=actor.user)
    return found


def _refuse_present(actor: Actor, person: User, confirmed: str) -> None:
    if actor.user == person:
        raise RuleBroken(_("Dina egna uppgifter tas bort av en annan systemförvaltare."))
    if person.is_active:
        raise RuleBroken(_("Stäng inloggningen för %(person)s först.") % {"person": person})
    if Appointment.objects.filter(user=person).exclude(valid_to__lt=timezone.localdate()).exists():
        raise RuleBroken(_("%(person)s har uppdrag kvar. Avsluta dem först.") % {"person": person})
    if confirmed != person.username:
        raise RuleBroken(
            _("Skriv inloggningsnamnet %(name)s, så att rätt person tas bort.") % {"name": person.username},
            field="confirmed",
        )


def keep_for(actor: Actor, what: Kept, count: int) -> RetentionRule:
    """Say for how many months something is kept. Raises Refused for others than an administrator, RuleBroken outside what may be chosen."""
    require_administrator(actor)
    if not LEAST <= count <= MOST:
        raise RuleBroken(
            _("Välj mellan %(least)s och %(most)s månader.") % {"least": LEAST, "most": MOST}, field=what.value
        )
    with recording(actor, _("Ändrade hur länge %(what)s sparas") % {"what": what.label}):
        rule, _made = RetentionRule.objects.get_or_create(what=what.value, defaults={"months": count})
        if rule.months != count:
            rule.months = count
            rule.save()
    return rule
