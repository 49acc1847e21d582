"""History told for people: what was changed, from what to what, by whom, when and why.

Costs a constant number of queries: one for the history rows, one per model that a changed foreign key points to, and what each
registered set of words asks (``tells``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sala_styr.history.past import address_then
from sala_styr.history.sittings import is_written_in_sittings, sittings
from sala_styr.money import MISSING, Unit, format_amount

NOT_TOLD = frozenset(
    {"id", "password", "last_login", "version", "parts", "written_at", "recorded_at", "imported_at", "made_at"}
)
KINDS = {"+": gettext_lazy("skapades"), "~": gettext_lazy("ändrades"), "-": gettext_lazy("togs bort")}
ORE = ", öre"
MOST_READ = 2_000
"""So many savings of one thing are looked through for its newest sittings."""


RowWords = Callable[[Any], Mapping[str, str]]
Words = Callable[[], RowWords]
_own_words: dict[tuple[str, str], Words] = {}


def tells(model_label: str, *fields: str) -> Callable[[Words], Words]:
    """Register (decorator) what the keys in some fields of a model are called: a municipality's own words, which are data.

    The function asks the database what it needs, once for each telling, and returns one that answers a history row with {key: word}.
    """

    def register(words: Words) -> Words:
        _own_words.update({(model_label, field): words for field in fields})
        return words

    return register


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as text. ``before`` is "" when the object was made."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One change of one object. ``who`` is "" when the command line did it.

    A sitting is told as one change of many ``saves``, begun at ``since``; ``parts`` are the savings one by one, where they are told too.
    """

    when: datetime
    who: str
    reason: str
    kind: str
    kind_word: str
    what: str
    model_label: str
    pk: Any
    fields: tuple[FieldChange, ...]
    alike: int = 0  # how many more changes were made at the same time, of the same kind and for the same reason
    saves: int = 1
    since: datetime | None = None
    parts: tuple["Change", ...] = ()

    @property
    def then(self) -> str:
        """Where one sees the object as it was that day, "" where that cannot be seen."""
        return "" if self.kind == "-" else address_then(self.model_label, self.pk, self.when)


def history_of(obj: models.Model, limit: int | None = None) -> list[Change]:
    """The changes of ``obj``, newest first; one history row older than ``limit`` is read, to know what the last one changed.

    What saves itself is told by sitting. With ``limit`` so many sittings, without their parts, for one query more.
    """
    rows = type(obj).history.filter(**{obj._meta.pk.attname: obj.pk}).order_by("-history_date", "-history_id")  # type: ignore[attr-defined]
    if is_written_in_sittings(obj._meta.label_lower):
        return _newest_sittings(rows, limit) if limit else _all_sittings(list(rows.select_related("history_user")))
    rows = rows.select_related("history_user")
    found = list(rows[: limit + 1] if limit else rows)
    told = tell(_pairs(found), obj) if found else []
    return told[:limit] if limit else told


def _pairs(rows: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each row with the one before it in time."""
    return list(zip(rows, [*rows[1:], None], strict=True))


def _all_sittings(rows: Sequence[Any]) -> list[Change]:
    """Every sitting with its savings. The queries of one telling."""
    if not rows:
        return []
    found = sittings(rows, lambda row: True)
    pairs = _pairs(rows)
    ends, start = [], 0
    for each in found:
        ends.append((each[0], pairs[start + len(each) - 1][1]))
        start += len(each)
    told = tell([*pairs, *ends])
    singles, wholes = iter(told[: len(pairs)]), told[len(pairs) :]
    parts = [tuple(islice(singles, len(each))) for each in found]
    return [_as_sitting(whole, each, own) for whole, each, own in zip(wholes, found, parts, strict=True)]


def _newest_sittings(rows: Any, limit: int) -> list[Change]:
    """The newest sittings, each as what it changed in all. The whole rows are read only where a sitting begins or ends."""
    names = ("history_id", "history_date", "history_type", "history_user_id", "history_change_reason")
    light = list(rows.values_list(*names, named=True)[:MOST_READ])
    found = sittings(light, lambda row: True)[: limit + 1]
    if not found:
        return []
    before = [None if later is None else later[0].history_id for later in [*found[1:], None]][:limit]
    wanted = {each[0].history_id for each in found} | set(before)
    whole = {row.history_id: row for row in rows.filter(history_id__in=wanted - {None}).select_related("history_user")}
    told = tell([(whole[each[0].history_id], whole.get(key)) for each, key in zip(found, before, strict=False)])
    return [_as_sitting(change, each) for change, each in zip(told, found, strict=False)]


def _as_sitting(whole: Change, rows: Sequence[Any], parts: tuple[Change, ...] = ()) -> Change:
    return whole if len(rows) == 1 else replace(whole, saves=len(rows), since=rows[-1].history_date, parts=parts)


def tell(pairs: Sequence[tuple[Any, Any]], known: models.Model | None = None) -> list[Change]:
    """Tell (history row, the row before it or None) pairs of one model. ``known``: what has been read already need not be asked for, that it points to."""
    changed = [_changed(row, before) for row, before in pairs]
    names = _Names((values for found in changed for values in found), known)
    return [
        headline(row, [_field_change(values, row, before, names) for values in found])
        for (row, before), found in zip(pairs, changed, strict=True)
    ]


Values = tuple[Any, Any, Any]
"""A field that was changed, with what it was and what it became."""


def _changed(row: Any, before: Any) -> list[Values]:
    if row.history_type == "-" and before is not None:
        return []
    fields: list[Values] = []
    for model_field in type(row).tracked_fields:
        if model_field.name in NOT_TOLD:
            continue
        after = getattr(row, model_field.attname)
        earlier = getattr(before, model_field.attname) if before is not None else None
        if after != earlier and not (before is None and after in (None, "", [])):
            fields.append((model_field, earlier, after))
    return fields


def _field_change(values: Values, row: Any, before: Any, names: "_Names") -> FieldChange:
    model_field, earlier, after = values
    was = "" if before is None else names.show(model_field, earlier, before)
    return FieldChange(_label(model_field), was, names.show(model_field, after, row))


def headline(row: Any, fields: Sequence[FieldChange] = ()) -> Change:
    """Who, when, why and what of one history row. ``history_user`` must have been fetched with it."""
    model = row.instance_type
    who = str(row.history_user) if row.history_user else ""
    return change_of(model, row, getattr(row, model._meta.pk.attname), who, fields)


def change_of(model: type[models.Model], row: Any, pk: Any, who: str, fields: Sequence[FieldChange] = ()) -> Change:
    """As ``headline``, of a row that knows when, why and how it was changed and need know no more."""
    return Change(
        when=row.history_date,
        who=who,
        reason=row.history_change_reason or "",
        kind=row.history_type,
        kind_word=str(KINDS[row.history_type]),
        what=str(model._meta.verbose_name),
        model_label=model._meta.label_lower,
        pk=pk,
        fields=tuple(fields),
    )


def _label(model_field: Any) -> str:
    label = str(model_field.verbose_name).removesuffix(ORE)
    return label[:1].upper() + label[1:]


class _Names:
    """The names behind the foreign keys that were changed, fetched with one query per model that they point to."""

    def __init__(self, changed: Iterable[Values], known: models.Model | None = None) -> None:
        wanted: dict[type[models.Model], set[Any]] = {}
        for model_field, earlier, after in changed:
            if model_field.remote_field:
                wanted.setdefault(model_field.remote_field.model, set()).update((earlier, after))
        read = _read_with(known)
        self._names = {
            model: read.get(model, {}) | _fetch(model, ids - {None} - read.get(model, {}).keys())
            for model, ids in wanted.items()
        }
        self._asked: dict[Words, RowWords] = {}

    def show(self, model_field: Any, value: Any, row: Any) -> str:
        """``value``, which stands in ``row``, as a reader should see it."""
        if value is None or value == "":
            return MISSING
        if model_field.remote_field:
            return self._names[model_field.remote_field.model].get(value, _("(borttagen, nr %(pk)s)") % {"pk": value})
        own = _own_words.get((row.instance_type._meta.label_lower, model_field.name))
        if own is not None:
            if own not in self._asked:
                self._asked[own] = own()
            return self._asked[own](row).get(value, str(value))
        if model_field.choices:
            return str(dict(model_field.flatchoices).get(value, value))
        return _plain(model_field, value)


def _read_with(known: models.Model | None) -> dict[type[models.Model], dict[Any, str]]:
    """What ``known`` points to and came with: {model: {key: name}}."""
    found: dict[type[models.Model], dict[Any, str]] = {}
    fields: Iterable[Any] = known._meta.concrete_fields if known is not None else ()
    for model_field in fields:
        if model_field.remote_field and model_field.is_cached(known):
            other = model_field.get_cached_value(known)
            if other is not None:
                found.setdefault(type(other), {})[other.pk] = str(other)
    return found


def _fetch(model: type[models.Model], ids: set[Any]) -> dict[Any, str]:
    if not ids:
        return {}
    rows = model._default_manager.filter(pk__in=ids)
    joins = [f.name for f in model._meta.fields if f.name == "body"]  # a decision's text names its body
    return {row.pk: str(row) for row in (rows.select_related(*joins) if joins else rows)}


def _plain(model_field: Any, value: Any) -> str:
    if isinstance(model_field, models.BigIntegerField) and (
        str(model_field.verbose_name).endswith(ORE) or model_field.name[1:].isdigit()
    ):
        return f"{format_amount(value, Unit.KR, decimals=2)} kr"
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "Y-m-d H:i")
    if isinstance(value, Decimal):
        return formats.number_format(value.normalize())
    if isinstance(value, dict | list):
        return ", ".join(str(each) for each in (value.values() if isinstance(value, dict) else value)) or MISSING
    return formats.localize(value, use_l10n=True) if not isinstance(value, int) else str(value)
