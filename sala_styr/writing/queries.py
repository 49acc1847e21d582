"""Questions about templates and reports that are written: few and constant queries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from sala_styr.decisions.models import Decision
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.queries import reports_for
from sala_styr.documents.rules import may_use_decision
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import POLITICAL_KINDS, Role, Unit
from sala_styr.writing.models import (
    LOOKS_BACK,
    ReportSection,
    ReportTemplate,
    SectionPresence,
    SectionState,
    TemplateSection,
    WrittenReport,
)
from sala_styr.writing.rules import readable_reports

MOST_DECISIONS, MOST_DRAFTS = 200, 4
OPEN_COMMENTS = Q(comments__isnull=False, comments__settled_at__isnull=True, comments__answers__isnull=True)
FRESH = timedelta(seconds=15)
"""For how long somebody who has written is said to be writing."""


@dataclass(frozen=True)
class Placed:
    """A section with its depth, the outermost being 1, and its number in the report ("2.1")."""

    section: ReportSection
    depth: int
    number: str


def reports_of(actor: Actor) -> QuerySet[WrittenReport]:
    """The reports that ``actor`` may read, with how many texts there are to write, are handed in or approved, and are approved. One query."""
    texts = Q(sections__has_text=True)
    states = (SectionState.SUBMITTED, SectionState.APPROVED)
    return (
        readable_reports(actor)
        .select_related("template", "unit")
        .annotate(
            texts=Count("sections", filter=texts),
            handed_in=Count("sections", filter=texts & Q(sections__state__in=states)),
            approved=Count("sections", filter=texts & Q(sections__state=SectionState.APPROVED)),
        )
        .order_by("-year", "-month", "template__name", "unit__tree_id", "unit__lft", "pk")
    )


def sections_of(report: WrittenReport) -> list[Placed]:
    """The report's sections in reading order, each with its owner, writer and number of open comments. One query."""
    rows = (
        ReportSection.objects.filter(report=report)
        .select_related("owner_unit", "written_by", "gathers")
        .annotate(open_comments=Count("comments", filter=OPEN_COMMENTS))
        .order_by("order", "pk")  # a model's own order is not kept where rows are counted
    )
    found = list(rows)
    for row in found:
        row.report = report
    return list(_placed(found, None, 1, ""))


def words_in(text: str) -> int:
    """How many words a reader meets: marks of form are none, a live figure or a picture is one."""
    return sum(1 for each in text.split() if any(sign.isalnum() for sign in each))


def removed_sections(report: WrittenReport) -> list[Any]:
    """The sections that were taken away, the last first, as the history has them: with text, day, person and reason. Two queries."""
    there = set(ReportSection.objects.filter(report=report).values_list("pk", flat=True))
    gone = ReportSection.history.filter(report=report.pk, history_type="-").select_related("history_user")
    latest = {row.id: row for row in gone.order_by("history_date", "history_id")}
    return [row for row in reversed(latest.values()) if row.id not in there]


def _placed(rows: Sequence[ReportSection], parent_id: int | None, depth: int, above: str) -> Iterable[Placed]:
    own = [row for row in rows if row.parent_id == parent_id]
    for count, row in enumerate(own, start=1):
        number = f"{above}{count}"
        yield Placed(row, depth, number)
        yield from _placed(rows, row.pk, depth + 1, f"{number}.")


def state_counts(placed: Sequence[Placed]) -> dict[str, int]:
    """How many of the texts there are in each state, in the order of the states; those that nobody need write are not counted."""
    counts = Counter(each.section.state for each in placed if each.section.has_text and each.section.required)
    return {state: counts[state] for state in SectionState.values if counts[state]}


def is_complete(placed: Sequence[Placed]) -> bool:
    """Is every text that is needed approved?"""
    return all(
        each.section.state == SectionState.APPROVED
        for each in placed
        if each.section.has_text and each.section.required
    )


def unwritten_in(report: WrittenReport) -> list[str]:
    """The headings of the texts that are needed and not approved, the units' that flow in with the unit's name. Three queries."""
    needed = Q(has_text=True, required=True) & ~Q(state=SectionState.APPROVED)
    gathers = report.sections.filter(gathers__isnull=False).order_by().values_list("gathers", flat=True)
    flowing = gathered_reports(report, set(gathers))
    rows = ReportSection.objects.filter(needed, report__in=[report.pk, *(each.pk for each in flowing)])
    placed = list(rows.select_related("report__unit").order_by("order", "pk"))
    own = [each.heading for each in placed if each.report_id == report.pk]
    units = [f"{each.report.unit}: {each.heading}" for each in placed if each.report_id != report.pk]
    return [*own, *sorted(units)]


def deciding_bodies(report: WrittenReport) -> QuerySet[Unit]:
    """The bodies whose decision makes it final: the unit's own or nearest above it; for the whole those of the template's kind. One query."""
    unit = report.unit
    if unit is not None:
        above = unit.get_ancestors(include_self=True).filter(kind__in=POLITICAL_KINDS)
        return Unit.objects.filter(pk__in=above.order_by("-level").values("pk")[:1])
    kinds = [report.template.decided_by] if report.template.decided_by else POLITICAL_KINDS
    return Unit.objects.filter(kind__in=kinds)


def usable_decisions(actor: Actor, report: WrittenReport) -> list[Decision]:
    """The decisions that the person may use for the report, the latest first: of the right body, and not before what it is about has passed."""
    if report.decision_id or not actor.has(Role.CONTROLLER, Role.CHAIR):
        return []
    rows = Decision.objects.filter(body__in=deciding_bodies(report)).select_related("body")
    if report.template.kind in LOOKS_BACK:
        rows = rows.filter(date__gt=report.last_day)
    return [each for each in rows[:MOST_DECISIONS] if may_use_decision(actor, each)]


def made_of(actor: Actor, report: WrittenReport) -> list[Report]:
    """The files made of the report that the person may read, the newest first; drafts at most four. One query."""
    found = reports_for(actor).filter(kind=report.template.kind, subject=report.pk)
    rows = list(found)
    drafts = [each for each in rows if each.draft][:MOST_DRAFTS]
    return [each for each in rows if not each.draft or each in drafts]


def frozen_of(report: WrittenReport) -> Report | None:
    """The decided report made of it last, which is done. One query."""
    return Report.objects.filter(
        kind=report.template.kind, subject=report.pk, draft=False, state=ReportState.DONE
    ).first()


def templates_with_sections() -> QuerySet[ReportTemplate]:
    """Every template, those put aside last, with the number of its sections. One query."""
    return ReportTemplate.objects.annotate(size=Count("sections")).order_by("retired", "kind", "name", "pk")


def template_sections(template: ReportTemplate) -> list[tuple[TemplateSection, int, str]]:
    """The template's sections in reading order with depth and number. One query."""
    rows = list(TemplateSection.objects.filter(template=template).select_related("owner_unit", "gathers"))
    return list(_template_placed(rows, None, 1, ""))


def _template_placed(
    rows: Sequence[TemplateSection], parent_id: int | None, depth: int, above: str
) -> Iterable[tuple[TemplateSection, int, str]]:
    own = [row for row in rows if row.parent_id == parent_id]
    for count, row in enumerate(own, start=1):
        number = f"{above}{count}"
        yield row, depth, number
        yield from _template_placed(rows, row.pk, depth + 1, f"{number}.")


def gathered_reports(report: WrittenReport, templates: Iterable[int]) -> list[WrittenReport]:
    """The units' reports that flow into ``report``: of the same time, in the order of the organisation, with their sections. Two queries."""
    rows = ReportSection.objects.select_related("owner_unit")
    found = WrittenReport.objects.filter(
        template__in=list(templates), year=report.year, month=report.month, unit__isnull=False
    )
    return list(
        found.select_related("template", "unit")
        .prefetch_related(Prefetch("sections", rows), "pictures")
        .order_by("unit__tree_id", "unit__lft")
    )


def writing_now(section: ReportSection, but: Any) -> list[str]:
    """The names of the others who have written in the section within a quarter of a minute. One query."""
    since = timezone.now() - FRESH
    rows = SectionPresence.objects.filter(section=section, seen_at__gt=since).exclude(user=but).select_related("user")
    return [each.user.first_name or str(each.user) for each in rows.order_by("user__first_name", "pk")]
