"""Companies have a result to reach and not a frame (domain §10, traps): the owner's demand, a year at a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class ResultDemand(TrackedModel):
    """The result after financial items that the owner asks of a company in ``year``: öre, + = surplus. ``budget`` is what its own board has decided."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="result_demands", verbose_name=_("bolag"))
    year = models.PositiveSmallIntegerField(_("år"))
    amount = models.BigIntegerField(_("resultatkrav, öre"))
    budget = models.BigIntegerField(_("bolagets budgeterade resultat, öre"), null=True, blank=True)
    note = models.CharField(_("förklaring"), max_length=200, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="result_demands", verbose_name=_("beslut")
    )

    class Meta:
        verbose_name = _("resultatkrav")
        verbose_name_plural = _("resultatkrav")
        ordering = ["year", "unit"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="result_demand_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"
