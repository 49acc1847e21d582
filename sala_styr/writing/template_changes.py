"""What a template says otherwise than it did when a report was begun, section by section, so that the report can take it in or keep its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from sala_styr.documents.live import find_block
from sala_styr.organisation.models import Unit
from sala_styr.writing.models import OwnerRole, ReportSection, ReportTemplate, TemplateSection, WrittenReport

KEPT = ("heading", "instruction", "has_text", "required", "owner_unit_id", "owner_role", "blocks", "gathers_id")
"""What a report's section takes over from the template's."""


class Change(StrEnum):
    """What has happened in the template."""

    NEW = "nytt"
    CHANGED = "andrat"
    GONE = "borta"


@dataclass(frozen=True)
class Difference:
    """``section`` is the report's own (None for a new one), ``template`` the template's (None for one that is gone), ``fields`` what is said otherwise."""

    change: Change
    section: ReportSection | None
    template: TemplateSection | None
    fields: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Names the difference within its report: ``nytt-12``."""
        about = self.template if self.change == Change.NEW else self.section
        assert about is not None
        return f"{self.change}-{about.pk}"

    @property
    def heading(self) -> str:
        """What the section is called in the report, or will be."""
        about = self.section or self.template
        assert about is not None
        return about.heading


def said_of(row: TemplateSection) -> dict[str, Any]:
    """What the template says of the section, as ``ReportSection.copied`` keeps it."""
    return {name: getattr(row, name) for name in KEPT}


def copy_of(row: TemplateSection, report: WrittenReport, parent: ReportSection | None) -> ReportSection:
    """A section of the report as the template has it; not saved."""
    said = said_of(row)
    return ReportSection(report=report, parent=parent, order=row.order, copied_from=row.pk, copied=said, **said)


def differences(report: WrittenReport) -> list[Difference]:
    """What the template says otherwise than when its sections were copied, and the report has neither taken in nor turned down. Two queries.

    Nothing for a report of which nobody knows any more which of its sections came from there.
    """
    template = {row.pk: row for row in TemplateSection.objects.filter(template=report.template_id)}
    own = [row for row in ReportSection.objects.filter(report=report) if row.copied_from is not None]
    if not own:
        return []
    copied = {row.copied_from for row in own}
    found = [each for row in own if (each := _of_own(row, template)) is not None]
    new = (row for row in template.values() if row.pk not in copied and row.pk not in report.unwanted)
    return [*found, *(Difference(Change.NEW, None, row) for row in new)]


def _of_own(row: ReportSection, template: dict[int, TemplateSection]) -> Difference | None:
    there = template.get(row.copied_from or 0)
    if there is None:
        return Difference(Change.GONE, row, None)
    now = said_of(there)
    fields = tuple(name for name in KEPT if now[name] != row.copied.get(name) and now[name] != getattr(row, name))
    return Difference(Change.CHANGED, row, there, fields) if fields else None


@dataclass(frozen=True)
class Told:
    """One thing of a difference in words: what it is, what the report says, what the template says now."""

    label: str
    ours: str
    theirs: str


def told(found: list[Difference]) -> list[tuple[Difference, list[Told]]]:
    """Each difference in words. Two queries."""
    units = dict(Unit.objects.filter(pk__in=_ids(found, "owner_unit_id")).values_list("pk", "name"))
    reports = dict(ReportTemplate.objects.filter(pk__in=_ids(found, "gathers_id")).values_list("pk", "name"))
    words = _Words(units, reports)
    return [(each, list(words.of(each))) for each in found]


def _ids(found: list[Difference], name: str) -> set[int]:
    rows = [row for each in found for row in (each.section, each.template) if row is not None]
    return {getattr(row, name) for row in rows if getattr(row, name) is not None}


@dataclass(frozen=True)
class _Words:
    units: dict[int, str]
    reports: dict[int, str]

    def of(self, each: Difference) -> Iterator[Told]:
        for name in each.fields:
            yield Told(_labels()[name], self._value(each.section, name), self._value(each.template, name))

    def _value(self, row: Any, name: str) -> str:
        value = getattr(row, name)
        if name == "blocks":
            titles = [str(block.title) if (block := find_block(each)) else each for each in value]
            return ", ".join(titles) or _("inget")
        if name == "owner_unit_id":
            return self.units.get(value, _("rapportens egen enhet, eller controller"))
        if name == "gathers_id":
            return self.reports.get(value, _("inget"))
        if name == "owner_role":
            return str(OwnerRole(value).label)
        if isinstance(value, bool):
            return _("ja") if value else _("nej")
        return str(value) or _("inget")


def _labels() -> dict[str, str]:
    return {
        "heading": _("Rubrik"),
        "instruction": _("Anvisning"),
        "has_text": _("Här skriver någon"),
        "required": _("Behövs för att bli klar"),
        "owner_unit_id": _("Vilken enhet skriver"),
        "owner_role": _("Vem skriver"),
        "blocks": _("Hämtas ur systemet"),
        "gathers_id": _("Samlar enheternas"),
    }
