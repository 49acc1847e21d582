"""The steering model as data: which levels the chain has, what they are called and who owns them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import OPERATIONAL_KINDS, UnitKind


class Track(models.TextChoices):
    """The parallel chains down the same organisation: goals and priorities in Sala (leaflet), quality or uppdrag elsewhere (domain §7)."""

    GOALS = "goals", _("mål")
    PRIORITIES = "priorities", _("prioriteringar")
    QUALITY = "quality", _("kvalitet")
    ASSIGNMENTS = "assignment", _("uppdrag")


class OwnerKind(models.TextChoices):
    """Who owns items of a level: elected representatives (WHAT, WHEN) or officials (HOW, BY WHOM)."""

    COUNCIL = "council", _("kommunfullmäktige")
    BOARD = "board", _("kommunstyrelsen")
    COMMITTEE = "committee", _("nämnd eller styrelse")
    COMPANY = "company", _("bolag")
    OPERATION = "operation", _("verksamhet")
    DEPARTMENT = "department", _("kontor eller förvaltning")
    UNIT = "unit", _("enhet")


UNIT_KINDS: dict[str, frozenset[str]] = {
    OwnerKind.COUNCIL: frozenset({UnitKind.COUNCIL}),
    OwnerKind.BOARD: frozenset({UnitKind.BOARD}),
    OwnerKind.COMMITTEE: frozenset({UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY}),
    OwnerKind.COMPANY: frozenset({UnitKind.COMPANY}),
    OwnerKind.OPERATION: frozenset(OPERATIONAL_KINDS),
    OwnerKind.DEPARTMENT: frozenset({UnitKind.DEPARTMENT}),
    OwnerKind.UNIT: frozenset({UnitKind.UNIT}),
}
OFFICIAL_KINDS = frozenset({OwnerKind.OPERATION, OwnerKind.DEPARTMENT, OwnerKind.UNIT})
ANSWERING_KINDS = frozenset({OwnerKind.BOARD, OwnerKind.COMMITTEE, OwnerKind.COMPANY})
"""Those who answer the council: what they own is political but not the council's own."""


class SteeringModelQuerySet(models.QuerySet["SteeringModel"]):
    def in_force(self, year: int) -> "SteeringModelQuerySet":
        """The model of ``year``. One at most: a model that takes over ends the one before it (``actions.load_steering_model``)."""
        return self.filter(Q(last_year__isnull=True) | Q(last_year__gte=year), first_year__lte=year)


class SteeringModel(TrackedModel):
    """One municipality's chain of levels, in force for some years."""

    name = models.CharField(_("namn"), max_length=80, unique=True)
    first_year = models.PositiveSmallIntegerField(_("från och med år"))
    last_year = models.PositiveSmallIntegerField(_("till och med år"), null=True, blank=True)
    # {key: word}; the keys and their words where a municipality says nothing stand in goals/terms.py.
    terms = models.JSONField(_("ord"), default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SteeringModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("styrmodell")
        verbose_name_plural = _("styrmodeller")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")), name="model_years_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name


class LevelQuerySet(models.QuerySet["Level"]):
    def in_force(self, year: int) -> "LevelQuerySet":
        """The levels of the model that is in force in ``year``, in their order."""
        within = Q(steering_model__last_year__isnull=True) | Q(steering_model__last_year__gte=year)
        return self.filter(within, steering_model__first_year__lte=year).order_by("steering_model", "order")


class Level(TrackedModel):
    """One step of the chain: its words, its track, the level it answers to, who owns it and whether it needs a decision."""

    steering_model = models.ForeignKey(
        SteeringModel, on_delete=models.PROTECT, related_name="levels", verbose_name=_("styrmodell")
    )
    key = models.SlugField(_("nyckel"), max_length=40)
    order = models.PositiveSmallIntegerField(_("ordning"))
    singular = models.CharField(_("singular"), max_length=60, help_text=_("Till exempel fokusområde."))
    plural = models.CharField(_("plural"), max_length=60, help_text=_("Till exempel fokusområden."))
    definite = models.CharField(_("bestämd form"), max_length=60, help_text=_("Till exempel fokusområdet."))
    track = models.CharField(_("spår"), max_length=10, choices=Track, default=Track.GOALS)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("svarar på")
    )
    owner_kind = models.CharField(_("ägs av"), max_length=10, choices=OwnerKind)
    needs_decision = models.BooleanField(_("behöver politiskt beslut"), default=True)
    is_activity = models.BooleanField(_("har start, slut och genomförandeläge"), default=False)
    followed_up = models.BooleanField(
        _("följs upp"),
        default=True,
        help_text=_("En vision följs inte upp själv: det görs genom det som svarar på den."),
    )
    parent_required = models.BooleanField(_("måste svara på något"), default=True)
    many_parents = models.BooleanField(_("får svara på flera"), default=False)
    period_years = models.PositiveSmallIntegerField(
        _("gäller så många år"), null=True, blank=True, help_text=_("Föreslås när något nytt läggs till.")
    )
    max_count = models.PositiveSmallIntegerField(
        _("högst så många per ägare"), null=True, blank=True, help_text=_("Fler ger en påminnelse, inte ett stopp.")
    )

    objects = LevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("nivå")
        verbose_name_plural = _("nivåer")
        ordering = ["steering_model", "order"]
        constraints = [
            models.UniqueConstraint(fields=["steering_model", "key"], name="level_key_once"),
            models.UniqueConstraint(fields=["steering_model", "order"], name="level_order_once"),
        ]

    def __str__(self) -> str:
        return self.singular

    @property
    def is_political(self) -> bool:
        """Owned by elected representatives?"""
        return self.owner_kind not in OFFICIAL_KINDS

    @property
    def unit_kinds(self) -> frozenset[str]:
        """The kinds of unit that may own an item of this level."""
        return UNIT_KINDS[self.owner_kind]

    def answers_to(self, above: "Level") -> bool:
        """May an item of this level answer to one of level ``above``?

        When the municipality has changed its model, what was decided in the former one (a vision for many years) is answered to through the
        level of the same key. One query where the parent level has not been fetched and the models differ.
        """
        if self.parent_id is None or self.parent_id == above.pk:
            return self.parent_id == above.pk
        return (
            self.steering_model_id != above.steering_model_id
            and self.parent is not None
            and self.parent.key == above.key
        )
