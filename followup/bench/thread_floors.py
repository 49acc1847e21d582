"""The red thread by other ways: the least that can be done, Django's usual ways, and a query for every row. The same four cells in all."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any, NamedTuple

import jinja2
from django.db import connection
from django.db.models import Sum
from django.template import engines

from budget.models import DetailLine
from followup.bench.pages import YEAR
from followup.models import Assessment, Period, Status
from followup.queries.looks import AssessmentRow, not_reported, row_of
from goals.models import Level, PlanItem
from goals.queries.scales import scales_of
from sala_styr.money import format_amount
from sala_styr.organisation.models import Unit

SAMPLE = 500
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
    SELECT plan_item_id, SUM(amount) AS amount FROM {line} WHERE year = %(year)s AND plan_item_id IS NOT NULL GROUP BY plan_item_id
) cost ON cost.plan_item_id = item.id
WHERE item.first_year <= %(year)s AND item.last_year >= %(year)s
ORDER BY item.tree_id, item.lft
"""
TABLES: dict[str, Any] = {
    "item": PlanItem, "step": Level, "unit": Unit, "assessment": Assessment, "period": Period, "line": DetailLine
}  # fmt: skip
TEMPLATE = """{% for item in items %}<li class="d{{ item.level }}"><a href="/mal/{{ item.pk }}/">{{ item.title }}</a>
<span>{{ item.step.singular }}</span><span>{{ item.owner.name }}</span>{% if item.look %}<span>{{ item.look.symbol }} {{ item.look.word }}</span>{% endif %}
<span>{{ item.money|amount:"tkr" }}</span></li>{% endfor %}"""
JINJA = """{% for depth, pk, title, step, owner in rows %}<li class="d{{ depth }}"><a href="/mal/{{ pk }}/">{{ title }}</a><span>{{ step }}</span>
<span>{{ owner }}</span><span>{{ words[statuses.get(pk)] }}</span><span>{{ amount(money.get(pk)) }}</span></li>{% endfor %}"""


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


def by_values_list() -> Callable[[], str]:
    """Three queries through the ORM without instances, rendered by Jinja2 with escaping."""
    template = jinja2.Environment(autoescape=True).from_string(JINJA)
    columns = ("level", "pk", "title", "step__singular", "owner__name")

    def render() -> str:
        rows = PlanItem.objects.in_year(YEAR).order_by("tree_id", "lft").values_list(*columns)
        words = {status: word(status) for status in (*Status.values, None)}
        return template.render(rows=rows, statuses=_statuses(), money=_money(), words=words, amount=format_amount)

    return render


def _statuses() -> dict[int, str]:
    found = Assessment.objects.filter(period__year=YEAR, plan_item__isnull=False).exclude(status="")
    return dict(found.order_by("period__last_day").values_list("plan_item_id", "status"))


def _money() -> dict[int, int]:
    lines = DetailLine.objects.filter(year=YEAR, plan_item__isnull=False).order_by()
    return dict(lines.values_list("plan_item_id").annotate(sum=Sum("amount")))


def template() -> Any:
    """The rows as a template of Django's writes them."""
    return engines["django"].from_string(TEMPLATE)


def by_instances(rows: Any) -> Callable[[], str]:
    """Instances with their owner and level, rendered by Django's template language."""

    def render() -> str:
        statuses, money = _statuses(), _money()
        looks = {status: look_of(status) for status in (*Status.values, "")}
        items = list(PlanItem.objects.in_year(YEAR).select_related("step", "owner").order_by("tree_id", "lft"))
        for item in items:
            item.look = looks[statuses.get(item.pk, "")]
            item.money = money.get(item.pk)
        return _rendered(rows, items)

    return render


def by_query_each(rows: Any) -> Callable[[], str]:
    """A query for each row's status, kronor, owner and level, for the first rows only: the naive way, to be multiplied."""

    def render() -> str:
        items = list(PlanItem.objects.in_year(YEAR).order_by("tree_id", "lft")[:SAMPLE])
        for item in items:
            said = Assessment.objects.filter(period__year=YEAR, plan_item=item).order_by("period__last_day").last()
            item.look = look_of(said.status if said else "")
            item.money = DetailLine.objects.filter(year=YEAR, plan_item=item).aggregate(sum=Sum("amount"))["sum"]
        return _rendered(rows, items)

    return render


def _rendered(rows: Any, items: Iterable[PlanItem]) -> str:
    return str(rows.render({"items": items}))
