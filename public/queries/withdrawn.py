"""What could be read once and has been withdrawn: its address answers with the reason."""

from public.models import Publication


def withdrawn_report(pk: int) -> Publication | None:
    """How a report that could be read once was withdrawn; None where it never could, or can again. One query."""
    return _if_withdrawn(Publication.objects.filter(report=pk).first())


def withdrawn_period(pk: int) -> Publication | None:
    """The same of a period's follow-up; None too for one that is published but open again for a while. One query."""
    return _if_withdrawn(Publication.objects.filter(period=pk).first())


def _if_withdrawn(newest: Publication | None) -> Publication | None:
    return newest if newest is not None and newest.withdrawn_at is not None else None
