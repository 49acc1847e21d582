"""The coding string besides ansvar (the organisation's units) and konto: verksamhet, projekt and motpart; and how a file's own codes are read (domain §4.9)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.models.account import Account
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


class Dimension(models.TextChoices):
    """The parts of the coding string."""

    COST_CENTRE = "cost_centre", _("ansvar")
    ACCOUNT = "account", _("konto")
    ACTIVITY = "activity", _("verksamhet")
    PROJECT = "project", _("projekt")
    COUNTERPARTY = "counterparty", _("motpart")


TARGETS = {
    Dimension.COST_CENTRE: "target_unit",
    Dimension.ACCOUNT: "account",
    Dimension.ACTIVITY: "activity",
    Dimension.PROJECT: "project",
    Dimension.COUNTERPARTY: "counterparty",
}
"""The field of ``CodeMapping`` that says what a code of each dimension is read as."""


class CodeMapping(TrackedModel):
    """What a code in one source's files for one legal unit is read as, remembered from file to file. Not yet said: listed as unmapped.

    ``source`` names the kind of file as the importer knows it (the ledger system of a SIE file, the name of a saved column mapping).
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="code_mappings", verbose_name=_("juridisk enhet")
    )
    source = models.CharField(_("källa"), max_length=60)
    dimension = models.CharField(_("del av kodsträngen"), max_length=12, choices=Dimension)
    code = models.CharField(_("kod i filen"), max_length=40)
    name = models.CharField(_("benämning i filen"), max_length=120, blank=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("konto")
    )
    target_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enhet")
    )
    activity = models.ForeignKey(
        ActivityCode, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verksamhet")
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("projekt")
    )
    counterparty = models.ForeignKey(
        Counterparty, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("motpart")
    )
    left_out = models.BooleanField(
        _("läses inte"), default=False, help_text=_("Koden finns i filen men har ingen motsvarighet här.")
    )

    class Meta:
        verbose_name = _("översättning av kod")
        verbose_name_plural = _("översättningar av koder")
        ordering = ["unit", "source", "dimension", "code"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "source", "dimension", "code"], name="code_mapped_once"),
            *(
                models.CheckConstraint(
                    condition=Q(dimension=dimension) | Q(**{f"{field}__isnull": True}), name=f"code_mapping_{dimension}"
                )
                for dimension, field in TARGETS.items()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_dimension_display()} {self.code} ({self.source})"


class ColumnMapping(TrackedModel):
    """Which column of a table (CSV, XLSX) holds what, for one legal unit's files: saved under a name, proposed for the next file with the same heads."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="column_mappings", verbose_name=_("juridisk enhet")
    )
    name = models.CharField(_("namn"), max_length=60)
    columns = models.JSONField(_("kolumner"), default=dict, help_text=_("Vad som läses → kolumnens rubrik i filen."))
    sign = models.SmallIntegerField(_("tecken"), default=1, help_text=_("−1 när filen har bokföringens tecken."))
    decimal_comma = models.BooleanField(_("decimalkomma"), default=True)

    class Meta:
        verbose_name = _("kolumnöversättning")
        verbose_name_plural = _("kolumnöversättningar")
        ordering = ["unit", "name"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="column_mapping_once"),
            models.CheckConstraint(condition=Q(sign__in=[1, -1]), name="column_mapping_sign"),
        ]

    def __str__(self) -> str:
        return self.name
