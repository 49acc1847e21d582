"""Who may arrange templates, begin reports, write in a section, judge it, read it.

A report that is written is working material (domain §3.4): it is read by the officials and by the elected who write in it, until it is decided.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from sala_styr.history.readers import history_reader
from sala_styr.history.sittings import written_in_sittings
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OFFICIALS, Role
from sala_styr.writing.models import (
    OwnerRole,
    ReportPicture,
    ReportSection,
    ReportTemplate,
    SectionComment,
    TemplateSection,
    WrittenReport,
)

written_in_sittings("writing.reportsection")  # its page saves itself while one writes


def may_arrange_templates(actor: Actor) -> bool:
    """Administrators and controllers."""
    return actor.has(Role.ADMINISTRATOR, Role.CONTROLLER)


def may_begin(actor: Actor, unit_id: int | None) -> bool:
    """A controller; a unit's own report its manager too, and a political body's the managers right below it."""
    return actor.has(Role.CONTROLLER) or (unit_id is not None and _serves(actor, unit_id, Role.MANAGER))


def may_arrange(actor: Actor, report: WrittenReport) -> bool:
    """Change which sections the report has: those who may begin it."""
    return may_begin(actor, report.unit_id)


def _serves(actor: Actor, unit_id: int, *roles: str) -> bool:
    """Has the person one of ``roles`` in the unit, or in an office right below it where it is a political body: those write for their body."""
    return actor.covers(unit_id, *roles) or actor.covers_below(unit_id, *roles)


def may_correct(actor: Actor) -> bool:
    """Controllers: what was decided stays, and what takes its place is theirs to answer for."""
    return actor.has(Role.CONTROLLER)


def owner_id(section: ReportSection) -> int | None:
    """The unit that writes the section: its own, or the report's; None is the controllers."""
    return section.owner_unit_id or section.report.unit_id


def may_write(actor: Actor, section: ReportSection) -> bool:
    """The owner, and controllers, who put the whole together."""
    if actor.has(Role.CONTROLLER):
        return True
    unit_id = owner_id(section)
    if unit_id is None or section.owner_role == OwnerRole.CONTROLLER:
        return False
    if section.owner_role == OwnerRole.CHAIR:
        return actor.holds(unit_id, Role.CHAIR)
    return _serves(actor, unit_id, *OFFICIALS)


def may_hand_in(actor: Actor, section: ReportSection) -> bool:
    """As ``may_write``, but staff write and their manager hands in."""
    unit_id = owner_id(section)
    if section.owner_role != OwnerRole.OFFICIALS or unit_id is None:
        return may_write(actor, section)
    return actor.has(Role.CONTROLLER) or _serves(actor, unit_id, Role.MANAGER)


def may_judge(actor: Actor, section: ReportSection) -> bool:
    """Approve or send back: a controller; in a unit's report its manager, for what others there have written."""
    return actor.has(Role.CONTROLLER) or (
        section.report.unit_id is not None and _serves(actor, section.report.unit_id, Role.MANAGER)
    )


@history_reader("writing.writtenreport")
def readable_reports(actor: Actor) -> QuerySet[WrittenReport]:
    """Officials and those who read everything; the elected where they write a section themselves."""
    if actor.sees_everything or actor.is_official:
        return WrittenReport.objects.all()
    own = ReportSection.objects.filter(report=OuterRef("pk"), owner_role=OwnerRole.CHAIR)
    chaired = actor.held_ids(Role.CHAIR) if actor.has(Role.CHAIR) else frozenset()
    written = own.filter(Q(owner_unit__in=chaired) | Q(owner_unit__isnull=True, report__unit__in=chaired))
    return WrittenReport.objects.filter(Exists(written)) if chaired else WrittenReport.objects.none()


@history_reader("writing.reportsection")
def readable_sections(actor: Actor) -> QuerySet[ReportSection]:
    """Those of the reports that may be read."""
    return ReportSection.objects.filter(report__in=readable_reports(actor))


@history_reader("writing.sectioncomment")
def readable_comments(actor: Actor) -> QuerySet[SectionComment]:
    """Those of the reports that may be read."""
    return SectionComment.objects.filter(section__report__in=readable_reports(actor))


@history_reader("writing.reportpicture")
def readable_pictures(actor: Actor) -> QuerySet[ReportPicture]:
    """Those of the reports that may be read."""
    return ReportPicture.objects.filter(report__in=readable_reports(actor))


@history_reader("writing.reporttemplate")
def readable_templates(actor: Actor) -> QuerySet[ReportTemplate]:
    """Everybody with an appointment may know how reports are built."""
    return ReportTemplate.objects.all() if actor.is_known else ReportTemplate.objects.none()


@history_reader("writing.templatesection")
def readable_template_sections(actor: Actor) -> QuerySet[TemplateSection]:
    """As the templates."""
    return TemplateSection.objects.all() if actor.is_known else TemplateSection.objects.none()


def may_comment(actor: Actor, section: ReportSection) -> bool:
    """Those who may read it while it is written, but for the auditors: they read everything and write nothing there. One query."""
    writes = actor.has(*(role for role in Role if role != Role.AUDITOR))
    return writes and readable_sections(actor).filter(pk=section.pk).exists()
