"""Agenda 2030: which of the 17 goals we serve and which not, and the links themselves."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goals.actions import agenda as actions
from goals.agenda import goal_label
from goals.exchange.lists import coverage_listing
from goals.forms.agenda import AgendaLinkForm, CoverageForm
from goals.models import CoreMission, Indicator, PlanItem
from goals.queries import agenda as queries
from goals.rules.agenda import Linked, may_link, who_may_link
from goals.views.changing import FormPage, done
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.organisation.rules import require
from sala_styr.tables import as_file

ANCHOR = "agenda"
MOST_LINKS = 20


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """The 17 goals, each with what is tied to it; and what is tied to none. A constant number of queries."""
    year = year_from(request)
    form = CoverageForm(request.GET, units=queries.units_with_anything(year))
    if file := as_file(request, lambda: coverage_listing(queries.coverage(acting(request), year, form.unit), year)):
        return file
    context = {
        "form": form,
        "coverage": queries.coverage(acting(request), year, form.unit, MOST_LINKS),
        "year": year,
        "years": [each.year for each in years()],
    }
    return render(request, "goals/agenda.html", context)


@require_http_methods(["GET", "POST"])
def agenda_link(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Tie a thing to a goal, or say better how it is tied (``?mal=4``)."""
    thing = queries.thing_from(acting(request), kind, pk)
    if thing is None:
        raise Http404
    require(may_link(acting(request), thing), who_may_link(thing))
    form = AgendaLinkForm(request.POST or None, initial=_initial(request, thing))

    def act() -> None:
        actions.link_goal(acting(request), thing, **form.cleaned_data)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Kopplat till mål %(goal)s.") % {"goal": goal_label(form.cleaned_data["goal"])})
        return redirect(address_of(thing))
    name = str(thing.unit.name if isinstance(thing, CoreMission) else thing)
    trail = [(_("Röda tråden"), reverse("goals:thread")), (name, address_of(thing)), (_("Agenda 2030"), "")]
    text = _("Direkt: det vi gör påverkar målet i sig. Indirekt: det bidrar genom något annat.")
    page = FormPage(
        _("Koppla till Agenda 2030: %(name)s") % {"name": name}, trail, address_of(thing), _("Koppla"), text
    )
    return page.show(request, form)


def _initial(request: HttpRequest, thing: Linked) -> dict[str, object]:
    """The stored link of the goal that the address names."""
    asked = request.GET.get("mal", "")
    for link in queries.links_of(thing) if asked else []:
        if str(link.goal) == asked:
            return {"goal": link.goal, "strength": link.strength, "rationale": link.rationale}
    return {}


@require_POST
def agenda_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link away."""
    link = queries.link_of(acting(request), pk)
    if link is None:
        raise Http404
    actions.unlink_goal(acting(request), link)
    messages.success(request, _("Kopplingen till mål %(goal)s är borttagen.") % {"goal": goal_label(link.goal)})
    return redirect(address_of(actions.thing_of(link)))


def address_of(thing: Linked) -> str:
    """The page where the thing's links are shown."""
    if isinstance(thing, PlanItem):
        return reverse("goals:item", args=[thing.pk]) + f"#{ANCHOR}"
    if isinstance(thing, Indicator):
        return reverse("goals:indicator", args=[thing.pk]) + f"#{ANCHOR}"
    return reverse("goals:mission", args=[thing.unit_id]) + f"#{ANCHOR}"
