"""A dialogue as an appointment that any calendar can read (RFC 5545, RFC 5546)."""

from collections.abc import Iterable
from datetime import datetime, time
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from followup.models import Dialogue, DialogueInvitation
from sala_styr.organisation.models import User

PRODID = "-//Sala styr//Dialoger//SV"
REQUEST, PUBLISH, CANCEL = "REQUEST", "PUBLISH", "CANCEL"


def invitation_ics(
    dialogue: Dialogue, invitation: DialogueInvitation, people: Iterable[User], url: str, method: str = REQUEST
) -> bytes:
    """The appointment with its lasting UID and the sequence of its last sending. No query.

    ``REQUEST`` asks for an answer, ``PUBLISH`` only tells, ``CANCEL`` takes it away.

    Never says what the two talk about: a calendar is read by others than its owner.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(dialogue, invitation, people, url, "CANCELLED" if method == CANCEL else "CONFIRMED"))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(dialogue: Dialogue, invitation: DialogueInvitation, people: Iterable[User], url: str, status: str) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", max(0, invitation.sequence - 1))
    event.add("dtstamp", invitation.sent_at or timezone.now())
    event.add("dtstart", _at(dialogue, invitation.starts))
    event.add("dtend", _at(dialogue, invitation.ends))
    event.add("summary", f"Dialog: {dialogue.upper.label} – {dialogue.lower.label}")
    event.add("status", status)
    if dialogue.place:
        event.add("location", dialogue.place)
    if url:
        event.add("url", url)
        event.add("description", f"Underlag och anteckningar: {url}")
    event["organizer"] = _organizer(invitation)
    for person in people:
        if person.email:
            event.add("attendee", _attendee(person), encode=False)
    return event


def _at(dialogue: Dialogue, clock: time) -> datetime:
    return datetime.combine(dialogue.day, clock, tzinfo=timezone.get_default_timezone())


def _organizer(invitation: DialogueInvitation) -> vCalAddress:
    """Who sent it, who gets the answers; the system's own address where that person has none."""
    sender = invitation.sent_by
    mailbox = (sender.email if sender else "") or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    address = vCalAddress(f"mailto:{mailbox}")
    address.params["CN"] = vText(str(sender) if sender else settings.MUNICIPALITY_NAME)
    return address


def _attendee(person: User) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = vText(str(person))
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("TRUE")
    return address
