"""Budget proposals: an unchanged base, and separate measures beside it that can be combined and compared (domain §4.2).

Nothing here is the budget: when the council has decided, an action writes the chosen proposal into the ledger and the result budget.
Öre. A base frame is positive, as frames are; a base line is in report sign; a measure's amount is what it does to the municipality's
result: a cost is negative, a saving or a revenue positive.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.models.ledger import FrameCause
from budget.models.statement import ResultLine
from goals.models import PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


def _on_one_thing() -> Q:
    """Either a committee's frame or a line of the result budget; never the cost line, which follows from the frames."""
    return Q(unit__isnull=False, line="") | (Q(unit__isnull=True) & ~Q(line__in=["", "cost"]))


class BaseAmount(TrackedModel):
    """The unchanged base of the budget that begins in ``budget_year``: what a committee's frame, or a line of the result, would be in ``year`` if
    nothing new were decided. Stands fast while any proposal is handed in.
    """

    budget_year = models.PositiveSmallIntegerField(_("budgetår"))
    year = models.PositiveSmallIntegerField(_("år"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="base_amounts", verbose_name=_("nämnd")
    )
    line = models.CharField(_("rad i resultatbudgeten"), max_length=18, choices=ResultLine, blank=True)
    amount = models.BigIntegerField(_("belopp, öre"))

    class Meta:
        verbose_name = _("belopp i budgetens bas")
        verbose_name_plural = _("belopp i budgetens bas")
        ordering = ["budget_year", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget_year", "year", "unit"], condition=Q(unit__isnull=False), name="base_unit_once"
            ),
            models.UniqueConstraint(
                fields=["budget_year", "year", "line"], condition=Q(unit__isnull=True), name="base_line_once"
            ),
            models.CheckConstraint(condition=_on_one_thing(), name="base_is_on_one_thing"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(amount__gte=0), name="base_frame_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.get_line_display()} {self.year}"


class ProposalState(models.TextChoices):
    DRAFT = "draft", _("utkast")
    SUBMITTED = "submitted", _("inlämnat")
    ADOPTED = "adopted", _("beslutat")
    REJECTED = "rejected", _("avslaget")


PROPOSAL_LOOKS: dict[str, tuple[str, str]] = {
    ProposalState.DRAFT: ("empty", "neutral"),
    ProposalState.SUBMITTED: ("half", "info"),
    ProposalState.ADOPTED: ("full", "success"),
    ProposalState.REJECTED: ("none", "neutral"),
}
"""How each state is shown: a symbol that the shell draws, and a tone. The word is the choice's own."""


class BudgetProposal(TrackedModel):
    """One whole budget for ``budget_year`` and its plan years: the base and the measures chosen. ``party`` is "" for the board's own.

    A party's draft is its authors' own: nobody else may know that it is there (``visible_proposals``).
    """

    budget_year = models.PositiveSmallIntegerField(_("budgetår"))
    name = models.CharField(_("namn"), max_length=120)
    party = models.CharField(_("parti eller partier"), max_length=120, blank=True)
    text = models.TextField(_("det här vill vi"), blank=True)
    state = models.CharField(_("läge"), max_length=10, choices=ProposalState, default=ProposalState.DRAFT)
    submitted_at = models.DateTimeField(_("lämnades in"), null=True, blank=True)
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
            models.UniqueConstraint(
                fields=["budget_year", "name"], condition=~Q(state="draft"), name="proposal_name_once"
            ),
            models.UniqueConstraint(
                fields=["budget_year"], condition=Q(state="adopted"), name="proposal_one_is_adopted"
            ),
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(decision__isnull=False), name="proposal_adopted_has_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.state == ProposalState.DRAFT

    @property
    def look(self) -> tuple[str, str]:
        """Symbol and tone of the state."""
        return PROPOSAL_LOOKS[self.state]


class ProposalAuthor(TrackedModel):
    """Somebody who writes a proposal, and so may read it before it is handed in."""

    proposal = models.ForeignKey(
        BudgetProposal, on_delete=models.CASCADE, related_name="authors", verbose_name=_("budgetförslag")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="budget_proposals", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("författare till budgetförslag")
        verbose_name_plural = _("författare till budgetförslag")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "user"], name="proposal_author_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.proposal}"


class ExemptionKind(models.TextChoices):
    """What the law lets a budget without surplus rest on (KL 11:5)."""

    RESERVE = "reserve", _("resultatreserven används")
    SPECIAL = "special", _("synnerliga skäl")


class ProposalExemption(TrackedModel):
    """A year in which the proposal has no surplus, and why the law lets it (KL 11:5). ``amount``: öre out of the reserve; 0 for special reasons."""

    proposal = models.ForeignKey(
        BudgetProposal, on_delete=models.CASCADE, related_name="exemptions", verbose_name=_("budgetförslag")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    kind = models.CharField(_("undantag"), max_length=8, choices=ExemptionKind)
    amount = models.BigIntegerField(_("ur reserven, öre"), default=0)
    reason = models.TextField(_("skäl"), max_length=200)

    class Meta:
        verbose_name = _("undantag från balanskravet i budgetförslag")
        verbose_name_plural = _("undantag från balanskravet i budgetförslag")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "year"], name="exemption_year_once"),
            models.CheckConstraint(
                condition=Q(kind="reserve", amount__gt=0) | Q(kind="special", amount=0), name="exemption_amount_fits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.year}: {self.get_kind_display()}"


class Measure(TrackedModel):
    """Åtgärd: one change of the base, by itself. ``owner`` is the proposal that it was written for; None for those that are offered to all.

    A measure taken back stays, with its day: drafts that had chosen it say so and no longer count it.
    """

    budget_year = models.PositiveSmallIntegerField(_("budgetår"))
    title = models.CharField(_("rubrik"), max_length=120)
    text = models.TextField(_("vad den innebär"), blank=True)
    consequence = models.TextField(_("konsekvenser"), blank=True)
    cause = models.CharField(_("skäl"), max_length=12, choices=FrameCause, default=FrameCause.INITIATIVE)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_measures", verbose_name=_("nämnd")
    )
    line = models.CharField(_("rad i resultatbudgeten"), max_length=18, choices=ResultLine, blank=True)
    plan_item = models.ForeignKey(
        PlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_measures",
        verbose_name=_("del av planen som påverkas"),
    )
    owner = models.ForeignKey(
        BudgetProposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_measures",
        verbose_name=_("skriven för"),
    )
    withdrawn_at = models.DateTimeField(_("återtagen"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("åtgärd i budgetförslag")
        verbose_name_plural = _("åtgärder i budgetförslag")
        ordering = ["budget_year", "pk"]
        constraints = [models.CheckConstraint(condition=_on_one_thing(), name="measure_is_on_one_thing")]

    def __str__(self) -> str:
        return self.title


class MeasureAmount(TrackedModel):
    """What a measure does to the result of one year, compared with the base: öre. A year without a row: nothing."""

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
