"""A report begun: its sections copied from the template as they are now, in one step."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sala_styr.documents.live import WHOLE_YEAR
from sala_styr.errors import RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.writing.actions.decided import refuse_decided
from sala_styr.writing.models import ReportSection, ReportTemplate, TemplateSection, WrittenReport
from sala_styr.writing.rules import may_begin
from sala_styr.writing.template_changes import copy_of

EARLIEST, LATEST = 1990, 2100


def begin_report(
    actor: Actor,
    template: ReportTemplate,
    year: int,
    *,
    month: int = WHOLE_YEAR,
    unit: Unit | None = None,
    due: date | None = None,
) -> WrittenReport:
    """Begin to write: a report with the template's sections, all empty. ``due``: when the texts are to be handed in.

    Raises Refused, and RuleBroken for a template that is put aside, a unit that does not write such a report, a missing unit, a year or month that
    cannot be, and for a report that has begun already.
    """
    require(
        may_begin(actor, unit.pk if unit else None),
        _("Rapporten påbörjas av en controller, eller av chefen för sin egen."),
    )
    _fits(template, year, month, unit)
    with recording(actor, _("Påbörjade rapporten")):
        template = ReportTemplate.objects.select_for_update().get(pk=template.pk)
        try:
            with transaction.atomic():
                report = WrittenReport.objects.create(
                    template=template,
                    year=year,
                    month=month,
                    unit=unit,
                    due=due,
                    template_version=template.version,
                    begun_by=actor.user,
                )
        except IntegrityError as error:
            raise RuleBroken(_("Den rapporten är redan påbörjad. Öppna den i listan.")) from error
        _copy(report, list(TemplateSection.objects.filter(template=template)))
    return report


def begin_for_units(
    actor: Actor, template: ReportTemplate, year: int, *, month: int = WHOLE_YEAR, due: date | None = None
) -> list[WrittenReport]:
    """Begin the reports of all units that write such a one and have not begun. Raises Refused and RuleBroken."""
    with recording(actor, _("Påbörjade enheternas rapporter")):
        begun = WrittenReport.objects.filter(template=template, year=year, month=month).values("unit")
        units = Unit.objects.in_year(year).filter(kind__in=template.unit_kinds).exclude(pk__in=begun)
        return [
            begin_report(actor, template, year, month=month, unit=unit, due=due)
            for unit in units.order_by("tree_id", "lft")
        ]


def set_registry_number(actor: Actor, report: WrittenReport, number: str) -> None:
    """Write the report's number in the register (dnr), which stands on its cover. Raises Refused."""
    require(
        may_begin(actor, report.unit_id),
        _("Diarienumret skrivs av en controller, eller av chefen för sin egen rapport."),
    )
    with recording(actor, _("Skrev diarienumret")):
        found = WrittenReport.objects.select_for_update().get(pk=report.pk)
        refuse_decided(found)
        found.registry_number = number.strip()
        found.version += 1
        found.save()


def set_due(actor: Actor, report: WrittenReport, due: date | None) -> None:
    """Say when the texts are to be handed in; a section may have a day of its own. Raises Refused."""
    require(
        may_begin(actor, report.unit_id),
        _("När texterna ska vara inlämnade bestäms av en controller, eller av chefen för sin egen rapport."),
    )
    with recording(actor, _("Bestämde när texterna ska vara inlämnade")):
        found = WrittenReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
        refuse_decided(found)
        found.due = due
        found.version += 1
        found.save()


def _fits(template: ReportTemplate, year: int, month: int, unit: Unit | None) -> None:
    if template.retired:
        raise RuleBroken(_("Mallen används inte längre. Välj en annan."), field="template")
    if not EARLIEST <= year <= LATEST:
        raise RuleBroken(
            _("Skriv ett år mellan %(first)s och %(last)s.") % {"first": EARLIEST, "last": LATEST}, field="year"
        )
    if not 1 <= month <= WHOLE_YEAR or (template.ends_year and month != WHOLE_YEAR):
        raise RuleBroken(_("Den här rapporten handlar om hela året."), field="month")
    if template.is_for_units and unit is None:
        raise RuleBroken(_("Välj vilken enhet som skriver rapporten."), field="unit")
    if unit is not None and unit.kind not in template.unit_kinds:
        raise RuleBroken(_("%(unit)s skriver ingen sådan rapport.") % {"unit": unit.name}, field="unit")


def _copy(report: WrittenReport, rows: list[TemplateSection]) -> None:
    """Level by level, so that what lies in another knows it."""
    made: dict[int | None, ReportSection | None] = {None: None}
    waiting = rows
    while waiting:
        level = [row for row in waiting if row.parent_id in made]
        waiting = [row for row in waiting if row.parent_id not in made]
        copies = [copy_of(row, report, made[row.parent_id]) for row in level]
        for row, copy in zip(level, bulk_create(ReportSection, copies), strict=True):
            made[row.pk] = copy
