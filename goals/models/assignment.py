"""Uppdrag: what a body has told others to do and report back on, and that only the body itself can close (KL 6:5, domain §6.4)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from goals.models.plan_item import PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


def _unreported() -> Exists:
    """Has some direct receiver not reported yet?"""
    direct = AssignmentReceiver.objects.filter(assignment=OuterRef("pk"), via=None)
    return Exists(direct.exclude(state=AssignmentState.REPORTED))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def with_state(self) -> "AssignmentQuerySet":
        """Each with ``unreported``: has some direct receiver not reported yet? No extra query."""
        return self.annotate(unreported=_unreported())

    def open(self) -> "AssignmentQuerySet":
        """Not closed, and somebody has not reported."""
        return self.with_state().filter(_unreported(), closed_on=None)

    def waiting(self) -> "AssignmentQuerySet":
        """Everybody has reported; the giver has the word."""
        return self.with_state().filter(~_unreported(), closed_on=None)

    def overdue(self, day: date) -> "AssignmentQuerySet":
        """Should have been reported before ``day``."""
        return self.open().filter(due__lt=day)

    def of_year(self, year: int) -> "AssignmentQuerySet":
        """What was under way on some day of ``year``: given by then, and not closed before."""
        return self.filter(decision__date__year__lte=year).exclude(closed_on__lt=date(year, 1, 1))


class Assignment(TrackedModel):
    """Given by the body whose decision it rests on; closed by a decision of the same body."""

    unreported: bool  # where it was fetched ``with_state``

    number = models.CharField(_("nummer"), max_length=20, unique=True)
    title = models.CharField(_("rubrik"), max_length=200)
    text = models.TextField(_("uppdraget"), blank=True)
    giver = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="given_assignments", verbose_name=_("uppdragsgivare")
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="given_assignments", verbose_name=_("beslut")
    )
    due = models.DateField(_("återrapporteras senast"))
    plan_item = models.ForeignKey(
        PlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("hör till"),
    )
    closed_on = models.DateField(_("avslutat"), null=True, blank=True)
    close_decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="closed_assignments",
        verbose_name=_("beslut om att avsluta"),
    )
    closing_text = models.TextField(_("hur det avslutades"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppdrag")
        verbose_name_plural = _("uppdrag")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(close_decision__isnull=False), name="assignment_closed_by_giver"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class AssignmentState(models.TextChoices):
    """How far a receiver has come. "Avslutat" is not here: that is the giver's word about the whole."""

    GIVEN = "given", _("lämnat")
    RECEIVED = "received", _("mottaget")
    ONGOING = "ongoing", _("pågår")
    REPORTED = "reported", _("återrapporterat")


class AssignmentReceiver(TrackedModel):
    """One unit that has been given the assignment, and what it reports. A unit may pass it on to those below it (``via``)."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="receivers", verbose_name=_("uppdrag")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="received_assignments", verbose_name=_("mottagare")
    )
    state = models.CharField(_("läge"), max_length=8, choices=AssignmentState, default=AssignmentState.GIVEN)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("ansvarig"),
    )
    # Where the receiver has passed it on: whose part of it this is. Only direct receivers (None) report to the giver.
    via: Any = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="passed_on", verbose_name=_("genom")
    )
    report = models.TextField(_("återrapport"), blank=True)
    reported_on = models.DateField(_("återrapporterat"), null=True, blank=True)
    # What the giver found missing in a report, and when it came back. Emptied when the receiver reports again.
    returned_word = models.TextField(_("vad som saknas"), blank=True)
    returned_on = models.DateField(_("skickat tillbaka"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("mottagare av uppdrag")
        verbose_name_plural = _("mottagare av uppdrag")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "unit"], name="assignment_receiver_once"),
            models.CheckConstraint(
                condition=~Q(state="reported") | (~Q(report="") & Q(reported_on__isnull=False)),
                name="assignment_reported_has_report",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | ~Q(returned_word=""), name="assignment_returned_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}, {self.unit}"
