"""Links to the 17 goals of Agenda 2030. They show what is tied together; they are never made into a score (domain §6.7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.core_mission import CoreMission
from goals.models.indicator import Indicator
from goals.models.plan_item import PlanItem
from sala_styr.history.models import TrackedModel


class Strength(models.TextChoices):
    DIRECT = "direct", _("direkt")
    INDIRECT = "indirect", _("indirekt")


class AgendaLink(TrackedModel):
    """One of the 17 goals (``goal`` is its number) and one thing of ours that serves it."""

    goal = models.PositiveSmallIntegerField(_("mål i Agenda 2030"))
    item = models.ForeignKey(
        PlanItem,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="agenda_links",
        verbose_name=_("del av planen"),
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="agenda_links",
        verbose_name=_("indikator"),
    )
    core_mission = models.ForeignKey(
        CoreMission,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="agenda_links",
        verbose_name=_("grunduppdrag"),
    )
    strength = models.CharField(_("samband"), max_length=8, choices=Strength, default=Strength.DIRECT)
    rationale = models.CharField(_("hur det hänger ihop"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("koppling till Agenda 2030")
        verbose_name_plural = _("kopplingar till Agenda 2030")
        ordering = ["goal", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(goal__gte=1, goal__lte=17), name="agenda_goal_1_to_17"),
            models.CheckConstraint(
                condition=Q(item__isnull=False, indicator__isnull=True, core_mission__isnull=True)
                | Q(item__isnull=True, indicator__isnull=False, core_mission__isnull=True)
                | Q(item__isnull=True, indicator__isnull=True, core_mission__isnull=False),
                name="agenda_link_of_one_thing",
            ),
            models.UniqueConstraint(fields=["goal", "item"], name="agenda_item_once"),
            models.UniqueConstraint(fields=["goal", "indicator"], name="agenda_indicator_once"),
            models.UniqueConstraint(fields=["goal", "core_mission"], name="agenda_mission_once"),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.item or self.indicator or self.core_mission}"
