"""What a dialogue arrives at besides its text: agreements, different views that may stand, needs that are carried upwards. And who is writing now."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.models.dialogue import Dialogue
from sala_styr.history.models import TrackedModel


class FindingKind(models.TextChoices):
    AGREEMENT = "agreement", _("det här är vi överens om")
    DISAGREEMENT = "disagreement", _("det här ser vi olika på")
    SUPPORT = "support", _("behov av stöd eller beslut")


class DialogueFinding(TrackedModel):
    """One thing that the two have come to (domain §6.5).

    A disagreement may stand: each side's words beside the other's. A need of support or decision is answered by the upper unit, also after
    the dialogue is locked: it becomes a matter there, not a decision in the dialogue.
    """

    dialogue = models.ForeignKey(
        Dialogue, on_delete=models.PROTECT, related_name="findings", verbose_name=_("framkom i")
    )
    kind = models.CharField(_("slag"), max_length=12, choices=FindingKind)
    text = models.TextField(_("vad det gäller"))
    lower_words = models.TextField(_("så ser verksamheten det"), blank=True)
    upper_words = models.TextField(_("så ser uppdragsgivaren det"), blank=True)
    answer = models.TextField(_("svar"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("besvarat av"),
    )
    answered_at = models.DateTimeField(_("besvarat"), null=True, blank=True)

    class Meta:
        verbose_name = _("det dialogen kom fram till")
        verbose_name_plural = _("det dialogerna kom fram till")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="finding_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | (Q(kind="support") & ~Q(answer="")),
                name="finding_answered_is_a_need_with_answer",
            ),
            models.CheckConstraint(
                condition=Q(kind="disagreement") | Q(lower_words="", upper_words=""),
                name="finding_only_disagreement_has_two_sides",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """A need that waits for the upper unit's answer?"""
        return self.kind == FindingKind.SUPPORT and self.answered_at is None


class DialoguePresence(models.Model):
    """Who has just written where, so that the other sees it. A row per person and dialogue, of no interest after a quarter of a minute."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="presences", verbose_name=_("dialog"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    field = models.CharField(_("ruta"), max_length=40, blank=True)
    seen_at = models.DateTimeField(_("senast"))

    class Meta:
        verbose_name = _("skriver just nu")
        verbose_name_plural = _("skriver just nu")
        constraints = [models.UniqueConstraint(fields=["dialogue", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.field}"
