"""A report template as data: which sections in what order, who writes them, what is shown live in each. Changed in pages made for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit, UnitKind


class TemplateKind(models.TextChoices):
    """What sort of report it is (domain §8)."""

    PLAN = "plan", _("strategisk plan och budget")
    UNIT_PLAN = "unit_plan", _("verksamhetsplan")
    PERIOD = "period", _("månads- eller tertialrapport")
    INTERIM = "interim", _("delårsrapport")
    UNIT_REPORT = "unit_report", _("verksamhetsberättelse")
    ANNUAL = "annual", _("årsredovisning")
    OTHER = "other", _("annan rapport")


LOOKS_BACK = frozenset({TemplateKind.PERIOD, TemplateKind.INTERIM, TemplateKind.UNIT_REPORT, TemplateKind.ANNUAL})
"""Kinds that tell how it went, and so cannot be decided before the time they are about has passed."""


class OwnerRole(models.TextChoices):
    """Who in the owning unit answers for a section's text."""

    OFFICIALS = "officials", _("chef och medarbetare")
    CHAIR = "chair", _("ordförande")
    CONTROLLER = "controller", _("controller")


class ReportTemplate(TrackedModel):
    """``unit_kinds`` empty: one report for the whole municipality; else one for each unit of those kinds. ``version`` counts every change of
    the template and its sections, so that a report can say which it was made from."""

    key = models.SlugField(_("kortnamn"), max_length=40, unique=True)
    name = models.CharField(_("namn"), max_length=100)
    kind = models.CharField(_("slag"), max_length=11, choices=TemplateKind)
    description = models.TextField(_("vad den är till för"), blank=True)
    unit_kinds = models.JSONField(_("vilka som skriver var sin"), default=list, blank=True)
    decided_by = models.CharField(_("beslutas av"), max_length=12, choices=UnitKind, blank=True)
    ends_year = models.BooleanField(_("handlar om hela året"), default=True)
    retired = models.BooleanField(_("används inte längre"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("rapportmall")
        verbose_name_plural = _("rapportmallar")
        ordering = ["kind", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_for_units(self) -> bool:
        """Does each unit of some kinds write its own?"""
        return bool(self.unit_kinds)


class TemplateSection(TrackedModel):
    """A section of a template. ``blocks``: names of live blocks, in order, after the text. ``gathers``: the units' reports of another template, which
    flow in here, one section for each unit. ``owner_unit`` empty: the report's own unit, or the controllers where it is of the whole."""

    template = models.ForeignKey(
        ReportTemplate, on_delete=models.PROTECT, related_name="sections", verbose_name=_("mall")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="inner", verbose_name=_("ligger i")
    )
    order = models.PositiveSmallIntegerField(_("ordning"))
    heading = models.CharField(_("rubrik"), max_length=120)
    instruction = models.TextField(_("anvisning"), blank=True)
    has_text = models.BooleanField(_("här skriver någon"), default=True)
    required = models.BooleanField(_("behövs för att bli klar"), default=True)
    owner_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("vilken enhet skriver")
    )
    owner_role = models.CharField(_("vem skriver"), max_length=10, choices=OwnerRole, default=OwnerRole.OFFICIALS)
    blocks = models.JSONField(_("hämtas ur systemet"), default=list, blank=True)
    gathers = models.ForeignKey(
        ReportTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gathered_by",
        verbose_name=_("samlar enheternas"),
    )

    class Meta:
        verbose_name = _("avsnitt i rapportmall")
        verbose_name_plural = _("avsnitt i rapportmallar")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["template", "parent", "heading"], name="template_section_heading_once"),
            models.UniqueConstraint(
                fields=["template", "heading"],
                condition=models.Q(parent__isnull=True),
                name="template_section_outer_heading_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heading}, {self.template}"
