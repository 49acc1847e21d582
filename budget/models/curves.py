"""How a year's amount lies over its months (domain §4.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class CurveKind(models.TextChoices):
    EVEN = "even", _("jämnt")
    SALARY = "salary", _("löner")
    SEASON = "season", _("vintersäsong")
    SCHOOL = "school", _("skolans terminer")
    OWN = "own", _("egen kurva")
    MANUAL = "manual", _("månad för månad")


class Curve(TrackedModel):
    """A curve of a unit's own, offered to it and to all below it: twelve weights, none negative, January first."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="curves", verbose_name=_("enhet"))
    name = models.CharField(_("namn"), max_length=60)
    weights = models.JSONField(_("vikter"))

    class Meta:
        verbose_name = _("egen kurva")
        verbose_name_plural = _("egna kurvor")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="curve_once")]

    def __str__(self) -> str:
        return self.name
