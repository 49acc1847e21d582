"""The answers that a process keeps, and the marks they are kept under."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, TypeVar, cast

from django.db import connections, models, router
from django.db.models import Count, Max

from sala_styr.kept.models import TableMark
from sala_styr.kept.triggers import is_watched

T = TypeVar("T")
Mark = tuple[int, int]
"""How many rows a table's mark has, and their sum."""
Marks = Mapping[str, Mark]
MOST = 2000
"""So many answers are kept by a process, some of them a person's own; then the one that was asked for longest ago is let go of."""
GATHERED = 200
"""So many rows of a table's mark (PostgreSQL) may gather before they are tidied."""

_answers: OrderedDict[str, tuple[Any, Any]] = OrderedDict()


def keeps() -> bool:
    """May answers be kept and given now? Not within a transaction, which may see what nobody else will."""
    return not connections["default"].in_atomic_block


def alias_of(model: type[models.Model]) -> str:
    """Where the model is read from just now: the database, or a replica."""
    return router.db_for_read(model)


def marks_in(alias: str) -> Marks:
    """Every watched table's mark, as it stands in that database. One query."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT table_name, count(*), sum(mark) FROM {TableMark._meta.db_table} GROUP BY table_name")
        return {table: (rows, int(mark)) for table, rows, mark in cursor.fetchall()}


def kept(
    name: str, rests_on: Iterable[type[models.Model]], ask: Callable[[], T], marks_of: Callable[[str], Marks]
) -> T:
    """The answer to ``ask``: kept from before under this name if no table of ``rests_on`` has changed since, else asked for and kept.

    ``rests_on``: every table that the answer is read from, and those that a row in it points at, or that has its one row for each of them: what is
    asked for through a shared row stays with it. ``marks_of`` tells the marks in a database as the
    request first saw them. The answer is shared by all threads: nobody may change it. An answer that was asked for while something changed is
    given and not kept. Raises LookupError for a model that is not watched.
    """
    places = [(alias_of(model), _table(model)) for model in rests_on]
    marks = tuple(marks_of(alias).get(table) for alias, table in places)
    if None in marks:
        return ask()
    found = _answers.get(name)
    if found is not None and found[0] == marks:
        with suppress(KeyError):  # another thread may just have let go of it
            _answers.move_to_end(name)
        return cast(T, found[1])
    answer = ask()
    now = {alias: marks_in(alias) for alias, _table_name in places}
    if marks == tuple(now[alias].get(table) for alias, table in places):
        _keep(name, marks, answer)
    return answer


def _table(model: type[models.Model]) -> str:
    if not is_watched(model):
        raise LookupError(f"{model._meta.label} is not watched: say so with watch() in its app's ready()")
    return model._meta.db_table


def _keep(name: str, marks: Any, answer: Any) -> None:
    _answers.pop(name, None)
    _answers[name] = (marks, answer)
    while len(_answers) > MOST:
        _answers.popitem(last=False)


def forget_all() -> None:
    """Let go of everything that this process keeps."""
    _answers.clear()


def tidy(above: int = GATHERED) -> int:
    """Where more than ``above`` rows have gathered for a table take away all but the newest; how many. What was kept under them is asked for anew."""
    removed = 0
    gathered = TableMark.objects.order_by().values_list("table_name").annotate(Max("pk"), Count("pk"))
    for table, newest, rows in list(gathered):
        if rows > above:
            removed += TableMark.objects.filter(table_name=table, pk__lt=newest).delete()[0]
    return removed
