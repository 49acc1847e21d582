"""Intern kontroll: risks valued by a matrix, the plan that a nämnd decides, what is controlled, what was found and what is done about it (KL 6:6)."""

import calendar
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit

MONTHS = 12


def usual_likelihoods() -> list[str]:
    """The words of a matrix of four, from the least."""
    return ["osannolik", "mindre sannolik", "möjlig", "sannolik"]


def usual_consequences() -> list[str]:
    """The words of a matrix of four, from the least."""
    return ["försumbar", "lindrig", "kännbar", "allvarlig"]


class RiskMatrix(TrackedModel):
    """How risks are valued: its words are its size. A plan keeps the matrix it was made with; a change is a new matrix."""

    likelihoods = models.JSONField(_("sannolikhet, från den lägsta"), default=usual_likelihoods)
    consequences = models.JSONField(_("konsekvens, från den lägsta"), default=usual_consequences)
    low_to = models.PositiveSmallIntegerField(_("låg risk till och med"), default=3)
    middle_to = models.PositiveSmallIntegerField(_("medelhög risk till och med"), default=8)

    class Meta:
        verbose_name = _("riskmatris")
        verbose_name_plural = _("riskmatriser")
        constraints = [models.CheckConstraint(condition=Q(middle_to__gt=F("low_to")), name="matrix_limits_in_order")]

    def __str__(self) -> str:
        return f"{len(self.likelihoods)} × {len(self.consequences)}"

    def level(self, value: int) -> str:
        """``low``, ``middle`` or ``high`` for a risk's value."""
        if value <= self.low_to:
            return "low"
        return "middle" if value <= self.middle_to else "high"


class PlanQuerySet(models.QuerySet["InternalControlPlan"]):
    def decided(self) -> "PlanQuerySet":
        return self.filter(decision__isnull=False)

    def in_force(self) -> "PlanQuerySet":
        """The newest decided version of each body and year."""
        newer = InternalControlPlan.objects.decided().filter(
            body=OuterRef("body"), year=OuterRef("year"), number__gt=OuterRef("number")
        )
        return self.decided().exclude(Exists(newer))


class InternalControlPlan(TrackedModel):
    """One version of a body's plan of a year. Decided, it never changes: the next version is a copy that gets its own decision."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="control_plans", verbose_name=_("nämnd"))
    year = models.PositiveSmallIntegerField(_("år"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    matrix = models.ForeignKey(RiskMatrix, on_delete=models.PROTECT, related_name="plans", verbose_name=_("matris"))
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="control_plans",
        verbose_name=_("beslut"),
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("internkontrollplan")
        verbose_name_plural = _("internkontrollplaner")
        ordering = ["-year", "body__tree_id", "body__lft", "number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="control_plan_once"),
            models.UniqueConstraint(
                fields=["body", "year"], condition=Q(decision__isnull=True), name="control_plan_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.label} {self.year}"

    @property
    def is_decided(self) -> bool:
        return self.decision_id is not None


class RiskCategory(models.TextChoices):
    OPERATION = "operation", _("verksamhet")
    MONEY = "money", _("ekonomi")
    LEGAL = "legal", _("lagar och regler")
    IT = "it", _("it och information")
    REPORTING = "reporting", _("rapportering")
    OUTSIDE = "outside", _("omvärld")
    FRAUD = "fraud", _("oegentligheter och korruption")


class RiskChoice(models.TextChoices):
    """What one does about it."""

    ACCEPT = "accept", _("vi godtar risken")
    ACT = "act", _("vi gör något åt den")
    CONTROL = "control", _("vi kontrollerar under året")


class Risk(TrackedModel):
    """Something that may go wrong in a unit, valued by the plan's matrix, with what is chosen to be done about it."""

    plan = models.ForeignKey(
        InternalControlPlan, on_delete=models.PROTECT, related_name="risks", verbose_name=_("plan")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="risks", verbose_name=_("verksamhet"))
    process = models.CharField(_("i vilket arbete"), max_length=120)
    text = models.TextField(_("vad kan gå fel"))
    category = models.CharField(_("slag"), max_length=9, choices=RiskCategory, default=RiskCategory.OPERATION)
    likelihood = models.PositiveSmallIntegerField(_("sannolikhet"))
    consequence = models.PositiveSmallIntegerField(_("konsekvens"))
    existing = models.TextField(_("vad vi redan gör"), blank=True)
    choice = models.CharField(_("vad vi väljer"), max_length=7, choices=RiskChoice, default=RiskChoice.CONTROL)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risker")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(likelihood__gte=1, consequence__gte=1), name="risk_has_value"),
            models.CheckConstraint(condition=~Q(text=""), name="risk_has_text"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def value(self) -> int:
        """Likelihood times consequence."""
        return self.likelihood * self.consequence


class Frequency(models.IntegerChoices):
    """How many times a year."""

    ONCE = 1, _("en gång under året")
    HALF_YEAR = 2, _("varje halvår")
    TERTIAL = 3, _("varje tertial")
    QUARTER = 4, _("varje kvartal")
    MONTH = 12, _("varje månad")


class ControlActivity(TrackedModel):
    """Kontrollmoment: what is controlled (or, for a risk one acts on, done), how, how often and by whom.

    In a plan's next version it is a copy that knows the ``first``: what was found belongs to the same control in every version.
    """

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="activities", verbose_name=_("risk"))
    first = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies", verbose_name=_("först skriven")
    )
    text = models.TextField(_("vad som kontrolleras eller görs"))
    method = models.CharField(_("hur"), max_length=200, blank=True)
    frequency = models.PositiveSmallIntegerField(_("hur ofta"), choices=Frequency, default=Frequency.ONCE)
    due = models.DateField(_("senast"), null=True, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="controls", verbose_name=_("ansvarig")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("kontrollmoment")
        verbose_name_plural = _("kontrollmoment")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="control_activity_has_text")]

    def __str__(self) -> str:
        return self.text

    @property
    def line(self) -> int:
        """The id that the control has in common with its copies."""
        return self.first_id or self.pk

    def days(self, year: int) -> list[date]:
        """The last day of each time it is to be done in the plan's ``year``; ``due`` when it is done once and a day is given."""
        if self.frequency == Frequency.ONCE:
            return [self.due or date(year, MONTHS, 31)]
        months = range(MONTHS // self.frequency, MONTHS + 1, MONTHS // self.frequency)
        return [date(year, month, calendar.monthrange(year, month)[1]) for month in months]


class Finding(models.TextChoices):
    NONE = "none", _("ingen avvikelse")
    MINOR = "minor", _("mindre avvikelse")
    MAJOR = "major", _("större avvikelse")
    DONE = "done", _("gjort")


DEVIATIONS = (Finding.MINOR, Finding.MAJOR)


class ControlResult(TrackedModel):
    """What a control found, when and by whom it was done. DONE is for what a unit does about a risk without controlling it."""

    activity = models.ForeignKey(
        ControlActivity, on_delete=models.PROTECT, related_name="results", verbose_name=_("kontrollmoment")
    )
    day = models.DateField(_("dag"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("av vem"), null=True
    )
    finding = models.CharField(_("vad ni fann"), max_length=5, choices=Finding)
    text = models.TextField(_("med ord"))

    class Meta:
        verbose_name = _("resultat av kontroll")
        verbose_name_plural = _("resultat av kontroller")
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.day}: {self.get_finding_display()}"

    @property
    def is_deviation(self) -> bool:
        return self.finding in DEVIATIONS


class ControlMeasure(TrackedModel):
    """What is done about what a control found, by whom and by when."""

    result = models.ForeignKey(
        ControlResult, on_delete=models.PROTECT, related_name="measures", verbose_name=_("resultat")
    )
    text = models.TextField(_("åtgärd"))
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="control_measures", verbose_name=_("ansvarig")
    )
    due = models.DateField(_("klar senast"))
    done_on = models.DateField(_("klar"), null=True, blank=True)
    done_text = models.TextField(_("hur det blev"), blank=True)

    class Meta:
        verbose_name = _("åtgärd efter kontroll")
        verbose_name_plural = _("åtgärder efter kontroller")
        ordering = ["due", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="control_measure_has_text")]

    def __str__(self) -> str:
        return self.text

    def is_late(self, today: date) -> bool:
        """Has its day passed without it being done?"""
        return self.done_on is None and self.due < today
