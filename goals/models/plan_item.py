"""A plan item: one goal, focus area, priority, strategy or activity, in one tree from the vision down."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from mptt.managers import TreeManager
from mptt.models import TreeForeignKey
from mptt.querysets import TreeQuerySet

from goals.models.grouping import Area
from goals.models.steering_model import Level
from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedNode
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, Unit


class ItemState(models.TextChoices):
    """Political items go from draft to decided; what officials own is active as soon as it is made (domain §2.3)."""

    DRAFT = "draft", _("utkast")
    DECIDED = "decided", _("beslutat")
    ACTIVE = "active", _("gäller")
    ENDED = "ended", _("avslutat")


class ActivityStatus(models.TextChoices):
    """How far an activity has come (domain §6.4): the keys that mean something to the system, and Sala's words for them.

    Which steps a municipality has and what it calls them is its steering model's (``goals.queries.scales``). It may have others: they are under way.
    """

    NOT_STARTED = "not_started", _("ej påbörjad")
    ONGOING = "ongoing", _("pågår")
    DONE = "done", _("klar")
    DELAYED = "delayed", _("försenad")
    PAUSED = "paused", _("pausad")
    CANCELLED = "cancelled", _("avslutad i förtid")


# How each is shown: a symbol that the shell draws, and a tone that the style sheet knows. The word is the choice's own.
ACTIVITY_LOOKS: dict[str, tuple[str, str]] = {
    ActivityStatus.NOT_STARTED: ("empty", "neutral"),
    ActivityStatus.ONGOING: ("half", "info"),
    ActivityStatus.DONE: ("full", "success"),
    ActivityStatus.DELAYED: ("attention", "warning"),
    ActivityStatus.PAUSED: ("none", "neutral"),
    ActivityStatus.CANCELLED: ("none", "neutral"),
}


class PlanItemQuerySet(TreeQuerySet):
    def in_year(self, year: int) -> "PlanItemQuerySet":
        """Items that are valid in ``year``."""
        return self.filter(first_year__lte=year, last_year__gte=year)

    def visible_to(self, actor: Actor) -> "PlanItemQuerySet":
        """What ``actor`` may read: everything but drafts, and the drafts of their own body or unit (invariant 20). No extra query."""
        if actor.sees_everything:
            return self
        drafts_of = actor.held_ids(*ELECTED) | actor.covered_ids(*OFFICIALS)
        return self.filter(~Q(state=ItemState.DRAFT) | Q(owner_id__in=drafts_of))


class PlanItem(TrackedNode):
    """The text of a decided item is never changed: a change is a new item with its own decision that ``replaces`` the old (design §3)."""

    # ``step`` is the level of the steering model; django-mptt has taken the name ``level`` for the depth in the tree.
    step: Any = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="items", verbose_name=_("nivå"))
    parent: Any = TreeForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("svarar på")
    )
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plan_items", verbose_name=_("ägare"))
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        verbose_name=_("ansvarig"),
    )
    title = models.CharField(_("rubrik"), max_length=200)
    description = models.TextField(_("beskrivning"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("från och med år"))
    last_year = models.PositiveSmallIntegerField(_("till och med år"))
    state = models.CharField(_("läge"), max_length=8, choices=ItemState, default=ItemState.DRAFT)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_items", verbose_name=_("beslut")
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("ersätter")
    )
    # What officials own is ended without one; what a body has decided is ended only by that body (invariant 13).
    end_decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_items",
        verbose_name=_("beslut om att avsluta"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_items", verbose_name=_("område")
    )
    # Where it was copied from: another item, or last year's when a new year was opened. Not a version: both live on.
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies", verbose_name=_("kopia av")
    )
    start_date = models.DateField(_("startar"), null=True, blank=True)
    end_date = models.DateField(_("klar senast"), null=True, blank=True)
    activity_status = models.CharField(_("genomförande"), max_length=12, choices=ActivityStatus, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: Any = TreeManager.from_queryset(PlanItemQuerySet)()

    # Time travel (goals/queries/as_of.py): what an item was on a day, and which items have ever been in a year, by index and never by a scan.
    history_indexes = (
        models.Index(fields=["id", "history_date", "history_id"], name="item_history_when"),
        models.Index(fields=["first_year", "last_year", "id"], name="item_history_years"),
    )

    class Meta:
        verbose_name = _("del av planen")
        verbose_name_plural = _("planens delar")
        indexes = [
            models.Index(fields=["tree_id", "lft"], name="item_tree"),
            models.Index(fields=["owner", "first_year", "last_year"], name="item_owner_years"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="item_years_in_order"),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(decision__isnull=False), name="item_decided_has_decision"
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | Q(decision__isnull=True), name="item_draft_has_no_decision"
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(start_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="item_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def activity_look(self) -> tuple[str, str]:
        """Symbol and tone of how far the activity has come."""
        return ACTIVITY_LOOKS.get(self.activity_status, ("none", "neutral"))
