"""The budget ledger: every frame and every change of it as an entry with its decision. Nothing is overwritten (design §3, domain §4.3)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class EntryKind(models.TextChoices):
    FRAME = "frame", _("ram")
    ALLOCATION = "allocation", _("fördelning")
    SUPPLEMENTARY = "supplementary", _("tilläggsanslag")
    REALLOCATION = "reallocation", _("omfördelning")
    TECHNICAL = "technical", _("teknisk justering")
    CENTRAL_POT = "central_pot", _("fördelning ur central pott")
    RETURN = "return", _("återlämning")


class FrameCause(models.TextChoices):
    """Why a frame is what it is: last year's, and each change from it (domain §4.2: ram t = ram t−1 + Σ changes)."""

    BASE = "base", _("ram från året innan")
    COMPENSATION = "compensation", _("pris- och lönekompensation")
    EFFICIENCY = "efficiency", _("effektivisering")
    VOLUME = "volume", _("volym")
    INITIATIVE = "initiative", _("satsning")
    TECHNICAL = "technical", _("teknisk justering")
    OTHER = "other", _("annat")


class FinancedBy(models.TextChoices):
    """What pays for a supplementary appropriation (KL 11:15), and so what it does to the budgeted result."""

    RESULT = "result", _("ett lägre budgeterat resultat")
    RESERVE = "reserve", _("resultatreserven")
    REVENUE = "revenue", _("högre intäkter")
    FRAME = "frame", _("en central pott eller en annan ram")


ORIGINAL = (EntryKind.FRAME, EntryKind.ALLOCATION)
AMENDMENTS = (EntryKind.SUPPLEMENTARY, EntryKind.REALLOCATION, EntryKind.TECHNICAL, EntryKind.CENTRAL_POT)
"""What is decided about frames during the year. An allocation and its return are the committee's own matter."""


class EntriesAreForEver(Exception):
    """A ledger entry is never changed or removed; a mistake is met by a counter-entry."""


class NeverChanged(TrackedModel):
    """A row that is written once: what it says is met by a new row, so that any day can be shown as it was."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EntriesAreForEver
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise EntriesAreForEver


class BudgetEntry(NeverChanged):
    """An amount moved from somewhere to somewhere: double entry in one row, so the whole ledger sums to zero by its shape.

    ``source`` None is the municipality's common financing (taxes, grants, equity). ``amount`` is öre, always positive. An allocation moves
    from a committee to its services and leaves the committee's frame as it is; a return goes the same way back up. Every other kind changes the
    frames of both ends: a frame that is lowered goes from the committee to the common financing.
    The entry counts from ``booked_on``: its decision's date, or the day it was recorded where officials distribute further within a
    service, which needs no political decision (domain §4.3).
    """

    year = models.PositiveSmallIntegerField(_("år"))
    kind = models.CharField(_("slag"), max_length=14, choices=EntryKind)
    source = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_out", verbose_name=_("från")
    )
    target = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_in", verbose_name=_("till")
    )
    amount = models.BigIntegerField(_("belopp, öre"))
    permanent = models.BooleanField(_("varaktig"), default=False)
    financing = models.CharField(
        _("finansiering"), max_length=200, blank=True, help_text=_("Hur ett tilläggsanslag betalas (KL 11:15).")
    )
    financed_by = models.CharField(_("betalas av"), max_length=8, choices=FinancedBy, blank=True)
    cause = models.CharField(
        _("skäl"),
        max_length=12,
        choices=FrameCause,
        blank=True,
        help_text=_("Varför ramen ändras från året innan. Tomt: inte sagt."),
    )
    text = models.CharField(_("vad det gäller"), max_length=200)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_entries",
        verbose_name=_("beslut"),
    )
    booked_on = models.DateField(_("gäller från"))
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("rättar")
    )
    recorded_at = models.DateTimeField(_("antecknad"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="budget_entries",
        verbose_name=_("antecknad av"),
    )

    class Meta:
        verbose_name = _("post i budgetens huvudbok")
        verbose_name_plural = _("poster i budgetens huvudbok")
        ordering = ["booked_on", "pk"]
        indexes = [
            models.Index(fields=["year", "target", "kind"], name="entry_into"),
            models.Index(fields=["year", "source", "kind"], name="entry_out_of"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="entry_amount_is_positive"),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(target__isnull=False), name="entry_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=True) | Q(target__isnull=True) | ~Q(source=F("target")),
                name="entry_goes_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(kind="supplementary") | ~Q(financing=""), name="entry_supplement_is_financed"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["allocation", "return"]) | Q(decision__isnull=False),
                name="entry_frame_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["reallocation", "allocation", "central_pot", "return"])
                | Q(source__isnull=False, target__isnull=False),
                name="entry_between_units_has_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}: {self.text}"
