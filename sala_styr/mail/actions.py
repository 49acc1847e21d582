"""Writing letters, sending one again, and choosing what one wants."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.errors import RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.mail.composing import Attachment, attachments_as_json, compose, message_id
from sala_styr.mail.kinds import all_mail_kinds
from sala_styr.mail.models import Absence, MailOptOut, Message, MessageContent, MessageState
from sala_styr.mail.rules import require_outbox
from sala_styr.mail.tasks import enqueue
from sala_styr.organisation.actor import Actor, system_actor
from sala_styr.organisation.models import User

KEY_LENGTH = 200
SUBJECT_LENGTH = 250


def send_mail_to(
    people: Iterable[User | str],
    subject: str,
    template: str,
    context: Mapping[str, Any] | None = None,
    attachments: Sequence[Attachment] = (),
    *,
    key: str,
    kind: str = "",
    actor: Actor | None = None,
) -> list[Message]:
    """Write one letter to each of ``people`` (persons, or addresses of people outside) and put it in the queue. Returns those that are new.

    ``template`` names ``templates/mail/<template>.txt`` and, if there is one, ``.html``. ``key`` says what it is about
    (``dialogue-invite:12:1``): nobody gets two letters of one key, however often this is called, also by two at once. ``kind`` is for
    what one may say no to; who has done so gets none. Joins the transaction under way: undone with it. A constant number of queries.
    """
    found = _receivers(people, kind)
    wanted = {_key_for(key, receiver): receiver for receiver in found}
    subject = " ".join(subject.split())[:SUBJECT_LENGTH]
    reason = _("Skrev brevet ”%(subject)s”") % {"subject": subject[:120]}
    for _turn in range(3):
        try:
            with recording(actor or system_actor(), reason):
                return _write(wanted, subject, template, context or {}, attachments, kind)
        except IntegrityError:
            continue  # somebody else wrote one of them at the same moment: those are there now
    raise RuleBroken(_("Samma brev skrivs av flera på en gång. Försök igen om en stund."))


def _receivers(people: Iterable[User | str], kind: str) -> list[User | str]:
    """Each person once. Letters of a kind come again by themselves, so not to those who have said no to it, nor to those without address:
    the outbox names them (``people_without_address``), and they get the next one when there is an address."""
    asked = list(dict.fromkeys(people))
    if not kind:
        return asked
    ids = [person.pk for person in asked if isinstance(person, User)]
    without = set(MailOptOut.objects.filter(kind=kind, user_id__in=ids).values_list("user_id", flat=True))
    return [person for person in asked if not isinstance(person, User) or (person.email and person.pk not in without)]


def _key_for(key: str, receiver: User | str) -> str:
    whole = f"{key}:{receiver.pk}" if isinstance(receiver, User) else f"{key}:{receiver.lower()}"
    if len(whole) > KEY_LENGTH:
        raise ValueError(f"the key is longer than {KEY_LENGTH}: {whole}")
    return whole


def _write(
    wanted: Mapping[str, User | str],
    subject: str,
    template: str,
    context: Mapping[str, Any],
    attachments: Sequence[Attachment],
    kind: str,
) -> list[Message]:
    there = set(Message.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
    missing = {key: receiver for key, receiver in wanted.items() if key not in there}
    if not missing:
        return []
    messages = bulk_create(Message, [_message(key, receiver, subject, kind) for key, receiver in missing.items()])
    kept = attachments_as_json(attachments)
    contents = []
    for message, receiver in zip(messages, missing.values(), strict=True):
        letter = compose(template, context, receiver if isinstance(receiver, User) else None, kind)
        contents.append(
            MessageContent(
                message=message, text=letter.text, html=letter.html, headers=letter.headers, attachments=kept
            )
        )
    MessageContent.objects.bulk_create(contents)
    enqueue([message.pk for message in messages])
    return messages


def _message(key: str, receiver: User | str, subject: str, kind: str) -> Message:
    person = receiver if isinstance(receiver, User) else None
    address = person.email if person is not None else str(receiver)
    return Message(key=key, kind=kind, recipient=person, address=address, subject=subject, message_id=message_id(key))


def send_again(actor: Actor, message: Message) -> Message:
    """Put a letter that failed, or of which nobody knows, in the queue again, under the same Message-ID.

    To the address that the person has now. Raises Refused, and RuleBroken for one that is under way or sent.
    """
    require_outbox(actor)
    with recording(actor, _("Skickade brevet igen")):
        fresh = Message.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=message.pk)
        if not fresh.can_be_sent_again:
            raise RuleBroken(_("Brevet är redan på väg eller skickat, så det skickas inte igen."))
        fresh.state, fresh.claimed_at, fresh.not_before, fresh.failure = MessageState.QUEUED, None, None, ""
        fresh.attempt, fresh.tries, fresh.put_aside, fresh.queued_at = fresh.attempt + 1, 0, False, timezone.now()
        if fresh.recipient is not None:
            fresh.address = fresh.recipient.email
        fresh.save()
        enqueue([fresh.pk])
    return fresh


def put_aside(actor: Actor, message: Message, aside: bool = True) -> Message:
    """Leave a letter that did not arrive as it is, so that it waits for nobody; or take that back. Raises Refused and RuleBroken."""
    require_outbox(actor)
    with recording(actor, _("Lade brevet åt sidan") if aside else _("Tog fram brevet igen")):
        fresh = Message.objects.select_for_update().get(pk=message.pk)
        if not fresh.can_be_sent_again:
            raise RuleBroken(_("Brevet är redan på väg eller skickat."))
        fresh.put_aside = aside
        fresh.save()
    return fresh


def choose_kinds(actor: Actor, wanted: Iterable[str]) -> None:
    """From now on the person gets letters of the kinds in ``wanted`` and of no others that one may say no to."""
    chosen = set(wanted)
    unwanted = [kind.name for kind in all_mail_kinds() if kind.name not in chosen]
    with recording(actor, _("Valde vilka påminnelser som ska komma")):
        for old in MailOptOut.objects.filter(user=actor.user, kind__in=chosen):
            old.delete()
        there = set(MailOptOut.objects.filter(user=actor.user).values_list("kind", flat=True))
        bulk_create(MailOptOut, [MailOptOut(user=actor.user, kind=kind) for kind in unwanted if kind not in there])


def say_no(user: User, kind: str) -> None:
    """The person wants no more letters of ``kind``. May be said twice."""
    with recording(Actor(user=user), _("Avstod från påminnelser genom länken i ett brev")):
        if not MailOptOut.objects.filter(user=user, kind=kind).exists():
            try:
                with transaction.atomic():
                    MailOptOut.objects.create(user=user, kind=kind)
            except IntegrityError:
                return


def say_yes(user: User, kind: str) -> None:
    """Take back ``say_no``."""
    with recording(Actor(user=user), _("Ville ha påminnelserna igen")):
        for old in MailOptOut.objects.filter(user=user, kind=kind):
            old.delete()


def be_away(actor: Actor, first_day: date, last_day: date, stand_in: User | None) -> Absence:
    """Note that the person is away, and who gets the reminders meanwhile. Raises RuleBroken when the days are wrong or taken."""
    if last_day < first_day:
        raise RuleBroken(_("Sista dagen borta kommer före den första. Byt plats på dem."), field="last_day")
    if stand_in is not None and stand_in == actor.user:
        raise RuleBroken(_("Välj någon annan än dig själv, eller lämna fältet tomt."), field="stand_in")
    with recording(actor, _("Är borta en tid")):
        if Absence.objects.filter(user=actor.user, first_day__lte=last_day, last_day__gte=first_day).exists():
            raise RuleBroken(
                _("Du har redan skrivit att du är borta några av de dagarna. Ta bort det först."), field="first_day"
            )
        return Absence.objects.create(user=actor.user, first_day=first_day, last_day=last_day, stand_in=stand_in)


def be_back(actor: Actor, absence: Absence) -> None:
    """Take away a note of being away. Only one's own."""
    with recording(actor, _("Är inte borta")):
        for mine in Absence.objects.filter(pk=absence.pk, user=actor.user):
            mine.delete()
