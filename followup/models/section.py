"""What a period asks of the units, as data: its sections with their instructions, and how long before the period's day each kind of unit is done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.models.period import Period
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import UnitKind


class SectionKind(models.TextChoices):
    """What a section is about, in the order of a person's thoughts."""

    MISSION = "mission", _("grunduppdraget")
    GOALS = "goals", _("mål och prioriteringar")
    ACTIVITIES = "activities", _("aktiviteter")
    ASSIGNMENTS = "assignments", _("uppdrag")
    MONEY = "money", _("ekonomi")
    LEARNT = "learnt", _("det vi har lärt oss")
    CONTROL = "control", _("intern kontroll")
    QUESTION = "question", _("egen fråga")


GATHERED_KINDS = frozenset({SectionKind.MISSION, SectionKind.GOALS, SectionKind.ACTIVITIES})
"""Sections whose words are the assessments of the things in them: they follow those, and are never handed in beside them."""


class PeriodSection(TrackedModel):
    """One section that ``period`` asks for. ``unit_kinds`` empty: every unit that has something in it answers."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="sections", verbose_name=_("period"))
    kind = models.CharField(_("slag"), max_length=11, choices=SectionKind)
    title = models.CharField(_("rubrik"), max_length=80)
    instruction = models.TextField(_("anvisning"), blank=True)
    order = models.PositiveSmallIntegerField(_("ordning"))
    unit_kinds = models.JSONField(_("vilka som svarar"), default=list, blank=True)
    required = models.BooleanField(_("alla ska svara"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("avsnitt i uppföljningen")
        verbose_name_plural = _("avsnitt i uppföljningen")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "kind"], condition=~Q(kind="question"), name="period_section_of_kind_once"
            ),
            models.UniqueConstraint(fields=["period", "title"], name="period_section_title_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.period}"

    @property
    def is_gathered(self) -> bool:
        """Does its state follow from the assessments of what is in it?"""
        return self.kind in GATHERED_KINDS


class DueRule(TrackedModel):
    """How many working days before the period's own day units of a kind hand in: the lowest level first, so that the next has time to read."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="due_rules", verbose_name=_("period"))
    unit_kind = models.CharField(_("slag av enhet"), max_length=12, choices=UnitKind)
    days_before = models.PositiveSmallIntegerField(_("arbetsdagar före"))

    class Meta:
        verbose_name = _("dag för en nivå")
        verbose_name_plural = _("dagar för nivåer")
        constraints = [
            models.UniqueConstraint(fields=["period", "unit_kind"], name="due_rule_once"),
            models.CheckConstraint(condition=Q(days_before__lte=60), name="due_rule_within_a_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.get_unit_kind_display()}, {self.period}"
