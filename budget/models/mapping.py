"""How a file's own codes and columns are read, per legal unit and source, remembered from file to file (domain §4.9, §5.1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.models.account import Account
from budget.models.coding import ActivityCode, Counterparty, Project
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


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
    """What a code in one source's files for one legal unit is read as. ``left_out``: it is said that it has no counterpart here.

    The amount is never lost with a code: of a cost centre that is left out it stays with the unit that the file is for, of another code it stands without one.
    An account cannot be left out. ``source``: the ledger system of a SIE file, "" for tables.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="code_mappings", verbose_name=_("juridisk enhet")
    )
    source = models.CharField(_("källa"), max_length=60, blank=True)
    dimension = models.CharField(_("del av kodsträngen"), max_length=12, choices=Dimension)
    code = models.CharField(_("kod i filen"), max_length=40)
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
        _("har ingen motsvarighet"), default=False, help_text=_("Koden finns i filen men har ingen motsvarighet här.")
    )

    class Meta:
        verbose_name = _("översättning av kod")
        verbose_name_plural = _("översättningar av koder")
        ordering = ["unit", "source", "dimension", "code"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "source", "dimension", "code"], name="code_mapped_once"),
            models.CheckConstraint(
                condition=~Q(dimension="account") | Q(left_out=False), name="code_mapping_keeps_accounts"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(dimension=dimension) | Q(**{f"{field}__isnull": True}), name=f"code_mapping_{dimension}"
                )
                for dimension, field in TARGETS.items()
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(dimension=dimension)
                    | Q(left_out=True, **{f"{field}__isnull": True})
                    | Q(left_out=False, **{f"{field}__isnull": False}),
                    name=f"code_mapping_{dimension}_said",
                )
                for dimension, field in TARGETS.items()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_dimension_display()} {self.code}"

    @property
    def target(self) -> Unit | Account | ActivityCode | Project | Counterparty | None:
        """What the code is read as; None when it has no counterpart here."""
        found: Unit | Account | ActivityCode | Project | Counterparty | None = getattr(
            self, TARGETS[Dimension(self.dimension)]
        )
        return found


class DimensionMapping(TrackedModel):
    """What a dimension of one source's SIE files for one legal unit is in our coding string; ``part`` "": it is said that it is not read.

    Dimensions are data (#DIM, domain §5.1): only 1 and 6 mean the same in every file. Two dimensions of a source are never the same part.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="dimension_mappings", verbose_name=_("juridisk enhet")
    )
    source = models.CharField(_("källa"), max_length=60, blank=True)
    number = models.CharField(_("dimension i filen"), max_length=20)
    part = models.CharField(
        _("läses som"),
        max_length=12,
        blank=True,
        choices=[choice for choice in Dimension.choices if choice[0] != Dimension.ACCOUNT],
    )

    class Meta:
        verbose_name = _("översättning av dimension")
        verbose_name_plural = _("översättningar av dimensioner")
        ordering = ["unit", "source", "number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "source", "number"], name="dimension_mapped_once"),
            models.UniqueConstraint(
                fields=["unit", "source", "part"], condition=~Q(part=""), name="dimension_part_once"
            ),
            models.CheckConstraint(condition=~Q(part="account"), name="dimension_is_no_account"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_part_display() or _('läses inte')}"


class Numbers(models.TextChoices):
    """How a table writes its amounts. A mark between thousands is only taken away where somebody has said which it is: 1.234 may be either."""

    PLAIN = "plain", _("1234,50 eller 1234.50")
    COMMA = "comma", _("1.234,50")
    POINT = "point", _("1,234.50")


class ColumnMapping(TrackedModel):
    """Which column of a table (CSV, XLSX) holds what, for one legal unit's files: saved under a name, and used for the next file with the same heads."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="column_mappings", verbose_name=_("juridisk enhet")
    )
    name = models.CharField(_("namn"), max_length=60)
    columns = models.JSONField(_("kolumner"), default=dict, help_text=_("Vad som läses → kolumnens rubrik i filen."))
    sign = models.SmallIntegerField(_("tecken"), default=1, help_text=_("−1 när filen har bokföringens tecken."))
    numbers = models.CharField(_("hur tal skrivs"), max_length=5, choices=Numbers, default=Numbers.PLAIN)
    only = models.BooleanField(
        _("bara de här kolumnerna"), default=False, help_text=_("Andra rubriker läses inte, fast de känns igen.")
    )

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
