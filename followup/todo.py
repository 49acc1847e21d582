"""What a person has to do: one list, to which every part of the product adds its kinds.

A *maker* answers with the open things of its kind for one person, in a constant number of queries. The first page shows them, the reminders
gather them by person and week, and the year played through asks that nothing stays that should not. A thing leaves the list by being done,
never by being ticked off.

Of most kinds most people have nothing. So a kind may say what to ask *first*: these small questions are asked together in one query, and only the
makers of those that had an answer are asked for their things.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from followup.queries.together import with_answers
from sala_styr.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do. ``key`` names the thing for ever (``dialogue-confirm:12``): a reminder about it is sent once.

    ``template`` is a piece of page where the thing is done right in the list, given ``context``; without it the way to ``url`` is offered, by the
    words ``action``. What costs questions to the database is not made here, for all five hundred, but for the rows that are shown (``dresses``).
    """

    key: str
    title: str
    url: str
    due: date | None = None
    detail: str = ""
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    action: str = ""

    def is_late(self, today: date) -> bool:
        """Has its day passed?"""
        return self.due is not None and self.due < today


TodoMaker = Callable[[Actor, date], Iterable[Todo]]
FirstQuestion = Callable[[Actor, date], "QuerySet[Any]"]


@dataclass(frozen=True)
class TodoKind:
    """A kind of thing to do: what it is called in the list and where one chooses which reminders to have."""

    name: str
    label: str | Promise
    order: int
    make: TodoMaker
    reminds: bool = True
    """May a reminder be sent about it?"""
    first: FirstQuestion | None = None
    """Rows without which there is nothing of the kind; several kinds may rest on the same. No query of its own."""


FEW = 3
"""So few kinds are asked for their things at once: to ask first would cost as much."""
_kinds: dict[str, TodoKind] = {}


def todo_kind(
    name: str, label: str | Promise, order: int, *, reminds: bool = True, first: FirstQuestion | None = None
) -> Callable[[TodoMaker], TodoMaker]:
    """Decorator: the function makes the person's things of the kind ``name``, of which there are none where ``first`` finds nothing."""

    def register(maker: TodoMaker) -> TodoMaker:
        _kinds[name] = TodoKind(name, label, order, maker, reminds, first)
        return maker

    return register


def todo_kinds() -> list[TodoKind]:
    """All kinds, in the list's order."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.name))


def todos_of(
    actor: Actor, today: date | None = None, kinds: Iterable[str] | None = None
) -> list[tuple[TodoKind, Todo]]:
    """Everything that waits for the person, what is due first before the rest. A constant number of queries per kind, and one.

    ``kinds``: only these.
    """
    today = today or timezone.localdate()
    wanted = None if kinds is None else set(kinds)
    asked = [kind for kind in todo_kinds() if wanted is None or kind.name in wanted]
    found = [(kind, todo) for kind in _possible(asked, actor, today) for todo in kind.make(actor, today)]
    return sorted(found, key=lambda pair: (pair[1].due is None, pair[1].due or date.max, pair[0].order))


def _possible(asked: list[TodoKind], actor: Actor, today: date) -> list[TodoKind]:
    """Those of which there may be something. One query; none for few kinds."""
    if len(asked) <= FEW:
        return asked
    questions = {kind.first for kind in asked if kind.first}
    found = with_answers({_name(each): each(actor, today) for each in questions})
    return [kind for kind in asked if kind.first is None or _name(kind.first) in found]


def _name(question: FirstQuestion) -> str:
    return f"{question.__module__}.{question.__qualname__}"


Dresser = Callable[[Actor, Sequence[Todo]], Mapping[str, dict[str, Any]]]
_dressers: dict[str, Dresser] = {}


def dresses(name: str) -> Callable[[Dresser], Dresser]:
    """Decorator: the function answers with {key: what its template needs more} for the things of kind ``name`` that are shown, all at once.

    A constant number of queries. A thing it leaves out can no longer be done in the list; the way to its page is then offered.
    """

    def register(dresser: Dresser) -> Dresser:
        _dressers[name] = dresser
        return dresser

    return register


def dressed(actor: Actor, pairs: Iterable[tuple[TodoKind, Todo]]) -> list[tuple[TodoKind, Todo]]:
    """The things that are to be shown, in their order, each with all that its template needs."""
    shown = list(pairs)
    of_kind: dict[str, list[Todo]] = {}
    for kind, todo in shown:
        of_kind.setdefault(kind.name, []).append(todo)
    more = {name: _dressers[name](actor, todos) for name, todos in of_kind.items() if name in _dressers}
    return [(kind, _with(todo, more.get(kind.name))) for kind, todo in shown]


def _with(todo: Todo, more: Mapping[str, dict[str, Any]] | None) -> Todo:
    if more is None:
        return todo
    if todo.key not in more:
        return replace(todo, template="")
    return replace(todo, context=todo.context | more[todo.key])
