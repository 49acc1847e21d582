"""What is kept about coming in: the log of who came in and who was refused, and a cache that all processes share."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
    HELP_GIVEN = "help_given", _("gav någon rätt att hjälpa")
    HELP_BEGUN = "help_begun", _("började hjälpa")
    HELP_ENDED = "help_ended", _("hjälpen avslutades")


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
