"""The plan's pages in time: which day a page is asked to show, and the days worth going to."""

from datetime import date
from functools import partial

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.queries.moments import decision_moments
from sala_styr.errors import RuleBroken
from sala_styr.shell.addresses import page_query
from sala_styr.shell.past import DAY_FIELD, day_in, past_day

SHOWN_IN_BAND = 6


def plan_day(request: HttpRequest, year: int) -> date | None:
    """The past day that this page of the plan is to be shown for, None for now. No query: what the band offers is fetched when it is drawn."""
    day = day_in(request.GET)
    changes = f"{reverse('goals:changes')}?ar={year}&sedan={day}" if day else ""
    moments = partial(decision_moments, year, SHOWN_IN_BAND)
    return past_day(request, moments, f"{reverse('goals:moments')}?ar={year}", changes)


def refuse_to_change_the_past(request: HttpRequest) -> None:
    """Raises RuleBroken when somebody sends a change from a page that shows the past."""
    queries = [request.GET, page_query(request)]
    if request.method == "POST" and any(DAY_FIELD in query and day_in(query) for query in queries):
        raise RuleBroken(_("Du ser planen som den var. Gå till idag för att ändra: då ser du också vad som gäller nu."))
