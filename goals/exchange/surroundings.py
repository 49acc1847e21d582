"""What the rows of a file may point at by name: levels, units, people, areas. Fetched once for a whole file, in a constant number of queries."""

from collections.abc import Iterable

from goals.exchange.reading import Names
from goals.models import Area, Level, PlanItem
from goals.queries.scales import Scale, scales_by_model, scales_of_model
from sala_styr.kept.remembered import one_reading
from sala_styr.organisation.models import Unit, User
from sala_styr.tables.back import fold
from sala_styr.tables.languages import in_other_languages


class Surroundings:
    """Five queries."""

    def __init__(self) -> None:
        self.steps, self.units, self.people, self.areas = Names(), Names(), Names(), Names()
        self._all_steps = list(
            Level.objects.select_related("steering_model", "parent").order_by("steering_model", "order")
        )
        for step in self._all_steps:
            self.steps.add(step, step.singular, step.plural, step.definite, step.key)
        for unit in Unit.objects.order_by("tree_id", "lft"):
            self.units.add(unit, unit.code, unit.name, unit.short_name)
        for person in User.objects.filter(is_active=True, appointments__isnull=False).distinct().order_by("pk"):
            self.people.add(person, person.username, str(person))
        self._all_areas = list(Area.objects.select_related("grouping").order_by("grouping", "order", "pk"))
        for area in self._all_areas:
            self.areas.add(area, area.name, f"{area.grouping.singular}: {area.name}")

        with one_reading():
            self._models, self._elsewhere = scales_by_model(), in_other_languages(scales_by_model)
        self._scales: dict[int, Scale] = {}

    def steps_of(self, year: int) -> list[Level]:
        """The levels of the model that is in force in ``year``, in their order."""
        return [step for step in self._all_steps if is_in_force(step, year)]

    def areas_of(self, steps: Iterable[Level]) -> list[str]:
        """The areas of the levels' steering models."""
        models = {step.steering_model_id for step in steps}
        return [area.name for area in self._all_areas if area.grouping.steering_model_id in models]

    def activity_scale(self, step: Level) -> Scale:
        """The steps that an activity of the level takes."""
        pk = step.steering_model_id
        if pk not in self._scales:
            self._scales[pk] = scales_of_model(self._models, pk).activity
        return self._scales[pk]

    def activity_word(self, step: Level, word: str) -> str:
        """How far an activity has come, as it is said here, in whatever language of ours the file says it."""
        here = self.activity_scale(step)
        if fold(word) in map(fold, here.words.values()):
            return word
        scales = (scales_of_model(models, step.steering_model_id).activity for models in self._elsewhere)
        keys = (key for scale in scales for key, theirs in scale.words.items() if fold(theirs) == fold(word))
        return next((here[key].word for key in keys), word)

    def unit(self, name: str) -> Unit | None:
        """The unit with the code, or else the only one with the name."""
        found = self.units.called(name)
        by_code = [unit for unit in found if unit.code.casefold() == name.strip().casefold()]
        found = by_code or found
        return found[0] if len(found) == 1 else None

    def person(self, name: str) -> User | None:
        """The person with the log-in, or else the only one with the name."""
        found = self.people.called(name)
        by_login = [person for person in found if person.username.casefold() == name.strip().casefold()]
        found = by_login or found
        return found[0] if len(found) == 1 else None

    def person_name(self, person: User | None) -> str | None:
        """What a person is called in a file: the name where it is enough, else the log-in."""
        if person is None:
            return None
        return str(person) if self.people.is_unique(str(person)) else person.username

    def step(self, name: str, year: int | None, above: Level | None) -> Level | None:
        """The level with the name: of the model that is in force in ``year``; where several are, the one that answers to ``above``."""
        found: list[Level] = self.steps.called(name)
        if len(found) > 1 and year is not None:
            found = [step for step in found if is_in_force(step, year)] or found
        if len(found) > 1 and above is not None:
            found = [step for step in found if step.answers_to(above)] or found
        return found[0] if len(found) == 1 else None

    def area(self, name: str, step: Level) -> Area | None:
        """The area with the name, in a grouping of the level's own steering model where there are several."""
        found: list[Area] = self.areas.called(name)
        if len(found) > 1:
            found = [area for area in found if area.grouping.steering_model_id == step.steering_model_id]
        return found[0] if len(found) == 1 else None


def is_in_force(step: Level, year: int) -> bool:
    """Is the level's model in force in ``year``? No query."""
    model = step.steering_model
    return model.first_year <= year and (model.last_year is None or model.last_year >= year)


def titles(items: Iterable[PlanItem]) -> Names:
    """The items by title."""
    names = Names()
    for item in items:
        names.add(item, item.title)
    return names
