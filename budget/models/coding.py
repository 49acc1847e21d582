"""The coding string besides ansvar (the organisation's units) and konto: verksamhet, projekt and motpart (domain §4.9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class ActivityCode(TrackedModel):
    """Verksamhet: what is done, in the codes that SCB's räkenskapssammandrag (RS) asks for. Not to be mixed with a plan's activities."""

    code = models.CharField(_("kod"), max_length=12, unique=True)
    name = models.CharField(_("benämning"), max_length=120)
    rs_code = models.CharField(_("verksamhet i räkenskapssammandraget"), max_length=12, blank=True)
    in_use = models.BooleanField(_("används"), default=True)

    class Meta:
        verbose_name = _("verksamhetskod")
        verbose_name_plural = _("verksamhetskoder")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Project(TrackedModel):
    """Projekt: what runs beside the organisation, and is looked at across years."""

    number = models.CharField(_("nummer"), max_length=12, unique=True)
    name = models.CharField(_("benämning"), max_length=120)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("enhet")
    )
    in_use = models.BooleanField(_("används"), default=True)

    class Meta:
        verbose_name = _("projekt")
        verbose_name_plural = _("projekt")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Counterparty(TrackedModel):
    """Motpart: with whom. ``unit`` is said for those within the municipality or its group: between them amounts are taken away in what is summed up."""

    code = models.CharField(_("kod"), max_length=12, unique=True)
    name = models.CharField(_("benämning"), max_length=120)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="counterparties", verbose_name=_("enhet")
    )
    in_use = models.BooleanField(_("används"), default=True)

    class Meta:
        verbose_name = _("motpart")
        verbose_name_plural = _("motparter")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
