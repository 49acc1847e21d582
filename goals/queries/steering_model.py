"""Questions about the steering models: which there are, what one of them holds, and what a change of model would mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch

from goals.models import Area, Grouping, ItemState, Level, PlanItem, ScaleKind, ScaleValue, SteeringModel, Track
from goals.scale_words import DEFAULT_STEPS


def models_with_counts() -> list[SteeringModel]:
    """All models, the newest first, each with ``level_count`` and ``item_count``. Two queries."""
    items = dict(PlanItem.objects.order_by().values_list("step__steering_model").annotate(Count("pk")))
    found: list[SteeringModel] = list(
        SteeringModel.objects.annotate(level_count=Count("levels")).order_by("-first_year", "-pk")
    )
    for model in found:
        model.item_count = items.get(model.pk, 0)  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True)
class LevelRow:
    """A level in the picture of the chain: how deep it stands, how many items stand on it, and which ways it can be moved."""

    level: Level
    depth: int
    items: int
    below: int
    moves_up: bool
    moves_down: bool

    @property
    def is_used(self) -> bool:
        """Do items or other levels stand on it?"""
        return bool(self.items or self.below)


@dataclass(frozen=True)
class TrackRows:
    """The levels of one track, from the top."""

    track: str
    rows: tuple[LevelRow, ...]

    @property
    def label(self) -> str:
        return str(Track(self.track).label)


def chain_of(model: SteeringModel) -> list[TrackRows]:
    """The model's levels, track by track in their order. Two queries."""
    levels = list(model.levels.select_related("parent").order_by("order"))
    items = dict(
        PlanItem.objects.filter(step__steering_model=model).order_by().values_list("step").annotate(Count("pk"))
    )
    depths: dict[int | None, int] = {None: -1}
    tracks: dict[str, list[LevelRow]] = {}
    for level in levels:
        depths[level.pk] = depths.get(level.parent_id, -1) + 1
        below = sum(other.parent_id == level.pk for other in levels)
        up, down = (bool(moved(levels, level, up=up)) for up in (True, False))
        row = LevelRow(level, depths[level.pk], items.get(level.pk, 0), below, up, down)
        tracks.setdefault(level.track, []).append(row)
    return [TrackRows(track, tuple(rows)) for track, rows in tracks.items()]


def beside(levels: Sequence[Level], level: Level, *, up: bool) -> Level | None:
    """The nearest level of its own track before or after it: the page shows each track by itself."""
    own = [each for each in levels if each.track == level.track]
    place = own.index(level) + (-1 if up else 1)
    return own[place] if 0 <= place < len(own) else None


def moved(levels: Sequence[Level], level: Level, *, up: bool) -> list[Level]:
    """The model's levels in the order they get when the level passes the one beside it; [] where it cannot.

    None passes what it answers to. Of the two that change places the one moves that has nothing of that kind in between.
    """
    other = beside(levels, level, up=up)
    if other is None:
        return []
    higher, lower = (other, level) if up else (level, other)
    first, last = levels.index(higher), levels.index(lower)
    before, between, after = levels[:first], levels[first + 1 : last], levels[last + 1 :]
    orders = ([*before, lower, higher, *between, *after], [*before, *between, lower, higher, *after])
    return next((order for order in orders if _reads_downwards(order)), [])


def _reads_downwards(levels: Sequence[Level]) -> bool:
    places: dict[int | None, int] = {level.pk: place for place, level in enumerate(levels)}
    return all(places.get(level.parent_id, -1) < place for place, level in enumerate(levels))


def groupings_of(model: SteeringModel) -> list[Grouping]:
    """The model's groupings with their areas, each area with ``item_count``. Two queries."""
    areas = Area.objects.annotate(item_count=Count("plan_items")).order_by("order", "pk")
    return list(model.groupings.prefetch_related(Prefetch("areas", areas)).order_by("order", "pk"))


@dataclass(frozen=True)
class ScaleRows:
    """One scale as its page shows it. ``is_own`` is False where the model says nothing and Sala's is read instead."""

    kind: str
    steps: tuple[Any, ...]
    is_own: bool

    @property
    def label(self) -> str:
        return str(ScaleKind(self.kind).label)


def scales_in(model: SteeringModel) -> list[ScaleRows]:
    """The model's three scales. One query."""
    stored: dict[str, list[ScaleValue]] = {}
    for step in model.scale_values.order_by("kind", "order", "pk"):
        stored.setdefault(step.kind, []).append(step)
    return [
        ScaleRows(kind, tuple(stored.get(kind) or (s for s in DEFAULT_STEPS if s.kind == kind)), kind in stored)
        for kind in ScaleKind.values
    ]


def as_data(model: SteeringModel, name: str) -> dict[str, Any]:
    """The model as a file has it (``steering_models/sala.json``), called ``name``: to be loaded as another. Five queries."""
    level_fields = ("key", "singular", "plural", "definite", "track", "owner_kind", "needs_decision", "is_activity")
    more = ("followed_up", "parent_required", "many_parents", "period_years", "max_count")
    step_fields = ("kind", "key", "text", "interim_text", "symbol", "tone", "needs_reason", "in_use")
    levels = [
        {field: getattr(level, field) for field in (*level_fields, *more)}
        | ({"parent": level.parent.key} if level.parent else {})
        for level in model.levels.select_related("parent").order_by("order")
    ]
    groupings = [
        {"key": each.key, "singular": each.singular, "plural": each.plural, "areas": [a.name for a in each.areas.all()]}
        for each in groupings_of(model)
    ]
    scales = [
        {field: getattr(step, field) for field in step_fields}
        for step in model.scale_values.order_by("kind", "order", "pk")
    ]
    return {
        "name": name,
        "first_year": model.first_year,
        "terms": dict(model.terms),
        "levels": levels,
        "groupings": groupings,
        "scales": scales,
    }


@dataclass(frozen=True)
class LevelChange:
    """What a level is called now and after the change; "" where it is not there."""

    now: str
    then: str

    @property
    def word(self) -> str:
        """Which it is: new, gone, called something else, or as it is."""
        if not self.now:
            return "new"
        if not self.then:
            return "gone"
        return "same" if self.now == self.then else "renamed"


@dataclass(frozen=True)
class SwitchPreview:
    """What taking a model into use from ``year`` means. ``stays``: items up to then; ``goes_on``: those that are valid then too, on the old levels."""

    year: int
    name: str
    former: SteeringModel | None
    levels: tuple[LevelChange, ...]
    words: tuple[LevelChange, ...]
    stays: int
    goes_on: int


def switch_preview(data: Mapping[str, Any], year: int) -> SwitchPreview:
    """Compare what is in force in ``year`` with the model that ``data`` describes. Four queries at most; nothing is written."""
    former = SteeringModel.objects.in_force(year).first()
    now = list(former.levels.order_by("order")) if former else []
    before = {level.key: level.singular for level in now}
    after = {row["key"]: row["singular"] for row in data["levels"]}
    items = PlanItem.objects.exclude(state=ItemState.ENDED)
    return SwitchPreview(
        year=year,
        name=data["name"],
        former=former,
        levels=_changes(before, after),
        words=tuple(c for c in _changes(former.terms if former else {}, data.get("terms", {})) if c.word != "same"),
        stays=items.filter(last_year__lt=year).count(),
        goes_on=items.filter(first_year__lt=year, last_year__gte=year).count(),
    )


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[LevelChange, ...]:
    keys: Sequence[str] = [*before, *(key for key in after if key not in before)]
    return tuple(LevelChange(before.get(key, ""), after.get(key, "")) for key in keys)
