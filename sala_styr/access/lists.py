"""The log as a file."""

from collections.abc import Iterable

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sala_styr.access.models import AccessEvent
from sala_styr.tables import Listing, text_column


def log_listing(events: Iterable[AccessEvent]) -> Listing:
    """The lines as the page lists them; times with seconds, in Swedish time."""
    columns = text_column(_("När"), _("Person"), _("Vad"), _("Hur"), _("Av"), _("Adress"))
    rows = (
        (
            localtime(each.at).isoformat(sep=" ", timespec="seconds"),
            str(each.user) if each.user else None,
            str(each.get_kind_display()),
            each.way or None,
            str(each.by) if each.by else None,
            each.address,
        )
        for each in events
    )
    return Listing(_("Inloggningslogg"), tuple(columns), rows)
