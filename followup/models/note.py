"""A line about an activity, as often as one likes: what has happened, and what comes next. The five-minute update writes them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models import ActivityStatus, PlanItem
from sala_styr.history.models import TrackedModel


class ActivityNote(TrackedModel):
    """What somebody said of an activity one day. The newest is shown; the earlier stay, so that one can read how it went."""

    activity = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="notes", verbose_name=_("aktivitet"))
    # How far it had come then: a key of the model's own scale, as on the activity.
    status = models.CharField(_("genomförande"), max_length=12, choices=ActivityStatus, blank=True)
    line = models.CharField(_("vad som har hänt"), max_length=300, blank=True)
    upcoming = models.CharField(_("vad som händer härnäst"), max_length=300, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="activity_notes",
        verbose_name=_("skriven av"),
    )
    written_at = models.DateTimeField(_("skriven"), auto_now_add=True)

    class Meta:
        verbose_name = _("rad om en aktivitet")
        verbose_name_plural = _("rader om aktiviteter")
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["activity", "-written_at"], name="note_of_activity")]
        constraints = [models.CheckConstraint(condition=~Q(line="") | ~Q(upcoming=""), name="activity_note_says")]

    def __str__(self) -> str:
        return self.line or self.upcoming
