"""Asking, consenting, beginning and ending. Each is in the history and in the log of log-ins."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.access.models import EventKind
from sala_styr.errors import RuleBroken
from sala_styr.helping.events import note_help
from sala_styr.helping.models import Ending, HelpConsent
from sala_styr.helping.queries import consents, why_not
from sala_styr.helping.rules import MINUTES, helpers, require_helper
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User
from sala_styr.organisation.rules import require, require_own_hand


def ask_leave(actor: Actor, person: User, about: str) -> HelpConsent:
    """Ask ``person`` for leave to help. It gives nothing before they say yes.

    Raises Refused for others than administrators; RuleBroken for oneself, a closed log-in, no words, or a question that waits already.
    """
    require_helper(actor)
    _require_words(about)
    if person.pk == actor.user.pk:
        raise RuleBroken(_("Välj någon annan än dig själv."), field="person")
    if not person.is_active:
        raise RuleBroken(_("Personens inloggning är stängd, så hen kan inte svara."), field="person")
    with recording(actor, _("Frågade om lov att hjälpa")):
        User.objects.select_for_update().get(pk=person.pk)  # two questions at the same moment wait for each other
        waiting = HelpConsent.objects.filter(person=person, helper=actor.user, given_at=None, closed_at=None)
        if waiting.exists():
            raise RuleBroken(_("Du har redan frågat, och inte fått svar än."), field="person")
        return HelpConsent.objects.create(person=person, helper=actor.user, about=about.strip())


def let_help(actor: Actor, helper: User, minutes: int, about: str, request: HttpRequest | None = None) -> HelpConsent:
    """Let ``helper`` act for oneself for so many minutes from now.

    Raises Refused for who is not logged in, and for somebody who acts for the person; RuleBroken for other minutes than ``MINUTES``, no words, or
    somebody who does not help.
    """
    _require_self(actor)
    _require_words(about)
    _require_minutes(minutes)
    if helper.pk == actor.user.pk or not helpers().filter(pk=helper.pk).exists():
        raise RuleBroken(_("Välj någon av systemförvaltarna."), field="helper")
    with recording(actor, _("Lät någon hjälpa till")):
        now = timezone.now()
        consent = HelpConsent.objects.create(
            person=actor.user,
            helper=helper,
            about=about.strip(),
            asked_at=now,
            given_at=now,
            until=now + timedelta(minutes=minutes),
        )
        note_help(EventKind.HELP_GIVEN, consent, request)
        return consent


def consent_to(actor: Actor, consent: HelpConsent, minutes: int, request: HttpRequest | None = None) -> HelpConsent:
    """Say yes to a question, for so many minutes from now. Raises Refused for others than the person asked, RuleBroken when it waits no longer."""
    _require_self(actor)
    require(consent.person_id == actor.user.pk, _("Bara den som ska få hjälpen kan säga ja till den."))
    _require_minutes(minutes)
    with recording(actor, _("Lät någon hjälpa till")):
        found = _locked(consent)
        if not found.is_open_question:
            raise RuleBroken(_("Frågan är redan besvarad eller tillbakatagen."))
        if not found.helper_helps:  # type: ignore[attr-defined]
            raise RuleBroken(_("Den som frågade är inte systemförvaltare längre."))
        found.given_at = timezone.now()
        found.until = found.given_at + timedelta(minutes=minutes)
        found.save(update_fields=["given_at", "until"])
        note_help(EventKind.HELP_GIVEN, found, request)
        return found


def begin(actor: Actor, consent: HelpConsent, request: HttpRequest | None = None) -> HelpConsent:
    """Begin to help, or go on. Raises Refused for others than the helper; RuleBroken, and a line in the log, when the consent does not hold."""
    require_helper(actor)
    require(consent.helper_id == actor.user.pk, _("Bara den som har fått medgivandet kan hjälpa till."))
    with recording(actor, _("Började hjälpa")):
        found = _locked(consent)
        why = why_not(found)
        if not why:
            if found.begun_at is None:
                found.begun_at = timezone.now()
                found.save(update_fields=["begun_at"])
            note_help(EventKind.HELP_BEGAN, found, request)
            return found
    note_help(EventKind.HELP_REFUSED, found, request)
    raise RuleBroken(_("Du kan inte hjälpa %(person)s nu: %(why)s. Fråga igen.") % {"person": found.person, "why": why})


def close(actor: Actor, consent: HelpConsent, request: HttpRequest | None = None) -> HelpConsent:
    """End it at once: the person takes it back or says no, the helper is ready or takes the question back. What was done stays.

    Raises Refused for others than the two. Nothing happens when it is over already.
    """
    me = actor.user.pk if actor.user is not None else None
    require(
        me in (consent.person_id, consent.helper_id), _("Hjälpen avslutas av den som får den eller den som ger den.")
    )
    if me == consent.person_id:
        require_own_hand(actor)
    with recording(actor, _("Avslutade hjälpen")):
        found = _locked(consent)
        if found.closed_at is not None or not (found.is_open_question or found.is_in_force()):
            return found
        found.closed_at, found.ending = timezone.now(), _ending(found, me == found.person_id)
        found.save(update_fields=["closed_at", "ending"])
        if found.given_at is not None:
            note_help(EventKind.HELP_WITHDRAWN if me == found.person_id else EventKind.HELP_ENDED, found, request)
        return found


def _ending(consent: HelpConsent, by_the_person: bool) -> Ending:
    if consent.given_at is None:
        return Ending.DECLINED if by_the_person else Ending.DROPPED
    return Ending.WITHDRAWN if by_the_person else Ending.DONE


def _locked(consent: HelpConsent) -> HelpConsent:
    """As it stands now, and nobody else changes it meanwhile."""
    return consents().select_for_update(of=("self",)).get(pk=consent.pk)


def _require_self(actor: Actor) -> None:
    require(actor.user is not None, _("Logga in för att låta någon hjälpa dig."))
    require_own_hand(actor)


def _require_words(about: str) -> None:
    if not about.strip():
        raise RuleBroken(_("Skriv vad det gäller."), field="about")


def _require_minutes(minutes: int) -> None:
    if minutes not in MINUTES:
        raise RuleBroken(_("Välj hur länge."), field="minutes")
