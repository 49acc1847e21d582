"""The newest changes as a file."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.history.telling import Change
from sala_styr.tables import Column, Kind, Listing, Value


def change_listing(changes: Iterable[Change]) -> Listing:
    """The changes as the page lists them."""
    columns = (
        *(Column(_("Dag"), Kind.DATE), Column(_("Klockan")), Column(_("Vem")), Column(_("Vad"))),
        *(Column(_("Nummer"), Kind.NUMBER), Column(_("Hur")), Column(_("Varför"), Kind.LONG_TEXT)),
    )
    return Listing(_("Historik"), columns, (_row(change) for change in changes))


def _row(change: Change) -> tuple[Value, ...]:
    moment = timezone.localtime(change.when)
    return (moment.date(), f"{moment:%H:%M:%S}", change.who, change.what, change.pk, change.kind_word, change.reason)
