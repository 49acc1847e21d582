"""From which year a steering model is in force. One model a year: the one that takes over ends the one before it."""

from django.utils.translation import gettext as _

from goals.models import SteeringModel
from sala_styr.decisions.models import Year, YearState
from sala_styr.errors import RuleBroken


def model_from(name: str, from_year: int | None, otherwise: int) -> SteeringModel:
    """The model called ``name`` that is in force from ``from_year``, made when it is not here; ``otherwise`` for the first model of all.

    A model that is here keeps its years. One that has ended and comes back is a new one beside the old, whose years it does not touch.
    """
    stored = SteeringModel.objects.select_for_update().filter(name=name).first()
    if stored is None:
        return _begin(name, from_year, otherwise)
    if from_year is None or _covers(stored, from_year):
        return stored
    if from_year < stored.first_year:
        raise RuleBroken(
            _("%(model)s gäller från och med %(year)s. Den kan inte börja tidigare.")
            % {"model": stored, "year": stored.first_year},
            field="first_year",
        )
    again = _("%(model)s från %(year)s") % {"model": name, "year": from_year}
    return SteeringModel.objects.select_for_update().filter(name=again).first() or _begin(again, from_year, otherwise)


def _covers(model: SteeringModel, year: int) -> bool:
    return model.first_year <= year and (model.last_year is None or year <= model.last_year)


def _begin(name: str, from_year: int | None, otherwise: int) -> SteeringModel:
    first_year = otherwise if from_year is None else from_year
    if from_year is None and SteeringModel.objects.exists():
        raise RuleBroken(
            _("Det finns redan en styrmodell. Säg från vilket år den nya ska gälla, till exempel --from-year 2027.")
        )
    end_former(first_year)
    return SteeringModel.objects.create(name=name[:80], first_year=first_year)


def end_former(first_year: int) -> None:
    """End the model in force so that another can begin in ``first_year``. Raises RuleBroken where that cannot be."""
    later = SteeringModel.objects.filter(first_year__gte=first_year).order_by("first_year").first()
    if later is not None:
        raise RuleBroken(
            _("%(model)s gäller från och med %(year)s. Välj ett senare år, eller ta bort den om den inte har använts.")
            % {"model": later, "year": later.first_year},
            field="first_year",
        )
    former = SteeringModel.objects.select_for_update().in_force(first_year).first()
    if former is None:
        return
    if Year.objects.filter(year__gte=first_year, state=YearState.CLOSED).exists():
        raise RuleBroken(
            _("%(year)s är avslutat. En ny styrmodell kan börja först ett år som inte är det.") % {"year": first_year},
            field="first_year",
        )
    former.last_year = first_year - 1
    former.version += 1
    former.save(update_fields=["last_year", "version"])
