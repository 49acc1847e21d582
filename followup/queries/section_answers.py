"""A unit's answers in the sections of a period, as one reader meets them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from followup import rules
from followup.models import (
    EDITABLE_STATES,
    AssessmentState,
    Period,
    PeriodSection,
    SectionKind,
    SectionReport,
    UnitReflection,
)
from followup.queries.assessments import PUBLIC_STATES
from followup.queries.looks import StateLook, state_look
from followup.queries.sections import Cell, Known, row_of_unit, sections_of, unit_assignments
from followup.queries.things import Thing
from followup.queries.unit_period import may_read_reflection, reflections
from followup.rules import Place
from goals.models import AssignmentReceiver
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OFFICIALS, POLITICAL_KINDS, Role, Unit

ANCHORS: dict[str, str] = {
    SectionKind.MISSION: "grunduppdraget",
    SectionKind.GOALS: "planen",
    SectionKind.ACTIVITIES: "aktiviteterna",
    SectionKind.ASSIGNMENTS: "uppdragen",
    SectionKind.MONEY: "ekonomin",
    SectionKind.LEARNT: "lart",
    SectionKind.CONTROL: "intern-kontroll",
}


def anchor_of(section: PeriodSection) -> str:
    """Where the section stands on the unit's page."""
    return ANCHORS.get(section.kind, f"fraga-{section.pk}")


@dataclass(frozen=True)
class Answer:
    """What a unit says in one section. ``cell`` is None where it is not asked. The ``may``s are the right and the state together."""

    section: PeriodSection
    cell: Cell | None
    report: SectionReport | None = None
    text: str = ""
    before: str = ""
    before_name: str = ""
    may_write: bool = False
    may_submit: bool = False
    may_judge: bool = False

    @property
    def anchor(self) -> str:
        return anchor_of(self.section)

    @property
    def version(self) -> int:
        return self.report.version if self.report else 0

    @property
    def look(self) -> StateLook:
        return state_look(self.cell.state if self.cell else "")

    @property
    def says_nothing(self) -> str:
        """Why there is nothing to report; "" when there is."""
        return self.report.nothing_reason if self.report and self.report.nothing else ""

    @property
    def word(self) -> str:
        """The word with which it was sent back."""
        returned = self.report is not None and self.report.state == AssessmentState.RETURNED
        return self.report.returned_because if self.report and returned and self._counts else ""

    @property
    def _counts(self) -> bool:
        """Is the report the section's answer? In a gathered section only while it says that there is nothing."""
        return self.report is not None and (self.report.nothing or not self.section.is_gathered)

    @property
    def offers_nothing(self) -> bool:
        """Can one say here that there is nothing to report? Not when something in it is assessed already."""
        return (
            self.may_write
            and self.cell is not None
            and (not self.section.is_gathered or not self.cell.state or self.cell.nothing)
        )

    @property
    def can_be_approved(self) -> bool:
        return (
            self.may_judge
            and self._counts
            and self.report is not None
            and self.report.state == AssessmentState.SUBMITTED
        )

    @property
    def can_be_returned(self) -> bool:
        return self.may_judge and self._counts and self.report is not None and self.report.state in PUBLIC_STATES


def visible_reports(actor: Actor) -> "QuerySet[SectionReport]":
    """The answers that ``actor`` may read: all that are handed in, and the drafts of one's own side. Lazy."""
    if actor.sees_everything:
        return SectionReport.objects.all()
    if not actor.is_known:
        return SectionReport.objects.none()
    return SectionReport.objects.filter(Q(state__in=PUBLIC_STATES) | written_by_side_of(actor))


def written_by_side_of(actor: Actor) -> Q:
    """Answers whose writers ``actor`` belongs to, for a whole table."""
    bodies = Unit.objects.filter(kind__in=POLITICAL_KINDS, children__in=actor.covered_ids(Role.MANAGER)).values("pk")
    return Q(unit__in=actor.covered_ids(*OFFICIALS)) | Q(unit__in=bodies)


@dataclass(frozen=True)
class UnitAnswers:
    """The unit's own day, its answers in the order of the sections, also those where it is not asked, and its parts of uppdrag."""

    due: date
    answers: list[Answer]
    assignments: list[AssignmentReceiver]


def answers_of(actor: Actor, period: Period, unit: Unit, place: Place, things: Sequence[Thing]) -> UnitAnswers:
    """What the unit, which assesses ``things``, says in each section of the period. Seven queries."""
    sections, assignments = sections_of(period), list(assignments_in(period, unit))
    reports = _reports_of(period, unit)
    reflection, earlier = reflections(period, unit)
    row = row_of_unit(period, sections, unit, Known(things, reports.values(), reflection, assignments))
    cells = {cell.section.pk: cell for cell in row.asked}
    reads = _reads_drafts(actor, place)
    if not may_read_reflection(actor, period, place):
        reflection = None
    said = _said_before(period, unit)
    answers = []
    for section in sections:
        section.period = period
        report = reports.get(section.pk)
        if report is not None:
            report.section = section
            if not reads and report.state not in PUBLIC_STATES:
                report = None
        answer = _answer(actor, period, place, section, cells.get(section.pk), report)
        answers.append(_with_words(answer, reflection, earlier, said))
    return UnitAnswers(row.due, answers, assignments)


def _reports_of(period: Period, unit: Unit) -> dict[int, SectionReport]:
    """What the unit has answered in the period, whoever may read it, by section. One query."""
    reports = SectionReport.objects.filter(section__period=period, unit=unit).select_related("written_by")
    found = {each.section_id: each for each in reports}
    for each in found.values():
        each.unit = unit
    return found


def assignments_in(period: Period, unit: Unit) -> "QuerySet[AssignmentReceiver]":
    """The unit's parts of uppdrag in the period, what is due first first. Lazy."""
    found = AssignmentReceiver.objects.filter(unit_assignments(period, [unit.pk]))
    return found.select_related("assignment__giver", "responsible").order_by("assignment__due", "pk")


def _reads_drafts(actor: Actor, place: Place) -> bool:
    return rules.may_read_draft(actor, place) or rules.may_judge_section(actor, place)


def _answer(
    actor: Actor, period: Period, place: Place, section: PeriodSection, cell: Cell | None, report: SectionReport | None
) -> Answer:
    editable = period.is_open and cell is not None and (report is None or report.state in EDITABLE_STATES)
    return Answer(
        section=section,
        cell=cell,
        report=report,
        text=report.text if report else "",
        may_write=editable and rules.may_write_section(actor, place),
        may_submit=editable and rules.may_submit_section(actor, place),
        may_judge=period.is_open and rules.may_judge_section(actor, place),
    )


def _with_words(
    answer: Answer,
    reflection: UnitReflection | None,
    earlier: UnitReflection | None,
    said: dict[tuple[str, str], tuple[str, str]],
) -> Answer:
    """The answer with its words, wherever they are kept, and those of last time."""
    field = {SectionKind.MONEY: "money", SectionKind.LEARNT: "learnt"}.get(SectionKind(answer.section.kind))
    if field is None:
        before, name = said.get((answer.section.kind, answer.section.title), ("", ""))
        return replace(answer, before=before, before_name=name)
    return replace(
        answer,
        text=getattr(reflection, field) if reflection else "",
        before=getattr(earlier, field) if earlier else "",
        before_name=earlier.period.name if earlier else "",
    )


def _said_before(period: Period, unit: Unit) -> dict[tuple[str, str], tuple[str, str]]:
    """What the unit has handed in before under the same heading, the newest, by kind and title. One query."""
    found = SectionReport.objects.filter(unit=unit, state__in=PUBLIC_STATES, nothing=False).exclude(text="")
    found = found.filter(section__period__last_day__lt=period.last_day).order_by("section__period__last_day")
    rows: Sequence[tuple[str, str, str, str]] = list(
        found.values_list("section__kind", "section__title", "text", "section__period__name")
    )
    return {(kind, title): (text, name) for kind, title, text, name in rows}
