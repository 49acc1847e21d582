"""What hangs on the thing that a page is about, asked all at once.

A page has a panel for everything that may hang on a part of the plan, and most parts have little of it. Who contributes a panel says what it rests on
(``hangs``); before its own question, which is dearer, it looks whether there is anything at all (``hanging``). Nothing is told of whose it is or who
may see it: that remains the panel's own question.
"""

from django.db import connections, models, router

from sala_styr.kept.remembered import read_once

ANY = 'SELECT %s WHERE EXISTS (SELECT 1 FROM "{table}" WHERE {there})'
_kinds: dict[str, dict[str, tuple[type[models.Model], tuple[str, ...]]]] = {}


def hangs(slot: str, kind: str, model: type[models.Model], *fields: str) -> None:
    """Rows of ``model`` hang on the thing of ``slot`` (as in ``contribute``) by any of these foreign keys; they are of this ``kind``."""
    _kinds.setdefault(slot, {})[kind] = (model, fields)


def hanging(slot: str, pk: int) -> frozenset[str]:
    """The kinds of which there is anything on the thing. One query for all of them, once for a page that only reads."""
    return read_once(f"hanging {slot} {pk}", lambda: _ask(slot, pk))


def _ask(slot: str, pk: int) -> frozenset[str]:
    kinds = _kinds.get(slot, {})
    if not kinds:
        return frozenset()
    asked = [_one(kind, model, fields, pk) for kind, (model, fields) in kinds.items()]
    model = next(iter(kinds.values()))[0]
    with connections[router.db_for_read(model)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _values in asked), [each for _sql, vs in asked for each in vs])
        return frozenset(kind for (kind,) in cursor.fetchall())


def _one(kind: str, model: type[models.Model], fields: tuple[str, ...], pk: int) -> tuple[str, list[str | int]]:
    """The kind's name where there is anything of it, and no row where there is not. The names are the models' own."""
    columns = [model._meta.get_field(name).column for name in fields]  # type: ignore[union-attr]
    there = " OR ".join(f'"{column}" = %s' for column in columns)
    return ANY.format(table=model._meta.db_table, there=there), [kind, *[pk] * len(columns)]
