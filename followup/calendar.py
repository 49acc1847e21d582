"""A dialogue as an appointment that any calendar can read (RFC 5545, RFC 5546)."""

from collections.abc import Iterable
from datetime import datetime, time

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from followup.models import Dialogue, DialogueInvitation
from sala_styr.organisation.models import User

PRODID = "-//Sala styr//Dialoger//SV"
REQUEST, PUBLISH = "REQUEST", "PUBLISH"


def invitation_ics(
    dialogue: Dialogue, invitation: DialogueInvitation, people: Iterable[User], url: str, method: str = REQUEST
) -> bytes:
    """The appointment with its lasting UID and the sequence of its last sending. ``REQUEST`` asks for an answer, ``PUBLISH`` only tells. No query.

    Never says what the two talk about: a calendar is read by others than its owner.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(dialogue, invitation, people, url))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(dialogue: Dialogue, invitation: DialogueInvitation, people: Iterable[User], url: str) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", max(0, invitation.sequence - 1))
    event.add("dtstamp", invitation.sent_at or timezone.now())
    event.add("dtstart", _at(dialogue, invitation.starts))
    event.add("dtend", _at(dialogue, invitation.ends))
    event.add("summary", f"Dialog: {dialogue.upper.label} – {dialogue.lower.label}")
    event.add("status", "CONFIRMED")
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
    sender = invitation.sent_by
    address = vCalAddress(f"mailto:{(sender.email if sender else '') or settings.DEFAULT_FROM_EMAIL}")
    address.params["CN"] = vText(str(sender) if sender else settings.MUNICIPALITY_NAME)
    return address


def _attendee(person: User) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = vText(str(person))
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("TRUE")
    return address
