"""One thing in one period: assess it on a page of its own or in a row of the first page; return it or approve it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from followup.actions.assessments import approve_assessment, return_assessment
from followup.actions.sections import approve_section
from followup.forms.assessments import ReturnForm
from followup.forms.versioned import VersionedForm
from followup.models import Assessment, Period
from followup.queries.assessable import things_of
from followup.queries.assessments import key_of_assessment, through_the_years, visible_to
from followup.queries.places import place_of
from followup.queries.section_answers import answers_of
from followup.queries.unit_period import ThingRow, thing_rows, unit_rows
from followup.rules import may_read_draft
from followup.rules.improvements import may_raise_improvement
from followup.views.entries import Entry
from followup.views.shared import known_actor, period_or_404, thing_or_404, unit_or_404
from followup.views.todo import again_in_list
from goals.queries import proposals_for
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.shell.addresses import safe_next

HAND_IN = "lamna"
OUTER_FORM = "bedomning"


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, period_pk: int, key: str) -> HttpResponse:
    """Assess one thing. From a row of the to-do list it comes back to that row; without scripts what needs mending is mended here."""
    actor = known_actor(request)
    period = period_or_404(period_pk)
    thing = thing_or_404(actor, key)
    row = thing_rows(actor, period, [thing])[0]
    entry = Entry(row, period, request.POST if request.method == "POST" else None, outer_form=OUTER_FORM)
    if request.method == "POST" and entry.was_sent and entry.save(actor, submit=request.POST.get("gor") == HAND_IN):
        done = _("Bedömningen är inlämnad.") if entry.handed_in else _("Utkastet är sparat.")
        messages.success(request, done)
        return redirect(safe_next(request, _unit_url(row, period.pk)))
    if entry.was_sent and (again := again_in_list(request, entry=entry)) is not None:
        return again
    context = {
        "entry": entry,
        "period": period,
        "unit": row.unit,
        "proposals": proposals_for(thing, period.year, period.last_day),
        "earlier": [each for each in through_the_years(actor, thing) if each.period_id != period.pk],
        "shows_history": may_read_draft(actor, place_of(row.unit)),
        "outer_form": OUTER_FORM,
        "faulty": entry.form if entry.was_sent and not entry.is_sound else None,
        "may_improve": may_raise_improvement(actor, row.unit.pk),
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "followup/assess.html", context, status=422 if entry.was_sent else 200)


def _unit_url(row: ThingRow, period_pk: int) -> str:
    return f"{reverse('followup:unit_period', args=[period_pk, row.unit.pk])}#{row.key}"


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The level above approves one assessment."""
    actor = known_actor(request)
    found = get_object_or_404(visible_to(actor).select_related("period"), pk=pk)
    form = VersionedForm(request.POST)
    form.full_clean()
    approve_assessment(actor, found, form.cleaned_data.get("version", 0))
    messages.success(request, _("Bedömningen är godkänd."))
    return redirect(safe_next(request, _back(found)))


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The level above sends one assessment back with a word."""
    actor = known_actor(request)
    found = get_object_or_404(visible_to(actor).select_related("period"), pk=pk)
    form = ReturnForm(request.POST, prefix=f"{key_of_assessment(found)}-tillbaka")
    form.full_clean()
    return_assessment(actor, found, form.cleaned_data.get("because", ""), form.cleaned_data.get("version", 0))
    messages.success(request, _("Bedömningen är lämnad tillbaka med ditt ord."))
    return redirect(safe_next(request, _back(found)))


def _back(assessment: Assessment) -> str:
    owner_id = assessment.plan_item.owner_id if assessment.plan_item else assessment.core_mission.unit_id  # type: ignore[union-attr]
    return f"{reverse('followup:unit_period', args=[assessment.period_id, owner_id])}#{key_of_assessment(assessment)}"


@require_POST
def approve_all(request: HttpRequest, period_pk: int, unit_pk: int) -> HttpResponse:
    """Approve everything that the unit has handed in and that the page showed (``granskad`` = pk-version, one for each)."""
    actor = known_actor(request)
    period = period_or_404(period_pk)
    unit = unit_or_404(unit_pk, period.year)
    read = set(request.POST.getlist("granskad"))
    approved, changed = 0, 0
    for row in unit_rows(actor, period, [unit.pk]):
        if row.assessment is None or not row.can_be_approved:
            continue
        if f"{row.assessment.pk}-{row.version}" not in read:
            changed += 1
            continue
        approve_assessment(actor, row.assessment, row.version)
        approved += 1
    sections, newer = _approve_sections(request, actor, period, unit)
    approved, changed = approved + sections, changed + newer
    if not approved and not changed:
        raise RuleBroken(_("Det finns inget inlämnat att godkänna."))
    if approved:
        words = ngettext("%(n)d svar är godkänt.", "%(n)d svar är godkända.", approved)
        messages.success(request, words % {"n": approved})
    if changed:
        messages.warning(request, _("Något har lämnats in eller ändrats sedan du öppnade sidan. Läs det först."))
    return redirect(reverse("followup:unit_period", args=[period.pk, unit.pk]))


def _approve_sections(request: HttpRequest, actor: Actor, period: Period, unit: Unit) -> tuple[int, int]:
    """How many answers in sections were approved, of those the page showed (``granskat``), and how many there are besides."""
    read, approved, newer = set(request.POST.getlist("granskat")), 0, 0
    found = answers_of(actor, period, unit, place_of(unit), things_of([unit.pk], period))
    for answer in found.answers:
        if answer.report is None or not answer.can_be_approved:
            continue
        if f"{answer.report.pk}-{answer.version}" not in read:
            newer += 1
            continue
        approve_section(actor, answer.report, answer.version)
        approved += 1
    return approved, newer
