"""From the queue to the mail server. A letter is claimed, handed over and marked, each in a transaction of its own.

What a crash leaves: before the claim, a letter in the queue (``run_due`` asks for it again); after, a claimed one of which nobody can know
whether it left. That one is shown as uncertain and sent again only by a person, under the same Message-ID.
"""

import logging
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.history import recording
from sala_styr.mail.composing import Attachment
from sala_styr.mail.models import Message, MessageState
from sala_styr.organisation.actor import system_actor

WAITS = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
"""How long to wait after each try that surely did not leave, before the next; then it has failed."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """How a hand-over ended. ``again``: it surely did not leave, and may be tried later. ``unknown``: it may have left."""

    failure: str = ""
    again: bool = False
    unknown: bool = False


def deliver(message_ids: Iterable[int]) -> int:
    """Send those of the letters that wait in the queue; returns how many left. Two at once never send the same."""
    waiting = list(
        Message.objects.waiting().filter(pk__in=list(message_ids)).order_by("pk").values_list("pk", flat=True)
    )
    if not waiting:
        return 0
    connection = get_connection()
    sent, no_server = 0, None
    try:
        for pk in waiting:
            # One that cannot be reached is not asked again for each letter.
            no_server = no_server or _open(connection)
            message = _claim(pk)
            if message is None:
                continue
            outcome = no_server or _hand_over(connection, message)
            _mark(message, outcome)
            sent += not outcome.failure
    finally:
        _close(connection)
    return sent


def _claim(pk: int) -> Message | None:
    """Take the letter out of the queue; None when somebody else has it."""
    with recording(system_actor(), _("Togs ur kön för att skickas")):
        message = (
            Message.objects.select_for_update(of=("self",))
            .select_related("recipient")
            .filter(pk=pk, state=MessageState.QUEUED)
            .first()
        )
        if message is None:
            return None
        message.state, message.claimed_at, message.failure = MessageState.CLAIMED, timezone.now(), ""
        message.tries += 1
        message.save()
    return message


def _mark(message: Message, outcome: Outcome) -> None:
    """Say on the letter how it went, unless it was put in the queue again meanwhile."""
    with recording(system_actor(), _reason(outcome)):
        mine = Message.objects.select_for_update().filter(
            pk=message.pk, attempt=message.attempt, state=MessageState.CLAIMED
        )
        fresh = mine.first()
        if fresh is None:
            logger.warning("letter %s was put in the queue again meanwhile", message.pk)
            return
        fresh.failure = outcome.failure
        if not outcome.failure:
            fresh.state, fresh.sent_at = MessageState.SENT, timezone.now()
        elif outcome.again and fresh.tries <= len(WAITS):
            fresh.state, fresh.not_before = MessageState.QUEUED, timezone.now() + WAITS[fresh.tries - 1]
        elif not outcome.unknown:
            fresh.state = MessageState.FAILED
        fresh.save()


def _reason(outcome: Outcome) -> str:
    if not outcome.failure:
        return _("Skickades")
    return _("Kan ha gått iväg, men e-postservern svarade inte") if outcome.unknown else _("Kom inte iväg")


def _open(connection: Any) -> Outcome | None:
    """Reach the mail server, before anything is handed over. Gives the outcome when it cannot be reached."""
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError as error:
        said = {"words": _words(error)}
        return Outcome(_("E-postservern godtog inte systemets inloggning. (%(words)s)") % said, again=True)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(_("E-postservern gick inte att nå. (%(words)s)") % {"words": _words(error)}, again=True)
    return None


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.info("the connection to the mail server was closed by it", exc_info=True)


def _hand_over(connection: Any, message: Message) -> Outcome:
    """Give the letter to the mail server and tell what it said."""
    if not message.address:
        return Outcome(_("Personen har ingen e-postadress i systemet. Lägg till den under Organisation, Personer."))
    try:
        letter = build(message)
        letter.connection = connection
        letter.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _said in refused.recipients.values()]
        said = " ".join(_plain(words) for _code, words in refused.recipients.values())
        return _refused(min(codes, default=550), said, _("Adressen godtogs inte av e-postservern."))
    except smtplib.SMTPResponseException as refused:
        return _refused(refused.smtp_code, _plain(refused.smtp_error), _("E-postservern tog inte emot brevet."))
    except (OSError, smtplib.SMTPException) as error:
        _close(connection)
        words = {"words": _words(error)}
        return Outcome(_("Förbindelsen bröts innan e-postservern hade svarat. (%(words)s)") % words, unknown=True)
    except Exception as error:  # one letter that cannot be written must not stop the others
        logger.exception("letter %s could not be written", message.pk)
        return Outcome(_("Brevet gick inte att skriva. (%(words)s)") % {"words": _words(error)})
    return Outcome()


def _refused(code: int, words: str, what: str) -> Outcome:
    """A no from the mail server: below 500 it asks to be tried again later (RFC 5321 §4.2.1)."""
    return Outcome(f"{what} ({code} {words})".strip(), again=code < 500)


def _words(error: Exception) -> str:
    return str(error)[:300] or type(error).__name__


def _plain(words: Any) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)


def build(message: Message) -> EmailMultiAlternatives:
    """The letter as it is handed to the mail server: text, HTML and attachments, under its own Message-ID."""
    content = message.content
    letter = EmailMultiAlternatives(
        subject=message.subject,
        body=content.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.address],
        headers={**content.headers, "Message-ID": message.message_id},
    )
    letter.attach_alternative(content.html, "text/html")
    for kept in content.attachments:
        attachment = Attachment.from_json(kept)
        letter.attach(attachment.name, attachment.content, attachment.mimetype)
    return letter
