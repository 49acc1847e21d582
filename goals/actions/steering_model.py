"""Loading a steering model: the levels of the chain, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goals import rules
from goals.models import Level, OwnerKind, SteeringModel, Track
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

LEVEL_FIELDS = (
    "order",
    "singular",
    "plural",
    "definite",
    "track",
    "parent",
    "owner_kind",
    "needs_decision",
    "is_activity",
)


@dataclass(frozen=True)
class Loaded:
    """What a load did: how many levels were new, changed and as they should be."""

    model: SteeringModel
    created: int
    changed: int
    unchanged: int


def load_steering_model(actor: Actor, data: Mapping[str, Any]) -> Loaded:
    """Make or update the steering model that ``data`` describes (form: ``steering_models/sala.json``). Run again it changes nothing.

    Levels that ``data`` does not name are left alone: items may stand on them. Raises RuleBroken, with nothing written, when ``data`` is unsound.
    """
    require(rules.may_load_steering_model(actor), _("Styrmodellen läses in av systemförvaltaren."))
    levels = list(data["levels"])
    _check(levels)
    with recording(actor, _("Läste in styrmodellen %(name)s") % {"name": data["name"]}):
        model = _save_model(data)
        stored = {level.key: level for level in Level.objects.select_for_update().filter(steering_model=model)}
        _make_room(stored, levels)
        counts = {"created": 0, "changed": 0, "unchanged": 0}
        for order, row in enumerate(levels, start=1):
            counts[_save_level(model, stored, row, order)] += 1
    return Loaded(model, **counts)


def _check(levels: list[Mapping[str, Any]]) -> None:
    seen: set[str] = set()
    for row in levels:
        if row["key"] in seen:
            raise RuleBroken(_("Nivån %(key)s står två gånger i styrmodellen.") % {"key": row["key"]})
        if row.get("parent") and row["parent"] not in seen:
            raise RuleBroken(
                _("Nivån %(key)s svarar på %(parent)s, som inte står före den.")
                % {"key": row["key"], "parent": row["parent"]}
            )
        if row["owner_kind"] not in OwnerKind.values or row["track"] not in Track.values:
            raise RuleBroken(_("Nivån %(key)s har ett okänt spår eller slag av ägare.") % {"key": row["key"]})
        seen.add(row["key"])


def _save_model(data: Mapping[str, Any]) -> SteeringModel:
    model = SteeringModel.objects.select_for_update().filter(name=data["name"]).first()
    years = {"first_year": data["first_year"], "last_year": data.get("last_year")}
    if model is None:
        return SteeringModel.objects.create(name=data["name"], **years)
    if any(getattr(model, name) != value for name, value in years.items()):
        model.first_year, model.last_year = years["first_year"], years["last_year"]
        model.save(update_fields=list(years))
    return model


def _make_room(stored: Mapping[str, Level], levels: list[Mapping[str, Any]]) -> None:
    """Put levels whose order changes out of the way first: two levels never share an order, not even for a moment."""
    wanted = {row["key"]: order for order, row in enumerate(levels, start=1)}
    free = max([level.order for level in stored.values()] + [len(levels)], default=0) + 1
    for level in stored.values():
        in_the_way = level.order <= len(levels) if level.key not in wanted else level.order != wanted[level.key]
        if in_the_way:
            level.order, free = free, free + 1
            level.save(update_fields=["order"])


def _save_level(model: SteeringModel, stored: dict[str, Level], row: Mapping[str, Any], order: int) -> str:
    values = {name: row[name] for name in ("singular", "plural", "definite", "track", "owner_kind", "needs_decision")}
    values |= {"order": order, "is_activity": row.get("is_activity", False)}
    values["parent"] = stored[row["parent"]] if row.get("parent") else None
    level = stored.get(row["key"])
    if level is None:
        stored[row["key"]] = Level.objects.create(steering_model=model, key=row["key"], **values)
        return "created"
    changed = [name for name in LEVEL_FIELDS if getattr(level, name) != values[name]]
    for name in changed:
        setattr(level, name, values[name])
    if changed:
        level.save(update_fields=changed)
    return "changed" if changed else "unchanged"
