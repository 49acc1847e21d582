"""What an investment project has cost where the ledger books it on the balance sheet's own accounts, project by project."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.models.account import Account
from budget.models.actuals import ActualBatch
from budget.models.coding import Project
from sala_styr.organisation.models import Unit


class Outlay(models.Model):
    """A movement of a fixed asset's account that carries a project's code: öre in report sign (what is spent −, grants and other income +).

    ``period`` as in ``Actual``; ``row`` is the first of the file's rows that are added up here. No history row each: the batch is the audit (quality §0.3).
    """

    batch = models.ForeignKey(
        ActualBatch, on_delete=models.PROTECT, related_name="outlays", verbose_name=_("inläsning")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="outlays", verbose_name=_("enhet"))
    year = models.PositiveSmallIntegerField(_("år"))
    period = models.PositiveSmallIntegerField(_("period"), null=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="outlays", verbose_name=_("konto"))
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="outlays", verbose_name=_("projekt"))
    amount = models.BigIntegerField(_("belopp, öre"))
    row = models.PositiveIntegerField(_("rad i filen"), null=True)

    class Meta:
        verbose_name = _("investeringsutgift på balanskonto")
        verbose_name_plural = _("investeringsutgifter på balanskonton")
        constraints = [
            models.CheckConstraint(
                condition=Q(period__isnull=True) | Q(period__gte=1, period__lte=18), name="outlay_period_in_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.period or 'år'} {self.account_id}: {self.amount}"
