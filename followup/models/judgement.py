"""The one sentence of the annual report that the auditors must answer (KL 12:2). Its other texts are written with the report (``sala_styr.writing``)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel


class Verdict(models.TextChoices):
    """Is the outcome consistent with the goals for god ekonomisk hushållning (domain §6.1)?"""

    CONSISTENT = "consistent", _("förenligt")
    PARTLY = "partly", _("delvis förenligt")
    NOT_CONSISTENT = "not", _("inte förenligt")


class JointJudgement(TrackedModel):
    """The joint judgement of a year. A person's, never computed: the counts stand beside it."""

    year = models.PositiveSmallIntegerField(_("år"), unique=True)
    verdict = models.CharField(_("samlad bedömning"), max_length=10, choices=Verdict)
    text = models.TextField(_("varför"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("samlad bedömning av god ekonomisk hushållning")
        verbose_name_plural = _("samlade bedömningar av god ekonomisk hushållning")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="judgement_has_reason")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.year}"
