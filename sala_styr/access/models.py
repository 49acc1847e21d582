"""What is kept about coming in: the log of who came in and who was refused, which groups give which appointments, and a cache that all share."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Appointment, Role, Unit


class EventKind(models.TextChoices):
    """What the log tells of (OWASP ASVS 5, V16.3)."""

    LOGIN = "login", _("loggade in")
    LOGOUT = "logout", _("loggade ut")
    REFUSED = "refused", _("nekades: fel namn eller lösenord")
    CLOSED = "closed", _("nekades: inloggningen är stängd")
    SSO_REFUSED = "sso_refused", _("nekades: svaret från inloggningstjänsten godtogs inte")
    LIMITED = "limited", _("fick vänta: för många försök")
    TIMED_OUT = "timed_out", _("loggades ut: tiden var ute")
    CREATED = "created", _("lades till vid första inloggningen")
    LINKED = "linked", _("kopplades till inloggningstjänsten")
    FACTOR_REFUSED = "factor_refused", _("nekades: fel kod eller nyckel i andra steget")
    FACTOR_ADDED = "factor_added", _("lade till ett andra steg")
    FACTOR_REMOVED = "factor_removed", _("tog bort ett andra steg")
    RECOVERY_MADE = "recovery_made", _("gjorde nya reservkoder")
    PASSWORD_ASKED = "password_asked", _("bad om ett nytt lösenord")
    PASSWORD_CHANGED = "password_changed", _("bytte lösenord")
    SESSIONS_ENDED = "sessions_ended", _("avslutade inloggningar")
    HELP_GIVEN = "help_given", _("lät någon hjälpa till")
    HELP_BEGAN = "help_began", _("fick hjälp")
    HELP_ENDED = "help_ended", _("fick inte längre hjälp")
    HELP_WITHDRAWN = "help_withdrawn", _("tog tillbaka medgivandet till hjälp")
    EXTRACTED = "extracted", _("tog ut ett registerutdrag")
    ERASED = "erased", _("tog bort personuppgifterna")
    HELP_REFUSED = "help_refused", _("nekades den som hjälpte till")


class AccessEvent(models.Model):
    """A line of the log. It never holds what was typed: somebody may have typed a password where the name goes.

    ``user`` is None for a name that nobody has. ``by`` is who did it, where that is somebody else. ``address`` is the client's.
    """

    at = models.DateTimeField(_("när"), default=timezone.now, db_index=True)
    kind = models.CharField(_("vad"), max_length=20, choices=EventKind)
    user: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("av"),
    )
    way = models.CharField(_("hur"), max_length=60, blank=True)
    address = models.GenericIPAddressField(_("adress"), null=True, blank=True)

    class Meta:
        verbose_name = _("rad i inloggningsloggen")
        verbose_name_plural = _("inloggningsloggen")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"


class CachedValue(models.Model):
    """The table of Django's ``DatabaseCache``, which writes it itself: what several processes must know together, such as how often one has tried."""

    cache_key = models.CharField(_("nyckel"), max_length=255, primary_key=True)
    value = models.TextField(_("värde"))
    expires = models.DateTimeField(_("gäller till"), db_index=True)

    class Meta:
        verbose_name = _("tillfälligt värde")
        verbose_name_plural = _("tillfälliga värden")

    def __str__(self) -> str:
        return self.cache_key


class GroupMapping(TrackedModel):
    """Members of a group in the log-in service have this appointment."""

    group = models.CharField(
        _("grupp"),
        max_length=200,
        help_text=_("Som inloggningstjänsten skriver den: ett namn, eller i Entra ID gruppens id."),
    )
    role = models.CharField(_("roll"), max_length=16, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enhet"))
    title = models.CharField(_("titel"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("grupp som ger ett uppdrag")
        verbose_name_plural = _("grupper som ger uppdrag")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "role", "unit"],
                name="group_gives_once",
                violation_error_message=_("Den gruppen ger redan det uppdraget."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.title or self.get_role_display()}, {self.unit}"


class GroupAppointment(TrackedModel):
    """That an appointment came from a group, and so ends when the person is no longer in it."""

    appointment = models.OneToOneField(
        Appointment, on_delete=models.PROTECT, related_name="from_group", verbose_name=_("uppdrag")
    )
    group = models.CharField(_("grupp"), max_length=200)

    class Meta:
        verbose_name = _("uppdrag enligt en grupp")
        verbose_name_plural = _("uppdrag enligt grupper")

    def __str__(self) -> str:
        return f"{self.appointment} ({self.group})"
