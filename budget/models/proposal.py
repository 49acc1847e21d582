"""Budget proposals: an unchanged base, and separate measures beside it that can be combined and compared (domain §4.2).

Nothing here is the budget: when the council has decided, an action writes the chosen proposal into the ledger and the result budget.
Öre; ``amount`` is what it does to the municipality's result: a cost is negative, a revenue or a saving positive.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.models.ledger import FrameCause
from budget.models.statement import ResultLine
from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


def _on_one_thing() -> Q:
    """Either a committee's frame or a line of the result budget."""
    return Q(unit__isnull=False, line="") | (Q(unit__isnull=True) & ~Q(line=""))


class BaseAmount(TrackedModel):
    """The unchanged base of the budget that begins in ``budget_year``: what a unit's frame, or a line of the result, would be in ``year`` if nothing new
    were decided. Open until the first proposal is handed in.
    """

    budget_year = models.PositiveSmallIntegerField(_("budgetår"))
    year = models.PositiveSmallIntegerField(_("år"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="base_amounts", verbose_name=_("nämnd")
    )
    line = models.CharField(_("rad i resultatbudgeten"), max_length=18, choices=ResultLine, blank=True)
    amount = models.BigIntegerField(_("belopp, öre"))
    text = models.CharField(_("vad det bygger på"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("basbelopp")
        verbose_name_plural = _("basbelopp")
        ordering = ["budget_year", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget_year", "year", "unit"], condition=Q(unit__isnull=False), name="base_unit_once"
            ),
            models.UniqueConstraint(
                fields=["budget_year", "year", "line"], condition=Q(unit__isnull=True), name="base_line_once"
            ),
            models.CheckConstraint(condition=_on_one_thing(), name="base_is_on_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.get_line_display()} {self.year}"


class ProposalState(models.TextChoices):
    DRAFT = "draft", _("utkast")
    SUBMITTED = "submitted", _("inlämnat")
    ADOPTED = "adopted", _("beslutat")
    REJECTED = "rejected", _("avslaget")


class BudgetProposal(TrackedModel):
    """One whole budget for ``budget_year`` and its plan years: the base and the measures chosen. ``party`` is "" for the board's own."""

    budget_year = models.PositiveSmallIntegerField(_("budgetår"))
    name = models.CharField(_("namn"), max_length=120)
    party = models.CharField(_("parti eller partier"), max_length=120, blank=True)
    text = models.TextField(_("det här vill vi"), blank=True)
    state = models.CharField(_("läge"), max_length=10, choices=ProposalState, default=ProposalState.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="budget_proposals", verbose_name=_("skrivs av")
    )
    submitted_at = models.DateTimeField(_("inlämnat"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_proposals",
        verbose_name=_("beslut"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("budgetförslag")
        verbose_name_plural = _("budgetförslag")
        ordering = ["-budget_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["budget_year", "name"], name="proposal_once"),
            models.UniqueConstraint(
                fields=["budget_year"], condition=Q(state="adopted"), name="proposal_one_is_adopted"
            ),
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(decision__isnull=False), name="proposal_adopted_has_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Measure(TrackedModel):
    """Åtgärd: one change of the base, by itself. ``owner`` is the proposal that it was written for; None for those that officials offer to all."""

    budget_year = models.PositiveSmallIntegerField(_("budgetår"))
    title = models.CharField(_("rubrik"), max_length=120)
    text = models.TextField(_("vad den innebär"), blank=True)
    consequence = models.TextField(_("konsekvenser"), blank=True)
    cause = models.CharField(_("skäl"), max_length=12, choices=FrameCause, default=FrameCause.INITIATIVE)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("nämnd")
    )
    line = models.CharField(_("rad i resultatbudgeten"), max_length=18, choices=ResultLine, blank=True)
    owner = models.ForeignKey(
        BudgetProposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_measures",
        verbose_name=_("skriven för"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("åtgärd i budgetförslag")
        verbose_name_plural = _("åtgärder i budgetförslag")
        ordering = ["budget_year", "pk"]
        constraints = [models.CheckConstraint(condition=_on_one_thing(), name="measure_is_on_one_thing")]

    def __str__(self) -> str:
        return self.title


class MeasureAmount(TrackedModel):
    """What a measure does to the result of one year, compared with the base: öre."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="amounts", verbose_name=_("åtgärd"))
    year = models.PositiveSmallIntegerField(_("år"))
    amount = models.BigIntegerField(_("belopp, öre"))

    class Meta:
        verbose_name = _("belopp för åtgärd")
        verbose_name_plural = _("belopp för åtgärder")
        ordering = ["measure", "year"]
        constraints = [models.UniqueConstraint(fields=["measure", "year"], name="measure_year_once")]

    def __str__(self) -> str:
        return f"{self.measure} {self.year}"


class ChosenMeasure(TrackedModel):
    """A measure that a proposal has taken in."""

    proposal = models.ForeignKey(
        BudgetProposal, on_delete=models.CASCADE, related_name="chosen", verbose_name=_("budgetförslag")
    )
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="chosen_in", verbose_name=_("åtgärd"))

    class Meta:
        verbose_name = _("vald åtgärd")
        verbose_name_plural = _("valda åtgärder")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "measure"], name="measure_chosen_once")]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.measure}"
