"""Pages on which one part of the plan is chosen among thousands: where to move, copy or link something. A search and a short list."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goals import actions, rules
from goals.actions.copying import what_is_copied
from goals.actions.plan import require_open
from goals.forms.choosing import ChooseForm, CopyForm, LinkForm, MoveForm
from goals.models import ParentLink, PlanItem
from goals.queries import way_up
from goals.queries.choices import parents_for
from goals.queries.planning import copy_places, link_places
from goals.views.changing import FormPage, done
from goals.views.fetching import acting, item_address, item_or_404, to_item
from goals.views.items import trail
from sala_styr.errors import RuleBroken
from sala_styr.organisation.rules import require
from sala_styr.shell.addresses import safe_next

SEARCH_FIELD = "sok"


def searched(request: HttpRequest) -> str:
    return request.GET.get(SEARCH_FIELD, "")[:80]


@require_http_methods(["GET", "POST"])
def item_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the item answer to something else."""
    found = _writable(request, pk)
    require_open(found)
    _require_level(found)
    form = MoveForm(
        request.POST or None,
        initial={"version": found.version},
        places=parents_for(acting(request), found),
        above=found.step.parent.singular,
        search=searched(request),
        may_stand_alone=not found.step.parent_required,
    )

    def act() -> None:
        actions.move_item(acting(request), found, form.cleaned_data["parent"], form.cleaned_data["version"])

    if form.is_valid() and done(form, act):
        messages.success(request, _("Flyttat, med allt som hör till."))
        return to_item(found)
    text = _("Allt som hör till ”%(title)s” följer med.") % {"title": found.title}
    return _show(request, form, found, _("Flytta"), text)


@require_http_methods(["GET", "POST"])
def item_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy the item, alone or with what belongs to it."""
    found = _writable(request, pk)
    _require_level(found)
    actor = acting(request)
    below = what_is_copied(actor, found, whole=True)
    title = _("%(title)s (kopia)") % {"title": found.title[:190]}
    form = CopyForm(
        request.POST or None,
        initial={"title": title, "parent": found.parent_id},
        places=copy_places(actor, found),
        above=found.step.parent.singular,
        search=searched(request),
        below=len(below.taken) - 1,
        left_out=below.left_out,
    )
    made: list[PlanItem] = []

    def act() -> None:
        values = form.cleaned_data
        whole = bool(values.get("whole"))
        made.append(actions.copy_item(actor, found, values["parent"], values["title"], whole=whole))

    if form.is_valid() and done(form, act):
        messages.success(request, _("Här är kopian. Ändra det som ska bli annorlunda."))
        return to_item(made[0])
    text = _("Orden följer med: beskrivning, år, dagar och delsteg. Beslut, läge, bedömningar och kronor gör det inte.")
    return _show(request, form, found, _("Kopiera"), text)


@require_http_methods(["GET", "POST"])
def item_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the item answer to something more."""
    found = _writable(request, pk)
    require_open(found)
    _require_level(found)
    if not found.step.many_parents:
        raise RuleBroken(_("Den här nivån svarar bara på en sak. Flytta i stället."))
    form = LinkForm(
        request.POST or None,
        places=link_places(acting(request), found),
        above=found.step.parent.singular,
        search=searched(request),
    )

    def act() -> None:
        actions.link_item(acting(request), found, form.cleaned_data["parent"])

    if form.is_valid() and done(form, act):
        messages.success(request, _("Kopplat. ”%(title)s” syns nu på båda ställena.") % {"title": found.title})
        return to_item(found)
    text = _("”%(title)s” står kvar där den står, och svarar också på det du väljer.") % {"title": found.title}
    return _show(request, form, found, _("Koppla till fler"), text)


@require_POST
def link_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link away."""
    seen = ParentLink.objects.filter(item__in=PlanItem.objects.visible_to(acting(request)))
    link = get_object_or_404(seen.select_related("item__step", "item__owner", "above"), pk=pk)
    actions.unlink_item(acting(request), link)
    messages.success(request, _("Kopplingen är borttagen."))
    return redirect(safe_next(request, default=item_address(link.item_id)))


def _writable(request: HttpRequest, pk: int) -> PlanItem:
    found = item_or_404(request, pk)
    require(rules.may_write(acting(request), found.step, found.owner_id), rules.who_may_write(found.step, found.owner))
    return found


def _require_level(found: PlanItem) -> None:
    if found.step.parent is None:
        raise RuleBroken(_("Den står överst och svarar inte på något."))


def _show(request: HttpRequest, form: ChooseForm, item: PlanItem, verb: str, text: str) -> HttpResponse:
    steps = [*trail(way_up(item), item)[:-1], (item.title, item_address(item)), (verb, "")]
    title = _("%(verb)s: %(what)s") % {"verb": verb, "what": item.title}
    page = FormPage(title, steps, item_address(item), verb, text)
    context: dict[str, Any] = {"page": page, "form": form, "search": searched(request), "field": SEARCH_FIELD}
    return render(request, "goals/choose.html", context, status=422 if form.is_bound else 200)
