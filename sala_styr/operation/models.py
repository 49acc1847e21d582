"""What operation keeps in the database: signs of life from the workers, and whether the service is shut for maintenance."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel


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


class MaintenanceState(models.TextChoices):
    OFF = "off", _("öppet")
    ANNOUNCED = "announced", _("aviserat")
    READ_ONLY = "read_only", _("bara läsning")
    CLOSED = "closed", _("stängt")


class Maintenance(TrackedModel):
    """Whether the service is shut, and until when. One row, seen by every process (maintenance.py)."""

    ROW = 1

    state = models.CharField(_("läge"), max_length=10, choices=MaintenanceState, default=MaintenanceState.OFF)
    begins = models.DateTimeField(_("börjar"), null=True, blank=True)
    until = models.DateTimeField(_("till"), null=True, blank=True)
    why = models.CharField(_("varför"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("underhåll")
        verbose_name_plural = _("underhåll")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="maintenance_is_one_row")]

    def __str__(self) -> str:
        return str(self.get_state_display())
