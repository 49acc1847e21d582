"""The background task that hands letters to the mail server. It may run twice and be killed anywhere: each letter is claimed first."""

from collections.abc import Sequence

from django_tasks import task

BATCH = 50
"""Letters per task: over one connection to the mail server."""


@task()
def send_messages(message_ids: list[int]) -> None:
    """Send those of the letters that are still in the queue."""
    from sala_styr.mail.delivery import deliver

    deliver(message_ids)


def enqueue(message_ids: Sequence[int]) -> None:
    """Ask for the letters to be sent, in the transaction that is under way: they and the asking are kept together, or neither."""
    ids = list(message_ids)
    for first in range(0, len(ids), BATCH):
        send_messages.enqueue(ids[first : first + BATCH])
