"""Saving the detail budget's grid: three hundred rows changed at once, with rights, rules, versions and history, beside the bare UPDATE of the same rows."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q

from budget.actions.detail import LineDraft
from budget.actions.grid import RowChange, save_rows
from budget.curves import months_of
from budget.models import MONTHS, CurveKind, DetailBudget, DetailLine
from followup.bench.pages import YEAR, PageFailed
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit

ROWS = 300


@dataclass(frozen=True)
class Task:
    """Lines of one unit, open to be written in."""

    unit: Unit
    lines: list[DetailLine]


def prepare() -> Task:
    """The unit with most lines, its detail budget opened. Raises PageFailed when it has too few lines."""
    year = Q(detail_lines__year=YEAR)
    unit = Unit.objects.annotate(lines=Count("detail_lines", filter=year)).order_by("-lines", "pk")[0]
    lines = list(DetailLine.objects.filter(unit=unit, year=YEAR).select_related("account", "plan_item")[:ROWS])
    if len(lines) < ROWS:
        raise PageFailed("no unit with as many lines")
    DetailBudget.objects.filter(unit=unit, year=YEAR).update(locked_at=None)
    return Task(unit, lines)


def by_our_action(task: Task) -> None:
    """Every row gets another amount."""
    fresh = {line.pk: line for line in DetailLine.objects.filter(pk__in=[line.pk for line in task.lines])}
    changes = [_change(line, fresh[line.pk]) for line in task.lines]
    save_rows(system_actor(), task.unit, YEAR, changes)


def _change(line: DetailLine, now: DetailLine) -> RowChange:
    months = months_of(now.amount - 1_200, CurveKind.EVEN)
    draft = LineDraft(line.account, months, line.link, line.plan_item, line.text, CurveKind.EVEN)
    return RowChange(f"r{line.pk}", line.pk, now.version, draft)


def by_raw_sql(task: Task) -> None:
    """The same columns of the same rows, an UPDATE each, in one transaction: neither rules nor history."""
    columns = ", ".join(f"{name} = %s" for name in ("amount", *MONTHS))
    table = DetailLine._meta.db_table
    rows = []
    for number, line in enumerate(task.lines):
        months = months_of(line.amount - number, CurveKind.EVEN)
        rows.append((sum(months), *months, line.pk))
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {columns} WHERE id = %s", rows)
