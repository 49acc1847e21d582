"""A reminder that somebody sends by hand: at once, to those asked or those who stand in for them, at most once a day about the same thing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.mail.actions import send_mail_to
from sala_styr.mail.composing import absolute
from sala_styr.mail.cover import Cover
from sala_styr.mail.models import Message
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User


@dataclass(frozen=True)
class Nudge:
    """Whom a reminder by hand went to. ``already``: they had got it today."""

    people: tuple[User, ...]
    already: bool


@dataclass
class Reminding:
    """How many were reminded, how many had been today already, and the names of those where there is nobody to remind."""

    reminded: int = 0
    already: int = 0
    nobody: list[str] = field(default_factory=list)

    def count(self, done: Nudge) -> None:
        """Take in how it went for one more."""
        if done.already:
            self.already += 1
        else:
            self.reminded += 1


def nudge(
    actor: Actor,
    asked: Iterable[User],
    cover: Cover,
    *,
    about: str,
    title: str,
    url: str,
    whose: Any,
    due: date | None,
    today: date,
) -> Nudge:
    """Write to those asked, or who stands in for each that is away. The right to do so is the caller's to ask for.

    ``about`` names the thing for ever (``section:12:34``), ``title`` says it in words, ``url`` is where it is done, ``whose`` (a unit, or words) for
    whom it is. Raises RuleBroken when none of them has an address.
    """
    found = {receiver.pk: (receiver, absence) for receiver, absence in map(cover.receiver_for, asked) if receiver.email}
    if not found:
        raise RuleBroken(_("Den som leder %(unit)s har ingen e-postadress i systemet.") % {"unit": whose})
    context = {"title": title, "thing_url": absolute(url), "due": due, "unit": whose, "sender": actor.hand}
    subject = _("En påminnelse: %(title)s") % {"title": title}
    key = f"nudge:{about}:{today.isoformat()}"
    messages: list[Message] = []
    with recording(actor, _("Påminde %(unit)s") % {"unit": whose}):
        for receiver, absence in found.values():
            messages += send_mail_to([receiver], subject, "nudge", context | {"absence": absence}, key=key, actor=actor)
    return Nudge(tuple(receiver for receiver, _absence in found.values()), already=not messages)
