"""The figures that a section's text can refer to, as they are now: a page to search in, shown beside the text too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sala_styr.documents.live import Figures, Scope, ShownFigure
from sala_styr.writing.models import WrittenReport
from sala_styr.writing.views import known
from sala_styr.writing.views.sections import section_or_404

MOST = 40
"""So many of a group are shown at once; a search finds the others."""


@require_safe
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """``?sok=``: words that all stand in the figure's name. What each says now, and the code that puts it in a text."""
    section = section_or_404(known(request), pk)
    wanted = request.GET.get("sok", "").strip()
    context = {"section": section, "report": section.report, "wanted": wanted}
    return render(request, "writing/figures.html", context | {"groups": found_in(section.report, wanted)})


def found_in(report: WrittenReport, wanted: str) -> list[dict[str, object]]:
    """The report's figures in groups, with how many more there are in each. As many queries as there are families, and theirs."""
    words = wanted.casefold().split()
    groups = []
    for title, shown in Figures(Scope(report.year, report.month, report.unit)).groups():
        found = [each for each in shown if _has(each, words)]
        if found:
            groups.append({"title": title, "figures": found[:MOST], "more": max(len(found) - MOST, 0)})
    return groups


def _has(each: ShownFigure, words: list[str]) -> bool:
    said = f"{each.title} {each.figure.source} {each.name}".casefold()
    return all(word in said for word in words)
