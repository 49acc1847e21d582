"""A deviation's cause, and what is done about a deficit, followed in kronor (domain §4.4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.models.forecast import Forecast
from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class DeviationNote(TrackedModel):
    """Why a forecast is off the budget, and what is done about it: given with the forecast and kept with that version of it.

    ``amount`` is forecast − budget as it was then, öre, + = surplus; ``limit`` what the council's rules let pass without words.
    """

    forecast = models.OneToOneField(Forecast, on_delete=models.PROTECT, related_name="note", verbose_name=_("prognos"))
    amount = models.BigIntegerField(_("avvikelse, öre"))
    limit = models.BigIntegerField(_("gräns, öre"))
    cause = models.TextField(_("orsak"))
    remedy = models.TextField(_("åtgärd"), blank=True)

    class Meta:
        verbose_name = _("förklaring till avvikelse")
        verbose_name_plural = _("förklaringar till avvikelser")
        constraints = [models.CheckConstraint(condition=~Q(cause=""), name="deviation_note_has_cause")]

    def __str__(self) -> str:
        return f"{self.forecast}: {self.amount}"


class MeasureState(models.TextChoices):
    PLANNED = "planned", _("planerad")
    ONGOING = "ongoing", _("pågår")
    DONE = "done", _("genomförd")
    CANCELLED = "cancelled", _("avbruten")


class CorrectiveMeasure(TrackedModel):
    """What a unit does against a deficit. ``expected``: what it shall better the year's result by, öre, + = better."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="corrective_measures", verbose_name=_("enhet")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    title = models.CharField(_("åtgärd"), max_length=160)
    text = models.TextField(_("beskrivning"), blank=True)
    expected = models.BigIntegerField(_("förväntad effekt under året, öre"))
    starts_in = models.PositiveSmallIntegerField(_("ger effekt från månad"), default=1)
    state = models.CharField(_("läge"), max_length=10, choices=MeasureState, default=MeasureState.PLANNED)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ansvarig"),
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrective_measures",
        verbose_name=_("beslut"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("åtgärd mot underskott")
        verbose_name_plural = _("åtgärder mot underskott")
        ordering = ["year", "pk"]
        indexes = [models.Index(fields=["year", "unit"], name="measure_year_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(expected__gt=0), name="measure_betters"),
            models.CheckConstraint(condition=Q(starts_in__gte=1, starts_in__lte=12), name="measure_starts_in_year"),
        ]

    def __str__(self) -> str:
        return self.title


class MeasureEffect(TrackedModel):
    """What a measure has given from the year's beginning through ``month``: öre, + = better, − where it cost more than it gave."""

    measure = models.ForeignKey(
        CorrectiveMeasure, on_delete=models.PROTECT, related_name="effects", verbose_name=_("åtgärd")
    )
    month = models.PositiveSmallIntegerField(_("till och med månad"))
    amount = models.BigIntegerField(_("effekt hittills, öre"))
    comment = models.CharField(_("kommentar"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("effekt av åtgärd")
        verbose_name_plural = _("effekter av åtgärder")
        ordering = ["measure", "month"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "month"], name="measure_effect_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="measure_effect_in_year"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.month:02d}"
