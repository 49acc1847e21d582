"""The detail budget: one row per unit, account and purpose, with its twelve months."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budget.models.account import Account
from budget.models.coding import ActivityCode, Counterparty, Project
from budget.models.curves import Curve, CurveKind
from goals.models import PlanItem
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit

MONTHS = tuple(f"m{number:02d}" for number in range(1, 13))


class LineLink(models.TextChoices):
    """Every krona traces to a part of the plan, is the core mission's, or is honestly unlinked (design §1)."""

    PLAN_ITEM = "plan_item", _("del av planen")
    CORE_MISSION = "core_mission", _("grunduppdrag")
    SHARED = "shared", _("flera delar av planen")
    UNLINKED = "unlinked", _("inte kopplad")


class DetailBudget(TrackedModel):
    """A unit's detail budget of a year: open, or locked when it equals the allocation to the öre (invariant 3)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="detail_budgets", verbose_name=_("enhet"))
    year = models.PositiveSmallIntegerField(_("år"))
    locked_at = models.DateTimeField(_("låst"), null=True, blank=True)

    class Meta:
        verbose_name = _("detaljbudget")
        verbose_name_plural = _("detaljbudgetar")
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="detail_budget_once")]

    def __str__(self) -> str:
        return f"Detaljbudget {self.year}, {self.unit}"


class DetailLine(TrackedModel):
    """Öre in report sign (revenue +, cost −). ``amount`` is the year; the database itself holds that the months sum to it (invariant 4)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="detail_lines", verbose_name=_("enhet"))
    year = models.PositiveSmallIntegerField(_("år"))
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="detail_lines", verbose_name=_("konto"))
    link = models.CharField(_("hör till"), max_length=12, choices=LineLink, default=LineLink.CORE_MISSION)
    plan_item = models.ForeignKey(
        PlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="detail_lines",
        verbose_name=_("del av planen"),
    )
    activity = models.ForeignKey(
        ActivityCode,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="detail_lines",
        verbose_name=_("verksamhet"),
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="detail_lines", verbose_name=_("projekt")
    )
    counterparty = models.ForeignKey(
        Counterparty,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="detail_lines",
        verbose_name=_("motpart"),
    )
    text = models.CharField(_("text"), max_length=120, blank=True)
    curve = models.CharField(_("fördelning över året"), max_length=8, choices=CurveKind, default=CurveKind.MANUAL)
    own_curve = models.ForeignKey(
        Curve, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("egen kurva")
    )
    amount = models.BigIntegerField(_("året, öre"))
    m01 = models.BigIntegerField(_("januari"), default=0)
    m02 = models.BigIntegerField(_("februari"), default=0)
    m03 = models.BigIntegerField(_("mars"), default=0)
    m04 = models.BigIntegerField(_("april"), default=0)
    m05 = models.BigIntegerField(_("maj"), default=0)
    m06 = models.BigIntegerField(_("juni"), default=0)
    m07 = models.BigIntegerField(_("juli"), default=0)
    m08 = models.BigIntegerField(_("augusti"), default=0)
    m09 = models.BigIntegerField(_("september"), default=0)
    m10 = models.BigIntegerField(_("oktober"), default=0)
    m11 = models.BigIntegerField(_("november"), default=0)
    m12 = models.BigIntegerField(_("december"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("rad i detaljbudgeten")
        verbose_name_plural = _("rader i detaljbudgeten")
        ordering = ["account__number", "pk"]
        indexes = [
            models.Index(fields=["year", "unit", "account"], name="line_year_unit"),
            models.Index(fields=["year", "plan_item"], name="line_year_item"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=sum((F(month) for month in MONTHS[1:]), F(MONTHS[0]))),
                name="line_months_sum_to_year",
            ),
            models.CheckConstraint(
                condition=Q(link="plan_item", plan_item__isnull=False)
                | (~Q(link="plan_item") & Q(plan_item__isnull=True)),
                name="line_link_is_true",
            ),
            models.CheckConstraint(
                condition=Q(curve="own", own_curve__isnull=False) | (~Q(curve="own") & Q(own_curve__isnull=True)),
                name="line_curve_is_true",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.text}".strip()

    @property
    def months(self) -> tuple[int, ...]:
        """The twelve months' amounts, January first."""
        return tuple(getattr(self, month) for month in MONTHS)

    @property
    def purpose(self) -> str:
        """What the line belongs to, in words. One query for a shared line whose shares have not been fetched beside it."""
        if self.link == LineLink.SHARED:
            return ", ".join(str(share) for share in self.shares.all())
        return self.plan_item.title if self.plan_item else str(self.get_link_display())


class LineShare(TrackedModel):
    """The part of a line that one part of the plan has, where several have it together: ``share`` in hundredths of a percent, ``amount`` in öre.

    The shares of a line make 100 %, and their amounts are the line's to the öre (largest remainder). They come and go as a whole set; actions keep it so.
    """

    line = models.ForeignKey(DetailLine, on_delete=models.CASCADE, related_name="shares", verbose_name=_("rad"))
    plan_item = models.ForeignKey(
        PlanItem, on_delete=models.PROTECT, related_name="line_shares", verbose_name=_("del av planen")
    )
    year = models.PositiveSmallIntegerField(_("år"), editable=False)
    share = models.PositiveSmallIntegerField(_("andel, hundradels procent"))
    amount = models.BigIntegerField(_("året, öre"))

    class Meta:
        verbose_name = _("andel av rad")
        verbose_name_plural = _("andelar av rader")
        ordering = ["pk"]
        # Covers the red thread's sum of a year, which would otherwise look up every line.
        indexes = [models.Index(fields=["year", "plan_item", "amount"], name="share_year_item")]
        constraints = [
            models.UniqueConstraint(fields=["line", "plan_item"], name="line_share_once"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lt=10000), name="line_share_is_a_part"),
        ]

    def __str__(self) -> str:
        percent = f"{self.share / 100:g}".replace(".", ",")
        return f"{self.plan_item.title} {percent} %"
