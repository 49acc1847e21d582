"""The consent: who helps whom, with what, until when, and how it ended."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sala_styr.history.models import TrackedModel
from sala_styr.history.recording import Help


class Ending(models.TextChoices):
    """How a consent, or the question about one, was ended before its time."""

    DECLINED = "declined", gettext_lazy("nej tack")
    WITHDRAWN = "withdrawn", gettext_lazy("medgivandet togs tillbaka")
    DONE = "done", gettext_lazy("hjälpen avslutades")
    DROPPED = "dropped", gettext_lazy("frågan togs tillbaka")


class HelpConsent(TrackedModel):
    """``person`` lets ``helper`` act for them from ``given_at`` to ``until``; before it is given it is the helper's question.

    One consent is one time of help: when it is ended it is used up. It is never removed.
    """

    person: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="helped_by",
        verbose_name=gettext_lazy("den som får hjälp"),
    )
    helper: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="helps",
        verbose_name=gettext_lazy("den som hjälper"),
    )
    about = models.CharField(gettext_lazy("vad det gäller"), max_length=200)
    asked_at = models.DateTimeField(gettext_lazy("frågat"), default=timezone.now)
    given_at = models.DateTimeField(gettext_lazy("medgett"), null=True, blank=True)
    until = models.DateTimeField(gettext_lazy("till"), null=True, blank=True)
    begun_at = models.DateTimeField(gettext_lazy("började"), null=True, blank=True)
    closed_at = models.DateTimeField(gettext_lazy("avslutat"), null=True, blank=True)
    ending = models.CharField(gettext_lazy("hur det slutade"), max_length=10, choices=Ending, blank=True)

    class Meta:
        verbose_name = gettext_lazy("medgivande till hjälp")
        verbose_name_plural = gettext_lazy("medgivanden till hjälp")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="help_not_oneself", condition=~Q(person=F("helper"))),
            models.CheckConstraint(
                name="help_has_an_end",
                condition=Q(given_at__isnull=True, until__isnull=True, begun_at__isnull=True)
                | Q(given_at__isnull=False, until__gt=F("given_at")),
            ),
            models.CheckConstraint(
                name="help_ended_somehow",
                condition=Q(closed_at__isnull=True, ending="") | (Q(closed_at__isnull=False) & ~Q(ending="")),
            ),
        ]

    def __str__(self) -> str:
        return _("medgivande nr %(n)s: %(helper)s hjälper %(person)s") % {
            "n": self.pk,
            "helper": self.helper,
            "person": self.person,
        }

    @property
    def is_open_question(self) -> bool:
        """Does it wait for the person's answer?"""
        return self.given_at is None and self.closed_at is None

    def is_in_force(self, now: datetime | None = None) -> bool:
        """Is it given, and not over? Whether both may still log in, and the helper still helps, the queries ask."""
        return self.until is not None and self.closed_at is None and (now or timezone.now()) < self.until

    @property
    def last_moment(self) -> datetime:
        """When it ended, or will: what was written after that was not written by it."""
        ends = [moment for moment in (self.until, self.closed_at) if moment is not None]
        return min(ends) if ends else self.asked_at

    def as_help(self) -> Help:
        """As the acting person and the history know it."""
        return Help(self.helper, str(self.person), self.pk)
