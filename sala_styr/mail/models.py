"""A letter as a row, what stands in it, and what a person wants and does not want to be reminded of."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel

SILENCE = timedelta(minutes=10)
"""A letter that was taken to be sent this long ago, and of which nothing was heard since, may have left or not: its worker has died."""


class MessageState(models.TextChoices):
    QUEUED = "queued", _("väntar")
    CLAIMED = "claimed", _("skickas nu")
    SENT = "sent", _("skickat")
    FAILED = "failed", _("kom inte iväg")


class MessageQuerySet(models.QuerySet["Message"]):
    def uncertain(self) -> "MessageQuerySet":
        """Taken to be sent, and nobody knows whether they left."""
        old = Q(claimed_at__lt=timezone.now() - SILENCE)
        return self.filter(Q(state=MessageState.CLAIMED) & (old | ~Q(failure="")))

    def waiting(self) -> "MessageQuerySet":
        """In the queue, and their time has come."""
        return self.filter(state=MessageState.QUEUED).filter(
            Q(not_before__isnull=True) | Q(not_before__lte=timezone.now())
        )

    def troubled(self) -> "MessageQuerySet":
        """Failed or uncertain, and nobody has put them aside."""
        old = Q(claimed_at__lt=timezone.now() - SILENCE)
        uncertain = Q(state=MessageState.CLAIMED) & (old | ~Q(failure=""))
        return self.filter(put_aside=False).filter(Q(state=MessageState.FAILED) | uncertain)


class Message(TrackedModel):
    """One letter to one address. ``key`` says what it is about, for ever: the same key is never made twice.

    It is *claimed* before it is handed to the mail server and *sent* after. One that stays claimed is uncertain: it is shown, never sent
    again by itself.
    """

    key = models.CharField(_("nyckel"), max_length=200, unique=True)
    kind = models.CharField(_("slag"), max_length=60, blank=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages_to",
        verbose_name=_("mottagare"),
    )
    address = models.CharField(_("e-postadress"), max_length=254, blank=True)
    subject = models.CharField(_("ämne"), max_length=250)
    message_id = models.CharField(_("Message-ID"), max_length=250)
    state = models.CharField(_("läge"), max_length=8, choices=MessageState, default=MessageState.QUEUED)
    queued_at = models.DateTimeField(_("skrivet"), default=timezone.now)
    not_before = models.DateTimeField(_("tidigast"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("taget ur kön"), null=True, blank=True)
    sent_at = models.DateTimeField(_("lämnat till e-postservern"), null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(_("gång"), default=1)
    tries = models.PositiveSmallIntegerField(_("försök"), default=0)
    failure = models.TextField(_("varför det inte gick"), blank=True)
    put_aside = models.BooleanField(_("lagt åt sidan"), default=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("brev")
        verbose_name_plural = _("brev")
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(fields=["-queued_at", "-id"], name="mail_newest"),
            models.Index(
                fields=["state", "claimed_at"], name="mail_under_way", condition=Q(state__in=["queued", "claimed"])
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="mail_sent_has_time"),
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(claimed_at__isnull=False), name="mail_claimed_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def to(self) -> str:
        """Who gets it: the person's name, or the address."""
        return str(self.recipient) if self.recipient else self.address

    @property
    def is_uncertain(self) -> bool:
        """Taken to be sent, and nobody knows whether it left."""
        if self.state != MessageState.CLAIMED or self.claimed_at is None:
            return False
        return bool(self.failure) or timezone.now() - self.claimed_at > SILENCE

    @property
    def can_be_sent_again(self) -> bool:
        """Failed or uncertain."""
        return self.state == MessageState.FAILED or self.is_uncertain


class MessageContent(models.Model):
    """What stands in a letter. Written with it and never changed."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="content", verbose_name=_("brev"))
    text = models.TextField(_("text"))
    html = models.TextField(_("text som HTML"))
    attachments = models.JSONField(_("bilagor"), default=list, blank=True)
    headers = models.JSONField(_("brevhuvud"), default=dict, blank=True)

    class Meta:
        verbose_name = _("brevets innehåll")
        verbose_name_plural = _("brevens innehåll")

    def __str__(self) -> str:
        return str(self.message)


class MailOptOut(TrackedModel):
    """This person does not want letters of this kind."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_opt_outs", verbose_name=_("person")
    )
    kind = models.CharField(_("slag"), max_length=60)

    class Meta:
        verbose_name = _("avstådd påminnelse")
        verbose_name_plural = _("avstådda påminnelser")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mail_opt_out_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> "AbsenceQuerySet":
        """Those who are away on ``day``."""
        return self.filter(first_day__lte=day, last_day__gte=day)


class Absence(TrackedModel):
    """From a day to a day the person is away; reminders go to somebody else meanwhile."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences", verbose_name=_("person")
    )
    first_day = models.DateField(_("första dagen borta"))
    last_day = models.DateField(_("sista dagen borta"))
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stands_in_during",
        verbose_name=_("vem får påminnelserna?"),
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("frånvaro")
        verbose_name_plural = _("frånvaro")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(stand_in__isnull=True) | ~Q(stand_in=F("user")), name="absence_stand_in_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.first_day}–{self.last_day}"
