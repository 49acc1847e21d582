"""The sub-steps of an activity, on its page and in its card: one press or one line each. With htmx the list alone is replaced."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goals import actions, rules
from goals.forms.sub_steps import StepForm
from goals.models import PlanItem, SubStep
from goals.queries import way_up
from goals.queries.choices import people
from goals.queries.planning import steps_of
from goals.views.changing import FormPage, done
from goals.views.fetching import acting, item_address, item_or_404
from goals.views.items import trail
from sala_styr.errors import EditConflict
from sala_styr.organisation.rules import require
from sala_styr.shell.addresses import safe_next
from sala_styr.shell.once import once

ANCHOR = "delsteg"


@require_http_methods(["GET", "POST"])
@once
def step_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more step, last. The page with the form alone is for those without htmx whose line needs to be put right."""
    item = _writable(request, pk)
    form = StepForm(request.POST or None, people=people(), auto_id="delsteg-%s")

    def act() -> None:
        actions.add_step(acting(request), item, **form.cleaned_data)

    if form.is_valid() and done(form, act):
        return _after(request, item, _("Delsteget är tillagt."), focus="nytt")
    if _by_htmx(request):
        return _list(request, item, form)
    return _page(request, item, _("Nytt delsteg"), _("Lägg till"), form)


@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the step's text, day or person."""
    step = _step(request, pk)
    item = _writable(request, step.item_id)
    form = StepForm(request.POST or None, people=people(), step=step)

    def act() -> None:
        actions.edit_step(acting(request), step, **form.cleaned_data)

    try:
        if form.is_valid() and done(form, act):
            return _after(request, item, _("Delsteget är ändrat."))
    except EditConflict as conflict:
        form.add_error("text", f"{conflict} {_('Det du skrev står kvar här. Spara igen om det ska gälla.')}")
        data = request.POST.copy()
        data["was"] = _step(request, pk).text
        form.data = data
    return _page(request, item, _("Ändra delsteg"), _("Spara"), form)


@require_POST
def step_tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, or not done after all."""
    step = _step(request, pk)
    actions.tick_step(acting(request), step, request.POST.get("klart") == "ja")
    return _after(request, step.item, _("Noterat."), focus=pk)


@require_POST
def step_order(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    step = _step(request, pk)
    actions.order_step(acting(request), step, up=request.POST.get("hall") == "upp")
    return _after(request, step.item, _("Ordningen är ändrad."), focus=pk)


@require_POST
def step_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the step away. The history remembers it."""
    step = _step(request, pk)
    actions.remove_step(acting(request), step)
    return _after(request, step.item, _("Delsteget är borttaget."), focus="nytt")


def _step(request: HttpRequest, pk: int) -> SubStep:
    seen = SubStep.objects.filter(item__in=PlanItem.objects.visible_to(acting(request)))
    return get_object_or_404(seen.select_related("item__step", "item__owner", "responsible"), pk=pk)


def _writable(request: HttpRequest, pk: int) -> PlanItem:
    item = item_or_404(request, pk)
    require(rules.may_write(acting(request), item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    return item


def _by_htmx(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]


def _after(request: HttpRequest, item: PlanItem, said: str, focus: int | str = "") -> HttpResponse:
    """The list again, with htmx; else back to where the person was."""
    if _by_htmx(request):
        return _list(request, item, None, said, focus)
    messages.success(request, said)
    return redirect(safe_next(request, default=item_address(item, ANCHOR)))


def _list(
    request: HttpRequest, item: PlanItem, form: StepForm | None, said: str = "", focus: int | str = ""
) -> HttpResponse:
    level = "3" if request.POST.get("niva") == "3" else "2"
    context: dict[str, Any] = {
        "item": item,
        "offer": rules.offered(acting(request), item),
        "steps": steps_of(item),
        "step_form": form,
        "said": said,
        "focus": focus,
        "level": level,
    }
    return render(request, "goals/sub_steps.html", context, status=422 if form else 200)


def _page(request: HttpRequest, item: PlanItem, title: str, button: str, form: StepForm) -> HttpResponse:
    steps = [*trail(way_up(item), item)[:-1], (item.title, item_address(item)), (title, "")]
    return FormPage(title, steps, item_address(item, ANCHOR), button).show(request, form)
