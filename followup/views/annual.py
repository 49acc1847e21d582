"""The texts of the annual report, written by a controller; the figures come by themselves."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.actions.texts import save_joint_judgement, save_report_text
from followup.forms.texts import JudgementForm, ReportTextForm
from followup.models import ReportPart
from followup.queries.annual import joint_judgement, parts_in_order, report_texts
from followup.rules import may_write_annual_texts
from followup.views.shared import known_actor
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.rules import require

JUDGEMENT = "samlad"


@require_safe
def annual_texts(request: HttpRequest, year: int) -> HttpResponse:
    """All parts that people write, with what stands in them. Two queries."""
    actor = known_actor(request)
    texts = report_texts(year)
    context = {
        "year": year,
        "parts": [(part, texts.get(part)) for part in parts_in_order()],
        "judgement": joint_judgement(year),
        "may_write": may_write_annual_texts(actor),
    }
    return render(request, "followup/annual_texts.html", context)


@require_http_methods(["GET", "POST"])
def annual_text(request: HttpRequest, year: int, part: str) -> HttpResponse:
    """Write one part, or the joint judgement (``samlad``)."""
    actor = known_actor(request)
    require(may_write_annual_texts(actor), _("Årsredovisningens texter skrivs av en controller."))
    if part != JUDGEMENT and part not in ReportPart.values:
        raise Http404
    stands = joint_judgement(year) if part == JUDGEMENT else report_texts(year).get(part)
    form = _form(part, request.POST if request.method == "POST" else None, stands)
    if form.is_valid():
        said = form.cleaned_data
        try:
            if part == JUDGEMENT:
                save_joint_judgement(actor, year, said["verdict"], said["text"].strip(), said["version"])
            else:
                save_report_text(actor, year, part, said["text"].strip(), said["version"])
        except EditConflict as error:
            form.stands_on(stands.version if stands else 0)
            form.add_error(None, str(error))
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Sparat. Det står i nästa rapport som görs."))
            return redirect("followup:annual_texts", year)
    title = _("Samlad bedömning") if part == JUDGEMENT else ReportPart(part).label
    context = {"year": year, "title": title, "form": form, "stands": stands if form.non_field_errors() else None}
    return render(request, "followup/annual_text.html", context, status=422 if form.is_bound else 200)


def _form(part: str, data: Any, stands: Any) -> JudgementForm | ReportTextForm:
    initial = {"version": stands.version, "text": stands.text} if stands else {"version": 0}
    if part == JUDGEMENT:
        return JudgementForm(data, initial=initial | ({"verdict": stands.verdict} if stands else {}))
    return ReportTextForm(data, initial=initial)
