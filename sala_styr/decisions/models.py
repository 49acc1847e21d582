"""Decisions and years: what politicians have decided, and the years that plans and money belong to."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


def decision_reference(body: str, day: date, paragraph: int, registry_number: str) -> str:
    """``KF 2025-11-24 § 123, dnr KS 2025/456``."""
    registry = f", dnr {registry_number}" if registry_number else ""
    return f"{body} {day:%Y-%m-%d} § {paragraph}{registry}"


class Decision(TrackedModel):
    """A decision by a political body, as its minutes have it (KL 5:65–69, 6:35)."""

    body = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("beslutande organ")
    )
    date = models.DateField(_("datum"))
    paragraph = models.PositiveIntegerField(_("paragraf"), help_text=_("Numret efter § i protokollet."))
    registry_number = models.CharField(_("diarienummer"), max_length=40, blank=True)
    title = models.CharField(_("rubrik"), max_length=200)
    minutes_url = models.URLField(_("länk till protokollet"), blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stämt av mot protokollet av"),
    )
    verified_at = models.DateTimeField(_("stämt av mot protokollet"), null=True, blank=True)

    class Meta:
        verbose_name = _("beslut")
        verbose_name_plural = _("beslut")
        ordering = ["-date", "-paragraph", "-pk"]
        constraints = [models.UniqueConstraint(fields=["body", "date", "paragraph"], name="decision_once")]

    def __str__(self) -> str:
        return decision_reference(self.body.label, self.date, self.paragraph, self.registry_number)


class YearState(models.TextChoices):
    PLANNED = "planned", _("planeras")
    OPEN = "open", _("pågår")
    CLOSED = "closed", _("avslutat")


class Year(TrackedModel):
    """A year of plans and money. Next year is opened beside this one; both can be worked on at once."""

    year = models.PositiveSmallIntegerField(_("år"), unique=True)
    state = models.CharField(_("läge"), max_length=8, choices=YearState, default=YearState.PLANNED)

    class Meta:
        verbose_name = _("år")
        verbose_name_plural = _("år")
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)
