"""What was drawn, as a file: one row for each field that a change changed."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.audit.models import Draw
from sala_styr.history.telling import Change
from sala_styr.tables import Column, Kind, Listing, Value


def draw_listing(drawn: Draw, changes: Sequence[Change]) -> Listing:
    """The sample, with the seed in each row: the sheet may be parted from the rest."""
    columns = (
        *(Column(_("Nr i urvalet"), Kind.NUMBER), Column(_("Dag"), Kind.DATE), Column(_("Klockan"))),
        *(Column(_("Vem")), Column(_("Vad")), Column(_("Nummer"), Kind.NUMBER), Column(_("Hur"))),
        *(Column(_("Varför"), Kind.LONG_TEXT), Column(_("Uppgift")), Column(_("Före"), Kind.LONG_TEXT)),
        *(Column(_("Efter"), Kind.LONG_TEXT), Column(_("Frö")), Column(_("Bland"), Kind.NUMBER)),
    )
    return Listing(_("Stickprov"), columns, _rows(drawn, changes))


def _rows(drawn: Draw, changes: Sequence[Change]) -> Iterator[tuple[Value, ...]]:
    for place, change in enumerate(changes, 1):
        when = timezone.localtime(change.when)
        head = (place, when.date(), f"{when:%H:%M:%S}", change.who, change.what, change.pk, change.kind_word)
        fields = [(field.label, field.before, field.after) for field in change.fields] or [("", "", "")]
        for field in fields:
            yield (*head, change.reason, *field, drawn.seed, drawn.population)
