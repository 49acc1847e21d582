"""The reports as a file."""

from collections.abc import Iterable

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sala_styr.documents.models import Report
from sala_styr.tables import Column, Kind, Listing, text_column


def report_listing(reports: Iterable[Report]) -> Listing:
    """The reports as the page lists them, with the fingerprint of each file."""
    columns = (
        *text_column(_("Rapport"), _("Version"), _("Läge")),
        *(Column(_("Beställd"), Kind.DATE), *text_column(_("Av")), Column(_("Sidor"), Kind.NUMBER)),
        *text_column(_("Fingeravtryck")),
    )
    rows = (
        (
            *(str(each), _("Utkast") if each.draft else str(each.decision), str(each.get_state_display())),
            *(localtime(each.requested_at).date(), str(each.requested_by) if each.requested_by else None),
            *(each.pages, each.sha256),
        )
        for each in reports
    )
    return Listing(_("Rapporter"), columns, rows)
