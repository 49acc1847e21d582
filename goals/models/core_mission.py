"""Grunduppdraget: what a unit always does, by law and by local decision (leaflet), and what good quality in it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class CoreMission(TrackedModel):
    """The statutory part is the same for all 290 municipalities; the local part is this municipality's own decision."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="core_mission", verbose_name=_("enhet"))
    statutory = models.TextField(_("lagstadgad del"), blank=True)
    # How the laws were written before they had rows of their own (LawReference). Kept, with its history, and never read or written again.
    laws = models.TextField(_("lagar, som de skrevs förut"), blank=True, editable=False)
    local = models.TextField(_("lokalt beslutad del"), blank=True)
    local_decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="core_missions",
        verbose_name=_("beslut om den lokala delen"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("grunduppdrag")
        verbose_name_plural = _("grunduppdrag")

    def __str__(self) -> str:
        return f"Grunduppdrag, {self.unit}"

    @property
    def law_list(self) -> list[str]:
        """The laws as people write them. One query unless ``law_references`` are fetched with it."""
        return [str(law) for law in self.law_references.all()]


class LawReference(TrackedModel):
    """A law that gives the unit its task: name, SFS number, and chapter and paragraph where it is a part of it.

    What is no Swedish law of its own, a curriculum or an agency's regulation, has a name alone.
    """

    mission = models.ForeignKey(
        CoreMission, on_delete=models.CASCADE, related_name="law_references", verbose_name=_("grunduppdrag")
    )
    order = models.PositiveSmallIntegerField(_("ordning"))
    name = models.CharField(_("lag"), max_length=200, help_text=_("Till exempel skollagen."))
    sfs = models.CharField(_("SFS-nummer"), max_length=12, blank=True, help_text=_("Till exempel 2010:800."))
    chapter = models.CharField(_("kapitel"), max_length=10, blank=True)
    paragraph = models.CharField(_("paragraf"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("lagrum")
        verbose_name_plural = _("lagrum")
        ordering = ["mission", "order", "pk"]

    def __str__(self) -> str:
        number = f" ({self.sfs})" if self.sfs else ""
        chapter = f" {self.chapter} kap." if self.chapter else ""
        paragraph = f" {self.paragraph} §" if self.paragraph else ""
        return f"{self.name}{number}{chapter}{paragraph}"


class QualityFactor(TrackedModel):
    """What good quality in the grunduppdrag is, told in words or measured by indicators (domain §7, Falkenberg and Lindesberg)."""

    mission = models.ForeignKey(
        CoreMission, on_delete=models.PROTECT, related_name="quality_factors", verbose_name=_("grunduppdrag")
    )
    order = models.PositiveSmallIntegerField(_("ordning"))
    name = models.CharField(_("kvalitetsfaktor"), max_length=200)
    text = models.TextField(_("hur vi märker att det är bra"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("kvalitetsfaktor")
        verbose_name_plural = _("kvalitetsfaktorer")
        ordering = ["mission", "order", "pk"]

    def __str__(self) -> str:
        return self.name
