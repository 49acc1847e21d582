"""The detail budget as a grid: many lines added, changed and taken away at once, all or none; and one such step taken back.

Two people in the same grid lose nothing: a cell that one has not touched keeps what the other wrote there, and a cell that both have changed stops the
saving until somebody has seen both values. Any number of lines takes the same number of queries in PostgreSQL;
SQLite takes a thousand values at a time. Each line that is taken away is two more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from budget.actions.detail import (
    LineDraft,
    not_linkable,
    require_line,
    require_manager,
    require_open,
    require_shared,
    values_of,
)
from budget.actions.locks import year_lock
from budget.actions.settling import settle_shares, share_like
from budget.models import MONTHS, DetailLine, LineLink, LineShare
from budget.queries.detail import has_lines
from goals.models import PlanItem
from goals.queries import linkable_items
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import bulk_create, bulk_update, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

FIELDS = (
    *("account", "link", "plan_item", "text", "curve", "own_curve", "activity", "project", "counterparty", "amount"),
    *MONTHS,
)


@dataclass(frozen=True)
class RowChange:
    """One row of the grid. ``pk`` None: a new line. ``draft`` None: the line is taken away. ``version``: the one that the page showed.

    ``key`` names the row on the page, for telling what is wrong with it.
    """

    key: str
    pk: int | None
    version: int
    draft: LineDraft | None


class RowErrors(RuleBroken):
    """What is wrong, by row key and then by field ("" for the row itself). Nothing has been saved."""

    def __init__(self, by_row: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(_("Inget är sparat ännu."))
        self.by_row = by_row


@dataclass(frozen=True)
class Saved:
    """What a saving did. ``first`` and ``last`` are the keys of its history rows, by which it is taken back; None when nothing was changed."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    first: int | None = None
    last: int | None = None

    @property
    def count(self) -> int:
        return self.added + self.changed + self.removed


def save_rows(actor: Actor, unit: Unit, year: int, rows: Sequence[RowChange], reason: str = "") -> Saved:
    """Save what was changed in the grid, or as ``reason`` says it was changed: all of it or nothing.

    Raises Refused, RuleBroken when the budget is locked or the year closed, RowErrors with what is wrong in which row, also where somebody else has
    changed the same line meanwhile (its ``version`` is then another: the page shows both and asks).
    """
    require_manager(actor, unit)
    if not rows:
        return Saved()
    with recording(actor, reason or _("Sparade i rutnätet")), year_lock(year):
        require_open(unit, year)
        pks = [row.pk for row in rows if row.pk is not None]
        stored = {
            line.pk: line for line in DetailLine.objects.select_for_update().filter(unit=unit, year=year, pk__in=pks)
        }
        _require_fitting(rows, stored, unit, year)
        before = _newest_history()
        added = [
            DetailLine(unit=unit, year=year, **values_of(row.draft)) for row in rows if row.pk is None and row.draft
        ]
        touched: set[str] = {"version"}
        shared = _shared(stored.values())
        changed = [_written(stored[row.pk], row.draft, touched) for row in rows if row.pk is not None and row.draft]
        removed = [stored[row.pk] for row in rows if row.pk is not None and row.draft is None]
        _write(added, changed, removed, touched)
        _settle(changed, shared)
        after = _newest_history()
    return Saved(len(added), len(changed), len(removed), before + 1, after)


def _shared(lines: Iterable[DetailLine]) -> set[int]:
    return {line.pk for line in lines if line.link == LineLink.SHARED}


def _settle(written: Iterable[DetailLine], shared: set[int]) -> None:
    """Keep the shares true of those lines that several parts of the plan have together, or had. No query where there are none."""
    concerned = [line for line in written if line.link == LineLink.SHARED or line.pk in shared]
    if concerned:
        settle_shares(concerned)


def _write(
    added: list[DetailLine], changed: list[DetailLine], removed: list[DetailLine], touched: Iterable[str]
) -> None:
    """``touched``: the fields that any changed line has another value of, so that no more than those are written."""
    if added:
        bulk_create(DetailLine, added)
    if changed:
        bulk_update(DetailLine, changed, sorted(touched))
    if removed:
        DetailLine.objects.filter(pk__in=[line.pk for line in removed]).delete()


def _written(line: DetailLine, draft: LineDraft, touched: set[str]) -> DetailLine:
    for name, value in values_of(draft).items():
        field: Any = DetailLine._meta.get_field(name)
        new = getattr(value, "pk", value)
        if getattr(line, field.attname) != new:
            touched.add(name)
            setattr(line, field.attname, new)
    line.version += 1
    return line


def _newest_history() -> int:
    newest: int | None = DetailLine.history.aggregate(newest=Max("history_id"))["newest"]
    return newest or 0


def _require_fitting(rows: Iterable[RowChange], stored: Mapping[int, DetailLine], unit: Unit, year: int) -> None:
    """Raises RowErrors with everything that is wrong, in all rows at once. One query."""
    linkable = set(linkable_items(unit, year).values_list("pk", flat=True))
    wrong: dict[str, dict[str, str]] = {}
    for row in rows:
        line = stored.get(row.pk) if row.pk is not None else None
        try:
            _require_row(row, line, linkable, unit, year)
        except RuleBroken as broken:
            wrong[row.key] = {broken.field or "": str(broken)}
    if wrong:
        raise RowErrors(wrong)


def _require_row(row: RowChange, line: DetailLine | None, linkable: set[int], unit: Unit, year: int) -> None:
    if row.pk is not None and line is None:
        raise EditConflict(_("Raden har tagits bort av någon annan medan du skrev."))
    if line is not None and line.version != row.version:
        raise EditConflict(_("Raden har ändrats av någon annan medan du skrev."))
    if row.draft is None:
        return
    require_line(row.draft)
    require_shared(row.draft, line)
    item = row.draft.plan_item
    if item is not None and item.pk not in linkable and (line is None or line.plan_item_id != item.pk):
        raise not_linkable(item, unit, year)


def copy_year(actor: Actor, unit: Unit, year: int) -> Saved:
    """Begin the unit's detail budget of ``year`` with the lines of the year before, each as it stood there; taken back as any saving of the grid.

    A line whose part of the plan does not go on is copied as not linked, so that somebody says where it belongs. Raises Refused, or RuleBroken when the
    budget is locked, the year closed, there are lines already or none to copy.
    """
    require_manager(actor, unit)
    with recording(actor, _("Hämtade raderna från året innan")), year_lock(year):
        require_open(unit, year)
        if has_lines(unit, year):
            raise RuleBroken(_("Det finns redan rader i årets detaljbudget. Rader hämtas bara till en tom."))
        before, linkable = _newest_history(), set(linkable_items(unit, year).values_list("pk", flat=True))
        stored = list(DetailLine.objects.filter(unit=unit, year=year - 1))
        dead = _dead_ends(stored, linkable)
        shared = [line.pk for line in stored if line.link == LineLink.SHARED and line.pk not in dead]
        origins = [line.pk for line in stored]
        lines = [_copied(line, year, linkable, line.pk in dead) for line in stored]
        if not lines:
            raise RuleBroken(_("Det finns inga rader att hämta från %(year)s.") % {"year": year - 1})
        bulk_create(DetailLine, lines)
        if shared:
            share_like((origin, line) for origin, line in zip(origins, lines, strict=True) if origin in shared)
        after = _newest_history()
    return Saved(added=len(lines), first=before + 1, last=after)


def _dead_ends(lines: Iterable[DetailLine], linkable: set[int]) -> set[int]:
    """The shared lines of which some part does not go on. One query, or none where no line is shared."""
    shared = _shared(lines)
    if not shared:
        return set()
    gone = LineShare.objects.filter(line__in=shared).exclude(plan_item__in=linkable)
    return set(gone.values_list("line_id", flat=True))


def _copied(line: DetailLine, year: int, linkable: set[int], is_dead_end: bool) -> DetailLine:
    goes_on = not is_dead_end and (line.plan_item_id is None or line.plan_item_id in linkable)
    line.pk, line.year, line.version = None, year, 1
    line._state.adding = True
    if not goes_on:
        line.plan_item, line.link = None, LineLink.UNLINKED
    return line


def take_back(actor: Actor, unit: Unit, year: int, first: int, last: int) -> Saved:
    """Undo one saving of the grid, named by its history rows: what it added goes, what it changed or removed is as before.

    Raises Refused, RuleBroken (locked, closed, somebody else's saving, nothing there), and EditConflict when any of the lines has been changed since.
    """
    require_manager(actor, unit)
    with recording(actor, _("Tog tillbaka det som sparades i rutnätet")), year_lock(year):
        require_open(unit, year)
        steps = list(DetailLine.history.filter(unit=unit, year=year, history_id__gte=first, history_id__lte=last))
        if not steps or any(step.history_user_id != getattr(actor.hand, "pk", None) for step in steps):
            raise RuleBroken(_("Det finns inget av dig att ta tillbaka här."))
        stored = {
            line.pk: line for line in DetailLine.objects.select_for_update().filter(pk__in=[step.id for step in steps])
        }
        earlier, shared = _earlier(steps, first), _shared(stored.values())
        before = _newest_history()
        _require_untouched(steps, stored)
        _require_still_there([*earlier.values(), *(step for step in steps if step.history_type == "-")])
        added, changed, removed = [], [], []
        for step in steps:
            if step.history_type == "+":
                removed.append(stored[step.id])
            elif step.history_type == "-":
                added.append(_restored(DetailLine(pk=step.id, unit=unit, year=year), step, step.version + 1))
            else:
                changed.append(_restored(stored[step.id], earlier[step.id], step.version + 1))
        _write(added, changed, removed, [*FIELDS, "version"])
        _settle([*added, *changed], shared)
        after = _newest_history()
    return Saved(len(added), len(changed), len(removed), before + 1, after)


def _earlier(steps: Iterable[Any], first: int) -> dict[int, Any]:
    """How each changed line stood before. One query."""
    pks = [step.id for step in steps if step.history_type == "~"]
    found = DetailLine.history.filter(id__in=pks, history_id__lt=first).order_by("history_id")
    return {row.id: row for row in found}


def _require_untouched(steps: Iterable[Any], stored: Mapping[int, DetailLine]) -> None:
    for step in steps:
        line = stored.get(step.id)
        there = step.history_type != "-"
        if there != (line is not None) or (line is not None and line.version != step.version):
            raise EditConflict(
                _("Någon av raderna har ändrats sedan du sparade. Inget är taget tillbaka; ändra i rutnätet i stället.")
            )


def _require_still_there(restored: Iterable[Any]) -> None:
    """A part of the plan may have been removed since a line pointed at it. One query."""
    wanted = {row.plan_item_id for row in restored} - {None}
    if PlanItem.objects.filter(pk__in=wanted).count() < len(wanted):
        raise EditConflict(
            _(
                "En del av planen som raderna hörde till finns inte längre. Inget är taget tillbaka; ändra i rutnätet i stället."
            )
        )


def _restored(line: DetailLine, step: Any, version: int) -> DetailLine:
    for field in DetailLine._meta.concrete_fields:
        if field.name in FIELDS:
            setattr(line, field.attname, getattr(step, field.attname))
    line.version = version
    return line
