"""A publication: from then on anybody may read a period's follow-up, or a decided report, until it is withdrawn."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followup.models import Period
from sala_styr.documents.models import Report
from sala_styr.history.models import TrackedModel


class PublicationQuerySet(models.QuerySet["Publication"]):
    def in_force(self) -> "PublicationQuerySet":
        """Those that are not withdrawn."""
        return self.filter(withdrawn_at=None)


class Publication(TrackedModel):
    """One period or one report, shown to everybody from ``published_at``. A withdrawn one stays, with its reason; to publish again makes a new row."""

    period = models.ForeignKey(
        Period,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name=_("uppföljningsperiod"),
    )
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="publications", verbose_name=_("rapport")
    )
    published_at = models.DateTimeField(_("publicerad"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name=_("publicerad av"),
    )
    withdrawn_at = models.DateTimeField(_("tillbakadragen"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrawals",
        verbose_name=_("tillbakadragen av"),
    )
    withdrawn_because = models.CharField(_("varför den drogs tillbaka"), max_length=300, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publicering")
        verbose_name_plural = _("publiceringar")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period__isnull=False, report__isnull=True) | Q(period__isnull=True, report__isnull=False),
                name="publication_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""), name="publication_withdrawn_says_why"
            ),
            models.UniqueConstraint(
                fields=["period"], condition=Q(withdrawn_at__isnull=True), name="publication_of_period_once"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(withdrawn_at__isnull=True), name="publication_of_report_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.period or self.report)
