"""A few letters in the outbox: sent ones, one that did not leave, one of which nobody knows; and one who is away."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from followup.demo.people import People
from sala_styr import history
from sala_styr.mail.composing import compose, message_id
from sala_styr.mail.models import Absence, Message, MessageContent, MessageState
from sala_styr.organisation.models import User

# Who, days ago, subject, what it says, how it went and why not.
LETTERS = [
    ("exempel-chef", 10, "Att göra: 2 saker väntar på dig", "Prognosen och två aktiviteter väntar på dig.", "sent", ""),
    ("exempel-politiker", 10, "Att göra: 1 sak väntar på dig", "En dialog väntar på att bekräftas.", "sent", ""),
    ("exempel-chef", 4, "Snart dags: Prognosen efter oktober", "Klart senast i morgon.", "sent", ""),
    (
        *("exempel-revisor", 4, "En påminnelse: Granskningen av delårsrapporten", "Hur går det med granskningen?"),
        *("failed", "Adressen godtogs inte av e-postservern. (550 okänd mottagare)"),
    ),
    (
        *("exempel-chef", 3, "En påminnelse: Grunduppdraget, tertial 2", "Hur går det med grunduppdraget?"),
        *("claimed", "Förbindelsen bröts innan e-postservern hade svarat. (timed out)"),
    ),
]


def load_letters(people: People, today: date | None = None) -> None:
    """The letters and the absence."""
    day = today or timezone.localdate()
    rows = [
        _letter(number, people.examples[name], day, days, subject, text, state, failure)
        for number, (name, days, subject, text, state, failure) in enumerate(LETTERS)
    ]
    messages = history.bulk_create(Message, [message for message, _text in rows])
    contents = []
    for message, (_same, text) in zip(messages, rows, strict=True):
        letter = compose("message", {"body": text}, message.recipient, "")
        contents.append(MessageContent(message=message, text=letter.text, html=letter.html, headers=letter.headers))
    MessageContent.objects.bulk_create(contents)
    away = Absence(user=people.examples["exempel-chef"], first_day=day + timedelta(30), last_day=day + timedelta(44))
    history.bulk_create(Absence, [away])


def _letter(
    number: int, person: User, today: date, days: int, subject: str, text: str, state: str, failure: str
) -> tuple[Message, str]:
    at = timezone.make_aware(datetime.combine(today - timedelta(days=days), time(7, 10)))
    key = f"exempel:{number}"
    message = Message(
        key=key,
        recipient=person,
        address=person.email,
        subject=subject,
        message_id=message_id(key),
        state=state,
        queued_at=at,
        claimed_at=at,
        sent_at=at if state == MessageState.SENT else None,
        tries=1,
        failure=failure,
    )
    return message, text
