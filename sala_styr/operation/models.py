"""What operation keeps in the database: signs of life from the workers."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WorkerBeat(models.Model):
    """The last sign of life of a background worker. Written every few seconds and removed when the worker stops in good order."""

    worker = models.CharField(_("arbetare"), max_length=64, primary_key=True)
    since = models.DateTimeField(_("igång sedan"), default=timezone.now)
    at = models.DateTimeField(_("senast hörd"), default=timezone.now)

    class Meta:
        verbose_name = _("livstecken")
        verbose_name_plural = _("livstecken")

    def __str__(self) -> str:
        return self.worker
