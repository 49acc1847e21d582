"""An appointment: this person has this role in this unit, from a day to a day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models.unit import Unit


class Role(models.TextChoices):
    POLITICIAN = "politician", _("förtroendevald")
    CHAIR = "chair", _("ordförande")
    MANAGER = "manager", _("chef")
    STAFF = "staff", _("medarbetare")
    CONTROLLER = "controller", _("controller")
    AUDITOR = "auditor", _("revisor")
    ADMINISTRATOR = "administrator", _("systemförvaltare")


ELECTED = (Role.POLITICIAN, Role.CHAIR)
OFFICIALS = (Role.MANAGER, Role.STAFF)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def on(self, day: date) -> "AppointmentQuerySet":
        """The appointments in force on ``day``."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class Appointment(TrackedModel):
    """An ended appointment stays: what the person did in it is still explained by it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("enhet"))
    role = models.CharField(_("roll"), max_length=16, choices=Role)
    title = models.CharField(
        _("titel"), max_length=80, blank=True, help_text=_("Till exempel rektor eller andre vice ordförande.")
    )
    valid_from = models.DateField(_("från"))
    valid_to = models.DateField(_("till och med"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppdrag som person har")
        verbose_name_plural = _("uppdrag som personer har")
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role", "valid_from"], name="appointment_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="appointment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.title or self.get_role_display()}, {self.unit}"
