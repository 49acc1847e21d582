"""What goes before a dialogue: the questions that are asked, the invitation, and the pack that is frozen when it is sent (domain §6.5)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budget.models.ledger import NeverChanged
from followup.models.dialogue import Dialogue
from sala_styr.history.models import TrackedModel


class PairKind(models.TextChoices):
    """Who meets whom."""

    COUNCIL = "council", _("kommunfullmäktige och nämnd")
    OFFICE = "office", _("nämnd och kontor")
    UNIT = "unit", _("kontor, verksamhet och enhet")
    COMPANY = "company", _("kommunstyrelse och bolag")


class DialogueQuestion(TrackedModel):
    """An open question that a kind of pair begins its dialogue with, in the years it is asked. Changed by the controller; what is sent keeps its own."""

    pair = models.CharField(_("mellan"), max_length=8, choices=PairKind)
    order = models.PositiveSmallIntegerField(_("ordning"))
    text = models.CharField(_("fråga"), max_length=300)
    first_year = models.PositiveSmallIntegerField(_("från och med år"))
    last_year = models.PositiveSmallIntegerField(_("till och med år"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("fråga i dialogen")
        verbose_name_plural = _("frågor i dialogen")
        ordering = ["pair", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="dialogue_question_asks"),
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="dialogue_question_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class DialogueInvitation(TrackedModel):
    """When the two meet, what is written to them, and what was sent last.

    The calendar's appointment is known by ``uid`` for ever; each sending has the next ``sequence``, so that calendars change it and make no second one.
    ``sent_as`` is a fingerprint of day, time, place and participants as they were sent: what differs from it has not been told.
    ``sent_to`` are the ids of those who were invited then: who is left out the next time is told so.
    """

    dialogue = models.OneToOneField(
        Dialogue, on_delete=models.PROTECT, related_name="invitation", verbose_name=_("dialog")
    )
    uid = models.CharField(max_length=60, unique=True, editable=False)
    starts = models.TimeField(_("börjar"))
    ends = models.TimeField(_("slutar"))
    message = models.TextField(_("meddelande"), blank=True)
    questions = models.TextField(_("frågor att tala om"), blank=True, help_text=_("En fråga på varje rad."))
    sequence = models.PositiveIntegerField(_("hur många gånger den har skickats"), default=0)
    sent_as = models.CharField(max_length=64, blank=True, editable=False)
    sent_to = models.JSONField(_("skickad till"), default=list, blank=True, editable=False)
    sent_at = models.DateTimeField(_("skickad"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("inbjudan till dialog")
        verbose_name_plural = _("inbjudningar till dialog")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="invitation_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(sequence=0, sent_at__isnull=True) | Q(sequence__gt=0, sent_at__isnull=False),
                name="invitation_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.dialogue}"

    @property
    def question_list(self) -> list[str]:
        """The questions, one by one."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]

    @property
    def is_sent(self) -> bool:
        return self.sequence > 0


class DialoguePack(NeverChanged):
    """What the two need to read, as it was when it was sent. ``content`` is JSON, ``sha256`` the fingerprint of its bytes. A newer pack is a new version."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="packs", verbose_name=_("dialog"))
    version = models.PositiveSmallIntegerField(_("version"))
    content = models.TextField(_("innehåll"))
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    frozen_at = models.DateTimeField(_("fryst"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("dialogunderlag")
        verbose_name_plural = _("dialogunderlag")
        ordering = ["dialogue", "-version"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "version"], name="pack_version_once")]

    def __str__(self) -> str:
        return f"{self.dialogue}, version {self.version}"


class PackFile(NeverChanged):
    """The pack as a PDF, made once from its content."""

    stored_paths = ("path",)
    """What a backup brings along (sala_styr.keeping.files)."""

    pack = models.OneToOneField(DialoguePack, on_delete=models.PROTECT, related_name="file", verbose_name=_("underlag"))
    path = models.CharField(_("fil"), max_length=200)
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    size = models.PositiveBigIntegerField(_("storlek i byte"))
    pages = models.PositiveIntegerField(_("sidor"))
    made_at = models.DateTimeField(_("gjord"), auto_now_add=True)

    class Meta:
        verbose_name = _("fil med dialogunderlag")
        verbose_name_plural = _("filer med dialogunderlag")

    def __str__(self) -> str:
        return str(self.pack)
