"""The annual report of the delivered template, for tests."""

from django.utils import translation

from sala_styr.documents.kinds import Progress
from sala_styr.documents.model import Document
from sala_styr.organisation.actor import system_actor
from sala_styr.text_merge import Typed
from sala_styr.writing.actions.reports import begin_for_units, begin_report
from sala_styr.writing.actions.sections import write_section
from sala_styr.writing.actions.templates import load_templates
from sala_styr.writing.composing import compose
from sala_styr.writing.models import ReportTemplate, WrittenReport
from sala_styr.writing.standard import standard_templates


def written_annual(year: int) -> WrittenReport:
    """The year's annual report with the committees', begun now if it is not."""
    found = WrittenReport.objects.filter(template__key="arsredovisning", year=year).select_related("template", "unit")
    if report := found.first():
        return report
    load_templates(system_actor(), standard_templates())
    begin_for_units(system_actor(), ReportTemplate.objects.get(key="verksamhetsberattelse"), year)
    return begin_report(system_actor(), ReportTemplate.objects.get(key="arsredovisning"), year)


def annual_report(year: int, tell: Progress = lambda _percent, _step: None) -> Document:
    """The whole of it, in Swedish."""
    with translation.override("sv"):
        return compose(written_annual(year), tell)


def write(year: int, heading: str, text: str) -> None:
    """Write a section of it."""
    section = written_annual(year).sections.select_related("report", "owner_unit").get(heading=heading)
    write_section(system_actor(), section, Typed("", text))
