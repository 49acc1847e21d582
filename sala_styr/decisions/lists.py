"""The decisions as a file."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.decisions.models import Decision
from sala_styr.tables import Column, Kind, Listing


def decision_listing(decisions: Iterable[Decision]) -> Listing:
    """The decisions as the page lists them."""
    columns = (
        *(Column(_("Rubrik"), Kind.LONG_TEXT), Column(_("Organ")), Column(_("Datum"), Kind.DATE)),
        *(Column(_("Paragraf"), Kind.NUMBER), Column(_("Diarienummer")), Column(_("Länk till protokollet"))),
        Column(_("Stämt av"), Kind.DATE),
    )
    rows = (
        (
            *(each.title, each.body.name, each.date, each.paragraph, each.registry_number, each.minutes_url),
            timezone.localdate(each.verified_at) if each.verified_at else None,
        )
        for each in decisions
    )
    return Listing(_("Beslut"), columns, rows)
