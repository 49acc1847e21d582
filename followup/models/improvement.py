"""Ständiga förbättringar: an idea or a finding that is planned, tried, studied and learnt from (PDSA), and that may go into next year's plan."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.models.assessment import Assessment
from followup.models.control import ControlResult
from followup.models.dialogue import Dialogue
from goals.models import PlanItem
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class ImprovementStage(models.TextChoices):
    """The wheel of Deming, with a way in and two ways out."""

    IDEA = "idea", _("idé")
    PLAN = "plan", _("planeras")
    DO = "do", _("prövas")
    STUDY = "study", _("studeras")
    ACT = "act", _("lär och agerar")
    DONE = "done", _("avslutad, vi gör så här nu")
    DROPPED = "dropped", _("avslutad utan åtgärd")


CLOSED_STAGES = (ImprovementStage.DONE, ImprovementStage.DROPPED)


class ImprovementOrigin(models.TextChoices):
    """Where it came from."""

    OWN = "own", _("vår egen idé")
    DIALOGUE = "dialogue", _("en dialog")
    ASSESSMENT = "assessment", _("en bedömning")
    CONTROL = "control", _("intern kontroll")
    CITIZEN = "citizen", _("en synpunkt från en invånare")


class Improvement(TrackedModel):
    """One improvement of a unit. It is open until somebody has written what came of it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="improvements", verbose_name=_("verksamhet"))
    title = models.CharField(_("vad vill ni förbättra"), max_length=200)
    seen = models.TextField(_("vad ni har sett"), blank=True)
    origin = models.CharField(_("kommer ur"), max_length=10, choices=ImprovementOrigin, default=ImprovementOrigin.OWN)
    dialogue = models.ForeignKey(
        Dialogue, on_delete=models.PROTECT, null=True, blank=True, related_name="improvements", verbose_name=_("dialog")
    )
    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="improvements",
        verbose_name=_("bedömning"),
    )
    control_result = models.ForeignKey(
        ControlResult,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="improvements",
        verbose_name=_("resultat av kontroll"),
    )
    plan_item = models.ForeignKey(
        PlanItem, on_delete=models.PROTECT, null=True, blank=True, related_name="improvements", verbose_name=_("rör")
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="improvements",
        verbose_name=_("ansvarig"),
    )
    raised_on = models.DateField(_("väckt"))
    due = models.DateField(_("nästa steg senast"), null=True, blank=True)
    stage = models.CharField(_("läge"), max_length=7, choices=ImprovementStage, default=ImprovementStage.IDEA)
    plan = models.TextField(_("planera: vad vill ni pröva, och hur ser ni om det blev bättre"), blank=True)
    done = models.TextField(_("göra: vad har ni prövat"), blank=True)
    studied = models.TextField(_("studera: vad såg ni"), blank=True)
    learnt = models.TextField(_("lära: vad gör ni nu"), blank=True)
    outcome = models.TextField(_("hur det blev"), blank=True)
    closed_on = models.DateField(_("avslutad"), null=True, blank=True)
    # What it became in the plan. The plan item knows it the other way: ``from_improvement``.
    activity = models.OneToOneField(
        PlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="from_improvement",
        verbose_name=_("blev i planen"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("förbättring")
        verbose_name_plural = _("förbättringar")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage__in=["done", "dropped"]) | (~Q(outcome="") & Q(closed_on__isnull=False)),
                name="improvement_closed_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["done", "dropped"]) | Q(closed_on__isnull=True),
                name="improvement_open_not_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.stage not in CLOSED_STAGES
