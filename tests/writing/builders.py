"""Templates and reports for tests."""

from sala_styr.organisation.models import UnitKind
from sala_styr.text_merge import Typed
from sala_styr.writing.actions.reports import begin_report
from sala_styr.writing.actions.sections import write_section
from sala_styr.writing.actions.templates import SectionPlan, TemplatePlan, make_template
from sala_styr.writing.models import OwnerRole, ReportSection, ReportTemplate, TemplateKind, WrittenReport
from tests.cast import Cast

UNIT_PLAN = TemplatePlan(
    "berattelse",
    "Berättelse",
    TemplateKind.UNIT_REPORT,
    "Nämndens år.",
    (UnitKind.COMMITTEE,),
    UnitKind.COMMITTEE,
    sections=(SectionPlan("Uppdrag", "Vad gör vi?"), SectionPlan("Förord", owner_role=OwnerRole.CHAIR, required=False)),
)
WHOLE_PLAN = TemplatePlan(
    "aret",
    "Året",
    TemplateKind.ANNUAL,
    "Hela kommunens år.",
    decided_by=UnitKind.COUNCIL,
    sections=(
        SectionPlan("Händelser", "Vad hände?"),
        SectionPlan(
            "Berättelsen",
            has_text=False,
            inner=(
                SectionPlan("Personal", "Hur mår vi?"),
                SectionPlan("Pengar", blocks=("budget.income",), has_text=False),
            ),
        ),
        SectionPlan("Nämnderna", has_text=False, gathers="berattelse"),
    ),
)


def unit_template(cast: Cast) -> ReportTemplate:
    """What each committee writes."""
    return make_template(cast.actor("controller"), UNIT_PLAN)


def whole_template(cast: Cast) -> ReportTemplate:
    """What the municipality writes, which gathers what the committees write; both templates are made."""
    unit_template(cast)
    return make_template(cast.actor("controller"), WHOLE_PLAN)


def whole_report(cast: Cast, year: int = 2025) -> WrittenReport:
    """The municipality's report, just begun."""
    return begin_report(cast.actor("controller"), whole_template(cast), year)


def unit_report(cast: Cast, unit: str = "A", year: int = 2025) -> WrittenReport:
    """A committee's report, just begun."""
    found = ReportTemplate.objects.filter(key="berattelse").first() or unit_template(cast)
    return begin_report(cast.actor("controller"), found, year, unit=cast.units[unit])


def section(report: WrittenReport, heading: str) -> ReportSection:
    """The section of that heading."""
    return report.sections.select_related("report", "owner_unit").get(heading=heading)


def written(cast: Cast, report: WrittenReport, heading: str, text: str, by: str = "controller") -> ReportSection:
    """The section after somebody has written in it."""
    return write_section(cast.actor(by), section(report, heading), Typed("", text))[0]
