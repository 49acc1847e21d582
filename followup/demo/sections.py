"""What the periods ask, when each level is done, and what the units have answered."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from followup.demo.assessments import AUTUMN_PERIOD, INTERIM_PERIOD, NOT_BEGUN, Periods
from followup.demo.content import sections as content
from followup.demo.content.annual import REFLECTIONS
from followup.demo.content.assessed_2026 import AUTUMN, STATES
from followup.demo.people import People
from followup.demo.times import given_times, office_hour, remember
from followup.models import (
    AssessmentState,
    DueRule,
    Period,
    PeriodSection,
    SectionKind,
    SectionReport,
    UnitReflection,
)
from followup.queries.sections import Cell, UnitSections, section_grid
from followup.section_defaults import default_due_rules, default_sections
from sala_styr import history

PHRASES = {
    SectionKind.MONEY: content.MONEY,
    SectionKind.LEARNT: content.LEARNT,
    SectionKind.ASSIGNMENTS: content.ASSIGNMENTS,
    SectionKind.CONTROL: content.CONTROL,
}
NOTHING = {SectionKind.MONEY: content.NOTHING_MONEY, SectionKind.LEARNT: content.NOTHING_LEARNT}
IN_AUTUMN = (AssessmentState.APPROVED, AssessmentState.SUBMITTED, AssessmentState.DRAFT, "")


def load_sections(periods: Periods) -> None:
    """The usual sections and days of every period."""
    history.bulk_create(PeriodSection, [each for period in periods.values() for each in default_sections(period)])
    history.bulk_create(DueRule, [each for period in periods.values() for each in default_due_rules(period)])


def load_section_reports(periods: Periods, people: People) -> None:
    """What the units have answered where the words are their own; grunduppdrag, goals and activities follow their assessments."""
    writer = _Writer(people)
    for key, period in periods.items():
        if key != NOT_BEGUN:
            writer.write(key, period)
    with given_times(SectionReport._meta.get_field("written_at"), UnitReflection._meta.get_field("written_at")):
        history.bulk_create(UnitReflection, list(writer.reflections.values()))
        history.bulk_create(SectionReport, writer.reports)


@dataclass
class _Writer:
    """Answers for every unit, a phrase for each so that neighbours seldom say the same."""

    people: People
    reports: list[SectionReport] = field(default_factory=list)
    reflections: dict[tuple[str, int], UnitReflection] = field(default_factory=dict)
    used: Counter[str] = field(default_factory=Counter)
    said: dict[tuple[str, str], dict[str, str]] = field(
        default_factory=lambda: {
            (key, code): {SectionKind.MONEY: money, SectionKind.LEARNT: learnt}
            for key, code, money, learnt in REFLECTIONS
        }
    )

    def write(self, key: str, period: Period) -> None:
        """Everything that is answered in one period."""
        _sections, rows = section_grid(period)
        for row in rows:
            for cell in row.asked:
                if not cell.section.is_gathered:
                    cell.section.period = period
                    self._answer(key, period, row, cell)

    def _answer(self, key: str, period: Period, row: UnitSections, cell: Cell) -> None:
        unit, kind = row.unit, SectionKind(cell.section.kind)
        chance = Random(f"{key}-{unit.code}-{kind}")
        word = content.RETURNED.get((key, unit.code, kind), "")
        state = AssessmentState.RETURNED if word else self._state(key, unit.code, chance)
        if not state:
            return
        text = self.said.get((key, unit.code), {}).get(kind, "")
        nothing = not text and not word and kind in NOTHING and chance.random() < 0.2
        report = SectionReport(section=cell.section, unit=unit, state=state, returned_because=word, nothing=nothing)
        report.written_by = self.people.head_of(unit.code)
        substitute = content.STOOD_IN.get((key, unit.code))
        if substitute:
            report.written_by, report.in_place_of = self.people.managers[substitute], str(report.written_by)
        report.written_at = office_hour(min(row.due, period.due) - timedelta(days=chance.randint(0, 4)), chance)
        report.written_at = remember(report, report.written_at, report.written_by)
        if nothing:
            report.nothing_reason = self._phrase(f"{kind}-inget", NOTHING[kind])
        else:
            self._say(key, report, kind, text or self._phrase(kind, PHRASES[kind]))
        self.reports.append(report)

    def _say(self, key: str, report: SectionReport, kind: str, text: str) -> None:
        """Put the words where words of the kind are kept."""
        if kind not in (SectionKind.MONEY, SectionKind.LEARNT):
            report.text = text
            return
        unit, period = report.unit, report.section.period
        if (key, unit.pk) not in self.reflections:
            made = UnitReflection(period=period, unit=unit, written_by=report.written_by, written_at=report.written_at)
            remember(made, report.written_at, report.written_by)
            self.reflections[key, unit.pk] = made
        setattr(self.reflections[key, unit.pk], "money" if kind == SectionKind.MONEY else "learnt", text)

    def _phrase(self, kind: str, phrases: tuple[str, ...]) -> str:
        self.used[kind] += 1
        return phrases[self.used[kind] % len(phrases)]

    def _state(self, key: str, code: str, chance: Random) -> str:
        """How far the unit has come, as with its assessments; "" when nothing was written."""
        if key == AUTUMN_PERIOD:
            return AUTUMN.get(code, "") or chance.choices(IN_AUTUMN, weights=(20, 62, 9, 9))[0]
        if key == INTERIM_PERIOD:
            state = STATES.get(code, AssessmentState.APPROVED)
            return {"missing": "", "returned": AssessmentState.SUBMITTED}.get(state, state)
        return AssessmentState.APPROVED
