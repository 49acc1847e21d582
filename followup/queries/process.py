"""Honest figures on the process of follow-up: what has been talked about, how long it took, what waits for an answer, what has grown old.

About the process, never about persons, and never a ranking: rows stand in the organisation's order. Each figure is a count of a list that can be
opened, and says in words what is counted. Nothing is averaged but the days, of which the middle one is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from mptt.querysets import TreeQuerySet

from followup.models import DialogueState, OpenQuestion, Period
from followup.queries.assessable import items_in
from followup.queries.assessments import published
from followup.queries.dialogues import readable_dialogues
from followup.queries.periods import periods_of
from goals.indicator_age import name_of_period, newest_due, period_end
from goals.models import ANSWERING_KINDS, Indicator, OwnerKind, PlanItem, Track
from goals.queries.indicators import indicators_in, newest_outcomes
from goals.queries.indicators import owner as owner_of_indicator
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

POLITICAL = (OwnerKind.COUNCIL, *ANSWERING_KINDS)
LONG = timedelta(days=120)
"""A question that has waited so long, or an assessment that is so old, is told apart: a third of a year, the time between two tertials."""


class Figure(StrEnum):
    """The figures, by the word in their address."""

    TALKED = "samtalat-om"
    DAYS = "dagar-till-samtal"
    QUESTIONS = "obesvarade-fragor"
    STALE = "gamla-varden"
    INDICATORS = "gamla-indikatorer"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One thing that is counted. ``way``: the name and argument of its address. ``is_counted``: is it among those that the figure is about?"""

    unit: str
    text: str
    way: tuple[str, int]
    day: date | None
    days: int | None
    told: str
    is_counted: bool


@dataclass(frozen=True)
class ProcessFigure:
    """A figure, what it means in words, and the list it counts. ``count`` of ``whole``; ``middle`` days where days are told."""

    figure: Figure
    title: str
    meaning: str
    count: int
    whole: int
    rows: tuple[ListRow, ...]
    middle: int | None = None


def process_figures(actor: Actor, year: int, today: date | None = None) -> list[ProcessFigure]:
    """All five. A constant number of queries."""
    today = today or timezone.localdate()
    return [
        talked_about(actor, year),
        days_to_talk(actor, year, today),
        unanswered(actor, today),
        stale(year, today),
        stale_indicators(actor, year, today),
    ]


def talked_about(actor: Actor, year: int) -> ProcessFigure:
    """Which of the year's political goals some dialogue about the year has been held on. Three queries."""
    goals = list(_political_goals(year))
    held = _held(actor, year)
    days = {goal.pk: _first_talk(goal.owner_id, held) for goal in goals}
    rows = tuple(
        ListRow(
            goal.owner.label,
            goal.title,
            ("goals:item", goal.pk),
            days[goal.pk],
            None,
            _("samtalat om") if days[goal.pk] else _("inte samtalat om ännu"),
            days[goal.pk] is not None,
        )
        for goal in goals
    )
    return ProcessFigure(
        Figure.TALKED,
        _("Mål som det har samtalats om"),
        _(
            "Ett mål räknas när den som äger det har fört minst en dialog om året med en nivå över eller under. "
            "Siffran säger att samtalet har förts, inte vad som sas."
        ),
        sum(row.is_counted for row in rows),
        len(rows),
        rows,
    )


def days_to_talk(actor: Actor, year: int, today: date) -> ProcessFigure:
    """From an assessment that is not "uppfyllt" is handed in to the owner's next dialogue. Three queries."""
    held = _held(actor, year)
    found = published(year).filter(plan_item__in=_political_goals(year).order_by().values("pk"))
    found = found.exclude(status__in=("", "met"))
    found = found.select_related("plan_item__owner", "period")
    rows = []
    for each in found.order_by("plan_item__owner__tree_id", "plan_item__owner__lft", "written_at"):
        item = each.plan_item
        assert item is not None
        written = timezone.localtime(each.written_at).date()
        talk = _first_talk(item.owner_id, held, written)
        days = ((talk or today) - written).days
        told = _("samtal %(n)d dagar senare") if talk else _("inget samtal ännu, %(n)d dagar")
        way = ("goals:item", item.pk)
        rows.append(ListRow(item.owner.label, item.title, way, written, days, told % {"n": days}, talk is not None))
    talked = [row.days for row in rows if row.is_counted and row.days is not None]
    return ProcessFigure(
        Figure.DAYS,
        _("Dagar från händelse till samtal"),
        _(
            "En händelse är en inlämnad bedömning som säger att ett mål inte nås helt eller inte kan bedömas. "
            "Dagarna räknas till nästa dialog där ägaren är med. Den mittersta av dem visas, inte ett medelvärde."
        ),
        len(talked),
        len(rows),
        tuple(rows),
        int(median(talked)) if talked else None,
    )


def unanswered(actor: Actor, today: date) -> ProcessFigure:
    """Open questions of dialogues held that nobody has answered yet, whatever year. Two queries."""
    asked = OpenQuestion.objects.filter(dialogue__in=readable_dialogues(actor).filter(day__lte=today).values("pk"))
    waiting = asked.filter(answered_in__isnull=True).select_related("dialogue__upper", "dialogue__lower")
    in_order = waiting.order_by("dialogue__lower__tree_id", "dialogue__lower__lft", "dialogue__day", "pk")
    rows = tuple(_question_row(question, today) for question in in_order)
    return ProcessFigure(
        Figure.QUESTIONS,
        _("Frågor som väntar på svar"),
        _("Öppna frågor från dialoger som har hållits och som ingen har svarat på ännu, oavsett år."),
        len(rows),
        asked.count(),
        rows,
    )


def _question_row(question: OpenQuestion, today: date) -> ListRow:
    dialogue = question.dialogue
    days = (today - dialogue.day).days
    told = _("har väntat länge, %(n)d dagar") if days > LONG.days else _("har väntat %(n)d dagar")
    pair = f"{dialogue.upper.label} – {dialogue.lower.label}"
    way = ("followup:dialogue", dialogue.pk)
    return ListRow(pair, question.text, way, dialogue.day, days, told % {"n": days}, is_counted=True)


def stale(year: int, today: date) -> ProcessFigure:
    """Goals whose newest word is of an earlier period than the one that last fell due, or that nobody has said anything of. Three queries."""
    due = _last_due(year, today)
    goals = list(items_in(due, _unit_ids(year)).filter(step__owner_kind__in=POLITICAL)) if due else []
    newest: dict[int, tuple[date, str]] = {}
    said = published(year).filter(plan_item__in=[goal.pk for goal in goals]).exclude(status="").select_related("period")
    for each in said.order_by("period__last_day"):
        newest[each.plan_item_id or 0] = (each.period.last_day, each.period.name)
    rows = tuple(_stale_row(goal, due, newest.get(goal.pk), today) for goal in goals) if due else ()
    return ProcessFigure(
        Figure.STALE,
        _("Bedömningar som har blivit gamla"),
        _("Mål där det senaste som sagts gäller en tidigare period än %(period)s, eller där ingen har sagt något.")
        % {"period": due}
        if due
        else _("Ingen period har passerat sitt sista datum ännu."),
        sum(row.is_counted for row in rows),
        len(rows),
        rows,
    )


def _stale_row(goal: PlanItem, due: Period, said: tuple[date, str] | None, today: date) -> ListRow:
    day, name = said or (None, "")
    is_old = day is None or day < due.last_day
    told = _("gäller %(period)s") % {"period": name} if name else _("inte rapporterat")
    days = (today - day).days if day else None
    return ListRow(goal.owner.label, goal.title, ("goals:item", goal.pk), day, days, told, is_old)


def stale_indicators(actor: Actor, year: int, today: date) -> ProcessFigure:
    """Indicators whose newest outcome is of an earlier period than the one that ought to be there, or that have none. Eight queries at most.

    What ought to be there follows the indicator's own frequency and how long its outcomes take to come: today, or when the year ended.
    """
    indicators = indicators_in(actor, year)
    newest = newest_outcomes(indicators)
    until = min(today, date(year, 12, 31))
    rows = sorted(
        (_indicator_row(one, newest.get(one.pk), until, today) for one in indicators), key=lambda pair: pair[0]
    )
    return ProcessFigure(
        Figure.INDICATORS,
        _("Indikatorer med gamla värden"),
        _(
            "Indikatorer där det senaste utfallet gäller en tidigare period än den som nu borde finnas, eller där inget utfall finns. "
            "Varje indikator säger själv hur ofta utfallet kommer och hur länge det dröjer."
        ),
        sum(row.is_counted for _place, row in rows),
        len(rows),
        tuple(row for _place, row in rows),
    )


def _indicator_row(
    indicator: Indicator, newest: tuple[int, int] | None, until: date, today: date
) -> tuple[tuple[int, int], ListRow]:
    """The row with its unit's place in the organisation."""
    unit = owner_of_indicator(indicator)
    due = newest_due(indicator, until)
    way = ("goals:indicator", indicator.pk)
    place = (unit.tree_id, unit.lft)
    if newest is None:
        told = _("inget utfall ännu, %(period)s borde finnas") % {"period": name_of_period(*due)}
        return place, ListRow(unit.label, indicator.name, way, None, None, told, is_counted=True)
    is_old = newest < due
    words = _("gäller %(period)s, %(due)s borde finnas") if is_old else _("gäller %(period)s")
    told = words % {"period": name_of_period(*newest), "due": name_of_period(*due)}
    day = period_end(*newest)
    return place, ListRow(unit.label, indicator.name, way, day, (today - day).days, told, is_old)


def _last_due(year: int, today: date) -> Period | None:
    """The newest period of the year that should have been handed in."""
    passed = [period for period in periods_of(year) if period.due <= today]
    return max(passed, key=lambda period: (period.last_day, period.pk), default=None)


def _unit_ids(year: int) -> list[int]:
    return list(Unit.objects.in_year(year).order_by().values_list("pk", flat=True))


def _political_goals(year: int) -> "TreeQuerySet[PlanItem]":
    """The goals and focus areas that elected bodies own and that are followed up, in the organisation's order. One query."""
    found = PlanItem.objects.in_year(year).filter(
        step__owner_kind__in=POLITICAL, step__followed_up=True, state__in=("decided", "ended")
    )
    found = found.exclude(step__track=Track.PRIORITIES)
    return found.select_related("owner", "step").order_by(
        "owner__tree_id", "owner__lft", "step__order", "tree_id", "lft"
    )


@dataclass(frozen=True, slots=True)
class _Held:
    day: date
    units: tuple[int, int]


def _held(actor: Actor, year: int) -> list[_Held]:
    """The dialogues about the year's periods that have been held, the earliest first. One query."""
    found = readable_dialogues(actor).filter(period__year=year)
    held = found.filter(Q(state=DialogueState.HELD) | Q(state=DialogueState.CONFIRMED)).order_by("day", "pk")
    return [_Held(day, (upper, lower)) for day, upper, lower in held.values_list("day", "upper_id", "lower_id")]


def _first_talk(unit_id: int, held: Sequence[_Held], since: date | None = None) -> date | None:
    """The first day, from ``since`` on, that the unit has talked with somebody."""
    return next((each.day for each in held if unit_id in each.units and (since is None or each.day >= since)), None)
