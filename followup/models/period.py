"""The periods of a year in which we follow up (design §3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel


class PeriodKind(models.TextChoices):
    TERTIAL = "tertial", _("tertial")
    INTERIM = "interim", _("delår")
    FULL_YEAR = "full_year", _("helår")


class Period(TrackedModel):
    """One period. While it is open, assessments in it may be written."""

    year = models.PositiveSmallIntegerField(_("år"))
    kind = models.CharField(_("slag"), max_length=9, choices=PeriodKind)
    name = models.CharField(_("namn"), max_length=60)
    first_day = models.DateField(_("första dag"))
    last_day = models.DateField(_("sista dag"))
    due = models.DateField(_("lämnas senast"))
    is_open = models.BooleanField(_("öppen för bedömningar"), default=True)

    class Meta:
        verbose_name = _("uppföljningsperiod")
        verbose_name_plural = _("uppföljningsperioder")
        ordering = ["last_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "name"], name="period_once"),
            models.CheckConstraint(condition=Q(last_day__gt=F("first_day")), name="period_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    @property
    def is_full_year(self) -> bool:
        return self.kind == PeriodKind.FULL_YEAR
