"""Investments (domain §4.5): what may be spent on a project in all and each year, what has been, and what it is judged to end at.

Öre in report sign: an expenditure is negative, a grant or other income positive; variance = actual − budget as everywhere.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.models.coding import Project
from budget.models.ledger import EntriesAreForEver
from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class InvestmentKind(models.TextChoices):
    NEW = "new", _("nyinvestering")
    RENEWAL = "renewal", _("reinvestering")
    DEVELOPMENT = "development", _("exploatering")


class InvestmentState(models.TextChoices):
    PLANNED = "planned", _("planerad")
    ONGOING = "ongoing", _("pågår")
    DONE = "done", _("färdig")
    CANCELLED = "cancelled", _("avbruten")


class InvestmentProject(TrackedModel):
    """A project of the investment budget. ``running_cost``: öre a year from ``completion_year`` on (kapitaltjänst and running), report sign."""

    project = models.OneToOneField(
        Project, on_delete=models.PROTECT, related_name="investment", verbose_name=_("projekt")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="investments", verbose_name=_("enhet"))
    kind = models.CharField(_("slag"), max_length=12, choices=InvestmentKind, default=InvestmentKind.NEW)
    state = models.CharField(_("läge"), max_length=10, choices=InvestmentState, default=InvestmentState.PLANNED)
    text = models.TextField(_("beskrivning"), blank=True)
    completion_year = models.PositiveSmallIntegerField(_("färdigt år"), null=True, blank=True)
    running_cost = models.BigIntegerField(_("driftkonsekvens per år, öre"), null=True, blank=True)
    opening_actual = models.BigIntegerField(_("utfall innan systemet togs i bruk, öre"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("investeringsprojekt")
        verbose_name_plural = _("investeringsprojekt")
        ordering = ["project__number"]

    def __str__(self) -> str:
        return str(self.project)


class InvestmentEntryKind(models.TextChoices):
    TOTAL = "total", _("beslutad totalutgift")
    BUDGET = "budget", _("årets budget")
    SUPPLEMENTARY = "supplementary", _("tilläggsanslag")
    REALLOCATION = "reallocation", _("omfördelning")
    CARRY_OVER = "carry_over", _("ombudgetering")


class InvestmentEntry(TrackedModel):
    """An amount decided for a project: öre, report sign. Never changed; a mistake is met by a counter-entry.

    TOTAL has no year and adds to what the project may cost in all; every other kind belongs to a year. A reallocation is one entry per project, and those
    that belong together (``group``) sum to zero. A carry-over moves what was not used in ``from_year`` to ``year``: it is the same money, so the total stays.
    """

    project = models.ForeignKey(
        InvestmentProject, on_delete=models.PROTECT, related_name="entries", verbose_name=_("projekt")
    )
    kind = models.CharField(_("slag"), max_length=14, choices=InvestmentEntryKind)
    year = models.PositiveSmallIntegerField(_("år"), null=True, blank=True)
    from_year = models.PositiveSmallIntegerField(_("från år"), null=True, blank=True)
    amount = models.BigIntegerField(_("belopp, öre"))
    text = models.CharField(_("vad det gäller"), max_length=200)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="investment_entries", verbose_name=_("beslut")
    )
    booked_on = models.DateField(_("gäller från"))
    group = models.UUIDField(_("hör ihop med"), null=True, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("rättar")
    )
    recorded_at = models.DateTimeField(_("antecknad"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="investment_entries",
        verbose_name=_("antecknad av"),
    )

    class Meta:
        verbose_name = _("post i investeringsbudgeten")
        verbose_name_plural = _("poster i investeringsbudgeten")
        ordering = ["booked_on", "pk"]
        indexes = [models.Index(fields=["year", "project"], name="investment_entry_year")]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="investment_entry_is_something"),
            models.CheckConstraint(
                condition=Q(kind="total", year__isnull=True) | (~Q(kind="total") & Q(year__isnull=False)),
                name="investment_total_has_no_year",
            ),
            models.CheckConstraint(
                condition=Q(kind="carry_over", from_year__isnull=False)
                | (~Q(kind="carry_over") & Q(from_year__isnull=True)),
                name="investment_carry_over_is_from",
            ),
            models.CheckConstraint(
                condition=~Q(kind="reallocation") | Q(group__isnull=False), name="investment_reallocation_is_paired"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year or ''}: {self.text}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EntriesAreForEver
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise EntriesAreForEver


class InvestmentActual(TrackedModel):
    """What a project has cost in a year through a month (öre, report sign), as it was noted or imported. The newest month of a year counts.

    ``source``: the file it came from, "" when it was written in by hand.
    """

    project = models.ForeignKey(
        InvestmentProject, on_delete=models.PROTECT, related_name="actuals", verbose_name=_("projekt")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    month = models.PositiveSmallIntegerField(_("till och med månad"))
    amount = models.BigIntegerField(_("utfall hittills under året, öre"))
    source = models.CharField(_("fil"), max_length=200, blank=True)
    row = models.PositiveIntegerField(_("rad i filen"), null=True, blank=True)

    class Meta:
        verbose_name = _("investeringsutfall")
        verbose_name_plural = _("investeringsutfall")
        ordering = ["project", "year", "month"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "month"], name="investment_actual_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="investment_actual_month"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.year}-{self.month:02d}"


class InvestmentForecast(TrackedModel):
    """A person's judgement after ``month``: the year's cost, the project's total and when it is ready. Every version is kept; the newest counts."""

    project = models.ForeignKey(
        InvestmentProject, on_delete=models.PROTECT, related_name="forecasts", verbose_name=_("projekt")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    month = models.PositiveSmallIntegerField(_("efter månad"))
    version = models.PositiveSmallIntegerField(_("version"))
    year_amount = models.BigIntegerField(_("årets utgift, öre"))
    total = models.BigIntegerField(_("beräknad totalutgift, öre"))
    completion_year = models.PositiveSmallIntegerField(_("färdigt år"))
    comment = models.TextField(_("kommentar"))
    made_at = models.DateTimeField(_("gjord"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="investment_forecasts",
        verbose_name=_("gjord av"),
    )

    class Meta:
        verbose_name = _("prognos för investering")
        verbose_name_plural = _("prognoser för investeringar")
        ordering = ["-year", "-month", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "month", "version"], name="investment_forecast_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="investment_forecast_month"),
            models.CheckConstraint(condition=~Q(comment=""), name="investment_forecast_has_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.year}-{self.month:02d} v{self.version}"
