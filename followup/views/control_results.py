"""Internal control: writing what a control found, and that a measure is carried out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followup.actions.control_results import finish_measure, write_result
from followup.forms.control import MeasureForm, ResultForm
from followup.models import RiskChoice
from followup.queries.control import whole_measures
from followup.queries.places import place_of
from followup.rules import control as rules
from followup.views.control_pages import activity_or_404, plan_address, plan_or_404, trail, write
from followup.views.shared import known_actor
from goals.queries.choices import people
from goals.views.changing import FormPage
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once


@require_http_methods(["GET", "POST"])
@once
def result_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what a control found."""
    actor = known_actor(request)
    activity = activity_or_404(actor, pk)
    plan = activity.risk.plan
    require(
        rules.may_answer(actor, activity.responsible_id, place_of(plan.body)),
        _("Resultatet skrivs av den som är ansvarig för kontrollen, eller av cheferna under %(body)s.")
        % {"body": plan.body.name},
    )
    acts = activity.risk.choice == RiskChoice.ACT
    form = ResultForm(request.POST or None, initial={"day": timezone.localdate()}, people=people(), acts=acts)
    title = _("Hur gick det?") if acts else _("Vad visade kontrollen?")
    page = FormPage(
        title,
        trail(plan, _("Resultat")),
        plan_address(plan.pk, f"#kontroll-{activity.pk}"),
        _("Spara resultatet"),
        activity.text,
    )
    return write(request, page, form, lambda: write_result(actor, activity, **form.said()), _("Resultatet är sparat."))


@require_http_methods(["GET", "POST"])
def measure_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a measure is carried out."""
    actor = known_actor(request)
    measure = whole_measures().filter(pk=pk).first()
    if measure is None:
        raise Http404
    plan = plan_or_404(actor, measure.result.activity.risk.plan_id)
    require(
        rules.may_answer(actor, measure.responsible_id, place_of(plan.body)),
        _("Åtgärden avslutas av den som är ansvarig för den."),
    )
    form = MeasureForm(request.POST or None)
    page = FormPage(
        _("Åtgärden är klar"), trail(plan, _("Åtgärd")), plan_address(plan.pk), _("Åtgärden är klar"), measure.text
    )
    return write(
        request,
        page,
        form,
        lambda: finish_measure(actor, measure, form.cleaned_data["how"]),
        _("Åtgärden är klar. Tack!"),
    )
