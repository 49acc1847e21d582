"""Central pots: money that the council sets aside to be given out during the year, and who may do so (domain §4.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class PotDecider(models.TextChoices):
    """Whose decision it takes to give out of a pot. The council, which set it aside, always may."""

    COUNCIL = "council", _("kommunfullmäktige")
    BOARD = "board", _("kommunstyrelsen eller kommunfullmäktige")


class CentralPot(TrackedModel):
    """Makes a unit of common posts a pot: what it is for, and who gives out of it. Its money is in the ledger like everybody's."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="pot", verbose_name=_("gemensam post"))
    decider = models.CharField(_("fördelas av"), max_length=8, choices=PotDecider, default=PotDecider.COUNCIL)
    purpose = models.CharField(_("vad potten är till för"), max_length=200)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("beslut om regeln")
    )

    class Meta:
        verbose_name = _("central pott")
        verbose_name_plural = _("centrala potter")
        ordering = ["unit"]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_decider_display()}"
