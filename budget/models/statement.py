"""What KF decides about the whole: the result budget's lines, and the adjustments of the balance requirement (KL 11:5–6, LKBR 5 and 11:10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel


class ResultLine(models.TextChoices):
    """The lines of the resultaträkning that carry amounts (LKBR 5 kap.); subtotals are derived."""

    REVENUE = "revenue", _("Verksamhetens intäkter")
    COST = "cost", _("Verksamhetens kostnader")
    DEPRECIATION = "depreciation", _("Avskrivningar")
    TAX = "tax", _("Skatteintäkter")
    GRANTS = "grants", _("Generella statsbidrag och utjämning")
    FINANCIAL_REVENUE = "financial_revenue", _("Finansiella intäkter")
    FINANCIAL_COST = "financial_cost", _("Finansiella kostnader")
    EXTRAORDINARY = "extraordinary", _("Extraordinära poster")


class ResultBudget(TrackedModel):
    """KF's budget for one line of the result: öre in report sign."""

    year = models.PositiveSmallIntegerField(_("år"))
    line = models.CharField(_("rad"), max_length=18, choices=ResultLine)
    amount = models.BigIntegerField(_("belopp, öre"))
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="result_budgets", verbose_name=_("beslut")
    )

    class Meta:
        verbose_name = _("rad i resultatbudgeten")
        verbose_name_plural = _("rader i resultatbudgeten")
        constraints = [models.UniqueConstraint(fields=["year", "line"], name="result_budget_line_once")]

    def __str__(self) -> str:
        return f"{self.get_line_display()} {self.year}"


class AdjustmentKind(models.TextChoices):
    """Lines 2–6, 8 and 9 of the balanskravsutredning (domain §4.7) and special reasons (KL 11:13), each with the sign it has there.

    The last three are facts that the statement's rules ask for (``FACTS``).
    """

    CAPITAL_GAINS = "capital_gains", _("Samtliga realisationsvinster")
    GAINS_EXEMPT = "gains_exempt", _("Realisationsvinster enligt undantagsmöjlighet")
    LOSSES_EXEMPT = "losses_exempt", _("Realisationsförluster enligt undantagsmöjlighet")
    UNREALISED = "unrealised", _("Orealiserade vinster och förluster i värdepapper")
    UNREALISED_REVERSED = "unrealised_reversed", _("Återföring av orealiserade vinster och förluster i värdepapper")
    TO_RESERVE = "to_reserve", _("Reservering till resultatreserv")
    FROM_RESERVE = "from_reserve", _("Användning av resultatreserv")
    SPECIAL_REASONS = "special_reasons", _("Synnerliga skäl")
    RESERVE_OPENING = "reserve_opening", _("Ingående resultatreserv när systemet togs i bruk")
    DEFICIT_OPENING = "deficit_opening", _("Ingående underskott att återställa när systemet togs i bruk")
    EQUITY_IN_FULL = "equity_in_full", _("Eget kapital inklusive ansvarsförbindelse för pensioner")


FACTS = (AdjustmentKind.RESERVE_OPENING, AdjustmentKind.DEFICIT_OPENING, AdjustmentKind.EQUITY_IN_FULL)
"""Not lines of the statement but what its rules ask for."""


class BalanceAdjustment(TrackedModel):
    """One line's amount for a year: öre, signed as it is added (gains and reservations are negative)."""

    year = models.PositiveSmallIntegerField(_("år"))
    kind = models.CharField(_("rad"), max_length=20, choices=AdjustmentKind)
    amount = models.BigIntegerField(_("belopp, öre"))
    note = models.CharField(_("förklaring"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("balanskravsjustering")
        verbose_name_plural = _("balanskravsjusteringar")
        constraints = [models.UniqueConstraint(fields=["year", "kind"], name="adjustment_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"
