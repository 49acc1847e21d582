"""The year wheel as a calendar (RFC 5545), and the signed address by which a person's own is fetched.

A calendar program cannot log in: who has the address may read. Therefore it is signed, says nothing of who it belongs to that can be guessed, and is
useless when the person has asked for a new one.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.core import signing
from icalendar import Calendar, Event

from followup.models import Dialogue, WheelFeed
from followup.queries.wheel import Occurrence

SALT = "followup.wheel_calendar"
ONE_DAY = timedelta(days=1)


def token_of(feed: WheelFeed) -> str:
    """What stands in the address."""
    return signing.dumps([feed.pk, feed.key], salt=SALT)


def feed_of(token: str) -> WheelFeed | None:
    """The feed that the address belongs to; None when it is forged, cut or replaced by a newer one. One query."""
    try:
        pk, key = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return WheelFeed.objects.select_related("user").filter(pk=pk, key=key, user__is_active=True).first()


def calendar_of(
    name: str,
    base: str,
    steps: Iterable[tuple[Occurrence, str]],
    dialogues: Iterable[tuple[Dialogue, str]],
    now: datetime,
) -> bytes:
    """A calendar with ``steps`` and ``dialogues`` as whole days, each with its address. ``base``: where we are reached, names the events for ever."""
    host = urlsplit(base).hostname or "sala-styr"
    calendar = Calendar()
    calendar.add("prodid", "-//Sala styr//Årshjul//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for step, url in steps:
        period = f"-{step.period.pk}" if step.period else ""
        uid = f"arshjul-{step.step.pk}-{step.year}{period}@{host}"
        calendar.add_component(_event(uid, _with_law(step), step.day, step.step.text, url, now))
    for dialogue, url in dialogues:
        title = f"Dialog {dialogue.upper.label} – {dialogue.lower.label}"
        calendar.add_component(_event(f"dialog-{dialogue.pk}@{host}", title, dialogue.day, dialogue.place, url, now))
    return bytes(calendar.to_ical())


def _with_law(step: Occurrence) -> str:
    return f"{step.name} ({step.step.law})" if step.step.law else step.name


def _event(uid: str, title: str, day: date, text: str, url: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("summary", title)
    event.add("dtstart", day)
    event.add("dtend", day + ONE_DAY)
    event.add("transp", "TRANSPARENT")
    if text:
        event.add("description", text)
    event.add("url", url)
    return event
