"""How a municipality sorts its goals besides the chain: målområden, perspektiv, strategiska områden or processer (domain §7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.models.steering_model import SteeringModel
from sala_styr.history.models import TrackedModel


class Grouping(TrackedModel):
    """A dimension of the steering model. An item stands in at most one area of one grouping."""

    steering_model = models.ForeignKey(
        SteeringModel, on_delete=models.PROTECT, related_name="groupings", verbose_name=_("styrmodell")
    )
    key = models.SlugField(_("nyckel"), max_length=40)
    order = models.PositiveSmallIntegerField(_("ordning"))
    singular = models.CharField(_("singular"), max_length=60, help_text=_("Till exempel målområde."))
    plural = models.CharField(_("plural"), max_length=60, help_text=_("Till exempel målområden."))

    class Meta:
        verbose_name = _("indelning")
        verbose_name_plural = _("indelningar")
        ordering = ["steering_model", "order"]
        constraints = [
            models.UniqueConstraint(fields=["steering_model", "key"], name="grouping_key_once"),
        ]

    def __str__(self) -> str:
        return self.singular


class Area(TrackedModel):
    """One value of a grouping: "Hållbart samhälle"."""

    grouping = models.ForeignKey(Grouping, on_delete=models.PROTECT, related_name="areas", verbose_name=_("indelning"))
    order = models.PositiveSmallIntegerField(_("ordning"))
    name = models.CharField(_("namn"), max_length=120)

    class Meta:
        verbose_name = _("område")
        verbose_name_plural = _("områden")
        ordering = ["grouping", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["grouping", "name"], name="area_name_once")]

    def __str__(self) -> str:
        return self.name
