"""The scales as data: how a municipality says how it goes (status), where it is heading (trend) and how far an activity has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.models.steering_model import SteeringModel
from sala_styr.history.models import TrackedModel


class ScaleKind(models.TextChoices):
    STATUS = "status", _("status")
    TREND = "trend", _("trend")
    ACTIVITY = "activity", _("genomförande")


class Tone(models.TextChoices):
    """The colours that the style sheet knows. Never alone: a symbol and a word stand beside them."""

    SUCCESS = "success", _("grönt")
    INFO = "info", _("blått")
    WARNING = "warning", _("kopparfärgat")
    DANGER = "danger", _("rött")
    NEUTRAL = "neutral", _("grått")


class ScaleValue(TrackedModel):
    """One step of a scale. ``key`` is what is stored with an assessment or an activity; the rest is how it is said and shown."""

    steering_model = models.ForeignKey(
        SteeringModel, on_delete=models.PROTECT, related_name="scale_values", verbose_name=_("styrmodell")
    )
    kind = models.CharField(_("skala"), max_length=8, choices=ScaleKind)
    key = models.SlugField(_("nyckel"), max_length=12)
    order = models.PositiveSmallIntegerField(_("ordning"))
    text = models.CharField(_("ord"), max_length=60)
    interim_text = models.CharField(
        _("ord under året"), max_length=60, blank=True, help_text=_("Tomt: samma ord som vid årets slut.")
    )
    symbol = models.CharField(_("symbol"), max_length=12)
    tone = models.CharField(_("färg"), max_length=8, choices=Tone, default=Tone.NEUTRAL)
    needs_reason = models.BooleanField(_("behöver ett skäl"), default=False)
    in_use = models.BooleanField(_("går att välja"), default=True)

    class Meta:
        verbose_name = _("skalsteg")
        verbose_name_plural = _("skalsteg")
        ordering = ["steering_model", "kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["steering_model", "kind", "key"], name="scale_key_once"),
        ]

    def __str__(self) -> str:
        return self.text
