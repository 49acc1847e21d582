"""What the level above does with an answer in a section: reads it and approves it, or sends it back with a word."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followup.actions.sections import approve_section, return_section
from followup.forms.sections import ReturnSectionForm
from followup.forms.versioned import VersionedForm
from followup.models import SectionReport
from followup.queries.section_answers import anchor_of, visible_reports
from followup.views.shared import known_actor
from sala_styr.organisation.actor import Actor
from sala_styr.shell.addresses import safe_next


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The level above approves one answer."""
    actor = known_actor(request)
    found = _report(actor, pk)
    form = VersionedForm(request.POST)
    form.full_clean()
    approve_section(actor, found, form.cleaned_data.get("version", 0))
    messages.success(request, _("%(section)s är godkänt.") % {"section": found.section.title})
    return redirect(safe_next(request, _back(found)))


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The level above sends one answer back with a word."""
    actor = known_actor(request)
    found = _report(actor, pk)
    form = ReturnSectionForm(request.POST, prefix=f"avsnitt-{found.section_id}-tillbaka")
    form.full_clean()
    return_section(actor, found, form.cleaned_data.get("because", ""), form.cleaned_data.get("version", 0))
    messages.success(request, _("Avsnittet är lämnat tillbaka med ditt ord."))
    return redirect(safe_next(request, _back(found)))


def _report(actor: Actor, pk: int) -> SectionReport:
    found = visible_reports(actor).select_related("section__period", "unit__parent")
    return get_object_or_404(found, pk=pk)


def _back(report: SectionReport) -> str:
    address = reverse("followup:unit_period", args=[report.section.period_id, report.unit_id])
    return f"{address}#{anchor_of(report.section)}"
