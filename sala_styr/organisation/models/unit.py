"""A part of the municipal group (kommunkoncern): from kommunfullmäktige to a single preschool, companies and federations included."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from mptt.managers import TreeManager
from mptt.models import TreeForeignKey
from mptt.querysets import TreeQuerySet

from sala_styr.history.models import TrackedNode


class UnitKind(models.TextChoices):
    GROUP = "group", _("kommunkoncern")
    COUNCIL = "council", _("kommunfullmäktige")
    BOARD = "board", _("kommunstyrelse")
    COMMITTEE = "committee", _("nämnd")
    CENTRAL = "central", _("gemensamma poster")
    AUDIT = "audit", _("revision")
    DEPARTMENT = "department", _("kontor")
    SERVICE = "service", _("verksamhet")
    UNIT = "unit", _("enhet")
    COMPANY = "company", _("bolag")
    FEDERATION = "federation", _("kommunalförbund")


class LegalForm(models.TextChoices):
    MUNICIPALITY = "municipality", _("kommun")
    WHOLLY_OWNED = "wholly_owned", _("helägt aktiebolag")
    PARTLY_OWNED = "partly_owned", _("delägt aktiebolag")
    FEDERATION = "federation", _("kommunalförbund")
    FOUNDATION = "foundation", _("stiftelse")
    ASSOCIATION = "association", _("ekonomisk förening")


class SteeringRole(models.TextChoices):
    """The leaflet: wholly owned companies are steered by the model, partly owned ones and federations are guided by it."""

    STEERED = "steered", _("styrs")
    GUIDED = "guided", _("vägleds")


class UnitQuerySet(TreeQuerySet):
    def on(self, day: date) -> "UnitQuerySet":
        """The units that exist on ``day``."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def in_year(self, year: int) -> "UnitQuerySet":
        """The units that exist on some day of ``year``."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=date(year, 12, 31)),
            Q(valid_to__isnull=True) | Q(valid_to__gte=date(year, 1, 1)),
        )


def unit_label(short_name: str, name: str) -> str:
    """The short name where there is one: for tables."""
    return short_name or name


class Unit(TrackedNode):
    """One unit. ``valid_from``/``valid_to`` date it: a reorganisation ends units and begins new ones (``predecessor``), so history is never redrawn."""

    code = models.CharField(
        _("kod"), max_length=20, unique=True, help_text=_("Kort och fast, till exempel SN eller 3120.")
    )
    name = models.CharField(_("namn"), max_length=120)
    short_name = models.CharField(_("kortnamn"), max_length=40, blank=True)
    kind = models.CharField(_("slag"), max_length=12, choices=UnitKind)
    parent: Any = TreeForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("hör till")
    )
    legal_form = models.CharField(_("juridisk form"), max_length=16, choices=LegalForm, default=LegalForm.MUNICIPALITY)
    organisation_number = models.CharField(_("organisationsnummer"), max_length=13, blank=True)
    ownership_share = models.DecimalField(
        _("ägarandel, procent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    steering_role = models.CharField(
        _("styrmodellen"), max_length=8, choices=SteeringRole, default=SteeringRole.STEERED
    )
    consolidated = models.BooleanField(_("ingår i de sammanställda räkenskaperna"), default=True)
    valid_from = models.DateField(_("gäller från"), null=True, blank=True)
    valid_to = models.DateField(_("gäller till och med"), null=True, blank=True)
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("föregångare"),
    )

    objects: Any = TreeManager.from_queryset(UnitQuerySet)()

    class Meta:
        verbose_name = _("enhet i organisationen")
        verbose_name_plural = _("enheter i organisationen")
        indexes = [models.Index(fields=["tree_id", "lft"], name="unit_tree")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ownership_share__isnull=True) | Q(ownership_share__gte=0, ownership_share__lte=100),
                name="unit_share_is_percent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one: for tables."""
        return unit_label(self.short_name, self.name)

    @property
    def is_political(self) -> bool:
        """Is it a body of elected representatives, which decides WHAT and WHEN?"""
        return self.kind in POLITICAL_KINDS


POLITICAL_KINDS = frozenset({UnitKind.COUNCIL, UnitKind.BOARD, UnitKind.COMMITTEE})
OPERATIONAL_KINDS = frozenset({UnitKind.DEPARTMENT, UnitKind.SERVICE, UnitKind.UNIT})
