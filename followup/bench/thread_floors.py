"""The floor under the red thread: the least that can be done for its four cells, without asking who reads."""

from html import escape
from typing import Any, NamedTuple

from django.db import connection

from budget.models import DetailLine, LineShare
from followup.bench.pages import YEAR
from followup.models import Assessment, Period, Status
from followup.queries.looks import AssessmentRow, not_reported, row_of
from goals.models import Level, PlanItem
from goals.queries.scales import scales_of
from sala_styr.organisation.models import Unit

ROWS = """
SELECT item.id, item.parent_id, item.level, step.singular, item.title, unit.name, said.status, cost.amount
FROM {item} item
JOIN {step} step ON step.id = item.step_id
JOIN {unit} unit ON unit.id = item.owner_id
LEFT JOIN (
    SELECT plan_item_id, status, row_number() OVER (PARTITION BY plan_item_id ORDER BY last_day DESC, period_id DESC) AS place
    FROM {assessment} assessment JOIN {period} period ON period.id = assessment.period_id
    WHERE period.year = %(year)s AND status <> '' AND plan_item_id IS NOT NULL
) said ON said.plan_item_id = item.id AND said.place = 1
LEFT JOIN (
    SELECT plan_item_id, SUM(amount) AS amount FROM (
        SELECT plan_item_id, amount FROM {line} WHERE year = %(year)s AND plan_item_id IS NOT NULL
        UNION ALL SELECT plan_item_id, amount FROM {share} WHERE year = %(year)s
    ) pointed GROUP BY plan_item_id
) cost ON cost.plan_item_id = item.id
WHERE item.first_year <= %(year)s AND item.last_year >= %(year)s
ORDER BY item.tree_id, item.lft
"""
TABLES: dict[str, Any] = {
    "item": PlanItem, "step": Level, "unit": Unit, "assessment": Assessment, "period": Period, "line": DetailLine,
    "share": LineShare,
}  # fmt: skip


class Row(NamedTuple):
    pk: int
    parent: int | None
    depth: int
    step: str
    title: str
    owner: str
    status: str | None
    amount: int | None


def raw_rows() -> list[Row]:
    """Everything in one raw query, with the kronor summed up every branch."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(**{name: model._meta.db_table for name, model in TABLES.items()}), {"year": YEAR})
        rows = [Row(*row) for row in cursor.fetchall()]
    sums = {row.pk: int(row.amount) if row.amount is not None else None for row in rows}
    for row in reversed(rows):
        own = sums[row.pk]
        if own is not None and row.parent in sums:
            sums[row.parent] = (sums[row.parent] or 0) + own
    return [row._replace(amount=sums[row.pk]) for row in rows]


def look_of(status: str | None) -> AssessmentRow:
    """How a status is shown."""
    return row_of(scales_of(YEAR), status, "", full_year=True) if status else not_reported()


def word(status: str | None) -> str:
    """Symbol and word of a status."""
    look = look_of(status)
    return f"{look.symbol} {look.word}"


def kronor(ore: int | None) -> str:
    """Thousands of kronor, by integers alone."""
    return "–" if ore is None else f"{ore // 100_000:,}".replace(",", "\u00a0")


def by_raw_sql() -> str:
    """The floor: one raw query, the texts escaped and put together."""
    words = {status: escape(word(status)) for status in (*Status.values, "")}
    return "".join(
        f'<li class="d{row.depth}"><a href="/mal/{row.pk}/">{escape(row.title)}</a><span>{escape(row.step)}</span>'
        f"<span>{escape(row.owner)}</span><span>{words[row.status or '']}</span><span>{kronor(row.amount)}</span></li>"
        for row in raw_rows()
    )
