"""Indicators and their values (domain §6.2). A missing value stays missing, with its reason; it is never 0 (invariant 17)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.core_mission import QualityFactor
from goals.models.kolada import KoladaGroup
from goals.models.plan_item import PlanItem
from sala_styr.history.models import TrackedModel


class Direction(models.TextChoices):
    HIGHER = "higher", _("högre är bättre")
    LOWER = "lower", _("lägre är bättre")
    WITHIN = "within", _("inom ett intervall")
    NONE = "none", _("ingen riktning")


class Frequency(models.TextChoices):
    """How often an outcome comes."""

    YEAR = "year", _("varje år")
    TERTIAL = "tertial", _("varje tertial")
    QUARTER = "quarter", _("varje kvartal")
    MONTH = "month", _("varje månad")


class SourceKind(models.TextChoices):
    OWN = "own", _("egen mätning")
    KOLADA = "kolada", _("Kolada")
    SCB = "scb", _("SCB")
    OTHER = "other", _("annan")


class Sex(models.TextChoices):
    """As Kolada writes it."""

    TOTAL = "T", _("alla")
    WOMEN = "K", _("kvinnor")
    MEN = "M", _("män")


class Indicator(TrackedModel):
    """Belongs to a part of the plan or to a quality factor of a grunduppdrag, never to both."""

    item: Any = models.ForeignKey(
        PlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("hör till"),
    )
    quality_factor = models.ForeignKey(
        QualityFactor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("kvalitetsfaktor"),
    )
    name = models.CharField(_("namn"), max_length=200)
    definition = models.TextField(_("definition"), blank=True)
    unit_of_measure = models.CharField(_("enhet"), max_length=40, help_text=_("Till exempel procent eller antal."))
    decimals = models.PositiveSmallIntegerField(_("decimaler"), default=0)
    direction = models.CharField(_("riktning"), max_length=6, choices=Direction, default=Direction.HIGHER)
    # Explicit values, never per cent of the target: that goes wrong near 0, below it, and where lower is better (domain §6.2).
    partly_from = models.DecimalField(_("delvis uppfyllt från"), max_digits=14, decimal_places=3, null=True, blank=True)
    partly_to = models.DecimalField(_("delvis uppfyllt till"), max_digits=14, decimal_places=3, null=True, blank=True)
    baseline = models.DecimalField(_("startvärde"), max_digits=14, decimal_places=3, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("startvärdets år"), null=True, blank=True)
    frequency = models.CharField(_("hur ofta"), max_length=8, choices=Frequency, default=Frequency.YEAR)
    publication_delay = models.PositiveSmallIntegerField(
        _("månader innan utfallet finns"), default=0, help_text=_("Efter periodens slut.")
    )
    by_sex = models.BooleanField(_("delas upp på kön"), default=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("ansvarig"),
    )
    source_kind = models.CharField(_("slags källa"), max_length=6, choices=SourceKind, default=SourceKind.OWN)
    source = models.CharField(_("källa"), max_length=120, blank=True)
    kolada_id = models.CharField(_("nyckeltal i Kolada"), max_length=10, blank=True)
    peer_group = models.ForeignKey(
        KoladaGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("jämförs med"),
    )
    comment = models.TextField(_("kommentar"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("indikator")
        verbose_name_plural = _("indikatorer")
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, quality_factor__isnull=True)
                | Q(item__isnull=True, quality_factor__isnull=False),
                name="indicator_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorValue(TrackedModel):
    """Target and outcome of a period: a year up to and with ``month`` (12: the whole year), for all or for one sex.

    Either may be missing; a missing outcome of a past period says why.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="values", verbose_name=_("indikator")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    month = models.PositiveSmallIntegerField(_("till och med månad"), default=12)
    sex = models.CharField(_("kön"), max_length=1, choices=Sex, default=Sex.TOTAL)
    target = models.DecimalField(_("målvärde"), max_digits=14, decimal_places=3, null=True, blank=True)
    target_high = models.DecimalField(_("målvärde, högst"), max_digits=14, decimal_places=3, null=True, blank=True)
    outcome = models.DecimalField(_("utfall"), max_digits=14, decimal_places=3, null=True, blank=True)
    missing_reason = models.CharField(_("varför utfall saknas"), max_length=200, blank=True)
    comment = models.TextField(_("kommentar"), blank=True)
    # Where it came from, when it was not written by hand: kept with the value, since definitions change (domain §6.3).
    definition = models.TextField(_("definition då"), blank=True)
    fetched_at = models.DateTimeField(_("hämtat"), null=True, blank=True)
    # What the thresholds propose and what a person has said of it.
    proposed_status = models.CharField(_("föreslagen status"), max_length=12, blank=True)
    status = models.CharField(_("status"), max_length=12, blank=True)
    status_reason = models.CharField(_("varför en annan status"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("indikatorvärde")
        verbose_name_plural = _("indikatorvärden")
        ordering = ["indicator", "year", "month", "sex"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "month", "sex"], name="indicator_period_once"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(missing_reason=""), name="indicator_missing_or_not"
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="indicator_month"),
            models.CheckConstraint(
                condition=Q(status="")
                | Q(proposed_status="")
                | Q(status=models.F("proposed_status"))
                | ~Q(status_reason=""),
                name="indicator_other_status_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"
