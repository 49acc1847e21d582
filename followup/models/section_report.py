"""What a unit answers in a section of a period, and how far the answer has come."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.models.assessment import AssessmentState
from followup.models.section import PeriodSection
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class SectionReport(TrackedModel):
    """One unit's answer in one section.

    Where its words are: of money and of what was learnt in the unit's reflection, which the annual report reads; of grunduppdrag, goals and
    activities in their assessments; of everything else in ``text``. In the gathered sections there is a row only for "inget att rapportera".
    """

    section = models.ForeignKey(
        PeriodSection, on_delete=models.PROTECT, related_name="reports", verbose_name=_("avsnitt")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="section_reports", verbose_name=_("enhet"))
    text = models.TextField(_("text"), blank=True)
    nothing = models.BooleanField(_("inget att rapportera"), default=False)
    nothing_reason = models.TextField(_("varför det inte finns något att rapportera"), blank=True)
    state = models.CharField(_("läge"), max_length=9, choices=AssessmentState, default=AssessmentState.DRAFT)
    returned_because = models.TextField(_("vad som behöver kompletteras"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="section_reports",
        verbose_name=_("skriven av"),
    )
    in_place_of = models.CharField(_("i stället för"), max_length=150, blank=True)
    written_at = models.DateTimeField(_("skriven"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("svar i ett avsnitt")
        verbose_name_plural = _("svar i avsnitt")
        constraints = [
            models.UniqueConstraint(fields=["section", "unit"], name="section_report_once"),
            models.CheckConstraint(
                condition=Q(nothing=False) | ~Q(nothing_reason=""), name="section_report_nothing_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_because=""), name="section_report_returned_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}, {self.unit}"
