"""What holds for a report that is decided: nothing in it changes."""

from django.utils.translation import gettext as _

from sala_styr.errors import RuleBroken
from sala_styr.writing.models import WrittenReport


def refuse_decided(report: WrittenReport) -> None:
    """Raises RuleBroken for a decided report. The caller has locked its row, so that nobody decides it meanwhile."""
    if report.decision_id is not None:
        raise RuleBroken(
            _("Rapporten är beslutad och ändras inte längre. Är något fel öppnar en controller den för rättelse.")
        )
