"""A year of the wheel: each step on its day, with how far it has come."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Period, WheelStep, WheelYear, WheelYears
from followup.queries.wheel_parts import UnitsByKind, progress_by_unit, units_by_kind
from followup.queries.wheel_progress import COUNTED_BY_UNIT, NOTHING_KNOWN, Progress, Reader, WorkKey
from sala_styr.kept.remembered import read_kept
from sala_styr.organisation.models import Unit
from sala_styr.workdays import working_day_on_or_before

ELECTION_EVERY = 4
AN_ELECTION = 2022
DONE, CLOSED, LATE, BEGUN, NOW, COMING = "done", "closed", "late", "begun", "now", "coming"


def is_election_year(year: int) -> bool:
    """Are there ordinary elections in ``year``? Every fourth: 2022, 2026, 2030 (vallagen 1:3)."""
    return (year - AN_ELECTION) % ELECTION_EVERY == 0


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A step in one year: when, whose (``is_alone``: one unit's), and how far. ``period`` where it follows one; ``this_year`` is what is special."""

    step: WheelStep
    year: int
    day: date
    starts: date
    who: str
    is_alone: bool = True
    period: Period | None = None
    this_year: WheelYear | None = None
    progress: Progress = NOTHING_KNOWN
    today: date = date.min

    @property
    def about(self) -> int:
        """The year whose plan or books the step is about."""
        return self.period.year if self.period else self.year + self.step.about

    @property
    def name(self) -> str:
        """The step's name, with the period where several of a kind would be called the same."""
        return f"{self.step.name}: {self.period.name}" if self.period else self.step.name

    @property
    def anchor(self) -> str:
        """Names the row on the page."""
        return f"steg-{self.step.pk}-{self.period.pk}" if self.period else f"steg-{self.step.pk}"

    @property
    def work_key(self) -> WorkKey:
        return (self.step.work, self.about, self.period.pk if self.period else 0)

    @property
    def left_out(self) -> bool:
        return self.this_year is not None and self.this_year.left_out

    @property
    def noted(self) -> bool:
        """Has a person noted it as done?"""
        return self.this_year is not None and self.this_year.done_on is not None

    @property
    def is_done(self) -> bool:
        return self.noted or self.progress.is_done

    @property
    def is_over(self) -> bool:
        """Is there nothing more to do?"""
        return self.is_done or self.progress.closed

    @property
    def may_be_noted(self) -> bool:
        """Is it one thing that one can say is done, also where it was done elsewhere?"""
        return self.step.work not in COUNTED_BY_UNIT and not self.is_done

    @property
    def state(self) -> str:
        """done, closed (the period is), late, begun (somebody has), now (it is time), coming."""
        if self.is_over:
            return DONE if self.is_done else CLOSED
        if self.day < self.today:
            return LATE
        if self.progress.done:
            return BEGUN
        return NOW if self.starts <= self.today else COMING

    @property
    def is_law(self) -> bool:
        return bool(self.step.law)


def wheel_of(
    year: int,
    today: date | None = None,
    *,
    with_progress: bool = True,
    among: Callable[[WheelStep], bool] = lambda step: True,
    only: Callable[[Occurrence], bool] = lambda each: True,
) -> list[Occurrence]:
    """The steps of ``year`` in the order of their days, also those left out this year. A constant number of queries.

    ``with_progress``: read also how far each has come. ``among``: only the steps of which this is true. ``only``: those times of them of which
    this is true before one knows how far they have come.
    """
    today = today or timezone.localdate()
    steps = [step for step in _steps_in(year) if among(step)]
    if not steps:
        return []
    special = {row.step_id: row for row in WheelYear.objects.filter(year=year, step__in=steps)}
    periods = list(Period.objects.filter(due__year=year)) if any(step.period_kind for step in steps) else []
    kinds = {step.owner_kind for step in steps if step.owner_kind and not step.owner_id}
    units = units_by_kind(kinds, year)
    found = [
        replace(each, today=today, this_year=special.get(each.step.pk), day=_own_day(each, special))
        for step in steps
        for each in _occurrences(step, year, periods, units)
    ]
    found = [each for each in found if only(each)]
    if with_progress:
        reader = Reader(each.work_key for each in found if each.step.work and not each.left_out)
        parts = progress_by_unit({each.step for each in found}, year, units)
        found = [replace(each, progress=parts.get(each.step.pk) or reader.read(each.work_key)) for each in found]
    return sorted(found, key=lambda each: (each.day, each.starts, each.step.pk))


def has_steps() -> bool:
    """Is there any wheel at all? One query."""
    return WheelStep.objects.exists()


def day_in(step: WheelStep, year: int) -> date:
    """The step's last day in ``year`` by its own rule; the month's last day where it has no day or the month is shorter."""
    last = calendar.monthrange(year, step.month)[1]
    day = date(year, step.month, min(step.day or last, last))
    return working_day_on_or_before(day) if step.on_working_day else day


def _steps_in(year: int) -> tuple[WheelStep, ...]:
    """All steps of the year, each with its owner: asked for by itself, since units are always read from the primary, whose marks they are kept under.

    Two queries, none where they are kept.
    """
    kinds = [WheelYears.ALL, WheelYears.ELECTION if is_election_year(year) else WheelYears.NOT_ELECTION]
    found = (
        WheelStep.objects.filter(years__in=kinds)
        .filter(Q(first_year__isnull=True) | Q(first_year__lte=year))
        .filter(Q(last_year__isnull=True) | Q(last_year__gte=year))
        .prefetch_related("owner")
    )
    return read_kept(f"wheel-{year}", (WheelStep, Unit), lambda: tuple(found))


def _occurrences(step: WheelStep, year: int, periods: list[Period], units: UnitsByKind) -> list[Occurrence]:
    day = day_in(step, year)
    alone = step.owner_id is not None or len(units.get(step.owner_kind, {})) == 1
    whole = Occurrence(step, year, day, _starts(step, day), _who(step, units), alone)
    own = [period for period in periods if step.period_kind and period.kind == step.period_kind]
    if not own:
        return [whole]
    return [_in_period(whole, period) for period in own]


def _in_period(whole: Occurrence, period: Period) -> Occurrence:
    """When it is done in a period: by its due day; a dialogue about the period is held within some weeks after."""
    step, day = whole.step, period.due
    if step.work == "dialogues":
        month = period.due.month % 12 + 1
        year = period.due.year + (1 if month == 1 else 0)
        day = date(year, month, min(period.due.day, calendar.monthrange(year, month)[1]))
        day = min(day, date(period.due.year, 12, 31))
    if step.on_working_day:
        day = working_day_on_or_before(day)
    starts = period.due if step.work == "dialogues" else period.last_day.replace(day=1)
    return replace(whole, period=period, day=day, starts=min(starts, day))


def _own_day(each: Occurrence, special: dict[int, WheelYear]) -> date:
    row = special.get(each.step.pk)
    return row.day if row is not None and row.day is not None and each.period is None else each.day


def _starts(step: WheelStep, day: date) -> date:
    if step.start_month is None or step.start_month > day.month:
        return day.replace(day=1)
    return date(day.year, step.start_month, 1)


def _who(step: WheelStep, units: UnitsByKind) -> str:
    """The unit that answers: by its name where it is alone, else "varje nämnd"."""
    if step.owner is not None:
        return step.owner.name
    names = list(units.get(step.owner_kind, {}).values())
    if len(names) == 1:
        return names[0]
    if step.owner_kind:
        return _("varje %(kind)s") % {"kind": step.get_owner_kind_display()}
    return _("båda nivåerna") if step.work == "dialogues" else ""
