"""Taking another steering model into use from a new year, and taking that back as long as nobody has used it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from goals import rules
from goals.actions.steering_model import Loaded, load_steering_model
from goals.actions.steering_model_checks import locked
from goals.models import Area, Grouping, Level, PlanItem, ScaleValue, SteeringModel
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.kept.remembered import forget
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


def switch_steering_model(actor: Actor, data: Mapping[str, Any], from_year: int) -> Loaded:
    """Let the model that ``data`` describes be in force from ``from_year``. What has been planned and said before stays as it was."""
    require(rules.may_edit_steering_model(actor), rules.who_may_edit_steering_model())
    return load_steering_model(actor, data, from_year)


def remove_steering_model(actor: Actor, model: SteeringModel, version: int) -> None:
    """Take away a model that nothing stands on; the one before it goes on as if the change had never been thought of."""
    require(rules.may_edit_steering_model(actor), rules.who_may_edit_steering_model())
    with recording(actor, _("Tog bort styrmodellen %(name)s") % {"name": model}):
        model = locked(model, version)
        if PlanItem.objects.filter(step__steering_model=model).exists():
            raise RuleBroken(_("Planen har delar i den här styrmodellen. Den behövs för att de ska gå att läsa."))
        if PlanItem.objects.filter(area__grouping__steering_model=model).exists():
            raise RuleBroken(
                _("Planen har delar i den här styrmodellens indelningar. Den behövs för att de ska gå att läsa.")
            )
        before = SteeringModel.objects.select_for_update().filter(last_year=model.first_year - 1).first()
        if before is None:
            raise RuleBroken(_("Det här är den enda styrmodellen för sina år. Utan den går det inte att planera dem."))
        for rows in (
            ScaleValue.objects.filter(steering_model=model),
            Area.objects.filter(grouping__steering_model=model),
            Grouping.objects.filter(steering_model=model),
            Level.objects.filter(steering_model=model).order_by("-order"),
        ):
            for row in rows:
                row.delete()
        last_year = model.last_year
        model.delete()
        before.last_year = last_year
        before.version += 1
        before.save(update_fields=["last_year", "version"])
    forget()
