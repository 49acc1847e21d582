"""The kronor of the picture of the red thread written out: sources, units, and the parts of the plan that they are made of (issue 4, point 10). Öre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from budget.models import LineLink
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived
from budget.queries.derived.frames import PLAN
from budget.queries.origin import OWN
from budget.queries.thread import ItemMoney, kronor_by_item, kronor_by_link_and_unit
from goals.queries import plan_rows
from goals.queries.flow import ELSEWHERE, GOAL, MISSION, OUTSIDE, UNLINKED, Flow, FlowPart, Source, flow_of, goals_of
from goals.queries.thread import PlanRow
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

KIND = "flode"
ALL, OF_PLAN = "allt", "planen"
SOURCES = (GOAL, ELSEWHERE, MISSION, UNLINKED, OUTSIDE)
KEYS = (ALL, OF_PLAN, *SOURCES)
LINKS = {MISSION: LineLink.CORE_MISSION, UNLINKED: LineLink.UNLINKED}


@dataclass(frozen=True)
class FlowAsked:
    """Which figure of the flow: all of it, a source, or a source in one unit. ``goal``: which, where the source is a goal."""

    key: str
    goal: int = 0
    unit: Unit | None = None


def flow_way(key: str, year: int, goal: int = 0, unit: int = 0) -> Way:
    """The page that writes a figure of the flow out."""
    return way_of_derived(KIND, key, year, mal=goal or "", enhet=unit or "")


def part_way(part: FlowPart, year: int) -> Way:
    return flow_way(part.source.kind, year, part.source.pk, part.place.unit_id)


def flow_kronor_figure(actor: Actor, asked: FlowAsked, year: int) -> Derived | None:
    """The figure as arithmetic, of what ``actor`` may see of the plan. Six queries. None when the year's flow has no such source."""
    rows, money, beside = plan_rows(actor, year), kronor_by_item(year), kronor_by_link_and_unit(year)
    flow = flow_of(rows, money, beside)
    if asked.key in (ALL, OF_PLAN):
        return _whole(flow if asked.key == ALL else flow.only(GOAL, ELSEWHERE), year)
    source = next((s for s in _sources(flow) if s.kind == asked.key and s.pk == asked.goal), None)
    if source is None:
        return None
    if source.kind == OUTSIDE:
        linked = sum(each.amount for each in beside if each.link == "plan")
        terms = [
            Term(
                _("Rader kopplade till planen, alla år och lydelser"), linked, Way("budget:details", (), {"ar": year})
            ),
            Term(_("Därav i årets plan"), flow.from_source(source) - linked, flow_way(OF_PLAN, year)),
        ]
        return Derived(
            f"{source.name}, {year}",
            _("Det som är kopplat − det som finns i årets plan."),
            linked + (terms[1].amount or 0),
            terms,
        )
    if asked.unit is None:
        return _source(flow, source, year)
    return _in_unit(flow, source, asked.unit, year, rows, money)


def _sources(flow: Flow) -> list[Source]:
    return list(dict.fromkeys(part.source for part in flow.parts))


def _whole(flow: Flow, year: int) -> Derived:
    terms = [
        Term(source.name, flow.from_source(source), flow_way(source.kind, year, source.pk)) for source in _sources(flow)
    ]
    title = _("Kronorna i flödet, %(year)s") % {"year": year}
    return Derived(title, _("Summan av det kronorna kommer från."), flow.total if flow.parts else None, terms)


def _source(flow: Flow, source: Source, year: int) -> Derived:
    terms = [
        Term(part.place.unit or _("Utan enhet"), part.amount, part_way(part, year))
        for part in flow.parts
        if part.source == source
    ]
    return Derived(f"{source.name}, {year}", _("Summan av enheterna."), flow.from_source(source), terms)


def _in_unit(
    flow: Flow, source: Source, unit: Unit, year: int, rows: Sequence[PlanRow], money: Mapping[int, ItemMoney]
) -> Derived:
    amount = next((p.amount for p in flow.parts if p.source == source and p.place.unit_id == unit.pk), None)
    title = f"{source.name}, {unit.name} {year}"
    if source.kind in LINKS:
        way = Way("budget:detail", (unit.pk,), {"ar": year, "hor_till": LINKS[source.kind].value})
        term = Term(_("Rader i enhetens detaljbudget"), amount, way)
        return Derived(title, _("Rader i detaljbudgeten som hör dit."), amount, [term])
    goals = goals_of(rows)
    terms = [
        Term(row.title, own, way_of_derived(PLAN, str(row.pk), year, del_=OWN))
        for row in rows
        if row.owner_id == unit.pk
        and (own := getattr(money.get(row.pk), "own", None)) is not None
        and (goals[row.pk] == source if source.kind == GOAL else goals[row.pk] is None)
    ]
    said = _("Det som enheten ansvarar för i planen, var del med raderna i detaljbudgeten som hör just dit.")
    return Derived(title, said, amount, terms)
