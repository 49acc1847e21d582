"""Questions about uppdrag: which there are, how far they have come, and whom they wait for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.models import (
    ANSWERING_KINDS,
    Assignment,
    AssignmentReceiver,
    AssignmentState,
    ItemState,
    OwnerKind,
    PlanItem,
)
from goals.models.assignment import AssignmentQuerySet
from goals.rules.assignments import RECEIVER_KINDS, AnswerOffer, answer_offer, is_overdue, may_read_draft, may_work
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OPERATIONAL_KINDS, POLITICAL_KINDS, Role, Unit, UnitKind
from sala_styr.shell.wording import age_in_words
from sala_styr.swedish import swedish

POLITICAL_OWNERS = (OwnerKind.COUNCIL, *ANSWERING_KINDS)
OPEN, WAITING, CLOSED, OVERDUE, LIVE = "oppna", "vantar", "avslutade", "forsenade", "pagaende"
SORTS: dict[str, tuple[Any, ...]] = {
    "due": ("due", "pk"),
    "-due": ("-due", "-pk"),
    "number": ("giver__code", "decision__date__year", Length("number"), "number"),
    "-number": ("-giver__code", "-decision__date__year", Length("number").desc(), "-number"),
    "title": (swedish("title"), "pk"),
    "-title": (swedish("title").desc(), "-pk"),
}


def whole(assignments: AssignmentQuerySet) -> AssignmentQuerySet:
    """With everything a page says of them: state, giver, decisions and receivers. Two queries."""
    receivers = AssignmentReceiver.objects.select_related("unit", "responsible", "via__unit").order_by("pk")
    return (
        assignments.with_state()
        .select_related("giver", "decision__body", "close_decision__body", "plan_item__step", "plan_item__owner")
        .prefetch_related(Prefetch("receivers", receivers))
    )


def assignment_of(pk: int) -> Assignment | None:
    """Everybody who is logged in reads uppdrag: they rest on public decisions. Two queries."""
    return whole(Assignment.objects.filter(pk=pk)).first()


def receiver_of(pk: int) -> AssignmentReceiver | None:
    """One receiver's part, with what its rules ask of. One query."""
    found = AssignmentReceiver.objects.select_related(
        "assignment__giver", "assignment__decision__body", "unit", "responsible", "via__unit"
    )
    return found.filter(pk=pk).first()


@dataclass(frozen=True)
class ReceiverRow:
    """A receiver's part as this reader meets it. ``report`` is "" where it may not be read yet."""

    receiver: AssignmentReceiver
    offer: AnswerOffer
    report: str
    history: bool = False
    """May this reader see what it has been? A part's past holds drafts."""
    below: tuple["ReceiverRow", ...] = ()

    @property
    def look(self) -> tuple[str, str]:
        """Symbol and tone of how far it has come."""
        return RECEIVER_LOOKS[self.receiver.state]


RECEIVER_LOOKS: dict[str, tuple[str, str]] = {
    AssignmentState.GIVEN: ("empty", "neutral"),
    AssignmentState.RECEIVED: ("half", "neutral"),
    AssignmentState.ONGOING: ("half", "info"),
    AssignmentState.REPORTED: ("full", "success"),
}


@dataclass(frozen=True)
class AssignmentRow:
    """An uppdrag with its direct receivers and how it stands as a whole."""

    assignment: Assignment
    receivers: tuple[ReceiverRow, ...]
    overdue: bool

    @property
    def state(self) -> str:
        """``oppna``, ``vantar`` or ``avslutade``."""
        if self.assignment.closed_on:
            return CLOSED
        return OPEN if self.assignment.unreported else WAITING

    @property
    def look(self) -> tuple[str, str, str]:
        """Symbol, word and tone of the whole."""
        if self.state == CLOSED:
            return "check", _("avslutat"), "neutral"
        if self.state == WAITING:
            return "full", _("väntar på uppdragsgivaren"), "info"
        if self.overdue:
            return "attention", _("försenat"), "warning"
        done = sum(each.receiver.state == AssignmentState.REPORTED for each in self.receivers)
        if done:
            word = _("%(done)s av %(all)s har återrapporterat") % {"done": done, "all": len(self.receivers)}
            return "half", word, "info"
        if len(self.receivers) == 1:
            receiver = self.receivers[0]
            return receiver.look[0], str(receiver.receiver.get_state_display()), receiver.look[1]
        begun = any(each.receiver.state != AssignmentState.GIVEN for each in self.receivers)
        return ("half", _("pågår"), "info") if begun else ("empty", _("lämnat"), "neutral")

    @property
    def due_in_words(self) -> str:
        """When it is to be reported, as one would say it."""
        if self.state != OPEN:
            return ""
        words = age_in_words(self.assignment.due)
        text = _("skulle ha återrapporterats %(when)s") if self.overdue else _("återrapporteras %(when)s")
        return text % {"when": words}


def rows_for(actor: Actor, assignments: Iterable[Assignment], today: date | None = None) -> list[AssignmentRow]:
    """The rows as ``actor`` meets them. No query when the assignments came ``whole``."""
    today = today or timezone.localdate()
    return [AssignmentRow(each, _receivers(actor, each), is_overdue(each, today)) for each in assignments]


def _receivers(actor: Actor, assignment: Assignment) -> tuple[ReceiverRow, ...]:
    everyone = list(assignment.receivers.all())
    for each in everyone:
        each.assignment = assignment

    def row(one: AssignmentReceiver) -> ReceiverRow:
        readable = one.state == AssignmentState.REPORTED or may_read_draft(actor, one)
        below = tuple(row(each) for each in everyone if each.via_id == one.pk)
        report = one.report if readable else ""
        return ReceiverRow(one, answer_offer(actor, one), report, actor.sees_everything or may_work(actor, one), below)

    return tuple(row(each) for each in everyone if each.via_id is None)


def found_assignments(
    *, year: int | None = None, giver: int | None = None, receiver: int | None = None, state: str = "", text: str = ""
) -> AssignmentQuerySet:
    """What a list asks for. ``state``: one of OPEN, WAITING, CLOSED, OVERDUE, LIVE (not closed), "" for all."""
    found = Assignment.objects.all()
    if year is not None:
        found = found.of_year(year)
    if giver is not None:
        found = found.filter(giver=giver)
    if receiver is not None:
        found = found.filter(pk__in=AssignmentReceiver.objects.filter(unit=receiver).values("assignment"))
    if text:
        found = found.filter(Q(title__icontains=text) | Q(number__icontains=text) | Q(text__icontains=text))
    narrowed = {
        OPEN: lambda: found.open(),
        WAITING: lambda: found.waiting(),
        CLOSED: lambda: found.exclude(closed_on=None),
        OVERDUE: lambda: found.overdue(timezone.localdate()),
        LIVE: lambda: found.filter(closed_on=None),
    }
    return narrowed[state]() if state in narrowed else found


def givers_and_receivers() -> tuple[list[Unit], list[Unit]]:
    """The units that have given or received anything, in the organisation's order. Two queries."""
    units = Unit.objects.order_by("tree_id", "lft")
    return (
        list(units.filter(pk__in=Assignment.objects.order_by().values("giver"))),
        list(units.filter(pk__in=AssignmentReceiver.objects.order_by().values("unit"))),
    )


def givers_for(actor: Actor) -> QuerySet[Unit]:
    """The bodies whose uppdrag ``actor`` may write down."""
    bodies = Unit.objects.on(timezone.localdate()).filter(kind__in=POLITICAL_KINDS).order_by("tree_id", "lft")
    if actor.system:
        return bodies
    return bodies.filter(pk__in=actor.held_ids(*ELECTED) | actor.covered_ids(Role.CONTROLLER))


def possible_receivers(giver: Unit) -> QuerySet[Unit]:
    """Whom ``giver`` can give an uppdrag: the council all bodies and companies, the board those too and its own offices, a committee its own."""
    units = Unit.objects.on(timezone.localdate()).filter(kind__in=RECEIVER_KINDS).exclude(pk=giver.pk)
    own = Q(tree_id=giver.tree_id, lft__gt=giver.lft, rght__lt=giver.rght, kind__in=OPERATIONAL_KINDS)
    bodies = Q(kind__in=(UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY, UnitKind.FEDERATION))
    reach = {UnitKind.COUNCIL: bodies, UnitKind.BOARD: bodies | own}.get(UnitKind(giver.kind), own)
    return units.filter(reach).order_by("tree_id", "lft")


def units_to_pass_on_to(receiver: AssignmentReceiver) -> QuerySet[Unit]:
    """The receiver's own units that do not have the uppdrag yet."""
    unit = receiver.unit
    below = Unit.objects.on(timezone.localdate()).filter(
        tree_id=unit.tree_id, lft__gt=unit.lft, rght__lt=unit.rght, kind__in=RECEIVER_KINDS
    )
    taken = AssignmentReceiver.objects.filter(assignment=receiver.assignment_id).values("unit")
    return below.exclude(pk__in=taken).order_by("tree_id", "lft")


def items_for_assignments(chosen: int | None = None) -> QuerySet[PlanItem]:
    """What politicians own and that is decided or in force: what an uppdrag can belong to. ``chosen`` is among them whatever has become of it."""
    live = Q(state__in=(ItemState.DECIDED, ItemState.ACTIVE), step__owner_kind__in=POLITICAL_OWNERS)
    items = PlanItem.objects.filter(live | Q(pk=chosen) if chosen else live)
    return items.select_related("owner").order_by("tree_id", "lft")


def next_number(giver: Unit, year: int) -> str:
    """The next free number of the giver: ``KF 2026-4``. One query."""
    start = f"{giver.code[:10]} {year}-"
    taken = Assignment.objects.filter(number__startswith=start).values_list("number", flat=True)
    highest = max((int(number[len(start) :]) for number in taken if number[len(start) :].isdecimal()), default=0)
    return f"{start}{highest + 1}"


@dataclass(frozen=True)
class Few:
    """The first rows of what may be very much, and how many more there are."""

    rows: tuple[AssignmentRow, ...]
    more: int


@dataclass(frozen=True)
class Given:
    """What a politician's own bodies wait for, and what waits for them."""

    to_close: Few
    overdue: Few
    coming: Few
    to_answer: Few


def given_and_received(actor: Actor, most: int, today: date | None = None) -> Given:
    """Uppdrag that the person's own bodies have given and not closed, and those they have got and not reported. At most six queries."""
    today, bodies = today or timezone.localdate(), actor.held_ids(*ELECTED)
    given = Assignment.objects.filter(giver__in=bodies)
    received = AssignmentReceiver.objects.filter(unit__in=bodies).exclude(state=AssignmentState.REPORTED)
    groups = (
        given.waiting(),
        given.overdue(today),
        given.open().filter(due__gte=today),
        Assignment.objects.filter(closed_on=None, pk__in=received.values("assignment")),
    )
    return Given(*_first(actor, groups, most, today))


def _first(actor: Actor, groups: Iterable[AssignmentQuerySet], most: int, today: date) -> list[Few]:
    """The first rows of each group by the day they are due. One query for each group, and two."""
    found = [list(group.order_by("due", "pk").values_list("pk", flat=True)) for group in groups]
    shown = {pk for group in found for pk in group[:most]}
    rows = {row.assignment.pk: row for row in rows_for(actor, whole(Assignment.objects.filter(pk__in=shown)), today)}
    return [Few(tuple(rows[pk] for pk in group[:most]), max(0, len(group) - most)) for group in found]


def parts(row: AssignmentRow) -> Sequence[ReceiverRow]:
    """Every receiver's part, each followed by what it has passed on."""
    return [part for direct in row.receivers for part in (direct, *direct.below)]


def overdue_rows(actor: Actor, most: int) -> Few:
    """What should have been reported before today, the longest overdue first. Three queries."""
    today = timezone.localdate()
    (few,) = _first(actor, (Assignment.objects.overdue(today),), most, today)
    return few


def assignments_by_decision(actor: Actor, decision_id: int) -> list[AssignmentRow]:
    """What a decision gave or closed. Two queries."""
    touched = Q(decision=decision_id) | Q(close_decision=decision_id)
    return rows_for(actor, whole(Assignment.objects.filter(touched)).order_by("due", "pk"))


def assignments_of_unit(actor: Actor, unit: Unit, year: int) -> list[AssignmentRow]:
    """What the unit has given or received, under way in ``year``. Two queries."""
    received = AssignmentReceiver.objects.filter(unit=unit).values("assignment")
    found = Assignment.objects.of_year(year).filter(Q(giver=unit) | Q(pk__in=received))
    return rows_for(actor, whole(found).order_by("due", "pk"))


def assignments_of_item(actor: Actor, item_id: int) -> list[AssignmentRow]:
    """What has been given about a part of the plan. Two queries."""
    return rows_for(actor, whole(Assignment.objects.filter(plan_item=item_id)).order_by("due", "pk"))


def assignments_of_year(actor: Actor, year: int) -> list[AssignmentRow]:
    """What was under way in ``year``, giver by giver, for a report. Two queries."""
    return rows_for(
        actor, whole(Assignment.objects.of_year(year)).order_by("giver__tree_id", "giver__lft", "due", "pk")
    )
