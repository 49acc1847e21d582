"""A file beside the detail budgets that it is for: per unit what is new, changed, the same, not in the file, and refused with the reason. Writes nothing.

A line of the file and one of ours are the same when they have the same coding (account, verksamhet, projekt, motpart) and, as far as the file says it, the
same part of the plan and text. What is left on both sides of one coding after that is paired in order, where they are as many: a changed text is a change
and not another line. A SIE file says neither text nor plan: there a coding with several lines of ours can be the same but not changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from budget import rules
from budget.actions.detail import LineDraft, require_line
from budget.actions.grid import RowChange
from budget.budget_files.lines import FileLine, FileRead, Refusal
from budget.budget_files.reading import LineReader, Understood
from budget.models import Account, DetailBudget, DetailLine, LineLink
from budget.queries.coding_of_units import codes_of_units
from budget.queries.structure import Structure, total
from sala_styr.decisions.queries import closed_years
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.tables.cells import tidy

MOST_SHOWN = 50
"""Lines that the page names of each sort and unit."""
RELATED = ("account", "plan_item", "own_curve", "activity", "project", "counterparty")


class Changed(NamedTuple):
    """A line of ours that the file says otherwise."""

    line: DetailLine
    draft: LineDraft
    row: int


class Shown(NamedTuple):
    """A change as the page tells it: the year before and after, öre. ``before`` None: a new line."""

    account: Account
    text: str
    before: int | None
    after: int

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def same_year(self) -> bool:
        return self.before == self.after


@dataclass
class UnitPlan:
    """What the file would do with one unit's detail budget. ``before`` and ``after``: Σ in report sign, None without lines."""

    unit: Unit
    lines: list[DetailLine]
    new: list[tuple[LineDraft, int]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: int = 0
    missing: list[DetailLine] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    removes: bool = False
    unusual: int = 0
    """Lines that become a cost with plus or a revenue with minus: allowed, and told."""
    undivided: int = 0
    """Lines that the file says are divided between parts of the plan, without saying which: they are not linked, and told."""

    @property
    def changes(self) -> list[RowChange]:
        """What the grid's action is to write."""
        added = [RowChange(f"rad{row}", None, 0, draft) for draft, row in self.new]
        changed = [RowChange(f"rad{each.row}", each.line.pk, each.line.version, each.draft) for each in self.changed]
        removed = self.missing if self.removes else []
        return [*added, *changed, *(RowChange(f"r{line.pk}", line.pk, line.version, None) for line in removed)]

    @property
    def shown_count(self) -> int:
        return len(self.changed) + len(self.new)

    @property
    def shown_changes(self) -> list[Shown]:
        """The first changes and new lines, for the page."""
        changed = [
            Shown(each.draft.account, each.draft.text, each.line.amount, sum(each.draft.months))
            for each in self.changed[:MOST_SHOWN]
        ]
        new = [Shown(draft.account, draft.text, None, sum(draft.months)) for draft, _row in self.new[:MOST_SHOWN]]
        return [*changed, *new]

    @property
    def before(self) -> int | None:
        return total(line.amount for line in self.lines)

    @property
    def after(self) -> int | None:
        """The sum when the file is in."""
        drafts = {each.line.pk: sum(each.draft.months) for each in self.changed}
        gone = {line.pk for line in self.missing} if self.removes else set()
        kept = (drafts.get(line.pk, line.amount) for line in self.lines if line.pk not in gone)
        return total([*kept, *(sum(draft.months) for draft, _row in self.new)])

    @property
    def difference(self) -> int:
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True)
class BudgetPlan:
    """What the file would do with all the units that it names. ``left_out``: rows for units that are outside the one that it is brought in for."""

    year: int
    scope: Unit
    units: tuple[UnitPlan, ...]
    refusals: tuple[Refusal, ...]
    left_out: int
    rows: int
    net: int

    @property
    def refused(self) -> list[tuple[Unit | None, Refusal]]:
        """Everything that is to be put right before the file can come in."""
        by_unit = [(plan.unit, refusal) for plan in self.units for refusal in plan.refused]
        return [*((None, refusal) for refusal in self.refusals), *by_unit]

    @property
    def count(self) -> int:
        """Lines that would be written."""
        return sum(len(plan.changes) for plan in self.units)

    @property
    def can_bring_in(self) -> bool:
        return not self.refused and self.count > 0

    def sum_of(self, what: str) -> int:
        """How many lines there are of a sort, in all units: new, changed, missing, refused."""
        return sum(len(getattr(plan, what)) for plan in self.units)


def plan_for(
    actor: Actor, tree: Structure, scope: Unit, year: int, read: FileRead, *, remove_missing: bool = False
) -> BudgetPlan:
    """Compare a file with the detail budgets of ``scope`` and all below it. Nine queries, however many units and rows."""
    by_code = {unit.code.casefold(): unit for unit in tree.units}
    inside = {unit.pk: unit for unit in tree.below(scope.pk)}
    by_unit, refusals, left_out = _sorted_by_unit(read.lines, scope, by_code, inside)
    units = [inside[pk] for pk in inside if pk in by_unit]
    stored = _stored(units, year)
    codes = codes_of_units(tree, units, year)
    stops = _Stops(actor, year, units)
    plans = []
    for unit in units:
        reader = LineReader(codes[unit.pk], unit, year, stored[unit.pk])
        plan = UnitPlan(unit, stored[unit.pk], removes=remove_missing)
        _compare(plan, by_unit[unit.pk], reader)
        stops.say(plan)
        plans.append(plan)
    return BudgetPlan(
        year, scope, tuple(plans), (*read.refusals, *refusals), left_out, len(read.lines) - left_out, read.net
    )


def _sorted_by_unit(
    lines: Iterable[FileLine], scope: Unit, by_code: Mapping[str, Unit], inside: Mapping[int, Unit]
) -> tuple[dict[int, list[FileLine]], list[Refusal], int]:
    found: dict[int, list[FileLine]] = {}
    refusals, left_out = [], 0
    for line in lines:
        unit = by_code.get(line.unit.casefold()) or by_code.get(line.unit.casefold().partition(" ")[0])
        if not line.unit:
            found.setdefault(scope.pk, []).append(line)
        elif unit is None:
            words = _("Ansvar ”%(code)s” finns inte i organisationen. Rätta koden i filen.")
            refusals.append(Refusal(line.row, words % {"code": line.unit}))
        elif unit.pk not in inside:
            left_out += 1
        else:
            found.setdefault(unit.pk, []).append(line)
    return found, refusals, left_out


def _stored(units: Sequence[Unit], year: int) -> dict[int, list[DetailLine]]:
    found: dict[int, list[DetailLine]] = {unit.pk: [] for unit in units}
    lines = DetailLine.objects.filter(unit__in=found, year=year).select_related(*RELATED)
    for line in lines.order_by("account__number", "pk"):
        found[line.unit_id].append(line)
    return found


class _Stops:
    """What stands in the way of a whole unit: another's budget, a lock, a closed year. Only where the file would change something. Two queries."""

    def __init__(self, actor: Actor, year: int, units: Sequence[Unit]) -> None:
        self.actor, self.year = actor, year
        self.closed = year in closed_years()
        locked = DetailBudget.objects.filter(year=year, unit__in=units, locked_at__isnull=False)
        self.locked = set(locked.values_list("unit_id", flat=True))

    def say(self, plan: UnitPlan) -> None:
        if not plan.changes:
            return
        if self.closed:
            plan.refused.append(Refusal(0, _("%(year)s är avslutat, så inget kan ändras i det.") % {"year": self.year}))
        elif not rules.may_edit_detail(self.actor, plan.unit):
            words = _("Detaljbudgeten sköts av enhetens chef eller chefen över. Ta bort enheten ur filen.")
            plan.refused.append(Refusal(0, words))
        elif plan.unit.pk in self.locked:
            words = _("Detaljbudgeten är låst. Chefen över eller en controller kan öppna den.")
            plan.refused.append(Refusal(0, words))


def _compare(plan: UnitPlan, rows: Iterable[FileLine], reader: LineReader) -> None:
    """Sort the file's rows of one unit into new, changed, the same and refused, and our own lines that they do not name into missing."""
    by_coding: dict[tuple[int | None, ...], list[Understood]] = {}
    for row in rows:
        understood = reader.read(row)
        if isinstance(understood, Understood):
            by_coding.setdefault(understood.coding, []).append(understood)
        else:
            plan.refused += [Refusal(row.row, message) for message in understood]
    ours: dict[tuple[int | None, ...], list[DetailLine]] = {}
    for line in plan.lines:
        ours.setdefault(coding_of(line), []).append(line)
    for coding in [*by_coding, *(coding for coding in ours if coding not in by_coding)]:
        _pair(plan, by_coding.get(coding, []), ours.get(coding, []), reader)


def coding_of(line: DetailLine) -> tuple[int | None, ...]:
    """Account, verksamhet, projekt and motpart of a line."""
    return line.account_id, line.activity_id, line.project_id, line.counterparty_id


def _pair(plan: UnitPlan, rows: list[Understood], ours: list[DetailLine], reader: LineReader) -> None:
    if rows and not rows[0].says_which:
        _pair_sums(plan, rows, ours, reader)
        return
    rows, ours = _take_alike(plan, rows, ours, reader, exactly=True)
    rows, ours = _take_alike(plan, rows, ours, reader, exactly=False)
    if len(rows) == len(ours):
        for row, line in zip(rows, ours, strict=True):
            _propose(plan, row, line, reader)
        return
    for row in rows:
        _propose(plan, row, None, reader)
    plan.missing += ours


def _take_alike(
    plan: UnitPlan, rows: list[Understood], ours: list[DetailLine], reader: LineReader, *, exactly: bool
) -> tuple[list[Understood], list[DetailLine]]:
    """Pair what says the same (``exactly``: with the same figures); return what is left."""
    waiting: dict[object, list[DetailLine]] = {}
    for line in ours:
        waiting.setdefault(_mark(rows, line, exactly), []).append(line)
    left = []
    for row in rows:
        alike = waiting.get(row.mark(exactly))
        if alike:
            _propose(plan, row, alike.pop(0), reader)
        else:
            left.append(row)
    still = {line.pk for lines in waiting.values() for line in lines}
    return left, [line for line in ours if line.pk in still]


def _mark(rows: Sequence[Understood], line: DetailLine, exactly: bool) -> object:
    """A line of ours in the words that the file has."""
    purpose = (line.link, line.plan_item_id) if not rows or rows[0].purpose is not None else None
    text = tidy(line.text) if not rows or rows[0].text is not None else None
    return (purpose, text, tuple(line.months) if exactly else None)


def _pair_sums(plan: UnitPlan, rows: list[Understood], ours: list[DetailLine], reader: LineReader) -> None:
    """Where the file only has the coding: the sums of the months are what is compared."""
    whole = rows[0].added(rows[1:])
    if ours and [sum(month) for month in zip(*(line.months for line in ours), strict=True)] == list(whole.months):
        plan.same += len(ours)
    elif len(ours) > 1:
        words = _(
            "Konto %(account)s har %(n)d rader med samma kodsträng här, och filen säger inte vilken som ändras. Ändra i rutnätet, eller läs in CSV eller Excel."
        )
        plan.refused.append(Refusal(whole.row, words % {"account": whole.account.number, "n": len(ours)}))
    else:
        _propose(plan, whole, ours[0] if ours else None, reader)


def _propose(plan: UnitPlan, row: Understood, line: DetailLine | None, reader: LineReader) -> None:
    """A new line, a change, or nothing at all; what the rules of a line do not allow is refused."""
    draft = reader.draft(row, line)
    if line is not None and _says_same(draft, line):
        plan.same += 1
        return
    try:
        require_line(draft)
        reader.require_offered(draft, line)
    except RuleBroken as broken:
        plan.refused.append(Refusal(row.row, str(broken)))
        return
    plan.undivided += row.purpose is not None and row.purpose[0] == LineLink.SHARED and draft.link != LineLink.SHARED
    plan.unusual += draft.account.is_unusual(sum(draft.months))
    if line is None:
        plan.new.append((draft, row.row))
    else:
        plan.changed.append(Changed(line, draft, row.row))


def _says_same(draft: LineDraft, line: DetailLine) -> bool:
    """Are the figures, the text and the part of the plan those that stand there? How the year was laid out is not, when the months are the same."""
    item = draft.plan_item.pk if draft.plan_item else None
    return (list(draft.months), draft.link, item, tidy(draft.text)) == (
        list(line.months),
        line.link,
        line.plan_item_id,
        tidy(line.text),
    )
