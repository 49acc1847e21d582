"""Plan amendments: the list, one as a whole, and preparing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals.actions import amendments as actions
from goals.exchange.lists import amendment_listing
from goals.forms import VersionedForm, differing
from goals.forms.amendments import (
    AmendmentForm,
    EndProposalForm,
    PlaceForm,
    ProposalForm,
    TakeForm,
    initial_of,
)
from goals.models import Amendment, AmendmentChange, AmendmentState, Level, PlanItem
from goals.queries import amendments as queries
from goals.rules import amendments as rules
from goals.views.changing import FormPage, done
from goals.views.fetching import acting
from goals.wording import WORDING
from sala_styr.decisions.queries import year_from, years
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once
from sala_styr.tables import as_file

LOOKS = {
    AmendmentState.OPEN: ("half", "info"),
    AmendmentState.MERGED: ("full", "success"),
    AmendmentState.DROPPED: ("none", "neutral"),
}


@require_safe
def amendments(request: HttpRequest) -> HttpResponse:
    """The amendments of a year, those being prepared first."""
    year = year_from(request)
    listed = queries.amendments(acting(request), year)
    if file := as_file(request, lambda: amendment_listing(listed, year)):
        return file
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "rows": [(each, LOOKS[AmendmentState(each.state)]) for each in listed],
        "may_begin": rules.may_prepare_any(acting(request)),
    }
    return render(request, "goals/amendments.html", context)


@require_http_methods(["GET", "POST"])
@once
def amendment_create(request: HttpRequest) -> HttpResponse:
    """Begin on an amendment."""
    actor, year = acting(request), year_from(request)
    require(rules.may_prepare_any(actor), _("Planändringar förbereds av dem som skriver i planen."))
    owners = queries.owners_to_prepare_for(actor, year)
    form = AmendmentForm(request.POST or None, owners=owners, initial={"year": year, "owner": owners.first()})
    made: list[Amendment] = []

    def act() -> None:
        made.append(actions.open_amendment(actor, **form.cleaned_data))

    if form.is_valid() and done(form, act):
        messages.success(request, _("Planändringen är påbörjad. Ta in det som ska ändras."))
        return redirect("goals:amendment", made[0].pk)
    text = _(
        "Arbeta på en kopia av planen. Planen själv ändras först när planändringen förs in, och då allt på en gång."
    )
    page = FormPage(_("Ny planändring"), trail((_("Ny"), "")), reverse("goals:amendments"), _("Påbörja"), text)
    return page.show(request, form)


@require_safe
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole amendment as a difference: against what was copied, and against the plan now. A constant number of queries."""
    found = amendment_or_404(request, pk)
    rows = queries.change_rows(found)
    is_open = found.state == AmendmentState.OPEN
    context = {
        "amendment": found,
        "look": LOOKS[AmendmentState(found.state)],
        "trail": trail((found.name, "")),
        "rows": rows,
        "is_open": is_open,
        "may_work": rules.may_work_on(acting(request), found),
        "may_merge": is_open and rules.may_merge(acting(request), found, any(row.is_decided for row in rows)),
        "has_proposals": any(not row.is_empty for row in rows),
        "asked": sum(len(row.asked) for row in rows),
    }
    return render(request, "goals/amendment.html", context)


@require_http_methods(["GET", "POST"])
def amendment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its name and reason."""
    found = workable_or_404(request, pk)
    initial = {"name": found.name, "reason": found.reason, "version": found.version}
    form = AmendmentForm(request.POST or None, initial=initial)
    page = _page(found, _("Ändra namn och skäl"), _("Spara"))
    values = {"name", "reason"}
    return _answer(
        request, page, form, found, lambda: actions.edit_amendment(
            acting(request), found, form.cleaned_data["version"], **{name: form.cleaned_data[name] for name in values}
        )
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def amendment_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay it aside, after a question."""
    found = workable_or_404(request, pk)
    form = VersionedForm(request.POST or None, initial={"version": found.version})
    text = _("Planen stannar som den är. Planändringen finns kvar att läsa, men den går inte att fortsätta på.")
    page = _page(found, _("Lägg ned"), _("Lägg ned"), text, tone="danger")
    return _answer(
        request, page, form, found, lambda: actions.drop_amendment(acting(request), found, form.cleaned_data["version"])
    )


@require_http_methods(["GET", "POST"])
def amendment_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose parts of the plan to change in the amendment."""
    found = workable_or_404(request, pk)
    items = queries.takeable(acting(request), found)
    if not items:
        raise RuleBroken(
            _("Det finns inget mer att ta in: allt som %(owner)s äger är redan här.") % {"owner": found.owner}
        )
    form = TakeForm(request.POST or None, items=items)
    text = _("Du får en kopia av varje att skriva i. Planen ändras inte av det.")
    page = _page(found, _("Ta in delar av planen"), _("Ta in"), text)
    return _answer(request, page, form, found, lambda: actions.take_items(acting(request), found, form.chosen()))


@require_http_methods(["GET", "POST"])
def amendment_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what kind of thing to propose and under what."""
    found = workable_or_404(request, pk)
    places = queries.places_for_new(acting(request), found)
    if not places:
        raise RuleBroken(_("%(owner)s har inget att lägga något nytt under det året.") % {"owner": found.owner})
    form = PlaceForm(request.POST or None, places=places)
    if form.is_valid():
        step, above = form.chosen()
        return redirect("goals:amendment_new", found.pk, step.pk, above.pk if above else 0)
    return _page(found, _("Föreslå något nytt"), _("Fortsätt")).show(request, form)


@require_http_methods(["GET", "POST"])
@once
def amendment_new(request: HttpRequest, pk: int, step: int, above: int) -> HttpResponse:
    """Write what is new."""
    found = workable_or_404(request, pk)
    level = get_object_or_404(Level.objects.select_related("parent"), pk=step)
    parent = PlanItem.objects.visible_to(acting(request)).filter(pk=above).first()
    if parent is None and above:
        raise Http404
    initial = {"first_year": found.year, "last_year": found.year}
    if parent is not None:
        initial = {"first_year": max(found.year, parent.first_year), "last_year": parent.last_year}
    form = ProposalForm(request.POST or None, step=level, parents=None, initial=initial | {"version": 1})
    page = _page(found, _("Föreslå: %(what)s") % {"what": level.singular}, _("Spara förslaget"), str(parent or ""))

    def act() -> None:
        values: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        actions.propose_new(acting(request), found, step=level, parent=parent, **values)

    return _answer(request, page, form, found, act)


@require_http_methods(["GET", "POST"])
def change_edit(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Write what the item shall say."""
    found, row = _change_or_404(request, pk, change)
    parents = queries.parents_of(acting(request), row.step, found.year)
    initial = initial_of(row.proposed) | {"version": row.version}
    form = ProposalForm(request.POST or None, step=row.step, parents=parents, initial=initial)
    text = _("Skriv hur det ska bli. Planen ändras inte förrän planändringen förs in.")
    page = _page(found, str(row.proposed.get("title", "")), _("Spara förslaget"), text)

    def act() -> None:
        values = dict(form.cleaned_data)
        actions.edit_change(acting(request), row, values.pop("version"), **values)

    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Förslaget är sparat."))
            return redirect("goals:amendment", found.pk)
    except EditConflict:
        stored = AmendmentChange.objects.get(pk=row.pk)
        form.show_version(stored.version)
        return page.show(request, form, differing(form, queries.as_item(stored), WORDING))
    return page.show(request, form)


@require_http_methods(["GET", "POST"])
def change_end(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Propose that the item ends."""
    found, row = _change_or_404(request, pk, change)
    if row.item_id is None:
        raise Http404
    last_year = min(max(found.year - 1, row.base["first_year"]), row.base["last_year"])
    form = EndProposalForm(request.POST or None, initial={"last_year": last_year, "version": row.version})
    text = _("Texten står kvar som den är, och delen avslutas efter det år du väljer när planändringen förs in.")
    page = _page(found, _("Föreslå avslut: %(title)s") % {"title": row.base["title"]}, _("Föreslå avslut"), text)
    return _answer(request, page, form, found, lambda: actions.propose_end(acting(request), row, **form.cleaned_data))


@require_http_methods(["GET", "POST"])
def change_take_out(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Take it out of the amendment, after a question."""
    found, row = _change_or_404(request, pk, change)
    form = VersionedForm(request.POST or None, initial={"version": row.version})
    text = _("Det som är föreslaget försvinner ur planändringen. Planen stannar som den är.")
    page = _page(
        found, _("Ta ut: %(title)s") % {"title": row.proposed.get("title", "")}, _("Ta ut"), text, tone="danger"
    )
    return _answer(request, page, form, found, lambda: actions.take_out(acting(request), row, **form.cleaned_data))


# What these pages have in common


def amendment_or_404(request: HttpRequest, pk: int) -> Amendment:
    """The amendment, if this person may read it."""
    found = queries.visible_amendment(acting(request), pk)
    if found is None:
        raise Http404
    return found


def workable_or_404(request: HttpRequest, pk: int) -> Amendment:
    """The amendment, for one who may prepare it. Raises RuleBroken when it is merged or dropped."""
    found = amendment_or_404(request, pk)
    require(rules.may_prepare(acting(request), found.owner_id), rules.who_may_prepare(found.owner))
    if found.state != AmendmentState.OPEN:
        raise RuleBroken(_("Planändringen är %(state)s och kan inte ändras.") % {"state": found.get_state_display()})
    return found


def _change_or_404(request: HttpRequest, pk: int, change: int) -> tuple[Amendment, AmendmentChange]:
    found = workable_or_404(request, pk)
    changes = AmendmentChange.objects.select_related("step__parent", "item", "amendment__owner")
    return found, get_object_or_404(changes, pk=change, amendment=found)


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumbs of these pages."""
    return [(_("Röda tråden"), reverse("goals:thread")), (_("Planändringar"), reverse("goals:amendments")), *more]


def _page(found: Amendment, title: str, button: str, text: str = "", tone: str = "") -> FormPage:
    back = reverse("goals:amendment", args=[found.pk])
    return FormPage(title, trail((found.name, back), (title, "")), back, button, text, tone)


def _answer(request: HttpRequest, page: FormPage, form: Any, found: Amendment, act: Any) -> HttpResponse:
    """Back to the amendment when it went through; else the form with what stood in the way."""
    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Planändringen är sparad."))
            return redirect("goals:amendment", found.pk)
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        return page.show(request, form)
    return page.show(request, form)
