"""Forecasts: a person's judgement of the year's end, not arithmetic. Every version is kept (domain §4.4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class Forecast(TrackedModel):
    """The unit's expected net (öre, report sign: normally negative) for the whole year, judged after ``month``. The newest version counts.

    ``proposed`` and ``proposed_trend`` are what the system worked out that day from the same months, kept beside what the person decided; None where
    there was nothing to work from.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="forecasts", verbose_name=_("enhet"))
    year = models.PositiveSmallIntegerField(_("år"))
    month = models.PositiveSmallIntegerField(_("efter månad"))
    version = models.PositiveSmallIntegerField(_("version"))
    amount = models.BigIntegerField(_("nettoresultat helår, öre"))
    proposed = models.BigIntegerField(
        _("föreslaget: utfall och resten av budgeten, öre"), null=True, blank=True, editable=False
    )
    proposed_trend = models.BigIntegerField(
        _("föreslaget: avvikelsen fortsätter i samma takt, öre"), null=True, blank=True, editable=False
    )
    comment = models.TextField(_("kommentar"))
    made_at = models.DateTimeField(_("gjord"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="forecasts",
        verbose_name=_("gjord av"),
    )

    class Meta:
        verbose_name = _("prognos")
        verbose_name_plural = _("prognoser")
        ordering = ["-month", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "month", "version"], name="forecast_version_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="forecast_month_in_year"),
            models.CheckConstraint(condition=~Q(comment=""), name="forecast_has_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}-{self.month:02d} v{self.version}"
