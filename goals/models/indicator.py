"""Indicators of a plan item, and their value per year. A missing value stays missing, with its reason; it is never 0 (invariant 17)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.plan_item import PlanItem
from sala_styr.history.models import TrackedModel


class Direction(models.TextChoices):
    HIGHER = "higher", _("högre är bättre")
    LOWER = "lower", _("lägre är bättre")
    NONE = "none", _("ingen riktning")


class Indicator(TrackedModel):
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="indicators", verbose_name=_("hör till"))
    name = models.CharField(_("namn"), max_length=200)
    unit_of_measure = models.CharField(_("enhet"), max_length=40, help_text=_("Till exempel procent eller antal."))
    decimals = models.PositiveSmallIntegerField(_("decimaler"), default=0)
    direction = models.CharField(_("riktning"), max_length=6, choices=Direction, default=Direction.HIGHER)
    source = models.CharField(_("källa"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("indikator")
        verbose_name_plural = _("indikatorer")
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return self.name


class IndicatorValue(TrackedModel):
    """Target and outcome of one year. Either may be missing; a missing outcome of a past year says why."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="values", verbose_name=_("indikator")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    target = models.DecimalField(_("målvärde"), max_digits=14, decimal_places=3, null=True, blank=True)
    outcome = models.DecimalField(_("utfall"), max_digits=14, decimal_places=3, null=True, blank=True)
    missing_reason = models.CharField(_("varför utfall saknas"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("indikatorvärde")
        verbose_name_plural = _("indikatorvärden")
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="indicator_year_once"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(missing_reason=""), name="indicator_missing_or_not"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"
