"""Actuals: what the ledger system says, in batches from files. Each figure knows its batch: its birth certificate."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.models.account import Account
from budget.models.coding import ActivityCode, Counterparty, Project
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class Source(models.TextChoices):
    SIE = "sie", _("SIE-fil")
    CSV = "csv", _("CSV-fil")
    XLSX = "xlsx", _("Excelfil")


class BatchState(models.TextChoices):
    ACTIVE = "active", _("gäller")
    REPLACED = "replaced", _("ersatt av en senare fil")
    WITHDRAWN = "withdrawn", _("återtagen")


class ActualBatch(TrackedModel):
    """One imported file. The same bytes for the same unit count once only; a newer file for the same unit and year replaces the older."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="actual_batches", verbose_name=_("enhet"))
    year = models.PositiveSmallIntegerField(_("räkenskapsår"), help_text=_("Året då räkenskapsåret slutar."))
    first_day = models.DateField(_("räkenskapsårets första dag"))
    last_day = models.DateField(_("räkenskapsårets sista dag"))
    source = models.CharField(_("slag av fil"), max_length=4, choices=Source)
    sie_type = models.CharField(_("SIE-typ"), max_length=2, blank=True)
    filename = models.CharField(_("filnamn"), max_length=200)
    sha256 = models.CharField(_("filens fingeravtryck"), max_length=64)
    company = models.CharField(_("företag enligt filen"), max_length=120, blank=True)
    rows = models.PositiveIntegerField(_("antal rader"))
    opening_total = models.BigIntegerField(_("summa ingående balans, öre"), null=True)
    closing_total = models.BigIntegerField(_("summa utgående balans, öre"), null=True)
    result_total = models.BigIntegerField(
        _("summa resultat, öre"), null=True, help_text=_("Bokföringens tecken: kostnad +, intäkt −.")
    )
    vouchers = models.PositiveIntegerField(_("antal verifikationer"), null=True)
    last_period = models.PositiveSmallIntegerField(
        _("sista period"),
        null=True,
        help_text=_("Den sista perioden som filen har ett belopp i. Tomt när den bara har helår."),
    )
    system = models.CharField(
        _("ekonomisystem"),
        max_length=60,
        blank=True,
        help_text=_("Som SIE-filen säger det (#PROGRAM). Tomt för tabeller."),
    )
    unmapped = models.JSONField(
        _("koder som inte kunde översättas"),
        default=list,
        help_text=_("Del av kodsträngen, kod, benämning, öre, antal."),
    )
    findings = models.JSONField(_("kontroller"), default=list)
    state = models.CharField(_("läge"), max_length=9, choices=BatchState, default=BatchState.ACTIVE)
    imported_at = models.DateTimeField(_("inläst"), auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="actual_batches",
        verbose_name=_("inläst av"),
    )

    class Meta:
        verbose_name = _("inläsning av utfall")
        verbose_name_plural = _("inläsningar av utfall")
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sha256"], condition=Q(state="active"), name="batch_file_counts_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.unit}, {self.year})"

    @property
    def net(self) -> int | None:
        """The file's result in report sign: + is a surplus."""
        return None if self.result_total is None else -self.result_total


class Actual(models.Model):
    """One figure: öre in report sign. ``period`` is the month's number within the fiscal year (1 = its first month), None when the file only has the year.

    No history row each: the batch is the audit (quality §0.3). A figure is never changed; its batch is replaced or withdrawn.
    """

    batch = models.ForeignKey(
        ActualBatch, on_delete=models.PROTECT, related_name="actuals", verbose_name=_("inläsning")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="actuals", verbose_name=_("enhet"))
    year = models.PositiveSmallIntegerField(_("år"))
    period = models.PositiveSmallIntegerField(_("period"), null=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="actuals", verbose_name=_("konto"))
    # Not indexed one by one: half a million rows a year pay for each index, and no code is ever taken away.
    activity = models.ForeignKey(
        ActivityCode,
        on_delete=models.PROTECT,
        null=True,
        related_name="actuals",
        db_index=False,
        verbose_name=_("verksamhet"),
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, related_name="actuals", db_index=False, verbose_name=_("projekt")
    )
    counterparty = models.ForeignKey(
        Counterparty,
        on_delete=models.PROTECT,
        null=True,
        related_name="actuals",
        db_index=False,
        verbose_name=_("motpart"),
    )
    amount = models.BigIntegerField(_("belopp, öre"))
    row = models.PositiveIntegerField(_("rad i filen"), null=True)

    class Meta:
        verbose_name = _("utfall")
        verbose_name_plural = _("utfall")
        indexes = [
            models.Index(fields=["year", "unit", "account"], name="actual_year_unit"),
            # Few figures carry a project, and each of those is asked for by it alone.
            models.Index(fields=["project"], name="actual_project", condition=Q(project__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(period__isnull=True) | Q(period__gte=1, period__lte=18), name="actual_period_in_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.period or 'år'} {self.account_id}: {self.amount}"


class AccountBalance(models.Model):
    """Opening and closing balance of a balance account (classes 1–2) as its file gives it: öre in the ledger's sign (assets +, equity and debts −)."""

    batch = models.ForeignKey(
        ActualBatch, on_delete=models.PROTECT, related_name="balances", verbose_name=_("inläsning")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="account_balances", verbose_name=_("enhet"))
    year = models.PositiveSmallIntegerField(_("år"))
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="balances", verbose_name=_("konto"))
    opening = models.BigIntegerField(_("ingående balans, öre"), null=True)
    closing = models.BigIntegerField(_("utgående balans, öre"), null=True)

    class Meta:
        verbose_name = _("balans på konto")
        verbose_name_plural = _("balanser på konton")
        constraints = [models.UniqueConstraint(fields=["batch", "account"], name="balance_account_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.account_id}: {self.opening} → {self.closing}"
