"""Making, changing, moving and deleting parts of the plan."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals import actions, rules
from goals.actions.plan import ACTIVITY_FIELDS, TEXT_FIELDS, require_open
from goals.forms import ItemForm, VersionedForm
from goals.forms.inline import take_in
from goals.models import Level, PlanItem
from goals.queries import way_up
from goals.queries.choices import first_steps, owners_for, people, steps_below
from goals.queries.limits import over_the_limit, proposed_last_year
from goals.queries.planning import opened_as, proposed_responsible
from goals.terms import named
from goals.views.changing import FormPage, done, show_both
from goals.views.fetching import acting, item_address, item_or_404, item_year, to_item
from goals.views.items import trail
from sala_styr.decisions.queries import year_from
from sala_styr.errors import EditConflict
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once


@require_http_methods(["GET", "POST"])
@once
def item_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Something new under ``pk``; ``?niva=`` says of which level when there are several."""
    above = item_or_404(request, pk)
    steps = steps_below(acting(request), above, item_year(request, above))
    require(bool(steps), who_may_add(above))
    step = chosen_step(request, steps)
    first_year = max(year_from(request), above.first_year)
    years = {"first_year": first_year, "last_year": proposed_last_year(step, first_year, above)}
    page_trail = [*trail(way_up(above), above)[:-1], (above.title, item_address(above)), (_("Nytt"), "")]
    return _create(request, step, above, years, page_trail, item_address(above))


@require_http_methods(["GET", "POST"])
@once
def top_create(request: HttpRequest) -> HttpResponse:
    """Something new that needs nothing above it: the vision, or what a level lets stand by itself. ``?niva=`` says which."""
    year = year_from(request)
    steps = first_steps(acting(request), year)
    require(bool(steps), _("Det som står överst i planen läggs till av den som äger det."))
    page_trail = [(_("Röda tråden"), reverse("goals:thread")), (_("Nytt"), "")]
    step = chosen_step(request, steps)
    years = {"first_year": year, "last_year": proposed_last_year(step, year, None)}
    return _create(request, step, None, years, page_trail, reverse("goals:thread"))


def chosen_step(request: HttpRequest, steps: list[Level]) -> Level:
    """The level that the address asks for, else the first."""
    asked = request.GET.get("niva", "")
    found = [step for step in steps if str(step.pk) == asked] if asked else steps
    if not found:
        raise Http404
    return found[0]


def who_may_add(above: PlanItem) -> str:
    """For somebody who cannot add anything here: who can."""
    levels = list(above.step.children.order_by("order"))
    if not levels:
        return _("Under %(the)s läggs inget till.") % {"the": named(above.step.definite)}
    owners = ", ".join(f"{named(step.plural)} ({step.get_owner_kind_display()})" for step in levels)
    return _("Här läggs till: %(levels)s. Det görs av den som äger dem.") % {"levels": owners}


def _create(
    request: HttpRequest,
    step: Level,
    above: PlanItem | None,
    years: dict[str, int],
    page_trail: list[tuple[str, str]],
    back: str,
) -> HttpResponse:
    owners = owners_for(acting(request), step, years["first_year"])
    only = owners.first() if owners.count() == 1 else None
    initial = {"owner": only or (above.owner_id if above else None), **years}
    initial["responsible"] = proposed_responsible(acting(request), step)
    form = ItemForm(request.POST or None, initial=initial, step=step, people=people(), owners=owners)
    made: list[PlanItem] = []

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        made.append(actions.create_item(acting(request), step=step, parent=above, **values))

    if form.is_valid() and done(form, act):
        messages.success(request, created_text(made[0]))
        return to_item(made[0])
    text = _("Svarar på: %(title)s") % {"title": above.title} if above else ""
    page = FormPage(_("Lägg till: %(what)s") % {"what": named(step.singular)}, page_trail, back, _("Lägg till"), text)
    return replace(page, hints=step.is_political).show(request, form)


def created_text(item: PlanItem) -> str:
    """What is said when something has been added, with a reminder where the model says how many there should be."""
    done = (
        _("Utkastet är sparat. Det syns för er tills ni har beslutat.")
        if item.step.needs_decision
        else _("Sparat. Det gäller från och med nu.")
    )
    return f"{done} {over_the_limit(item)}".strip()


@require_http_methods(["GET", "POST"])
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text, years, responsible person and days."""
    found = item_or_404(request, pk)
    require(rules.may_write(acting(request), found.step, found.owner_id), rules.who_may_write(found.step, found.owner))
    require_open(found)
    names = TEXT_FIELDS + (ACTIVITY_FIELDS if found.step.is_activity else ())
    initial = {name: getattr(found, name) for name in names} | {"version": found.version}
    form = ItemForm(request.POST or None, initial=initial, step=found.step, people=people())
    page = replace(_page(found, _("Ändra"), _("Spara")), hints=found.step.is_political)

    def act() -> None:
        values = dict(form.cleaned_data)
        actions.edit_item(acting(request), found, values.pop("version"), **values)

    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Ändringen är sparad."))
            return to_item(found)
    except EditConflict:
        stored = item_or_404(request, pk)
        taken = take_in(form, opened_as(stored, form.cleaned_data["version"]), stored, names)
        if taken:
            also = _("Det här ändrade den andra men inte du, och det står redan i formuläret: %(what)s.")
            page = replace(page, text=also % {"what": ", ".join(taken)})
        return show_both(request, page, form, stored, names)
    return page.show(request, form)


@require_http_methods(["GET", "POST"])
def item_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a draft or what nothing hangs on, after a question."""
    found = item_or_404(request, pk)
    require(rules.may_write(acting(request), found.step, found.owner_id), rules.who_may_write(found.step, found.owner))
    require_open(found)
    form = VersionedForm(request.POST or None, initial={"version": found.version})

    def act() -> None:
        actions.delete_item(acting(request), found, form.cleaned_data["version"])

    if form.is_valid() and done(form, act):
        messages.success(request, _("”%(title)s” är borttaget.") % {"title": found.title})
        return redirect(item_address(found.parent_id) if found.parent_id else "goals:thread")
    text = _("”%(title)s” tas bort ur planen. Det går inte att ångra, men det syns i historiken att det har funnits.")
    return _page(found, _("Ta bort"), _("Ta bort"), text % {"title": found.title}, tone="danger").show(request, form)


def _page(item: PlanItem, verb: str, button: str, text: str = "", tone: str = "") -> FormPage:
    steps = [*trail(way_up(item), item)[:-1], (item.title, item_address(item)), (verb, "")]
    title = _("%(verb)s %(what)s") % {"verb": verb, "what": item.step.definite}
    return FormPage(title, steps, item_address(item), button, text, tone)
