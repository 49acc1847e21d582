"""The page of what differs between two reports, and the figures that differ as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sala_styr.documents.comparison import changed_texts, counts, figures_listing, section_views, summary
from sala_styr.documents.difference import Difference, difference
from sala_styr.documents.kept import read_document
from sala_styr.documents.models import Report
from sala_styr.documents.queries import comparable_with
from sala_styr.documents.views.shared import report_or_404
from sala_styr.tables import as_file

OTHER_FIELD, ALL_FIELD = "med", "alla"


@require_safe
@never_cache
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs between this report and another (``?med=``), the older of the two being the one before. ``?alla=1`` shows what is alike too."""
    report = report_or_404(request, pk)
    others = list(comparable_with(request.actor, report))  # type: ignore[attr-defined]
    other = _chosen(request, report, others)
    context: dict[str, object] = {"report": report, "others": others, "other": other}
    if other is not None:
        before, after = sorted((report, other), key=lambda each: (each.finished_at or each.requested_at, each.pk))
        found = difference(read_document(before), read_document(after))
        if file := as_file(request, lambda: figures_listing(found, _("Siffror som skiljer"))):
            return file
        context |= {"before": before, "after": after} | _shown(found, everything=ALL_FIELD in request.GET)
    return render(request, "documents/compare.html", context)


def _chosen(request: HttpRequest, report: Report, others: list[Report]) -> Report | None:
    """The one that the address names, else the one that it corrects, else the nearest older, else any. Raises Http404 for one that cannot be compared with."""
    wanted = request.GET.get(OTHER_FIELD, "")
    if wanted:
        found = next((each for each in others if str(each.pk) == wanted), None)
        if found is None:
            raise Http404
        return found
    corrected = next((each for each in others if each.pk == report.corrects_id), None)
    if corrected is not None:
        return corrected
    older = (each for each in others if each.pk < report.pk)
    return next(older, others[0] if others else None)


def _shown(found: Difference, *, everything: bool) -> dict[str, object]:
    return {
        "summary": summary(found),
        "counts": counts(found),
        "cover": changed_texts(found.cover),
        "sections": section_views(found, everything=everything),
        "has_figures": next(found.figures, None) is not None,
        "everything": everything,
        "is_empty": found.is_empty,
    }
