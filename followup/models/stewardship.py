"""God ekonomisk hushållning (KL 11:1, 11:6): the council's financial and operational goals for it, and how each ended."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.models.assessment import Status
from goals.models import PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel


class StewardshipKind(models.TextChoices):
    FINANCIAL = "financial", _("finansiellt mål")
    OPERATIONAL = "operational", _("verksamhetsmål")


class StewardshipGoal(TrackedModel):
    """One of the council's goals for a year's god ekonomisk hushållning.

    A financial one may be measured by a ratio, at ``least`` or at ``most`` so much: per cent, or kronor where the ratio is per person. An operational
    one is normally a goal of the plan, and what is said of that is what is said here. Only goals outside the plan are judged by themselves:
    ``status`` and ``comment`` are a person's, whatever the ratio says.
    """

    year = models.PositiveSmallIntegerField(_("år"))
    kind = models.CharField(_("slag"), max_length=11, choices=StewardshipKind)
    text = models.CharField(_("målet i ord"), max_length=300, blank=True)
    # A key of ``budget.queries.ratios.KINDS``: which there are is that module's, so no choices here.
    ratio = models.CharField(_("mäts med"), max_length=30, blank=True)
    least = models.DecimalField(_("minst"), max_digits=12, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(_("högst"), max_digits=12, decimal_places=2, null=True, blank=True)
    plan_item = models.ForeignKey(
        PlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stewardship",
        verbose_name=_("mål i planen"),
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stewardship_goals",
        verbose_name=_("beslut"),
    )
    status = models.CharField(_("så gick det"), max_length=12, choices=Status, blank=True)
    comment = models.TextField(_("varför"), blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("bedömt av")
    )
    judged_at = models.DateTimeField(_("bedömt"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("mål för god ekonomisk hushållning")
        verbose_name_plural = _("mål för god ekonomisk hushållning")
        ordering = ["year", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "plan_item"], name="stewardship_item_once"),
            models.CheckConstraint(condition=~Q(text="") | Q(plan_item__isnull=False), name="stewardship_says_what"),
            models.CheckConstraint(
                condition=Q(ratio="", least__isnull=True, most__isnull=True)
                | (Q(kind="financial") & ~Q(ratio="") & (Q(least__isnull=False) | Q(most__isnull=False))),
                name="stewardship_ratio_has_limit",
            ),
            models.CheckConstraint(condition=Q(status="") | ~Q(comment=""), name="stewardship_status_has_comment"),
            models.CheckConstraint(
                condition=Q(plan_item__isnull=True) | Q(status=""), name="stewardship_plan_judges_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.plan_item)

    def is_met_by(self, value: Decimal) -> bool:
        """Does ``value`` reach what was decided?"""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)
