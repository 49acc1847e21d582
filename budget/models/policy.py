"""The council's rules for money, as data: how far ahead it plans, which deviations ask for words, which result it aims at."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel


class BudgetPolicy(TrackedModel):
    """The rules from ``first_year`` on, until others begin. A deviation asks for cause and measure when it is above either limit.

    ``deviation_amount``: öre. ``result_target``: percent of taxes and general grants (KL 11:6, god ekonomisk hushållning).
    """

    first_year = models.PositiveSmallIntegerField(_("gäller från och med år"), unique=True)
    plan_years = models.PositiveSmallIntegerField(
        _("planår efter budgetåret"), default=3, help_text=_("Lagen kräver tre år i planen, budgetåret medräknat.")
    )
    deviation_share = models.DecimalField(
        _("avvikelse som kräver förklaring, procent av budgeten"), max_digits=5, decimal_places=2, default=1
    )
    deviation_amount = models.BigIntegerField(_("avvikelse som kräver förklaring, öre"), default=50_000_000)
    result_target = models.DecimalField(
        _("resultatmål, procent av skatter och generella statsbidrag"), max_digits=5, decimal_places=2, default=2
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("beslut")
    )

    class Meta:
        verbose_name = _("regler för ekonomistyrningen")
        verbose_name_plural = _("regler för ekonomistyrningen")
        ordering = ["-first_year"]
        constraints = [
            models.CheckConstraint(condition=Q(plan_years__gte=2, plan_years__lte=10), name="policy_plans_ahead"),
            models.CheckConstraint(
                condition=Q(deviation_share__gte=0, deviation_amount__gte=0), name="policy_limits_are_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"Regler från {self.first_year}"
