"""What waits for a person in the reports that are written: texts to write, texts to read, comments to answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OFFICIALS, Role
from sala_styr.writing.models import EDITABLE, OwnerRole, ReportSection, SectionComment, SectionState, WrittenReport

ANSWERED_WITHIN = timedelta(days=7)
"""A comment is answered within a week: so it comes in the week's letter, and no letter goes for each."""
MOST = 200
"""So many of a kind are listed; who has more has other things to see to first."""


def open_texts(actor: Actor, today: date | None = None) -> "QuerySet[ReportSection]":
    """The texts not yet approved, in reports not decided, that the person may have to write or to read: without any there is nothing of either. Lazy."""
    open_ones = ~Q(state=SectionState.APPROVED) & Q(has_text=True, report__decision__isnull=True)
    return ReportSection.objects.filter(open_ones if actor.has(Role.CONTROLLER) else open_ones & _near(actor))


def open_comments(actor: Actor, today: date | None = None) -> "QuerySet[SectionComment]":
    """What is said in reports not decided and not taken care of, by the person or of what the person may have to write. Lazy."""
    open_ones = Q(answers__isnull=True, settled_at__isnull=True, section__report__decision__isnull=True)
    mine = Q(author__isnull=False, author=actor.user) | _near(actor, "section__")
    return SectionComment.objects.filter(open_ones if actor.has(Role.CONTROLLER) else open_ones & mine)


def sections_to_write(actor: Actor) -> list[ReportSection]:
    """The texts that the person writes and that are neither handed in nor left to who wants, of reports that are not decided, first due first.

    Two queries. Those of a political body are written by the offices right below it.
    """
    rows = _open_sections().filter(has_text=True, state__in=EDITABLE).filter(_written_by(actor))
    return list(rows.filter(Q(required=True) | Q(state=SectionState.RETURNED))[:MOST])


@dataclass(frozen=True)
class ToRead:
    """A report with so many texts that are handed in and wait to be read."""

    report: WrittenReport
    count: int


def reports_to_read(actor: Actor) -> list[ToRead]:
    """The reports where texts wait for the person to approve them or send them back: a controller's all, a manager's own unit's. Two queries."""
    rows = _open_sections().filter(has_text=True, state=SectionState.SUBMITTED)
    if not actor.has(Role.CONTROLLER):
        rows = rows.filter(report__unit__in=actor.held_ids(Role.MANAGER) | actor.bodies_served(Role.MANAGER))
    found: dict[int, list[ReportSection]] = {}
    for row in rows:
        found.setdefault(row.report_id, []).append(row)
    return [ToRead(each[0].report, len(each)) for each in found.values()]


def comments_to_answer(actor: Actor) -> list[SectionComment]:
    """What others have said in the person's own sections, and answered to what the person has said, and that is not taken care of. Two queries.

    One of each thread: the last that was said, where somebody else said it.
    """
    user = actor.user
    if user is None:
        return []
    mine = _open_sections().filter(has_text=True).filter(_written_by(actor))
    rows = (
        SectionComment.objects.filter(answers__isnull=True, settled_at__isnull=True)
        .filter(Q(section__in=mine.order_by().values("pk")) | Q(author=user), section__report__decision__isnull=True)
        .select_related("section__report__template", "section__report__unit", "author")
        .prefetch_related("answered_by__author")
    )
    last = (max([row, *row.answered_by.all()], key=lambda said: said.pk) for row in rows[:MOST])
    return [said for said in last if said.author_id != user.pk]


def answered_by(said: SectionComment) -> date:
    """The day when a comment ought to have its answer."""
    return timezone.localdate(said.written_at) + ANSWERED_WITHIN


def days_late(section: ReportSection, today: date) -> int:
    """How many days ago a text that is needed ought to have been handed in; 0 for what is, or has no day."""
    due = section.due_day
    if due is None or not section.is_editable or not section.required:
        return 0
    return max((today - due).days, 0)


def left_in(sections: Iterable[ReportSection]) -> list[ReportSection]:
    """Those of the sections with a text that is needed and not handed in."""
    return [each for each in sections if each.is_editable and (each.required or each.state == SectionState.RETURNED)]


def _open_sections() -> "QuerySet[ReportSection]":
    """Sections of reports that are not decided, with who writes as ``writer``: None is the controllers."""
    return (
        ReportSection.objects.filter(report__decision__isnull=True)
        .select_related("report__template", "report__unit", "owner_unit")
        .annotate(writer=Coalesce("owner_unit", "report__unit"), day=Coalesce("due", "report__due"))
        .order_by(F("day").asc(nulls_last=True), "report", "order", "pk")
    )


def _near(actor: Actor, way: str = "") -> Q:
    """The sections of the person's own units and the bodies right above: among them are those that others than controllers write and read."""
    units = actor.held_ids(*OFFICIALS, Role.CHAIR) | actor.bodies_served(*OFFICIALS)
    return Q(**{f"{way}owner_unit_id__in": units}) | Q(**{f"{way}report__unit_id__in": units})


def _written_by(actor: Actor) -> Q:
    """The sections that are the person's own to write: not all that they may write, which for a manager high up would be everybody's."""
    own = Q(owner_role=OwnerRole.OFFICIALS, writer__in=actor.held_ids(*OFFICIALS) | actor.bodies_served(*OFFICIALS))
    own |= Q(owner_role=OwnerRole.CHAIR, writer__in=actor.held_ids(Role.CHAIR))
    if actor.has(Role.CONTROLLER):
        own |= Q(owner_role=OwnerRole.CONTROLLER) | Q(writer__isnull=True)
    return own
