"""The red thread's rows by the other ways there are of writing them: the same cells, of the same items, for the same signed-in person.

So that the ways differ and not the work: what each writes reads as the page's own rows do (``tests/followup/demo/test_bench.py``). They are spared
the page around the rows, with its filters and choices, and the nesting of the list.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

import jinja2
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import reverse

from budget.models import DetailLine, LineShare
from budget.queries.structure import total
from followup.bench.pages import YEAR
from followup.models import Assessment, PeriodKind
from followup.queries.looks import not_reported, row_of
from goals.looks import Look
from goals.models import ItemState, ParentLink, PlanItem
from goals.models.plan_item import PlanItemQuerySet
from goals.queries.scales import scales_of
from goals.thread_rows import amount_text
from sala_styr.decisions.models import decision_reference
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import person_name, unit_label
from sala_styr.shell.wording import missing

SAMPLE = 500
Said = tuple[str, str, bool]
"""Status, trend and whether the period ends the year."""
ROW = """<li id="p{{ item.pk }}" class="d{{ item.level }}"><div class="thread-row">
{% if item.pk in parents %}<a class="thread-toggle" href="?visa=alla&amp;stang={{ item.pk }}#p{{ item.pk }}"
 aria-expanded="true" aria-label="Dölj det som hör till {{ item.title }}"></a>{% endif %}
<span class="thread-title"><span class="thread-level">STEP DECISION</span>
<a class="thread-name" href="ADDRESS">{{ item.title }}</a>
{% if item.state == "draft" %} <span class="tag">utkast</span>{% elif item.state == "ended" %} <span class="tag">avslutat</span>{% endif %}
{% if item.links %}<span class="thread-linked">Hit svarar också:{% for other in item.links %}
 <a href="OTHER">{{ other.title }}</a>{% if not LAST %}, {% endif %}{% endfor %}</span>{% endif %}</span>
<span class="thread-owner">OWNER {% if item.responsible_id %}<span class="thread-person">PERSON</span>{% endif %}</span>
<span class="thread-status">{% if item.look %}
<span class="status" data-color="{{ item.look.tone }}"><svg><use href="#{{ item.look.sign }}"></use></svg><span>{{ item.look.word }}</span></span>
{% if item.look.trend_word %}
<span class="trend"><svg><use href="#{{ item.look.trend_sign }}"></use></svg><span>{{ item.look.trend_word }}</span></span>
{% endif %}{% endif %}</span><span class="thread-amount">MONEY</span></div></li>"""


def _template(**words: str) -> str:
    row = ROW
    for name, word in words.items():
        row = row.replace(name, word)
    return "{% for item in items %}" + row + "{% endfor %}"


DJANGO = _template(
    STEP="{{ item.step.singular|capfirst }}",
    DECISION="{% if item.decision %}· {{ item.decision }}{% endif %}",
    ADDRESS="{% url 'goals:item' item.pk %}?ar={{ year }}",
    OTHER="{% url 'goals:item' other.pk %}?ar={{ year }}",
    LAST="forloop.last",
    OWNER="{{ item.owner.label }}",
    PERSON="{{ item.responsible }}",
    MONEY="{% if item.money is None %}{{ no_money }}{% else %}{{ item.money|amount:'tkr' }}{% endif %}",
)
JINJA = _template(
    STEP="{{ item.step[:1].upper() }}{{ item.step[1:] }}",
    DECISION="{% if item.decision %}· {{ item.decision }}{% endif %}",
    ADDRESS="{{ start }}{{ item.pk }}/?ar={{ year }}",
    OTHER="{{ start }}{{ other.pk }}/?ar={{ year }}",
    LAST="loop.last",
    OWNER="{{ item.owner }}",
    PERSON="{{ item.person }}",
    MONEY="{% if item.money is none %}{{ no_money }}{% else %}{{ amount(item.money) }}{% endif %}",
)


class Looks:
    """How it goes with each item, worked out as the page does: what was assessed, else how far an activity has come."""

    def __init__(self, said: Mapping[int, Said]) -> None:
        self.said, self.scales = said, scales_of(YEAR)
        self.silent = Look("", "none", not_reported().word, "neutral")

    def of(self, pk: int, state: str, activity_status: str, followed_up: bool) -> Look | None:
        """None where nothing is shown."""
        if pk in self.said:
            status, trend, full_year = self.said[pk]
            row = row_of(self.scales, status, trend, full_year=full_year)
            towards = () if row.trend_symbol in ("", "–") else (row.trend_symbol, row.trend_word)
            return Look(status, row.symbol, row.word, row.tone, *towards)
        if activity_status:
            step = self.scales.activity[activity_status]
            return Look(step.key, step.symbol, step.word, step.tone)
        return self.silent if followed_up and state != ItemState.DRAFT else None


def _said(**which: Any) -> dict[int, Said]:
    found = Assessment.objects.filter(period__year=YEAR, plan_item__isnull=False, **which).exclude(status="")
    rows = found.order_by("period__last_day").values_list("plan_item_id", "status", "trend", "period__kind")
    return {item: (status, trend, kind == PeriodKind.FULL_YEAR) for item, status, trend, kind in rows if item}


def _money(parents: Mapping[int, int | None]) -> dict[int, int]:
    """Öre of each branch. ``parents``: in the order of the plan, so that what is below is added before what is above."""
    sums: dict[int, int] = {}
    for model in (DetailLine, LineShare):
        pointing = model.objects.filter(year=YEAR, plan_item__isnull=False).order_by()
        for item, amount in pointing.values_list("plan_item_id").annotate(sum=Sum("amount")):
            sums[item] = sums.get(item, 0) + amount
    for pk, parent in reversed(list(parents.items())):
        if pk in sums and parent is not None:
            sums[parent] = sums.get(parent, 0) + sums[pk]
    return sums


def _links(seen: PlanItemQuerySet) -> dict[int, list[PlanItem]]:
    """What answers to each item though it stands elsewhere."""
    found: dict[int, list[PlanItem]] = {}
    for link in ParentLink.objects.filter(item__in=seen.order_by()).order_by().select_related("item"):
        found.setdefault(link.above_id, []).append(link.item)
    return found


def _seen(actor: Actor) -> PlanItemQuerySet:
    """The items that ``actor`` may see, in the order of the plan."""
    found: PlanItemQuerySet = PlanItem.objects.in_year(YEAR).visible_to(actor).order_by("tree_id", "lft")
    return found


COLUMNS = (
    *("pk", "parent_id", "level", "title", "state", "activity_status", "responsible_id", "step__singular", "step__followed_up"),
    *("owner__short_name", "owner__name", "responsible__first_name", "responsible__last_name", "responsible__username"),
    *("decision__body__short_name", "decision__body__name", "decision__date", "decision__paragraph", "decision__registry_number"),
)  # fmt: skip


class Item(NamedTuple):
    """What the template by Jinja2 reads of a row."""

    pk: int
    level: int
    title: str
    state: str
    responsible_id: int | None
    step: str
    owner: str
    person: str
    decision: str
    look: Look | None
    money: int | None
    links: list[PlanItem]


@cache
def _jinja() -> jinja2.Template:
    return jinja2.Environment(autoescape=True).from_string(JINJA)


def by_values_list(actor: Actor) -> str:
    """A few queries through the ORM without instances, rendered by Jinja2 with escaping."""
    rows = list(_seen(actor).values_list(*COLUMNS))
    parents = {row[0]: row[1] for row in rows}
    looks, money, links = Looks(_said()), _money(parents), _links(_seen(actor))
    items = []
    for (
        pk,
        _above,
        level,
        title,
        state,
        doing,
        person,
        step,
        followed_up,
        short,
        name,
        first,
        last,
        username,
        *of,
    ) in rows:
        body_short, body, day, paragraph, registry = of
        decision = decision_reference(unit_label(body_short, body), day, paragraph, registry) if day else ""
        called = person_name(first, last, username) if person else ""
        look = looks.of(pk, state, doing, followed_up)
        owner = unit_label(short, name)
        items.append(
            Item(pk, level, title, state, person, step, owner, called, decision, look, money.get(pk), links.get(pk, []))
        )
    start = reverse("goals:item", args=[0]).removesuffix("0/")
    has_below = set(parents.values())
    context = {"items": items, "parents": has_below, "start": start, "year": YEAR, "amount": amount_text}
    return _jinja().render(context, no_money=missing("inga pengar kopplade"))


@cache
def _django() -> Any:
    return engines["django"].from_string(DJANGO)


def _by_django(items: Iterable[PlanItem], parents: Iterable[int | None]) -> str:
    return str(
        _django().render(
            {"items": items, "parents": set(parents), "year": YEAR, "no_money": missing("inga pengar kopplade")}
        )
    )


def by_instances(actor: Actor) -> str:
    """Instances with what they point at, rendered by Django's template language."""
    related = ("step", "owner", "responsible", "decision__body")
    items = list(_seen(actor).select_related(*related))
    parents = {item.pk: item.parent_id for item in items}
    looks, money, links = Looks(_said()), _money(parents), _links(_seen(actor))
    for item in items:
        item.look = looks.of(item.pk, item.state, item.activity_status, item.step.followed_up)
        item.money = money.get(item.pk)
        item.links = links.get(item.pk)
    return _by_django(items, parents.values())


def by_query_each(actor: Actor) -> str:
    """A query for each row's status, kronor and all that it points at, for the first rows only: the naive way, to be multiplied."""
    items = list(_seen(actor)[:SAMPLE])
    for item in items:
        looks = Looks(_said(plan_item=item))
        item.look = looks.of(item.pk, item.state, item.activity_status, item.step.followed_up)
        branch = item.get_descendants(include_self=True)
        pointing = [model.objects.filter(year=YEAR, plan_item__in=branch) for model in (DetailLine, LineShare)]
        item.money = total(each.aggregate(sum=Sum("amount"))["sum"] for each in pointing)
        item.links = [link.item for link in ParentLink.objects.filter(above=item).select_related("item")]
    return _by_django(items, [item.parent_id for item in items])


WAYS: dict[str, Callable[[Actor], str]] = {
    "values": by_values_list, "instances": by_instances, "each": by_query_each
}  # fmt: skip


def page(request: HttpRequest, way: str) -> HttpResponse:
    """The rows written in one of the ways, and nothing round them."""
    return HttpResponse(WAYS[way](request.actor))  # type: ignore[attr-defined]
