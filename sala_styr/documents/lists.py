"""The reports as a file."""

from collections.abc import Iterable

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sala_styr.documents.models import Report
from sala_styr.tables import Column, Kind, Listing, text_column


def report_listing(reports: Iterable[Report]) -> Listing:
    """The reports as the page lists them, with the fingerprint of each file."""
    columns = (
        *text_column(_("Rapport"), _("Version"), _("Rättelse"), _("Läge")),
        *(Column(_("Beställd"), Kind.DATE), *text_column(_("Av")), Column(_("Sidor"), Kind.NUMBER)),
        *text_column(_("Fingeravtryck")),
    )
    rows = (
        (
            *(
                str(each),
                _("Utkast") if each.draft else str(each.decision),
                _correction(each),
                str(each.get_state_display()),
            ),
            *(localtime(each.requested_at).date(), str(each.requested_by) if each.requested_by else None),
            *(each.pages, each.sha256),
        )
        for each in reports
    )
    return Listing(_("Rapporter"), columns, rows)


def _correction(report: Report) -> str | None:
    """Which it corrects, or that another has taken its place (``queries.reports_for``)."""
    if report.corrects is not None:
        return _("rättar %(decision)s") % {"decision": report.corrects.decision}
    return _("rättad av en ny rapport") if getattr(report, "is_corrected", False) else None
