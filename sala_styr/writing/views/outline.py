"""The report's own sections arranged while it is written: added, changed, moved, taken away, put back; its number and day."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.documents.live import find_block
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once
from sala_styr.writing.actions import outline as verbs
from sala_styr.writing.actions.reports import set_due, set_registry_number
from sala_styr.writing.composing import owner_words
from sala_styr.writing.forms.arranging import DetailsForm, RemoveForm, ReportSectionForm
from sala_styr.writing.models import ReportSection, WrittenReport
from sala_styr.writing.queries import removed_sections, sections_of
from sala_styr.writing.rules import may_arrange, readable_sections
from sala_styr.writing.template_changes import differences
from sala_styr.writing.views import known
from sala_styr.writing.views.desk import report_or_404


def arranged(request: HttpRequest, pk: int) -> tuple[Actor, WrittenReport]:
    """The acting person and a report whose sections they may arrange. Raises Http404 and Refused."""
    actor = known(request)
    report = report_or_404(actor, pk)
    _require(actor, report)
    return actor, report


def _require(actor: Actor, report: WrittenReport) -> None:
    require(
        may_arrange(actor, report),
        _("Rapportens avsnitt ordnas av en controller, eller av chefen för sin egen rapport."),
    )


def _section(request: HttpRequest, pk: int) -> tuple[Actor, ReportSection]:
    actor = known(request)
    rows = readable_sections(actor).select_related("report__template", "report__unit", "owner_unit", "parent")
    section = get_object_or_404(rows, pk=pk)
    _require(actor, section.report)
    return actor, section


@require_safe
def outline(request: HttpRequest, pk: int) -> HttpResponse:
    """The report's sections to arrange, and those that were taken away. Ten queries, whatever its size."""
    _actor, report = arranged(request, pk)
    rows = [
        {
            "place": each,
            "section": each.section,
            "owner": owner_words(each.section),
            "blocks": [block.title if (block := find_block(name)) else name for name in each.section.blocks],
        }
        for each in sections_of(report)
    ]
    context = {
        "report": report,
        "rows": rows,
        "removed": removed_sections(report),
        "changed": len(differences(report)) if report.template_version != report.template.version else 0,
    }
    return render(request, "writing/outline.html", context)


@require_http_methods(["GET", "POST"])
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """The report's number in the register, and when the texts are to be handed in."""
    actor, report = arranged(request, pk)
    form = DetailsForm(request.POST or None, initial=DetailsForm.initial_of(report))
    if form.is_valid():
        said = form.cleaned_data
        if said["registry_number"] != report.registry_number:
            set_registry_number(actor, report, said["registry_number"])
        if said["due"] != report.due:
            set_due(actor, report, said["due"])
        messages.success(request, _("Sparat."))
        return redirect("writing:report", pk)
    return _form_page(request, report, form, _("Diarienummer och dag"))


@require_http_methods(["GET", "POST"])
@once
def new_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A section more; ``?i=`` says in which section it lies."""
    actor, report = arranged(request, pk)
    inside = request.GET.get("i", "")
    parent = get_object_or_404(ReportSection, report=report, pk=inside) if inside.isdecimal() else None
    form = _section_form(request, report, None)
    if form.is_valid() and _said(form, lambda said: verbs.add_section(actor, report, parent=parent, **said)):
        messages.success(request, _("Avsnittet finns nu i rapporten."))
        return redirect("writing:outline", pk)
    title = _("Nytt avsnitt i %(parent)s") % {"parent": parent.heading} if parent else _("Nytt avsnitt")
    return _form_page(request, report, form, title)


@require_http_methods(["GET", "POST"])
def edit_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a section; its text is written on its own page."""
    actor, section = _section(request, pk)
    form = _section_form(request, section.report, section)
    if form.is_valid() and _said(form, lambda said: verbs.change_section(actor, section, **said)):
        messages.success(request, _("Avsnittet är ändrat."))
        return redirect("writing:outline", section.report_id)
    return _form_page(request, section.report, form, section.heading, section)


def _said(form: forms.Form, do: Any) -> bool:
    """Do what the form says; what cannot be is said in it."""
    try:
        do(form.cleaned_data)
    except RuleBroken as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return False
    return True


@require_POST
def arrange_section(request: HttpRequest, pk: int) -> HttpResponse:
    """``gor``: upp or ner."""
    actor, section = _section(request, pk)
    wanted = request.POST.get("gor", "")
    if wanted in ("upp", "ner"):
        verbs.move_section(actor, section, upwards=wanted == "upp")
    return redirect("writing:outline", section.report_id)


@require_http_methods(["GET", "POST"])
def remove_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, with what was written, before a section is taken away with those that lie in it."""
    actor, section = _section(request, pk)
    form = RemoveForm(request.POST or None, initial={"version": section.report.version})
    if form.is_valid():
        said = form.cleaned_data
        if _said(form, lambda _: verbs.remove_section(actor, section, said["version"], because=said["because"])):
            messages.success(
                request,
                _("”%(heading)s” är borttaget ur rapporten. Det kan läggas tillbaka.") % {"heading": section.heading},
            )
            return redirect("writing:outline", section.report_id)
    context = {
        "report": section.report,
        "section": section,
        "written": [row for row in verbs.with_inner(section) if row.text],
        "form": form,
    }
    return render(request, "writing/outline_remove.html", context, status=422 if form.is_bound else 200)


@require_POST
def put_back(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """A section that was taken away, as it was."""
    actor, report = arranged(request, pk)
    made = verbs.put_back(actor, report, section)
    messages.success(request, _("”%(heading)s” är tillbaka, sist i sitt avsnitt.") % {"heading": made.heading})
    return redirect("writing:outline", pk)


def _section_form(request: HttpRequest, report: WrittenReport, section: ReportSection | None) -> ReportSectionForm:
    units = Unit.objects.on(timezone.localdate()).order_by("tree_id", "lft")
    initial = ReportSectionForm.initial_of(section, report.version)
    return ReportSectionForm(request.POST or None, template=report.template, units=units, initial=initial)


def _form_page(
    request: HttpRequest, report: WrittenReport, form: Any, title: str, section: ReportSection | None = None
) -> HttpResponse:
    context = {"report": report, "form": form, "title": title, "section": section}
    return render(request, "writing/outline_form.html", context, status=422 if form.is_bound else 200)
