"""What a visitor has told us about a page that does not work for them (lagen 2018:1937, 14 §)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel


class Feedback(TrackedModel):
    """A message from anybody. An address is only there when the person wants an answer; nothing else is kept of who wrote."""

    message = models.TextField(_("meddelande"))
    page = models.CharField(_("sida"), max_length=300, blank=True)
    email = models.EmailField(_("e-postadress"), blank=True)
    written_at = models.DateTimeField(_("skrivet"), default=timezone.now)
    answered_at = models.DateTimeField(_("avklarat"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_feedback",
        verbose_name=_("avklarat av"),
    )
    outcome = models.TextField(_("vad som gjordes"), blank=True)

    class Meta:
        verbose_name = _("synpunkt")
        verbose_name_plural = _("synpunkter")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(outcome=""), name="feedback_answered_says_what"
            ),
        ]

    def __str__(self) -> str:
        return self.message[:80]
