"""What KF decides about the whole: the result budget's lines, the adjustments of the balance requirement (KL 11:5–6, LKBR 5 and 11:10), and the
figures of statements that are written in because no file of ours has them."""

from django.db import models
from django.db.models import Q
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

    Those in ``FACTS`` are no lines but what the statement's rules ask for. The reserve that may be used from 2024 on is resultatreserven (RER); what is left
    of the older resultatutjämningsreserven (RUR) is kept apart, since other rules hold for it.
    """

    CAPITAL_GAINS = "capital_gains", _("Samtliga realisationsvinster")
    GAINS_EXEMPT = "gains_exempt", _("Realisationsvinster enligt undantagsmöjlighet")
    LOSSES_EXEMPT = "losses_exempt", _("Realisationsförluster enligt undantagsmöjlighet")
    UNREALISED = "unrealised", _("Orealiserade vinster och förluster i värdepapper")
    UNREALISED_REVERSED = "unrealised_reversed", _("Återföring av orealiserade vinster och förluster i värdepapper")
    TO_RESERVE = "to_reserve", _("Reservering till resultatreserv")
    FROM_RESERVE = "from_reserve", _("Användning av resultatreserv")
    FROM_OLD_RESERVE = "from_old_reserve", _("Användning av äldre resultatutjämningsreserv (RUR)")
    SPECIAL_REASONS = "special_reasons", _("Synnerliga skäl")
    RESERVE_OPENING = "reserve_opening", _("Ingående resultatreserv när systemet togs i bruk")
    OLD_RESERVE_OPENING = (
        "old_reserve_opening",
        _("Ingående äldre resultatutjämningsreserv (RUR) när systemet togs i bruk"),
    )
    DEFICIT_OPENING = "deficit_opening", _("Ingående underskott att återställa när systemet togs i bruk")
    EQUITY_IN_FULL = "equity_in_full", _("Eget kapital inklusive ansvarsförbindelse för pensioner")


FACTS = (
    AdjustmentKind.RESERVE_OPENING,
    AdjustmentKind.OLD_RESERVE_OPENING,
    AdjustmentKind.DEFICIT_OPENING,
    AdjustmentKind.EQUITY_IN_FULL,
)
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


class Statement(models.TextChoices):
    """The statements whose figures may be written in (LKBR 5, 6, 8 and 12 kap.), and what the ratios and the overview ask for besides."""

    INCOME = "income", _("resultaträkning")
    BALANCE = "balance", _("balansräkning")
    CASH_FLOW = "cash_flow", _("kassaflödesanalys")
    FACTS = "facts", _("uppgifter till nyckeltalen")


class Whose(models.TextChoices):
    """The column of a statement: the municipality as a legal person, or the whole group."""

    MUNICIPALITY = "municipality", _("kommunen")
    GROUP = "group", _("kommunkoncernen")


class FigureVersion(models.TextChoices):
    BUDGET = "budget", _("budget")
    ACTUAL = "actual", _("utfall")


class StatementFigure(TrackedModel):
    """One line of a statement as somebody has written it in: in the statement's own sign, and in the line's unit (öre, but persons for a number of them).

    ``line`` is the key of a line that carries an amount (``budget.queries.shapes``): a sum is never stored. Where there is one it goes before what the system
    works out, and the page says so with ``source``. A budget has its decision. The municipality's result budget is ``ResultBudget`` and nothing here.
    """

    year = models.PositiveSmallIntegerField(_("år"))
    statement = models.CharField(_("räkning"), max_length=10, choices=Statement)
    line = models.CharField(_("rad"), max_length=30)
    whose = models.CharField(_("kolumn"), max_length=12, choices=Whose, default=Whose.MUNICIPALITY)
    version = models.CharField(_("version"), max_length=6, choices=FigureVersion)
    amount = models.BigIntegerField(_("belopp, öre"))
    source = models.CharField(_("källa"), max_length=200, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statement_figures",
        verbose_name=_("beslut"),
    )

    class Meta:
        verbose_name = _("inskriven siffra")
        verbose_name_plural = _("inskrivna siffror")
        ordering = ["year", "statement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "statement", "line", "whose", "version"], name="statement_figure_once"
            ),
            models.CheckConstraint(
                condition=~Q(version="budget") | Q(decision__isnull=False), name="statement_budget_is_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_statement_display()}, {self.line} {self.year} ({self.get_whose_display()})"
