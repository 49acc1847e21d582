"""Loading a steering model: the levels of the chain, its groupings, scales and words, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from goals import rules
from goals.actions.steering_model_checks import check_levels, check_scales, require_unbroken
from goals.actions.steering_model_years import model_from
from goals.models import Area, Grouping, Level, ScaleKind, ScaleValue, SteeringModel
from goals.terms import check_terms
from sala_styr.history import recording
from sala_styr.kept.remembered import forget
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

LEVEL_WORDS = ("singular", "plural", "definite", "track", "owner_kind", "needs_decision")
LEVEL_CHOICES: Mapping[str, Any] = {
    "is_activity": False,
    "followed_up": True,
    "parent_required": True,
    "many_parents": False,
    "period_years": None,
    "max_count": None,
}
STEP_WORDS = ("text", "symbol", "tone")
STEP_CHOICES: Mapping[str, Any] = {"interim_text": "", "needs_reason": False, "in_use": True}


@dataclass(frozen=True)
class Loaded:
    """What a load did: how many levels were new, changed and as they should be, and how much else was new or changed."""

    model: SteeringModel
    created: int
    changed: int
    unchanged: int
    besides: int = 0


def load_steering_model(actor: Actor, data: Mapping[str, Any], from_year: int | None = None) -> Loaded:
    """Make or update the steering model that ``data`` describes (form: ``steering_models/sala.json``). Run again it changes nothing.

    ``from_year``: the first year of a model that is not here yet; the one in force ends the year before, and what it was used for stays as it is.
    What ``data`` does not name is left alone: items may stand on it. Raises RuleBroken, with nothing written, when ``data`` is unsound.
    """
    require(rules.may_load_steering_model(actor), _("Styrmodellen läses in av systemförvaltaren."))
    levels, scales = list(data["levels"]), list(data.get("scales", ()))
    check_levels(levels)
    check_scales(scales)
    check_terms(data.get("terms", {}))
    with recording(actor, _("Läste in styrmodellen %(name)s") % {"name": data["name"]}):
        model = model_from(data["name"], from_year, data["first_year"])
        counts = {"created": 0, "changed": 0, "unchanged": 0}
        stored = {level.key: level for level in Level.objects.select_for_update().filter(steering_model=model)}
        _make_room(stored, levels)
        for order, row in enumerate(levels, start=1):
            counts[_save_level(model, stored, row, order)] += 1
        besides = _save_terms(model, data.get("terms", {})) + _save_groupings(model, data.get("groupings", ()))
        besides += _save_scales(model, scales)
        if besides or counts["created"] or counts["changed"]:
            model.version += 1
            model.save(update_fields=["version"])
    forget()
    return Loaded(model, **counts, besides=besides)


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
    values = {name: row[name] for name in LEVEL_WORDS}
    values |= {name: row.get(name, otherwise) for name, otherwise in LEVEL_CHOICES.items()}
    values |= {"order": order, "parent": stored[row["parent"]] if row.get("parent") else None}
    level = stored.get(row["key"])
    if level is None:
        stored[row["key"]] = Level.objects.create(steering_model=model, key=row["key"], **values)
        return "created"
    require_unbroken(level, values)
    return "changed" if _save(level, values) else "unchanged"


def _save(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Write what differs. Was there anything?"""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def _save_terms(model: SteeringModel, terms: Mapping[str, str]) -> int:
    return int(_save(model, {"terms": {**model.terms, **terms}}))


def _save_groupings(model: SteeringModel, groupings: Any) -> int:
    stored = {each.key: each for each in Grouping.objects.filter(steering_model=model)}
    done = 0
    for order, row in enumerate(groupings, start=1):
        values = {"order": order, "singular": row["singular"], "plural": row["plural"]}
        found = stored.get(row["key"])
        if found is None:
            found = Grouping.objects.create(steering_model=model, key=row["key"], **values)
            done += 1
        else:
            done += _save(found, values)
        done += _save_areas(found, row.get("areas", ()))
    return done


def _save_areas(grouping: Grouping, names: Any) -> int:
    stored = {area.name: area for area in grouping.areas.all()}
    done = 0
    for order, name in enumerate(names, start=1):
        if name in stored:
            done += _save(stored[name], {"order": order})
        else:
            Area.objects.create(grouping=grouping, name=name, order=order)
            done += 1
    return done


def _save_scales(model: SteeringModel, steps: list[Mapping[str, Any]]) -> int:
    stored = {(step.kind, step.key): step for step in ScaleValue.objects.filter(steering_model=model)}
    orders = dict.fromkeys(ScaleKind.values, 0)
    done = 0
    for row in steps:
        orders[row["kind"]] += 1
        values = {name: row[name] for name in STEP_WORDS} | {"order": orders[row["kind"]]}
        values |= {name: row.get(name, otherwise) for name, otherwise in STEP_CHOICES.items()}
        found = stored.get((row["kind"], row["key"]))
        if found is None:
            ScaleValue.objects.create(steering_model=model, kind=row["kind"], key=row["key"], **values)
            done += 1
        else:
            done += _save(found, values)
    return done
