"""The report's own sections: added, changed, moved, taken away and put back; and what the template has changed since taken in, or not."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.writing.actions.decided import refuse_decided
from sala_styr.writing.actions.shape import change_places, check_section, put_in_order
from sala_styr.writing.models import ReportSection, SectionComment, WrittenReport
from sala_styr.writing.rules import may_arrange
from sala_styr.writing.template_changes import KEPT, Change, Difference, copy_of, differences, said_of

BY_OTHERS = ("heading", "instruction", "has_text", "required", "owner_unit", "owner_role", "blocks", "gathers", "due")
"""What may be said of a section by those who arrange the report; the text is its writers'."""


def add_section(
    actor: Actor, report: WrittenReport, version: int, *, parent: ReportSection | None = None, **fields: Any
) -> ReportSection:
    """A section more, last where it lies. ``version`` is the report's that the person saw.

    Raises Refused, EditConflict, and RuleBroken for a heading that is there, too deep a place, an unknown block.
    """
    _require(actor, report)
    with recording(actor, _("Lade till ett avsnitt i rapporten")):
        found = _touch(report, version)
        last = ReportSection.objects.filter(report=found, parent=parent).aggregate(last=Max("order"))["last"] or 0
        made = ReportSection(report=found, parent=parent, order=last + 1)
        _say(made, fields)
        made.save()
    return made


def change_section(actor: Actor, section: ReportSection, version: int, **fields: Any) -> ReportSection:
    """Change heading, instruction, who writes, when, and what is shown. Raises Refused, EditConflict, and RuleBroken as ``add_section`` and where a
    section that somebody has written in would have no text."""
    _require(actor, section.report)
    with recording(actor, _("Ändrade avsnittet i rapporten")):
        _touch(section.report, version)
        found = _lock(section)
        _say(found, fields)
        found.version += 1
        found.save()
    return found


def move_section(actor: Actor, section: ReportSection, *, upwards: bool) -> None:
    """Change places with the one before or after, within the section they both lie in; nothing happens at the edge. Raises Refused."""
    _require(actor, section.report)
    with recording(actor, _("Flyttade avsnittet i rapporten")):
        _touch(section.report)
        change_places(ReportSection.objects.filter(report=section.report_id), section, upwards=upwards)


def remove_section(actor: Actor, section: ReportSection, version: int, *, because: str = "") -> None:
    """Take a section away with those that lie in it; what was written stays in the history, and can be put back.

    Raises Refused, EditConflict, and RuleBroken without ``because`` where somebody has written.
    """
    _require(actor, section.report)
    reason = because.strip()
    with recording(actor, reason or _("Tog bort avsnittet ur rapporten")):
        report = _touch(section.report, version)
        rows = with_inner(section)
        if not reason and any(row.text for row in rows):
            raise RuleBroken(
                _("Någon har skrivit i avsnittet. Skriv varför det tas bort, så att alla förstår."), field="because"
            )
        report.unwanted = sorted({*report.unwanted, *(row.copied_from for row in rows if row.copied_from)})
        report.save()
        comments = SectionComment.objects.filter(section__in=rows)
        for each in [*comments.filter(answers__isnull=False), *comments.filter(answers__isnull=True)]:
            each.delete()
        for row in reversed(rows):
            row.delete()


def with_inner(section: ReportSection) -> list[ReportSection]:
    """The section and all that lie in it, each before those that lie in it. One query."""
    rows = list(ReportSection.objects.filter(report=section.report_id))

    def below(pk: int) -> list[ReportSection]:
        return [each for row in rows if row.parent_id == pk for each in (row, *below(row.pk))]

    return [*(row for row in rows if row.pk == section.pk), *below(section.pk)]


def put_back(actor: Actor, report: WrittenReport, section_id: int) -> ReportSection:
    """A section that was taken away, with its text as it was, last in the section that it lay in (or outermost, where that one is gone too).

    Raises Refused, and RuleBroken where there is nothing to put back.
    """
    _require(actor, report)
    with recording(actor, _("Lade tillbaka avsnittet i rapporten")):
        found = _touch(report)
        gone = ReportSection.history.filter(report=report.pk, id=section_id, history_type="-").first()
        if gone is None or ReportSection.objects.filter(pk=section_id).exists():
            raise RuleBroken(_("Avsnittet är redan tillbaka."))
        row: ReportSection = gone.instance
        row.parent = ReportSection.objects.filter(report=found, pk=row.parent_id).first() if row.parent_id else None
        last = ReportSection.objects.filter(report=found, parent=row.parent_id).aggregate(last=Max("order"))["last"]
        row.order, row.version = (last or 0) + 1, row.version + 1
        check_section(row, ReportSection.objects.filter(report=found))
        row.save(force_insert=True)
        found.unwanted = [each for each in found.unwanted if each != row.copied_from]
        found.save()
    return row


def take_in(actor: Actor, report: WrittenReport, key: str) -> None:
    """Let the report's section say what the template says now, or take its new section in. What is gone from the template is taken away by
    ``remove_section``. Raises Refused, and RuleBroken for a difference that is no longer there."""
    _require(actor, report)
    with recording(actor, _("Tog in mallens ändring i rapporten")):
        found = _touch(report)
        each = _difference(found, key)
        if each.change == Change.NEW:
            _plant(found, each)
        elif each.section is not None and each.template is not None:
            row = _lock(each.section)
            now = said_of(each.template)
            _say(row, {name: now[name] for name in each.fields})
            row.copied = now
            row.version += 1
            row.save()
        _follow(found)


def keep_own(actor: Actor, report: WrittenReport, key: str) -> None:
    """Let the report be as it is whatever the template says now of this. Raises as ``take_in``."""
    _require(actor, report)
    with recording(actor, _("Behöll rapportens eget i stället för mallens ändring")):
        found = _touch(report)
        each = _difference(found, key)
        if each.section is None:
            assert each.template is not None
            found.unwanted = sorted({*found.unwanted, each.template.pk})
            found.save()
        else:
            row = _lock(each.section)
            row.copied = said_of(each.template) if each.template is not None else {}
            row.copied_from = row.copied_from if each.template is not None else None
            row.version += 1
            row.save()
        _follow(found)


def _require(actor: Actor, report: WrittenReport) -> None:
    require(
        may_arrange(actor, report),
        _("Rapportens avsnitt ordnas av en controller, eller av chefen för sin egen rapport."),
    )


def _touch(report: WrittenReport, version: int | None = None) -> WrittenReport:
    """Lock the report, which is not decided, and count the change."""
    found = WrittenReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    refuse_decided(found)
    if version is not None and found.version != version:
        raise EditConflict(
            _("Någon annan har ändrat avsnitten sedan du öppnade sidan. Inget av ditt har sparats ännu.")
        )
    found.version += 1
    found.save()
    return found


def _lock(section: ReportSection) -> ReportSection:
    return ReportSection.objects.select_for_update(of=("self",)).select_related("report").get(pk=section.pk)


def _say(row: ReportSection, fields: dict[str, Any]) -> None:
    """Put the fields on the row, which may be. Raises RuleBroken."""
    unknown = set(fields) - {*BY_OTHERS, *KEPT}
    if unknown:
        raise ValueError(f"not said by those who arrange a report: {unknown}")
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.blocks = list(row.blocks)
    row.required = row.required and row.has_text
    if row.text and not row.has_text:
        raise RuleBroken(
            _("Någon har skrivit i avsnittet. Ta bort texten först, eller låt avsnittet ha text."), field="has_text"
        )
    check_section(row, ReportSection.objects.filter(report=row.report_id))


def _difference(report: WrittenReport, key: str) -> Difference:
    for each in differences(report):
        if each.key == key:
            return each
    raise RuleBroken(_("Den ändringen är redan omhändertagen."))


def _plant(report: WrittenReport, each: Difference) -> None:
    """A new section of the template where it lies there: in the same section, after the same one."""
    assert each.template is not None
    own = {row.copied_from: row for row in ReportSection.objects.filter(report=report) if row.copied_from is not None}
    parent = own.get(each.template.parent_id) if each.template.parent_id else None
    made = copy_of(each.template, report, parent)
    check_section(made, ReportSection.objects.filter(report=report))
    made.save()
    rows = [row for row in ReportSection.objects.filter(report=report, parent=parent) if row.pk != made.pk]
    beside = each.template.template.sections.filter(parent=each.template.parent_id, order__lt=each.template.order)
    before = {own[pk].pk for pk in beside.values_list("pk", flat=True) if pk in own}
    place = max((number for number, row in enumerate(rows, 1) if row.pk in before), default=0)
    put_in_order([*rows[:place], made, *rows[place:]])


def _follow(report: WrittenReport) -> None:
    """When nothing is left that differs, the report is made from the template as it is now."""
    if not differences(report):
        report.template_version = report.template.version
        report.save()
