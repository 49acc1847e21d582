"""The chart of accounts: Kommun-Bas for the municipality, BAS for companies (domain §4.9)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel


class Chart(models.TextChoices):
    KOMMUN_BAS = "kommun", _("Kommun-Bas")
    BAS = "bas", _("BAS")


class Account(TrackedModel):
    """One account. The first digit is its class; classes 1 and 2 are the balance sheet, 3–9 the result."""

    chart = models.CharField(_("kontoplan"), max_length=8, choices=Chart, default=Chart.KOMMUN_BAS)
    number = models.CharField(_("konto"), max_length=8)
    name = models.CharField(_("benämning"), max_length=120)
    in_use = models.BooleanField(_("används"), default=True)
    from_file_only = models.BooleanField(
        _("kom med en fil"),
        default=False,
        help_text=_(
            "Kontot fanns i en fil med utfall men inte här. En controller avgör om det ska användas i budgeten."
        ),
    )

    class Meta:
        verbose_name = _("konto")
        verbose_name_plural = _("konton")
        ordering = ["chart", "number"]
        constraints = [
            models.UniqueConstraint(fields=["chart", "number"], name="account_once"),
            models.CheckConstraint(condition=Q(number__regex=r"^[1-9][0-9]{2,7}$"), name="account_is_a_number"),
            models.CheckConstraint(condition=Q(in_use=False) | Q(from_file_only=False), name="account_is_taken_in"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def account_class(self) -> str:
        return self.number[:1]

    def is_unusual(self, amount: int) -> bool:
        """Is the sign of ``amount`` (report sign) another than this account mostly has: a cost with plus, a revenue with minus? Class 9 has both."""
        return amount != 0 and self.account_class != "9" and (amount > 0) != (self.account_class == "3")

    @property
    def is_result(self) -> bool:
        """Does it belong to the result (classes 3–9), where report sign applies?"""
        return self.number[:1] >= "3"
