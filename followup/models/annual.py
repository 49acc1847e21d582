"""What people write in the annual report beside its figures: its texts, and the one sentence that the auditors must answer (KL 12:2)."""

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


class ReportPart(models.TextChoices):
    """The parts of the förvaltningsberättelse that only people can write (LKBR 11 kap., R15)."""

    OVERVIEW = "overview", _("Översikt över verksamhetens utveckling")
    CONDITIONS = "conditions", _("Viktiga förhållanden för resultat och ekonomisk ställning")
    EVENTS = "events", _("Händelser av väsentlig betydelse")
    STEERING = "steering", _("Styrning och uppföljning av den kommunala verksamheten")
    STAFF = "staff", _("Väsentliga personalförhållanden")
    EXPECTED = "expected", _("Förväntad utveckling")


class ReportText(TrackedModel):
    """The text of one part of a year's annual report."""

    year = models.PositiveSmallIntegerField(_("år"))
    part = models.CharField(_("avsnitt"), max_length=10, choices=ReportPart)
    text = models.TextField(_("text"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("text i årsredovisningen")
        verbose_name_plural = _("texter i årsredovisningen")
        constraints = [models.UniqueConstraint(fields=["year", "part"], name="report_text_once")]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.year}"
