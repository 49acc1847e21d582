"""A stand-in: while somebody is away another person has the rights of their appointment, from a day to a day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models.appointment import Appointment, Role

LENT_ROLES = (Role.MANAGER, Role.STAFF, Role.CONTROLLER)
"""What can be lent. The elected have substitutes by law (KL 5:17, 6:28); an auditor's and an administrator's rights are nobody else's to give."""


class StandInQuerySet(models.QuerySet["StandIn"]):
    def on(self, day: date) -> "StandInQuerySet":
        """Those in force on ``day``."""
        return self.filter(valid_from__lte=day, valid_to__gte=day)


class StandIn(TrackedModel):
    """It ends by itself: a last day is always said. Taken back early, it ends the day before; what was done in it stays."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="stand_ins", verbose_name=_("uppdrag")
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stands_in", verbose_name=_("ersättare")
    )
    valid_from = models.DateField(_("från och med"))
    valid_to = models.DateField(_("till och med"))

    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("ersättare")
        verbose_name_plural = _("ersättare")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="stand_in_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} ({self.appointment})"
