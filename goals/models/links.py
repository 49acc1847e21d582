"""What ties items together besides the tree: more parents than one, a body's "berör oss inte", an activity's sub-steps."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goals.models.plan_item import PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class ParentLink(TrackedModel):
    """``item`` answers to ``above`` too: an activity may serve several goals (design §3). Its place in the tree stays the same."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="links_up", verbose_name=_("del"))
    above = models.ForeignKey(
        PlanItem, on_delete=models.PROTECT, related_name="links_down", verbose_name=_("svarar också på")
    )

    class Meta:
        verbose_name = _("koppling")
        verbose_name_plural = _("kopplingar")
        constraints = [
            models.UniqueConstraint(fields=["item", "above"], name="parent_link_once"),
            models.CheckConstraint(condition=~Q(item=F("above")), name="parent_link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.above}"


class NotConcerned(TrackedModel):
    """A body's statement that a goal of the council does not concern it (domain §10, 15)."""

    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="not_concerned", verbose_name=_("mål"))
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="not_concerned", verbose_name=_("organ"))
    reason = models.TextField(_("varför det inte berör oss"))
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="not_concerned",
        verbose_name=_("beslut"),
    )

    class Meta:
        verbose_name = _("berör oss inte")
        verbose_name_plural = _("berör oss inte")
        constraints = [models.UniqueConstraint(fields=["item", "body"], name="not_concerned_once")]

    def __str__(self) -> str:
        return f"{self.body}: {self.item}"


class SubStep(TrackedModel):
    """A step on the way of an activity: what, by when, done or not."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="sub_steps", verbose_name=_("aktivitet"))
    order = models.PositiveSmallIntegerField(_("ordning"))
    text = models.CharField(_("delsteg"), max_length=200)
    due = models.DateField(_("klart senast"), null=True, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_steps",
        verbose_name=_("ansvarig"),
    )
    done_on = models.DateField(_("klart"), null=True, blank=True)

    class Meta:
        verbose_name = _("delsteg")
        verbose_name_plural = _("delsteg")
        ordering = ["item", "order", "pk"]

    def __str__(self) -> str:
        return self.text
