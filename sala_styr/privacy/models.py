"""How long things are kept, as data, and what each weeding took."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel


class Kept(models.TextChoices):
    """What has a time to be kept. ``retention`` says how it is taken away."""

    LETTERS = "letters", _("skickade brev och påminnelser")
    FEEDBACK = "feedback", _("besvarade synpunkter från de öppna sidorna")


class RetentionRule(TrackedModel):
    """So many months after it was done with, a thing of this kind is taken away. Without a row the usual time holds (``retention.USUAL``)."""

    what = models.CharField(_("vad"), max_length=20, choices=Kept, unique=True)
    months = models.PositiveSmallIntegerField(_("månader"))

    class Meta:
        verbose_name = _("gallringsregel")
        verbose_name_plural = _("gallringsregler")
        ordering = ["what"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.months}"


class Weeding(models.Model):
    """What was taken away, and when: how many, never what."""

    what = models.CharField(_("vad"), max_length=20, choices=Kept)
    at = models.DateTimeField(_("när"), default=timezone.now)
    older_than = models.DateTimeField(_("äldre än"))
    removed = models.PositiveIntegerField(_("antal"))

    class Meta:
        verbose_name = _("gallring")
        verbose_name_plural = _("gallringar")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.get_what_display()}: {self.removed}"
