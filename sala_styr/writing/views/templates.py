"""The report templates: the list, one with its sections, and the forms that change them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.documents.live import find_block
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit, UnitKind
from sala_styr.shell.once import once
from sala_styr.writing.actions import templates as verbs
from sala_styr.writing.forms import TemplateForm, TemplateSectionForm
from sala_styr.writing.models import ReportTemplate, TemplateSection
from sala_styr.writing.queries import template_sections, templates_with_sections
from sala_styr.writing.rules import may_arrange_templates
from sala_styr.writing.standard import standard_templates
from sala_styr.writing.views import arranger, known


def _why() -> str:
    return _("Rapportmallar sköts av systemförvaltaren och av controller.")


@require_http_methods(["GET", "POST"])
@once
def templates(request: HttpRequest) -> HttpResponse:
    """Every template; sent, it takes in those of the delivered ones that are missing."""
    actor = known(request)
    plans = standard_templates()
    if request.method == "POST":
        made = verbs.load_templates(actor, plans)
        messages.success(request, _("Inlagda: %(names)s.") % {"names": ", ".join(each.name for each in made)})
        return redirect("writing:templates")
    may = may_arrange_templates(actor)
    context = {"templates": templates_with_sections(), "may": may, "missing": verbs.missing_of(plans) if may else []}
    return render(request, "writing/templates.html", context)


@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """One template with its sections in order: what is asked, who writes, what is shown live."""
    actor = known(request)
    found = get_object_or_404(ReportTemplate, pk=pk)
    rows = [
        {
            "section": section,
            "depth": depth,
            "number": number,
            "blocks": [block.title if (block := find_block(name)) else name for name in section.blocks],
        }
        for section, depth, number in template_sections(found)
    ]
    kinds = [UnitKind(kind).label for kind in found.unit_kinds]
    context = {"template": found, "rows": rows, "kinds": kinds, "may": may_arrange_templates(actor)}
    return render(request, "writing/template.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the template says of itself."""
    actor = arranger(request, _why())
    found = get_object_or_404(ReportTemplate, pk=pk)
    form = TemplateForm(request.POST or None, initial=TemplateForm.initial_of(found))
    if form.is_valid():
        try:
            verbs.change_template(actor, found, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Mallen är ändrad."))
            return redirect("writing:template", pk)
    return _form_page(request, found, form, _("Ändra mallen"))


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy to change as one likes; the answer is its page."""
    actor = arranger(request, _why())
    found = get_object_or_404(ReportTemplate, pk=pk)
    name = _("%(name)s, kopia") % {"name": found.name}
    key = f"{slugify(found.key)[:24]}-{timezone.now():%y%m%d%H%M%S}"
    made = verbs.copy_template(actor, found, key=key, name=name[:100])
    messages.success(request, _("Kopian finns här. Ge den ett eget namn."))
    return redirect("writing:edit_template", made.pk)


@require_http_methods(["GET", "POST"])
@once
def new_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A section more; ``?i=`` says in which section it lies."""
    actor = arranger(request, _why())
    found = get_object_or_404(ReportTemplate, pk=pk)
    inside = request.GET.get("i", "")
    parent = get_object_or_404(TemplateSection, template=found, pk=inside) if inside.isdecimal() else None
    form = _section_form(request, found, None)
    if form.is_valid():
        said = dict(form.cleaned_data)
        said.pop("version")
        gathers = said.pop("gathers")
        said["blocks"] = tuple(said["blocks"])
        try:
            verbs.add_section(
                actor, found, verbs.SectionPlan(**said, gathers=gathers.key if gathers else ""), parent=parent
            )
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Avsnittet finns nu i mallen. Rapporter som redan är påbörjade ändras inte."))
            return redirect("writing:template", pk)
    return _form_page(
        request,
        found,
        form,
        _("Nytt avsnitt i %(parent)s") % {"parent": parent.heading} if parent else _("Nytt avsnitt"),
    )


@require_http_methods(["GET", "POST"])
def edit_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a section."""
    actor = arranger(request, _why())
    section = get_object_or_404(TemplateSection.objects.select_related("template"), pk=pk)
    form = _section_form(request, section.template, section)
    if form.is_valid():
        try:
            verbs.change_section(actor, section, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Avsnittet är ändrat. Rapporter som redan är påbörjade ändras inte."))
            return redirect("writing:template", section.template_id)
    return _form_page(request, section.template, form, section.heading, section)


@require_POST
def arrange_section(request: HttpRequest, pk: int) -> HttpResponse:
    """``gor``: upp, ner or bort."""
    actor = arranger(request, _why())
    section = get_object_or_404(TemplateSection.objects.select_related("template"), pk=pk)
    wanted = request.POST.get("gor", "")
    if wanted == "bort":
        verbs.remove_section(actor, section)
        messages.success(request, _("”%(heading)s” är borttaget ur mallen.") % {"heading": section.heading})
    elif wanted in ("upp", "ner"):
        verbs.move_section(actor, section, upwards=wanted == "upp")
    return redirect("writing:template", section.template_id)


def _section_form(request: HttpRequest, found: ReportTemplate, section: TemplateSection | None) -> TemplateSectionForm:
    units = Unit.objects.on(timezone.localdate()).order_by("tree_id", "lft")
    initial = TemplateSectionForm.initial_of(section, found.version)
    return TemplateSectionForm(request.POST or None, template=found, units=units, initial=initial)


def _form_page(
    request: HttpRequest, found: ReportTemplate, form: Any, title: str, section: TemplateSection | None = None
) -> HttpResponse:
    context = {"template": found, "form": form, "title": title, "section": section}
    return render(request, "writing/template_form.html", context, status=422 if form.is_bound else 200)
