"""A plan amendment: work on a copy of parts of the plan, beside the plan itself, until it is merged or dropped.

Each change keeps what the item said when the copy was taken (``base``) beside what it shall say (``proposed``), so that a merge can see what
somebody else has changed meanwhile and ask, instead of overwriting it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.plan_item import PlanItem
from goals.models.steering_model import Level
from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, Unit


class AmendmentState(models.TextChoices):
    OPEN = "open", _("öppen")
    MERGED = "merged", _("införd")
    DROPPED = "dropped", _("nedlagd")


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def visible_to(self, actor: Actor) -> "AmendmentQuerySet":
        """What has been merged is everybody's; what is prepared or dropped is its owner's own and for those who read everything. No extra query."""
        if actor.sees_everything:
            return self
        return self.filter(Q(state=AmendmentState.MERGED) | Q(owner_id__in=prepares_for(actor)))


def prepares_for(actor: Actor) -> frozenset[int]:
    """The bodies and units whose writers ``actor`` is one of."""
    return actor.held_ids(*ELECTED) | actor.covered_ids(*OFFICIALS)


class Amendment(TrackedModel):
    """A set of changes that one owner prepares together."""

    name = models.CharField(_("namn"), max_length=120)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="amendments", verbose_name=_("ägare"))
    year = models.PositiveSmallIntegerField(_("år"))
    reason = models.TextField(_("varför"), blank=True)
    state = models.CharField(_("läge"), max_length=8, choices=AmendmentState, default=AmendmentState.OPEN)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("beslut")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="amendments",
        verbose_name=_("påbörjad av"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("planändring")
        verbose_name_plural = _("planändringar")
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return self.name


class AmendmentChange(TrackedModel):
    """What the amendment does with one item, or a new one (``item`` is None until it is merged)."""

    amendment = models.ForeignKey(
        Amendment, on_delete=models.CASCADE, related_name="changes", verbose_name=_("planändring")
    )
    item = models.ForeignKey(
        PlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendment_changes",
        verbose_name=_("del av planen"),
    )
    step = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="amendment_changes", verbose_name=_("nivå"))
    parent = models.ForeignKey(
        PlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendment_children",
        verbose_name=_("svarar på"),
    )
    base = models.JSONField(_("som det var"), default=dict, blank=True)
    proposed = models.JSONField(_("som det ska bli"), default=dict)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("ändring i en planändring")
        verbose_name_plural = _("ändringar i en planändring")
        ordering = ["amendment", "pk"]
        constraints = [models.UniqueConstraint(fields=["amendment", "item"], name="amendment_item_once")]

    def __str__(self) -> str:
        return f"{self.amendment}: {self.proposed.get('title', '')}"
