"""What the steering models say of themselves: their years, their words and the steps of their scales, in one query for all of them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from goals.models import ANSWERING_KINDS, Grouping, Level, ScaleValue, SteeringModel, Track
from sala_styr.kept.remembered import read_kept, remembered

STEP_COLUMNS = ("kind", "key", "text", "interim_text", "symbol", "tone", "needs_reason", "in_use")
_MODELS = (SteeringModel, Grouping, ScaleValue)
_LEVELS = (SteeringModel, Level)


class ModelWords(NamedTuple):
    """One model, for reading. ``steps``: rows of STEP_COLUMNS in the scale's order; none where the model has no scales of its own."""

    pk: int
    first_year: int
    last_year: int | None
    terms: Mapping[str, str]
    steps: tuple[tuple[Any, ...], ...]
    is_sorted: bool = False
    """Does it sort its goals into areas too?"""

    def covers(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def model_words() -> list[ModelWords]:
    """Every model, the newest first. One query, once a request, also in one that writes: what changes a model lets go of it (``forget``)."""
    return list(remembered("model_words", lambda: read_kept("kept model_words", _MODELS, _ask)))


def _ask() -> tuple[ModelWords, ...]:
    columns = ("pk", "first_year", "last_year", "terms", *(f"scale_values__{name}" for name in STEP_COLUMNS))
    rows = (
        SteeringModel.objects.annotate(is_sorted=Exists(Grouping.objects.filter(steering_model=OuterRef("pk"))))
        .order_by("-first_year", "-pk", "scale_values__kind", "scale_values__order")
        .values_list("is_sorted", *columns)
    )
    models: dict[int, ModelWords] = {}
    for is_sorted, pk, first_year, last_year, terms, *step in rows:
        found = models.get(pk) or ModelWords(pk, first_year, last_year, terms, (), is_sorted)
        models[pk] = found._replace(steps=(*found.steps, tuple(step))) if step[0] is not None else found
    return tuple(models.values())


def words_of_year(year: int) -> ModelWords | None:
    """The model of ``year``. One query, once a request."""
    return of_year(model_words(), year)


def of_year(models: Sequence[ModelWords], year: int) -> ModelWords | None:
    """The model in force in ``year``; the nearest one where none is: what happened before the first is told in its words. Pure."""
    found = [each for each in models if each.covers(year)]
    if found or not models:
        return found[0] if found else None
    return min(models, key=lambda each: abs(each.first_year - year))


def tracks_of(year: int) -> tuple[str, ...]:
    """The tracks in which the elected of ``year`` say what they want, in the chain's order; the goals' where nothing is said. Once a request."""
    political = (level for level in levels_said(year) if level.is_political and level.followed_up)
    return tuple(dict.fromkeys(level.track for level in political)) or (Track.GOALS.value,)


class LevelWords(NamedTuple):
    """What a level is called: one, several, and in its definite form."""

    singular: str
    plural: str
    definite: str


def levels_said(year: int) -> list[Level]:
    """The levels of the year's model in their order, each with the one it answers to. One query, once a request, also in one that writes."""
    name, found = f"levels_said {year}", Level.objects.in_force(year).select_related("parent")
    return list(remembered(name, lambda: read_kept(f"kept {name}", _LEVELS, lambda: tuple(found))))


def answering_levels(year: int) -> list[LevelWords]:
    """What those who answer the council want (fokusområden, effektmål); where a model has no such level, what the elected want at all."""
    political = [level for level in levels_said(year) if level.is_political and level.followed_up]
    answering = [level for level in political if level.owner_kind in ANSWERING_KINDS]
    return [LevelWords(each.singular, each.plural, each.definite) for each in answering or political]


def activity_level(year: int) -> LevelWords | None:
    """What is carried out (aktivitet, åtgärd); None where the model has nothing of the kind."""
    found = next((level for level in levels_said(year) if level.is_activity), None)
    return LevelWords(found.singular, found.plural, found.definite) if found else None


def levels_above(step: Level) -> list[Level]:
    """The levels that a level answers to, directly and through others, the nearest first. One query."""
    levels = {level.pk: level for level in Level.objects.filter(steering_model=step.steering_model_id)}
    found: list[Level] = []
    parent_id = step.parent_id
    while parent_id is not None:
        found.append(levels[parent_id])
        parent_id = levels[parent_id].parent_id
    return found
