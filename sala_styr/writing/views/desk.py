"""The reports that are being written: the list, one report with its sections, and the whole as a page to read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.decisions.queries import year_from
from sala_styr.documents.layout import contents, section_views
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of
from sala_styr.writing.actions.making import decide, make_draft, open_for_correction
from sala_styr.writing.actions.reports import begin_for_units, begin_report
from sala_styr.writing.composing import compose, owner_words
from sala_styr.writing.forms import WRITERS, BeginForm
from sala_styr.writing.forms.making import CorrectForm, MakeForm
from sala_styr.writing.grid import late_words
from sala_styr.writing.models import SectionState, WrittenReport
from sala_styr.writing.queries import is_complete, made_of, reports_of, sections_of, state_counts, words_in
from sala_styr.writing.rules import may_arrange, may_arrange_templates, may_correct, may_write, readable_reports
from sala_styr.writing.template_changes import differences
from sala_styr.writing.views import known
from sala_styr.writing.waiting import days_late, left_in

MARKS = {
    SectionState.EMPTY: "–",
    SectionState.DRAFT: "✎",
    SectionState.SUBMITTED: "▸",
    SectionState.RETURNED: "↩",
    SectionState.APPROVED: "✓",
}
PAGE_SIZE = 40


@require_http_methods(["GET", "POST"])
@once
def reports(request: HttpRequest) -> HttpResponse:
    """Every report that is being written and may be read, and the form that begins one."""
    actor = known(request)
    year = year_from(request)
    units = _own_units(actor, year)
    may = actor.has(Role.CONTROLLER) or units.exists()
    form = BeginForm(request.POST or None, units=units, initial={"year": year, "month": 12}) if may else None
    if form is not None and form.is_valid():
        try:
            return _begun(request, actor, form)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
    context = {
        "page": page_of(request, reports_of(actor), PAGE_SIZE),
        "form": form,
        "may_arrange": may_arrange_templates(actor),
    }
    return render(request, "writing/reports.html", context, status=422 if form is not None and form.is_bound else 200)


def _own_units(actor: Actor, year: int) -> Any:
    """The units whose reports the person may begin."""
    found = Unit.objects.in_year(year).filter(kind__in=WRITERS).order_by("tree_id", "lft")
    return (
        found
        if actor.has(Role.CONTROLLER)
        else found.filter(pk__in=actor.covered_ids(Role.MANAGER) | actor.bodies_served(Role.MANAGER))
    )


def _begun(request: HttpRequest, actor: Actor, form: BeginForm) -> HttpResponse:
    template, unit = form.cleaned_data["template"], form.cleaned_data["unit"]
    year, month, due = (form.cleaned_data[name] for name in ("year", "month", "due"))
    if template.is_for_units and unit is None and actor.has(Role.CONTROLLER):
        made = begin_for_units(actor, template, year, month=month, due=due)
        words = ngettext("%(n)d rapport är påbörjad.", "%(n)d rapporter är påbörjade.", len(made))
        messages.success(request, words % {"n": len(made)})
        return redirect("writing:reports")
    report = begin_report(actor, template, year, month=month, unit=unit, due=due)
    messages.success(request, _("Rapporten är påbörjad. Nu kan alla börja skriva sina avsnitt."))
    return redirect("writing:report", report.pk)


def report_or_404(actor: Actor, pk: int) -> WrittenReport:
    """A report that the person may read."""
    return get_object_or_404(readable_reports(actor).select_related("template", "unit", "decision__body"), pk=pk)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report's sections: who writes what, how far each has come, who has not written. Fifteen queries at most, whatever its size."""
    actor = known(request)
    found = report_or_404(actor, pk)
    return _report_page(request, actor, found, _make_form(actor, found))


def _make_form(actor: Actor, found: WrittenReport, data: Any = None) -> MakeForm | None:
    """None for a report that is decided."""
    return None if found.decision_id else MakeForm(data, actor=actor, report=found)


def _report_page(
    request: HttpRequest, actor: Actor, found: WrittenReport, make: MakeForm | None, correct: CorrectForm | None = None
) -> HttpResponse:
    placed = sections_of(found)
    rows: list[dict[str, Any]] = [
        {
            "place": each,
            "section": each.section,
            "owner": owner_words(each.section),
            "mark": MARKS[SectionState(each.section.state)],
            "may_write": each.section.has_text and may_write(actor, each.section),
            "words": words_in(each.section.text),
            "late": late_words(days) if (days := days_late(each.section, timezone.localdate())) else "",
        }
        for each in placed
    ]
    arranges = found.decision_id is None and may_arrange(actor, found)
    context = {
        "report": found,
        "rows": rows,
        "counts": [
            (SectionState(state).label, MARKS[SectionState(state)], n) for state, n in state_counts(placed).items()
        ],
        "complete": is_complete(placed),
        "arranges": arranges,
        "changed": len(differences(found)) if arranges and found.template_version != found.template.version else 0,
        "left": left_in(each.section for each in placed),
        "words": sum(row["words"] for row in rows),
        "mine": [row for row in rows if row["may_write"] and row["section"].is_editable],
        "made": made_of(actor, found),
        "make_form": make,
        "correct_form": correct or (CorrectForm() if found.decision_id and may_correct(actor) else None),
    }
    sent = [form for form in (make, correct) if form is not None and form.is_bound]
    return render(request, "writing/report.html", context, status=422 if sent else 200)


@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the report in the queue, as a draft or as decided; the answer is the page where its progress is seen."""
    actor = known(request)
    found = report_or_404(actor, pk)
    form = MakeForm(request.POST, actor=actor, report=found)
    if form.is_valid():
        decision = form.cleaned_data.get("decision")
        try:
            made = decide(actor, found, decision) if decision else make_draft(actor, found)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("documents:report", made.pk)
    return _report_page(request, actor, found, form)


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a decided report again, to correct it."""
    actor = known(request)
    found = report_or_404(actor, pk)
    form = CorrectForm(request.POST)
    if form.is_valid():
        try:
            open_for_correction(actor, found, form.cleaned_data["because"])
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(
                request,
                _("Rapporten är öppnad. Skicka tillbaka de avsnitt som ska rättas, och gör sedan en ny version."),
            )
            return redirect("writing:report", pk)
    return _report_page(request, actor, found, _make_form(actor, found), form)


@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report as a page, as it would be printed now."""
    found = report_or_404(known(request), pk)
    document = compose(found)
    views = section_views(document.sections)
    context = {"report": found, "document": document, "sections": views, "contents": list(contents(views))}
    return render(request, "writing/read.html", context)
