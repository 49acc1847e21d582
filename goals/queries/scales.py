"""How it goes, in the municipality's own words: the scales of the model in force in a year. Everything that shows a status asks here.

One query whatever the number of rows to show, and none the second time in the same request. What a scale no longer has (a step taken out of
use, another model's key) is still shown: a status that somebody has set never vanishes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goals.models import PlanItem, ScaleKind
from goals.queries.model_words import ModelWords, model_words, of_year, words_of_year
from goals.scale_words import DEFAULT_STEPS
from sala_styr.kept.remembered import remembered


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One step as it is shown: symbol, word and tone. ``interim_word`` is what is said of it before the year has ended."""

    key: str
    symbol: str
    word: str
    interim_word: str
    tone: str
    needs_reason: bool = False
    in_use: bool = True

    def word_for(self, full_year: bool) -> str:
        return self.word if full_year else self.interim_word


NOTHING = ScaleStep("", "–", "", "", "neutral")


@dataclass(frozen=True)
class Scale:
    """The steps of one kind, in order."""

    steps: Mapping[str, ScaleStep]
    spare: Mapping[str, ScaleStep] = field(default_factory=dict)
    """Sala's own, for a key that this scale does not have."""

    def __getitem__(self, key: str) -> ScaleStep:
        """The step; for a key that is not there Sala's, else the key itself as its word."""
        return self.steps.get(key) or self.spare.get(key) or ScaleStep(key, "–", key, key, "neutral")

    def __contains__(self, key: str) -> bool:
        return key in self.steps

    @property
    def words(self) -> dict[str, str]:
        """What each key is called, Sala's words for those that the scale lacks."""
        return {key: step.word for key, step in {**self.spare, **self.steps}.items()}

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key in its order, those out of use too: they may stand on what was said before."""
        return tuple(self.steps)

    def offered(self, now: str = "") -> list[ScaleStep]:
        """What one can choose: the steps in use, and the one chosen ``now`` though it has been taken out of use since."""
        return [step for step in self.steps.values() if step.in_use or step.key == now]


@dataclass(frozen=True)
class Scales:
    """The three scales of one model."""

    status: Scale
    trend: Scale
    activity: Scale


def scales_of(year: int) -> Scales:
    """The scales of ``year``. One query, once a request."""
    return _scales(words_of_year(year))


def scales_by_year(years: Iterable[int]) -> dict[int, Scales]:
    """The scales of several years. One query, once a request."""
    models = model_words()
    return {year: _scales(of_year(models, year)) for year in set(years)}


def scales_by_model() -> dict[int, Scales]:
    """The scales of every model by its id: an activity's steps are those of the model that its level belongs to. One query, once a request."""
    return remembered(f"scales-{get_language()}", lambda: {each.pk: _scales(each) for each in model_words()})


def scales_of_model(models: Mapping[int, Scales], pk: int) -> Scales:
    """One of ``scales_by_model``; Sala's where the model is not there."""
    return models.get(pk) or _scales(None)


def activity_scale(item: PlanItem) -> Scale:
    """The steps that an activity takes: those of its own level's model, so that its words stay when the municipality changes model.

    One query, once a request. The item must have come with its level.
    """
    return scales_of_model(scales_by_model(), item.step.steering_model_id).activity


def _scales(words: ModelWords | None) -> Scales:
    kinds: dict[str, dict[str, ScaleStep]] = {}
    for kind, key, text, interim, symbol, tone, needs_reason, in_use in words.steps if words else ():
        word = _(text)
        kinds.setdefault(kind, {})[key] = ScaleStep(
            key, symbol, word, _(interim) if interim else word, tone, needs_reason, in_use
        )
    spare = default_steps()
    return Scales(*(Scale(kinds.get(kind) or spare[kind], spare[kind]) for kind in ScaleKind.values))


def default_steps() -> dict[str, dict[str, ScaleStep]]:
    """Sala's scales, in the reader's language."""
    kinds: dict[str, dict[str, ScaleStep]] = {kind: {} for kind in ScaleKind.values}
    for step in DEFAULT_STEPS:
        word = str(step.text)
        interim = str(step.interim_text) or word
        kinds[step.kind][step.key] = ScaleStep(step.key, step.symbol, word, interim, step.tone, step.needs_reason)
    return kinds
