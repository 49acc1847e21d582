"""The coding string besides ansvar (the organisation's units) and konto: verksamhet, projekt and motpart (domain §4.9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class Code(TrackedModel):
    """One value of a part of the coding string. Not ``in_use`` any more it is not offered, but what has been written with it keeps it."""

    code = models.CharField(_("kod"), max_length=12, unique=True)
    name = models.CharField(_("benämning"), max_length=120)
    in_use = models.BooleanField(_("används"), default=True)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ActivityCode(Code):
    """Verksamhet: what is done, in the codes that SCB's räkenskapssammandrag (RS) asks for. Not to be mixed with a plan's activities."""

    rs_code = models.CharField(_("verksamhet i räkenskapssammandraget"), max_length=12, blank=True)

    class Meta(Code.Meta):
        verbose_name = _("verksamhetskod")
        verbose_name_plural = _("verksamhetskoder")


class Project(Code):
    """Projekt: what runs beside the organisation, and is looked at across years."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("enhet")
    )

    class Meta(Code.Meta):
        verbose_name = _("projekt")
        verbose_name_plural = _("projekt")


class Counterparty(Code):
    """Motpart: with whom. ``unit`` is said for those within the municipality or its group: between them amounts are taken away in what is summed up."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="counterparties", verbose_name=_("enhet")
    )

    class Meta(Code.Meta):
        verbose_name = _("motpart")
        verbose_name_plural = _("motparter")
