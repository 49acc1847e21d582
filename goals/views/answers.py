"""What a body answers the council, and making somebody responsible right in the list of what hangs loose."""

from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goals import actions
from goals.forms.answers import NotConcernedForm
from goals.models import NotConcerned, PlanItem
from goals.queries import way_up
from goals.queries.choices import people
from goals.rules.answers import may_answer, who_may_answer
from goals.views.changing import FormPage, done
from goals.views.fetching import acting, item_address, item_or_404, item_year
from goals.views.items import trail
from sala_styr.decisions.rules import may_register_decision
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.shell.addresses import safe_next


@require_http_methods(["GET", "POST"])
def not_concerned(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """The body says that the goal does not concern it, and why."""
    found = item_or_404(request, pk)
    body = get_object_or_404(Unit, pk=unit)
    require(may_answer(acting(request), body.pk), who_may_answer(body))
    said = NotConcerned.objects.filter(item=found, body=body).first()
    initial = {"reason": said.reason, "decision": said.decision_id} if said else {}
    form = NotConcernedForm(request.POST or None, initial=initial, body=body)

    def act() -> None:
        actions.say_not_concerned(acting(request), found, body, item_year(request, found), **form.cleaned_data)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Antecknat: målet berör inte %(body)s.") % {"body": body.name})
        return redirect(_back(found, request))
    text = _("%(body)s svarar då inte med något eget. Svaret kan tas tillbaka.") % {"body": body.name}
    return _page(request, found, _("Berör oss inte"), text, _register(request, body)).show(request, form)


@require_http_methods(["GET", "POST"])
def not_concerned_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The body takes its word back."""
    said = NotConcerned.objects.select_related("body").filter(pk=pk).first()
    if said is None:
        raise Http404
    found = item_or_404(request, said.item_id)
    require(may_answer(acting(request), said.body_id), who_may_answer(said.body))
    form = Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.take_back_not_concerned(acting(request), said)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Tillbakataget. Målet väntar på ert svar."))
        return redirect(_back(found, request))
    text = _("Målet står då som obesvarat av %(body)s tills ni svarar.") % {"body": said.body.name}
    return _page(request, found, _("Ta tillbaka ”berör oss inte”"), text).show(request, form)


@require_POST
def make_responsible(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who answers for an item that nobody answers for, from the list where it stands."""
    found = item_or_404(request, pk)
    chosen = request.POST.get("responsible", "")
    person = people().filter(pk=int(chosen)).first() if chosen.isascii() and chosen.isdigit() else None
    if person is None:
        raise RuleBroken(_("Välj vem som ansvarar för ”%(title)s”.") % {"title": found.title})
    if found.responsible_id is not None:
        raise RuleBroken(_("Någon annan hann före: %(person)s ansvarar redan.") % {"person": found.responsible})
    changed = actions.edit_item(acting(request), found, found.version, responsible=person)
    messages.success(request, _("%(person)s ansvarar nu för ”%(title)s”.") % {"person": person, "title": changed.title})
    return redirect(safe_next(request, default=f"{reverse('goals:leftovers')}#utan-ansvarig"))


def _back(item: PlanItem, request: HttpRequest) -> str:
    return f"{item_address(item)}?ar={item_year(request, item)}#svar"


def _register(request: HttpRequest, body: Unit) -> tuple[str, str] | None:
    """The way to register a decision that is not there yet, and back here, for those who may."""
    if not may_register_decision(acting(request), body):
        return None
    query = urlencode({"organ": body.pk, "till": request.path})
    return (_("Beslutet finns inte här: anteckna ett nytt"), f"{reverse('decisions:create')}?{query}")


def _page(request: HttpRequest, item: PlanItem, verb: str, text: str, link: tuple[str, str] | None = None) -> FormPage:
    steps = [*trail(way_up(item), item)[:-1], (item.title, item_address(item)), (verb, "")]
    title = _("%(verb)s: %(what)s") % {"verb": verb, "what": item.title}
    return FormPage(title, steps, _back(item, request), verb, text, link=link)
