"""Correcting what stands in closed years, as a new wording."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals import rules
from goals.actions.correct import CORRECTED, correct_item, require_correctable
from goals.forms.correct import CorrectForm
from goals.models import PlanItem
from goals.queries import visible_item, way_up
from goals.views.changing import FormPage, done, show_both
from goals.views.deciding import register_link
from goals.views.fetching import acting, item_address, item_or_404, to_item
from goals.views.items import trail
from sala_styr.errors import EditConflict
from sala_styr.organisation.rules import require


@require_http_methods(["GET", "POST"])
def item_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The text to put right, why, and the decision where there has to be one."""
    found = item_or_404(request, pk)
    needs_decision = found.step.needs_decision
    who = rules.who_may_decide(found.owner) if needs_decision else rules.who_may_write(found.step, found.owner)
    require(rules.may_correct(acting(request), found.step, found.owner_id), who)
    require_correctable(found)
    initial = {name: getattr(found, name) for name in CORRECTED} | {"version": found.version}
    form = CorrectForm(request.POST or None, initial=initial, item=found)
    made: list[PlanItem] = []

    def act() -> None:
        made.append(correct_item(acting(request), found, **form.cleaned_data))

    page = _page(request, found)
    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Rättat. Den tidigare lydelsen finns kvar att läsa."))
            return to_item(made[0])
    except EditConflict:
        return show_both(request, page, form, visible_item(acting(request), pk), CORRECTED)
    return page.show(request, form)


def _page(request: HttpRequest, found: PlanItem) -> FormPage:
    verb = _("Rätta som en ny lydelse")
    steps = [*trail(way_up(found), found)[:-1], (found.title, item_address(found)), (verb, "")]
    text = _(
        "Åren är avslutade. Det rättade gäller i samma år, och det som stod förut går att läsa som tidigare lydelse."
    )
    link = register_link(request, found.owner) if found.step.needs_decision else None
    return FormPage(verb, steps, item_address(found), _("Rätta"), text, link=link)
