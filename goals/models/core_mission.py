"""Grunduppdraget: what a unit always does, by law and by local decision (leaflet)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class CoreMission(TrackedModel):
    """The statutory part is the same for all 290 municipalities; the local part is this municipality's own decision."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="core_mission", verbose_name=_("enhet"))
    statutory = models.TextField(_("lagstadgad del"), blank=True)
    laws = models.TextField(_("lagar"), blank=True, help_text=_("En per rad, med SFS-nummer: Skollagen (2010:800)."))
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
        return [line.strip() for line in self.laws.splitlines() if line.strip()]
