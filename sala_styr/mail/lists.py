"""The letters as a file."""

from collections.abc import Iterable

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sala_styr.mail.models import Message
from sala_styr.tables import Column, Kind, Listing, text_column


def outbox_listing(messages: Iterable[Message]) -> Listing:
    """The letters as the page lists them."""
    columns = (
        *text_column(_("Ämne"), _("Till"), _("E-postadress"), _("Läge")),
        *(Column(_("Skrivet"), Kind.DATE), Column(_("Skickat"), Kind.DATE)),
        *text_column(_("Varför det inte gick")),
    )
    rows = (
        (
            *(each.subject, each.to, each.address or None),
            _("osäkert: kan ha gått iväg") if each.is_uncertain else str(each.get_state_display()),
            localtime(each.queued_at).date(),
            localtime(each.sent_at).date() if each.sent_at else None,
            each.failure or None,
        )
        for each in messages
    )
    return Listing(_("Utskick"), columns, rows)
