"""What has been fetched from Kolada (RKA): key figures, municipalities, peer groups and values, each fetch with its date (domain §6.3).

Values are kept as they came: null is "missing", never 0. A fetch is kept whole; a newer one stands beside it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel


class KoladaFetch(TrackedModel):
    """One import of a file or one run against the API: what, when, how much, how it ended."""

    source = models.CharField(_("källa"), max_length=300)
    sha256 = models.CharField(_("fingeravtryck"), max_length=64, blank=True)
    fetched_at = models.DateTimeField(_("hämtat"))
    values_new = models.PositiveIntegerField(_("nya värden"), default=0)
    values_changed = models.PositiveIntegerField(_("ändrade värden"), default=0)
    values_missing = models.PositiveIntegerField(_("värden som saknas"), default=0)
    problem = models.TextField(_("vad som gick fel"), blank=True)

    class Meta:
        verbose_name = _("hämtning från Kolada")
        verbose_name_plural = _("hämtningar från Kolada")
        ordering = ["-fetched_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.fetched_at:%Y-%m-%d}"


class KoladaKpi(TrackedModel):
    """A key figure with its definition as it was when it was last fetched."""

    kpi_id = models.CharField(_("nyckeltal"), max_length=10, unique=True)
    title = models.CharField(_("namn"), max_length=300)
    description = models.TextField(_("definition"), blank=True)
    by_sex = models.BooleanField(_("delas upp på kön"), default=False)
    operating_area = models.CharField(_("område"), max_length=200, blank=True)
    publication_date = models.DateField(_("publiceras"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("hämtat"))

    class Meta:
        verbose_name = _("nyckeltal i Kolada")
        verbose_name_plural = _("nyckeltal i Kolada")
        ordering = ["kpi_id"]

    def __str__(self) -> str:
        return f"{self.kpi_id} {self.title}"


class KoladaMunicipality(TrackedModel):
    """A municipality, a region or the whole country, by the code Kolada knows it by (1981 is Sala)."""

    code = models.CharField(_("kod"), max_length=4, unique=True)
    title = models.CharField(_("namn"), max_length=120)
    kind = models.CharField(_("slag"), max_length=1)

    class Meta:
        verbose_name = _("kommun i Kolada")
        verbose_name_plural = _("kommuner i Kolada")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class KoladaGroup(TrackedModel):
    """An official peer group: those that are like us in a certain sense."""

    group_id = models.CharField(_("grupp"), max_length=12, unique=True)
    title = models.CharField(_("namn"), max_length=200)
    members = models.JSONField(_("kommuner"), default=list, help_text=_("Koladas koder."))

    class Meta:
        verbose_name = _("jämförelsegrupp")
        verbose_name_plural = _("jämförelsegrupper")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class KoladaValue(models.Model):
    """One value as Kolada gave it in one fetch. Never changed: it comes with its fetch, which has a history."""

    fetch = models.ForeignKey(KoladaFetch, on_delete=models.PROTECT, related_name="values", verbose_name=_("hämtning"))
    kpi = models.ForeignKey(KoladaKpi, on_delete=models.PROTECT, related_name="values", verbose_name=_("nyckeltal"))
    municipality = models.CharField(_("kommun"), max_length=4)
    year = models.PositiveSmallIntegerField(_("år"))
    sex = models.CharField(_("kön"), max_length=1)
    value = models.DecimalField(_("värde"), max_digits=20, decimal_places=6, null=True, blank=True)
    status = models.CharField(_("Koladas status"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("värde från Kolada")
        verbose_name_plural = _("värden från Kolada")
        constraints = [
            models.UniqueConstraint(
                fields=["fetch", "kpi", "municipality", "year", "sex"], name="kolada_value_once_per_fetch"
            )
        ]
        indexes = [models.Index(fields=["kpi", "municipality", "year"], name="kolada_value_of")]

    def __str__(self) -> str:
        return f"{self.kpi_id} {self.municipality} {self.year} {self.sex}"
