"""Whether kommunfullmäktige has decided a year's budget: what stood open until then stands as the original budget afterwards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel


class BudgetDecision(TrackedModel):
    """The year's budget: decided when it has its ``decision``, else open. One row a year; what it was before is in its history.

    ``reason``: why it was decided although a check asked for words (invariants 10 and 11).
    """

    year = models.PositiveSmallIntegerField(_("år"), unique=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("beslut")
    )
    decided_at = models.DateTimeField(_("antecknad som beslutad"), null=True, blank=True)
    reason = models.CharField(_("skäl"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("årets budgetbeslut")
        verbose_name_plural = _("årens budgetbeslut")
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__isnull=True, decided_at__isnull=True)
                | Q(decision__isnull=False, decided_at__isnull=False),
                name="budget_decided_by_a_decision",
            )
        ]

    def __str__(self) -> str:
        return f"Budget {self.year}"

    @property
    def is_decided(self) -> bool:
        return self.decision_id is not None
