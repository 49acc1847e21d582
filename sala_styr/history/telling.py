"""History told for people: what was changed, from what to what, by whom, when and why.

Costs a constant number of queries: one for the history rows, one per model that a changed foreign key points to, and what each
registered set of words asks (``tells``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sala_styr.history.past import address_then
from sala_styr.money import MISSING, Unit, format_amount

NOT_TOLD = frozenset({"id", "password", "last_login", "version", "written_at", "recorded_at", "imported_at", "made_at"})
KINDS = {"+": gettext_lazy("skapades"), "~": gettext_lazy("ändrades"), "-": gettext_lazy("togs bort")}
ORE = ", öre"


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
    """One change of one object. ``who`` is "" when the command line did it."""

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

    @property
    def then(self) -> str:
        """Where one sees the object as it was that day, "" where that cannot be seen."""
        return "" if self.kind == "-" else address_then(self.model_label, self.pk, self.when)


def history_of(obj: models.Model, limit: int | None = None) -> list[Change]:
    """The changes of ``obj``, newest first; one history row older than ``limit`` is read, to know what the last one changed."""
    rows = type(obj).history.filter(**{obj._meta.pk.attname: obj.pk}).order_by("-history_date", "-history_id")  # type: ignore[attr-defined]
    rows = rows.select_related("history_user")
    found = list(rows[: limit + 1] if limit else rows)
    told = tell(list(zip(found, [*found[1:], None], strict=True))) if found else []
    return told[:limit] if limit else told


def tell(pairs: Sequence[tuple[Any, Any]]) -> list[Change]:
    """Tell (history row, the row before it or None) pairs of one model."""
    names = _Names(row for pair in pairs for row in pair if row is not None)
    return [_change(row, before, names) for row, before in pairs]


def _change(row: Any, before: Any, names: "_Names") -> Change:
    fields = []
    for model_field in type(row).tracked_fields:
        if model_field.name in NOT_TOLD or (row.history_type == "-" and before is not None):
            continue
        after = getattr(row, model_field.attname)
        earlier = getattr(before, model_field.attname) if before is not None else None
        if after == earlier or (before is None and after in (None, "", [])):
            continue
        fields.append(
            FieldChange(
                _label(model_field),
                "" if before is None else names.show(model_field, earlier, before),
                names.show(model_field, after, row),
            )
        )
    return headline(row, fields)


def headline(row: Any, fields: Sequence[FieldChange] = ()) -> Change:
    """Who, when, why and what of one history row. ``history_user`` must have been fetched with it."""
    model = row.instance_type
    return Change(
        when=row.history_date,
        who=str(row.history_user) if row.history_user else "",
        reason=row.history_change_reason or "",
        kind=row.history_type,
        kind_word=str(KINDS[row.history_type]),
        what=str(model._meta.verbose_name),
        model_label=model._meta.label_lower,
        pk=getattr(row, model._meta.pk.attname),
        fields=tuple(fields),
    )


def _label(model_field: Any) -> str:
    label = str(model_field.verbose_name).removesuffix(ORE)
    return label[:1].upper() + label[1:]


class _Names:
    """The names behind the foreign keys of some history rows, fetched with one query per model that they point to."""

    def __init__(self, rows: Iterable[Any]) -> None:
        wanted: dict[type[models.Model], set[Any]] = {}
        for row in rows:
            for model_field in type(row).tracked_fields:
                if model_field.remote_field and model_field.name not in NOT_TOLD:
                    wanted.setdefault(model_field.remote_field.model, set()).add(getattr(row, model_field.attname))
        self._names = {model: _fetch(model, ids - {None}) for model, ids in wanted.items()}
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
