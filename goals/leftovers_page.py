"""Kvar att koppla as its page shows it: each thing that hangs loose with the one step that mends it, offered to those who may take it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.models import OFFICIAL_KINDS, ActivityStatus, ItemState, Level
from goals.queries import PlanRow
from goals.queries.answers import Answer, Question, questions_in
from goals.queries.leftovers import Leftovers
from goals.rules.answers import may_answer
from goals.terms import listed, term
from goals.thread_page import Thread
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, OPERATIONAL_KINDS, Appointment, Role, Unit

MOST_SHOWN = 200
DONE = (ActivityStatus.DONE, ActivityStatus.CANCELLED)


@dataclass(frozen=True)
class Mend:
    """The step that mends something: a link."""

    label: str
    address: str


@dataclass(frozen=True)
class Loose:
    """One row of the list. ``people`` are those to choose a responsible person among, right there; empty for those who may not."""

    row: PlanRow
    mend: Mend | None = None
    people: Sequence[tuple[int, str]] = ()
    note: str = ""


@dataclass(frozen=True)
class LooseGroup:
    """Everything that hangs loose in one way. ``rows`` may be more than what is shown."""

    anchor: str
    title: str
    text: str
    shown: Sequence[Loose]
    rows: Sequence[PlanRow]

    @property
    def total(self) -> int:
        return len(self.rows)


def groups_of(read: Thread, actor: Actor, today: date, detail_budget: str) -> list[LooseGroup]:
    """The groups that have anything in them. ``detail_budget``: the address where kronor are tied to the plan, "" where one may not go."""
    year, is_now, left = read.year, read.day is None, read.left()
    item, plurals = _to_item(year), dict(Level.objects.order_by().values_list("pk", "plural"))
    people = _people_for(left, actor, today) if is_now else {}
    bodies = {"committee": term("committee", year), "committees": term("committees", year)}

    def titled(title: str, rows: Sequence[PlanRow]) -> str:
        """The title with the levels' own words: "Fokusområden utan aktivitet"."""
        words = listed(list(dict.fromkeys(plurals[row.step_id] for row in rows)))
        return title % {"levels": words[:1].upper() + words[1:], **bodies}

    unanswered = _("Kommunfullmäktige har beslutat dem, men ingen %(committee)s svarar ännu på dem med något eget.")
    to_budget = (lambda row: Mend(_("Till detaljbudgeten"), detail_budget)) if detail_budget else None
    groups = [
        _group("obesvarade", titled(_("%(levels)s som ingen svarar på"), left.unanswered), unanswered % bodies,
               left.unanswered, item("svar", _("Se vad %(committees)s har sagt") % bodies)),
        _group("losa", _("Hänger löst"), _("Det som de ska svara på finns inte i årets plan. Flytta dem till något som gäller."),
               left.loose, _to_move(actor) if is_now else None),
        _group("utan-aktivitet", titled(_("%(levels)s utan aktivitet"), left.without_activity),
               _("De är beslutade, men ingen gör ännu något för dem."), left.without_activity, item("hor-till", _("Lägg till det som hör till"))),
        _group("utan-kronor", titled(_("%(levels)s utan kronor"), left.without_money),
               _("Ingen rad i någon detaljbudget pekar på dem eller på något under dem."), left.without_money, to_budget),
        _people_group(left.without_responsible, people, _to_bulk(actor, year) if is_now else None),
        _group("vantar-beslut", _("Utkast som väntar på beslut"),
               _("De syns bara för dem som skriver dem och för dem som läser allt, tills ett beslut är antecknat."), _waiting(read.rows), _to_decide(actor)),
        _group("sena", _("Aktiviteter vars slutdag har passerat"), _("De är varken klara eller avslutade. Ändra läget, eller flytta slutdagen."),
               _late(read, today), item("", _("Ändra läge eller slutdag"))),
    ]  # fmt: skip
    return [group for group in groups if group.total]


Mender = Callable[[PlanRow], Mend | None]


def _group(anchor: str, title: str, text: str, rows: Sequence[PlanRow], mender: Mender | None = None) -> LooseGroup:
    shown = [Loose(row, mender(row) if mender else None) for row in rows[:MOST_SHOWN]]
    return LooseGroup(anchor, title, text, shown, rows)


def _people_group(
    rows: Sequence[PlanRow], people: Mapping[int, Sequence[tuple[int, str]]], mender: Mender | None
) -> LooseGroup:
    """Officials choose somebody right there; for what the elected own there is a page of its own."""
    shown = [
        Loose(row, people=people.get(row.owner_id, ()))
        if row.owner_kind in OFFICIAL_KINDS
        else Loose(row, mender(row) if mender else None)
        for row in rows[:MOST_SHOWN]
    ]
    text = _("Ingen person ansvarar för dem.")
    return LooseGroup("utan-ansvarig", _("Utan ansvarig person"), text, shown, rows)


def _to_item(year: int) -> Callable[[str, str], Mender]:
    def with_anchor(anchor: str, label: str) -> Mender:
        tail = f"?ar={year}" + (f"#{anchor}" if anchor else "")
        return lambda row: Mend(label, reverse("goals:item", args=[row.pk]) + tail)

    return with_anchor


def _to_move(actor: Actor) -> Mender:
    def mend(row: PlanRow) -> Mend | None:
        if row.owner_kind in OFFICIAL_KINDS:
            may = actor.covers(row.owner_id, *OFFICIALS) and row.state == ItemState.ACTIVE
        else:
            may = actor.holds(row.owner_id, *ELECTED) and row.state == ItemState.DRAFT
        return Mend(_("Flytta"), reverse("goals:move", args=[row.pk])) if may else None

    return mend


def _to_bulk(actor: Actor, year: int) -> Mender:
    """Where what is decided is given another person, by those who write it."""

    def mend(row: PlanRow) -> Mend | None:
        may = actor.holds(row.owner_id, *ELECTED)
        return Mend(_("Välj ansvarig"), f"{reverse('goals:bulk')}?ar={year}&del={row.pk}") if may else None

    return mend


def _to_decide(actor: Actor) -> Mender:
    def mend(row: PlanRow) -> Mend | None:
        may = actor.holds(row.owner_id, Role.CHAIR)
        return Mend(_("Anteckna beslut"), reverse("goals:decide", args=[row.pk])) if may else None

    return mend


def _waiting(rows: Iterable[PlanRow]) -> list[PlanRow]:
    return [row for row in rows if row.state == ItemState.DRAFT]


def _late(read: Thread, today: date) -> list[PlanRow]:
    """Activities that should have been ready. One query, for the days."""
    return [
        row
        for row in read.rows
        if row.is_activity
        and row.state == ItemState.ACTIVE
        and row.activity_status not in DONE
        and (days := read.days.get(row.pk)) is not None
        and days.end is not None
        and days.end < today
    ]


def _people_for(left: Leftovers, actor: Actor, today: date) -> dict[int, list[tuple[int, str]]]:
    """For each owner that ``actor`` writes for: officials of the unit and of those above it, the nearest first. Two queries, or none."""
    theirs = (row.owner_id for row in left.without_responsible[:MOST_SHOWN] if row.owner_kind in OFFICIAL_KINDS)
    owners = {owner for owner in theirs if actor.covers(owner, *OFFICIALS)}
    if not owners:
        return {}
    units = {unit.pk: unit for unit in Unit.objects.order_by()}
    lines = {owner: _line(owner, units) for owner in owners}
    found: dict[int, list[tuple[int, str]]] = {}
    appointments = Appointment.objects.on(today).filter(role__in=OFFICIALS, unit__in=set().union(*lines.values()))
    for each in appointments.select_related("user").order_by("role", "user__last_name", "pk"):
        found.setdefault(each.unit_id, []).append((each.user_id, str(each.user)))
    return {
        owner: list(dict.fromkeys(person for unit in line for person in found.get(unit, [])))
        for owner, line in lines.items()
    }


def _line(owner: int, units: Mapping[int, Unit]) -> list[int]:
    """The unit and the operational ones above it, the nearest first."""
    line, at = [owner], units[owner].parent_id
    while at is not None and units[at].kind in OPERATIONAL_KINDS:
        line.append(at)
        at = units[at].parent_id
    return line


@dataclass(frozen=True)
class MatrixRow:
    """A goal with what each body has said, in the order of the heads; None where the body is not asked."""

    question: Question
    cells: Sequence[tuple[Answer | None, bool]]


@dataclass(frozen=True)
class Matrix:
    """Goals × bodies, for those goals that some body has not answered. ``silent`` is how many answers are missing."""

    bodies: Sequence[Unit]
    questions: Sequence[Question]
    silent: int

    def rows(self, questions: Iterable[Question], actor: Actor) -> list[MatrixRow]:
        """The rows of a page of them, each cell with whether this person may answer in it."""
        return [
            MatrixRow(question, [(question.by_body.get(body.pk), may_answer(actor, body.pk)) for body in self.bodies])
            for question in questions
        ]


def matrix_of(year: int, rows: Sequence[PlanRow]) -> Matrix:
    """Who has not said. Four queries."""
    waiting = [question for question in questions_in(year, rows) if question.silent]
    bodies: dict[int, Unit] = {}
    for question in waiting:
        bodies |= {answer.body.pk: answer.body for answer in question.answers}
    return Matrix(list(bodies.values()), waiting, sum(len(question.silent) for question in waiting))
