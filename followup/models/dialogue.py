"""Avstämning as dialogue between two neighbouring levels: reflection rather than quick conclusions (leaflet, domain §6.5)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followup.models.period import Period
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class DialogueState(models.TextChoices):
    PLANNED = "planned", _("planerad")
    HELD = "held", _("genomförd, väntar på bekräftelse")
    CONFIRMED = "confirmed", _("bekräftad av båda")


class Dialogue(TrackedModel):
    """One conversation. Both sides' pictures stand beside each other; when both have confirmed it, it is locked. No status is needed to close it."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="dialogues", verbose_name=_("period"))
    upper = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="dialogues_as_upper", verbose_name=_("den ena parten")
    )
    lower = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="dialogues_as_lower", verbose_name=_("den andra parten")
    )
    day = models.DateField(_("dag"))
    place = models.CharField(_("plats"), max_length=120, blank=True)
    material = models.TextField(_("underlag som lästs"), blank=True)
    lower_picture = models.TextField(_("så ser verksamheten det"), blank=True)
    upper_picture = models.TextField(_("så ser uppdragsgivaren det"), blank=True)
    core_mission = models.TextField(_("grunduppdraget: vad fungerar, vad oroar"), blank=True)
    focus_areas = models.TextField(_("fokusområden och prioriteringar: framsteg och hinder"), blank=True)
    money = models.TextField(_("ekonomin: läge, prognos och åtgärder"), blank=True)
    reflection = models.TextField(_("vad har vi lärt oss, vad förstår vi annorlunda"), blank=True)
    support = models.TextField(_("behov av stöd eller beslut"), blank=True)
    steps_note = models.TextField(
        _("varför steg från tidigare lämnades"),
        blank=True,
        help_text=_("När dialogen bekräftas fast ni inte hann gå igenom alla steg från förra gången."),
    )
    state = models.CharField(_("läge"), max_length=9, choices=DialogueState, default=DialogueState.PLANNED)
    upper_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    upper_confirmed_at = models.DateTimeField(null=True, blank=True)
    lower_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lower_confirmed_at = models.DateTimeField(null=True, blank=True)
    taken_back_side = models.CharField(
        _("bekräftelsen gäller inte längre för"), max_length=5, blank=True, editable=False
    )
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    """A side had confirmed, and then somebody wrote: that side is told until it confirms again."""
    version = models.PositiveIntegerField(default=1, editable=False)
    parts = models.PositiveIntegerField(default=0, editable=False)
    """How many times steps, questions and findings have changed: an open page then fetches them anew."""

    class Meta:
        verbose_name = _("dialog")
        verbose_name_plural = _("dialoger")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(upper=F("lower")), name="dialogue_between_two"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(upper_confirmed_at__isnull=False, lower_confirmed_at__isnull=False),
                name="dialogue_confirmed_by_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upper.label} – {self.lower.label}, {self.day}"


class Participant(TrackedModel):
    dialogue = models.ForeignKey(
        Dialogue, on_delete=models.PROTECT, related_name="participants", verbose_name=_("dialog")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dialogues", verbose_name=_("person")
    )
    title = models.CharField(_("i egenskap av"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("deltagare")
        verbose_name_plural = _("deltagare")
        constraints = [models.UniqueConstraint(fields=["dialogue", "user"], name="participant_once")]

    def __str__(self) -> str:
        return str(self.user)


class OpenQuestion(TrackedModel):
    """A question to carry on. It follows the pair to the next dialogue until it has an answer."""

    dialogue = models.ForeignKey(
        Dialogue, on_delete=models.PROTECT, related_name="questions", verbose_name=_("ställd i")
    )
    text = models.TextField(_("fråga"))
    answer = models.TextField(_("svar"), blank=True)
    answered_in = models.ForeignKey(
        Dialogue,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_questions",
        verbose_name=_("besvarad i"),
    )

    class Meta:
        verbose_name = _("öppen fråga")
        verbose_name_plural = _("öppna frågor")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_in__isnull=True) | ~Q(answer=""), name="question_answered_has_answer"
            )
        ]

    def __str__(self) -> str:
        return self.text


class StepState(models.TextChoices):
    OPEN = "open", _("pågår")
    DONE = "done", _("klart")
    DROPPED = "dropped", _("avslutat utan åtgärd")


class NextStep(TrackedModel):
    """What the two agreed to do. It comes back in their next dialogue until it is done or dropped with a word of why (invariant 18)."""

    dialogue = models.ForeignKey(
        Dialogue, on_delete=models.PROTECT, related_name="steps", verbose_name=_("överenskommet i")
    )
    text = models.TextField(_("nästa steg"))
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next_steps",
        verbose_name=_("vem"),
    )
    due = models.DateField(_("när"), null=True, blank=True)
    state = models.CharField(_("läge"), max_length=7, choices=StepState, default=StepState.OPEN)
    outcome = models.TextField(_("hur det gick"), blank=True)
    closed_in = models.ForeignKey(
        Dialogue,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="closed_steps",
        verbose_name=_("avslutat i"),
    )
    carried_in = models.ForeignKey(
        Dialogue,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_steps",
        verbose_name=_("förs vidare från"),
    )

    class Meta:
        verbose_name = _("nästa steg")
        verbose_name_plural = _("nästa steg")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state="open") | ~Q(outcome=""), name="step_closed_has_outcome")
        ]

    def __str__(self) -> str:
        return self.text
