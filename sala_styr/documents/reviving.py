"""Reports whose worker and process both died, as when a machine loses its power: nobody is left to say so, so the next worker does.

One whose process alone died is begun again by its worker at once (``tasks``); one that goes on without its worker is simply made.
"""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.documents.making import fail, requeue
from sala_styr.documents.models import SILENCE, Report, ReportState
from sala_styr.documents.tasks import make_report

MOST = 4
"""So many attempts are made without anybody asking: a report that takes the machine down with it must not do so for ever."""
MARGIN = timedelta(seconds=30)
"""Beyond the silence, so that a process that was only slow is not taken for dead."""


def revive() -> list[int]:
    """Put every silent report back in the queue; the ids of those. Safe to run at once from many places: each attempt is taken over once."""
    silent = timezone.now() - SILENCE - MARGIN
    broken = Report.objects.filter(state=ReportState.RUNNING, heartbeat_at__lt=silent).order_by("pk")
    begun = []
    for pk, attempt in broken.values_list("pk", "attempt"):
        if attempt >= MOST:
            reason = _(
                "Arbetet med rapporten har avbrutits %(n)d gånger. Hör av dig till systemförvaltningen innan du börjar om."
            )
            fail(pk, reason % {"n": attempt}, attempt=attempt)
        else:
            with transaction.atomic():
                if requeue(pk, attempt):
                    transaction.on_commit(partial(make_report.enqueue, pk))
                    begun.append(pk)
    return begun
