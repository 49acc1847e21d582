"""A person's assessment of a plan item or a core mission in a period: status, trend and comment are three fields (domain §6.1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.models.period import Period
from goals.models import CoreMission, PlanItem
from goals.scale_words import CANNOT
from sala_styr.history.models import TrackedModel


class Status(models.TextChoices):
    """The keys of Sala's scale. Which steps a year's scale has, and their words, the steering model says (``goals.queries.scales``).

    "Kan inte bedömas" is a value of its own, never merged with "delvis". At an interim it is the outlook that is judged.
    """

    MET = "met", _("uppfyllt")
    PARTLY = "partly", _("delvis uppfyllt")
    NOT_MET = "not_met", _("ej uppfyllt")
    CANNOT_ASSESS = CANNOT, _("kan inte bedömas")


class Trend(models.TextChoices):
    """The keys of Sala's trends, as above."""

    BETTER = "better", _("bättre")
    SAME = "same", _("oförändrat")
    WORSE = "worse", _("sämre")
    MISSING = "missing", _("saknas")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", _("utkast")
    SUBMITTED = "submitted", _("inlämnad")
    RETURNED = "returned", _("tillbaka för komplettering")
    APPROVED = "approved", _("godkänd")


EDITABLE_STATES = frozenset({AssessmentState.DRAFT, AssessmentState.RETURNED})


class Assessment(TrackedModel):
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("period"))
    plan_item = models.ForeignKey(
        PlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("del av planen"),
    )
    core_mission = models.ForeignKey(
        CoreMission,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("grunduppdrag"),
    )
    # Keys of the scale in force in the period's year; the choices are Sala's, for the history's words and the admin's.
    status = models.CharField(_("status"), max_length=12, choices=Status, blank=True)
    trend = models.CharField(_("trend"), max_length=12, choices=Trend, blank=True)
    comment = models.TextField(_("kommentar"), blank=True)
    cannot_reason = models.TextField(_("varför det inte kan bedömas"), blank=True)
    outlook = models.CharField(_("hur ser det ut vid årets slut"), max_length=12, choices=Status, blank=True)
    state = models.CharField(_("läge"), max_length=9, choices=AssessmentState, default=AssessmentState.DRAFT)
    returned_because = models.TextField(_("vad som behöver kompletteras"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="assessments",
        verbose_name=_("skriven av"),
    )
    written_at = models.DateTimeField(_("skriven"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("bedömning")
        verbose_name_plural = _("bedömningar")
        # The red thread reads how a whole plan goes out of this index alone (followup.queries.thread).
        indexes = [models.Index(fields=["period", "status", "trend", "state", "plan_item"], name="assessment_looks")]
        constraints = [
            models.UniqueConstraint(fields=["period", "plan_item"], name="assessment_of_item_once"),
            models.UniqueConstraint(fields=["period", "core_mission"], name="assessment_of_mission_once"),
            models.CheckConstraint(
                condition=Q(plan_item__isnull=False, core_mission__isnull=True)
                | Q(plan_item__isnull=True, core_mission__isnull=False),
                name="assessment_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(status="") | ~Q(comment=""), name="assessment_status_has_comment"),
            # Other steps that need a reason are checked in the action: which they are is data. This one always does (goals.scale_words.CANNOT).
            models.CheckConstraint(
                condition=~Q(status="cannot") | ~Q(cannot_reason=""), name="assessment_cannot_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"]) | ~Q(status=""), name="assessment_submitted_has_status"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_because=""), name="assessment_returned_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_item or self.core_mission}, {self.period}"
