"""Deciding, revising and ending parts of the plan."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals import actions, rules
from goals.actions.decide import latest_possible_year
from goals.forms import DecideForm, DecideManyForm, EndForm, ReviseForm
from goals.models import ItemState, PlanItem
from goals.queries import way_up
from goals.queries.choices import drafts_of
from goals.views.changing import FormPage, done
from goals.views.fetching import acting, item_address, item_or_404, to_item
from goals.views.items import trail
from sala_styr.decisions.queries import year_from
from sala_styr.decisions.rules import may_register_decision
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Role, Unit
from sala_styr.organisation.rules import require


@require_http_methods(["GET", "POST"])
def item_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter which of the body's decisions decided the draft."""
    found = item_or_404(request, pk)
    require(rules.may_decide(acting(request), found.step, found.owner_id), rules.who_may_decide(found.owner))
    _require_state(found, ItemState.DRAFT, _("Ett beslut är redan antecknat."))
    form = DecideForm(request.POST or None, initial={"version": found.version}, item=found)

    def act() -> None:
        actions.decide_item(acting(request), found, **form.cleaned_data)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Beslutat. Texten kan inte längre ändras."))
        return to_item(found)
    text = _("När beslutet är antecknat syns ”%(title)s” för alla och texten kan inte längre ändras.")
    return _page(request, found, _("Anteckna beslut"), text, register=True).show(request, form)


@require_http_methods(["GET", "POST"])
def decide_many(request: HttpRequest, unit: int) -> HttpResponse:
    """Enter that one decision decided several of the body's drafts, as a meeting does."""
    body = get_object_or_404(Unit, pk=unit)
    require(acting(request).holds(body.pk, Role.CHAIR), rules.who_may_decide(body))
    form = DecideManyForm(request.POST or None, body=body, drafts=drafts_of(body))

    def act() -> None:
        actions.decide_items(
            acting(request), form.chosen(), form.cleaned_data["decision"], form.cleaned_data.get("responsible")
        )

    if form.is_valid() and done(form, act):
        messages.success(request, _("Beslutat. Texterna kan inte längre ändras."))
        return redirect("goals:thread")
    steps = [(_("Röda tråden"), reverse("goals:thread")), (_("Anteckna beslut"), "")]
    title = _("Anteckna beslut av %(body)s") % {"body": body.name}
    text = _("Välj de utkast som beslutet gällde. De syns sedan för alla och kan inte längre ändras.")
    page = FormPage(
        title, steps, reverse("goals:thread"), _("Anteckna beslut"), text, link=register_link(request, body)
    )
    return page.show(request, form)


@require_http_methods(["GET", "POST"])
def item_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin on a new wording of what is decided."""
    found = item_or_404(request, pk)
    require(rules.may_write(acting(request), found.step, found.owner_id), rules.who_may_write(found.step, found.owner))
    _require_state(found, ItemState.DECIDED, _("Bara det som är beslutat behöver en ny lydelse."))
    first_year = min(max(year_from(request) + 1, found.first_year), found.last_year + 1)
    form = ReviseForm(request.POST or None, initial={"first_year": first_year})
    made: list[PlanItem] = []

    def act() -> None:
        made.append(actions.revise_item(acting(request), found, form.cleaned_data["first_year"]))

    if form.is_valid() and done(form, act):
        messages.success(
            request, _("Här är utkastet till ny lydelse. Ändra texten; det gamla gäller tills ni har beslutat.")
        )
        return to_item(made[0])
    text = _("Du får ett utkast med samma text att ändra i. ”%(title)s” gäller som det är tills det nya är beslutat.")
    return _page(request, found, _("Ny lydelse"), text).show(request, form)


@require_http_methods(["GET", "POST"])
def item_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the item after a year."""
    found = item_or_404(request, pk)
    require(rules.may_end(acting(request), found.step, found.owner_id), rules.who_may_end(found.step, found.owner))
    if found.state not in (ItemState.DECIDED, ItemState.ACTIVE):
        raise RuleBroken(_("Bara det som gäller kan avslutas. Ett utkast tas bort."))
    initial = {"version": found.version, "last_year": latest_possible_year(found)}
    needs_decision = found.step.needs_decision
    form = EndForm(request.POST or None, initial=initial, body=found.owner if needs_decision else None)

    def act() -> None:
        values = dict(form.cleaned_data)
        actions.end_item(acting(request), found, **values)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Avslutat. Det finns kvar i sina år och i historiken."))
        return to_item(found)
    text = _("”%(title)s” försvinner inte: det finns kvar i de år då det gällde. Det går inte att börja på nytt.")
    return _page(request, found, _("Avsluta"), text, register=needs_decision, tone="danger").show(request, form)


def register_link(request: HttpRequest, body: Unit) -> tuple[str, str] | None:
    """The way to register a decision that is not there yet, and back here, for those who may."""
    if not may_register_decision(acting(request), body):
        return None
    query = urlencode({"organ": body.pk, "till": request.path})
    return (_("Beslutet finns inte här: anteckna ett nytt"), f"{reverse('decisions:create')}?{query}")


def _require_state(item: PlanItem, state: str, message: str) -> None:
    if item.state != state:
        raise RuleBroken(message)


def _page(
    request: HttpRequest, item: PlanItem, verb: str, text: str, register: bool = False, tone: str = ""
) -> FormPage:
    """The page of one of these verbs; with ``register`` the way to register a decision that is not there yet, and back here."""
    steps = [*trail(way_up(item), item)[:-1], (item.title, item_address(item)), (verb, "")]
    link = register_link(request, item.owner) if register else None
    title = _("%(verb)s: %(what)s") % {"verb": verb, "what": item.title}
    return FormPage(title, steps, item_address(item), verb, text % {"title": item.title}, tone, link)
