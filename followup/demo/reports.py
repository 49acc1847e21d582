"""The example's reports that are written together: the delivered templates, last year's annual report, this year's interim report half written."""

from collections.abc import Sequence

from followup.demo.content.reports import COMMENT, INTERIM_2026, RETURNED, Text
from followup.demo.content.reports_annual import ANNUAL_TEXTS
from followup.demo.content.reports_units import HEADINGS, UNIT_TEXTS
from followup.demo.decisions import Decisions
from followup.demo.organisation import Units
from sala_styr.organisation.actor import Actor
from sala_styr.text_merge import Typed
from sala_styr.writing.actions import sections as verbs
from sala_styr.writing.actions.making import decide
from sala_styr.writing.actions.reports import begin_report, set_registry_number
from sala_styr.writing.actions.templates import load_templates
from sala_styr.writing.models import ReportSection, ReportTemplate, SectionState, WrittenReport
from sala_styr.writing.standard import standard_templates

THROUGH_AUGUST = 8


def load_reports(units: Units, controller: Actor, decisions: Decisions) -> None:
    """Templates, reports, texts in every state, and a comment that waits for an answer. Last year's annual report is decided: the worker makes its files."""
    load_templates(controller, standard_templates())
    templates = {template.key: template for template in ReportTemplate.objects.all()}
    for code, texts in UNIT_TEXTS.items():
        report = begin_report(controller, templates["verksamhetsberattelse"], 2025, unit=units[code])
        _write(controller, report, [(*each, SectionState.APPROVED) for each in zip(HEADINGS, texts, strict=True)])
    annual = begin_report(controller, templates["arsredovisning"], 2025)
    set_registry_number(controller, annual, "KS 2026/112")
    _write(controller, annual, [(*each, SectionState.APPROVED) for each in ANNUAL_TEXTS])
    decide(controller, annual, decisions["årsredovisning-2025"])
    interim = begin_report(controller, templates["delarsrapport"], 2026, month=THROUGH_AUGUST)
    _write(controller, interim, INTERIM_2026)
    heading, words = COMMENT
    verbs.comment(controller, ReportSection.objects.get(report=interim, heading=heading), words)


def _write(actor: Actor, report: WrittenReport, texts: Sequence[Text]) -> None:
    sections = {section.heading: section for section in report.sections.select_related("report", "owner_unit")}
    for heading, text, state in texts:
        section, _merged = verbs.write_section(actor, sections[heading], Typed("", text))
        if state != SectionState.DRAFT:
            section = verbs.hand_in(actor, section, section.version)
        if state == SectionState.APPROVED:
            verbs.approve(actor, section, section.version)
        elif state == SectionState.RETURNED:
            verbs.send_back(actor, section, RETURNED, section.version)
