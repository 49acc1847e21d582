"""Investments (domain §4.5): what may be spent on a project in all and each year, what has been, and what it is judged to end at.

Öre in report sign: an expenditure is negative, a grant or other income positive; variance = actual − budget as everywhere, so + is money left.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budget.models.coding import Project
from budget.models.ledger import NeverChanged
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


OPEN_STATES = (InvestmentState.PLANNED, InvestmentState.ONGOING)


class InvestmentProject(TrackedModel):
    """A project of the investment budget, named by its code in the coding string.

    ``running_cost``: öre a year in report sign (kapitaltjänst and running, normally negative) from ``completion_year`` on.
    """

    project = models.OneToOneField(
        Project, on_delete=models.PROTECT, related_name="investment", verbose_name=_("projekt")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="investments", verbose_name=_("enhet"))
    kind = models.CharField(_("slag"), max_length=12, choices=InvestmentKind, default=InvestmentKind.NEW)
    state = models.CharField(_("läge"), max_length=10, choices=InvestmentState, default=InvestmentState.PLANNED)
    text = models.TextField(_("beskrivning"), blank=True)
    completion_year = models.PositiveSmallIntegerField(_("färdigt år"), null=True, blank=True)
    running_cost = models.BigIntegerField(_("driftkonsekvens per år, öre"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("investeringsprojekt")
        verbose_name_plural = _("investeringsprojekt")
        ordering = ["project__code"]

    def __str__(self) -> str:
        return str(self.project)

    @property
    def is_open(self) -> bool:
        """May anything still be decided, noted or judged about it?"""
        return self.state in OPEN_STATES


class InvestmentEntryKind(models.TextChoices):
    TOTAL = "total", _("beslutad totalutgift")
    BUDGET = "budget", _("årets budget")
    SUPPLEMENTARY = "supplementary", _("tilläggsanslag")
    REALLOCATION = "reallocation", _("omfördelning")
    CARRY_OVER = "carry_over", _("ombudgetering")


class InvestmentEntry(NeverChanged):
    """An amount decided for a project. Never changed; a mistake is met by a counter-entry.

    TOTAL has no year and adds to what the project may cost in all; every other kind belongs to a year. The entries of one decision share a ``group``; those
    of a reallocation sum to zero. A carry-over moves what was not used in ``from_year`` to ``year``: it is the same money, so the total stays.
    """

    project = models.ForeignKey(
        InvestmentProject, on_delete=models.PROTECT, related_name="entries", verbose_name=_("projekt")
    )
    kind = models.CharField(_("slag"), max_length=14, choices=InvestmentEntryKind)
    year = models.PositiveSmallIntegerField(_("år"), null=True, blank=True)
    from_year = models.PositiveSmallIntegerField(_("från år"), null=True, blank=True)
    amount = models.BigIntegerField(_("belopp, öre"))
    text = models.CharField(_("vad det gäller"), max_length=200)
    financing = models.CharField(
        _("finansiering"), max_length=200, blank=True, help_text=_("Hur ett tilläggsanslag betalas (KL 11:15).")
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="investment_entries", verbose_name=_("beslut")
    )
    booked_on = models.DateField(_("gäller från"))
    group = models.UUIDField(_("hör ihop med"))
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("rättar")
    )
    recorded_at = models.DateTimeField(_("antecknad"), default=timezone.now, editable=False)
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
        indexes = [
            models.Index(fields=["year", "project"], name="investment_entry_year"),
            models.Index(fields=["group"], name="investment_entry_group"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="investment_entry_is_something"),
            models.CheckConstraint(
                condition=Q(kind="total", year__isnull=True) | (~Q(kind="total") & Q(year__isnull=False)),
                name="investment_total_has_no_year",
            ),
            models.CheckConstraint(
                condition=Q(kind="carry_over", from_year__isnull=False, from_year__lt=F("year"))
                | (~Q(kind="carry_over") & Q(from_year__isnull=True)),
                name="investment_carry_over_is_from",
            ),
            models.CheckConstraint(
                condition=~Q(kind="supplementary") | ~Q(financing=""), name="investment_supplement_is_financed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year or ''}: {self.text}"


class InvestmentActual(NeverChanged):
    """What a project has cost in ``year`` from January through ``month``, net of income. The newest month counts, in its newest version.

    ``amount`` None takes back what was noted for that month. ``income``: what of the net is grants and other income (≥ 0).
    ``source``: the file it came from, "" when it was written in by hand; ``row`` its row there.
    """

    project = models.ForeignKey(
        InvestmentProject, on_delete=models.PROTECT, related_name="actuals", verbose_name=_("projekt")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    month = models.PositiveSmallIntegerField(_("till och med månad"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    amount = models.BigIntegerField(_("nettoutgift hittills under året, öre"), null=True)
    income = models.BigIntegerField(_("varav inkomster, öre"), null=True, blank=True)
    source = models.CharField(_("fil"), max_length=200, blank=True)
    row = models.PositiveIntegerField(_("rad i filen"), null=True, blank=True)
    noted_at = models.DateTimeField(_("antecknat"), default=timezone.now, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="investment_actuals",
        verbose_name=_("antecknat av"),
    )

    class Meta:
        verbose_name = _("investeringsutfall")
        verbose_name_plural = _("investeringsutfall")
        ordering = ["year", "month", "version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "month", "version"], name="investment_actual_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="investment_actual_month"),
            models.CheckConstraint(
                condition=Q(income__isnull=True) | Q(income__gte=0), name="investment_income_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.year}-{self.month:02d}"


class InvestmentForecast(NeverChanged):
    """A person's judgement after ``month``: the year's net cost, the project's total and when it is ready. Every version is kept; the newest counts."""

    project = models.ForeignKey(
        InvestmentProject, on_delete=models.PROTECT, related_name="forecasts", verbose_name=_("projekt")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    month = models.PositiveSmallIntegerField(_("efter månad"))
    version = models.PositiveSmallIntegerField(_("version"))
    year_amount = models.BigIntegerField(_("årets nettoutgift, öre"))
    total = models.BigIntegerField(_("beräknad totalutgift, öre"))
    completion_year = models.PositiveSmallIntegerField(_("färdigt år"))
    comment = models.TextField(_("kommentar"))
    made_at = models.DateTimeField(_("gjord"), default=timezone.now, editable=False)
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
