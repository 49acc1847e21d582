"""A report as a job and as a stored record: who asked for what, how far it has come, and the file with its fingerprint."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.documents.kinds import kind_page, kind_title
from sala_styr.errors import RuleBroken
from sala_styr.history.models import TrackedModel

SILENCE = timedelta(seconds=60)
"""A running report that has not been heard of for this long is broken: its worker has died."""


class ReportState(models.TextChoices):
    QUEUED = "queued", _("väntar")
    RUNNING = "running", _("görs nu")
    DONE = "done", _("klar")
    FAILED = "failed", _("misslyckades")
    STOPPED = "stopped", _("avbruten")


class Report(TrackedModel):
    """One making of a report of a kind and year, of the thing ``subject`` (``kinds.Order``). A decided one that is done never changes: a
    correction is a new row that names the old (``corrects``) and says what was wrong (``correction``)."""

    history_ignores = ("progress", "step", "heartbeat_at")
    """How far the making has come, told each second: of no interest a moment later."""

    kind = models.CharField(_("slag"), max_length=40)
    year = models.PositiveSmallIntegerField(_("år"))
    title = models.CharField(_("titel"), max_length=200, blank=True)
    subject = models.PositiveBigIntegerField(_("görs av"), null=True, blank=True)
    template_version = models.PositiveIntegerField(_("mallens version"), null=True, blank=True)
    draft = models.BooleanField(_("utkast"), default=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("beslut")
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("rättar")
    )
    correction = models.TextField(_("vad som är rättat"), blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("beställd av"),
    )
    requested_at = models.DateTimeField(_("beställd"), default=timezone.now)

    state = models.CharField(_("läge"), max_length=8, choices=ReportState, default=ReportState.QUEUED)
    attempt = models.PositiveSmallIntegerField(_("försök"), default=1)
    progress = models.PositiveSmallIntegerField(_("framsteg i procent"), default=0)
    step = models.CharField(_("steg"), max_length=200, blank=True)
    error = models.TextField(_("fel"), blank=True)
    started_at = models.DateTimeField(_("påbörjad"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("senast hörd"), null=True, blank=True)
    finished_at = models.DateTimeField(_("avslutad"), null=True, blank=True)

    file = models.FileField(_("fil"), upload_to="rapporter", max_length=200, blank=True)
    pages = models.PositiveIntegerField(_("sidor"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("storlek i byte"), null=True, blank=True)
    sha256 = models.CharField(_("kontrollsumma"), max_length=64, blank=True)
    data_id = models.CharField(_("uppgifternas kod"), max_length=64, blank=True)

    # Beside the PDF: what it says as JSON, and the other files made of that. Empty for reports made before they were kept.
    content_file = models.FileField(_("innehåll"), upload_to="rapporter", max_length=200, blank=True)
    content_sha256 = models.CharField(_("innehållets kontrollsumma"), max_length=64, blank=True)
    word_file = models.FileField(_("Wordfil"), upload_to="rapporter", max_length=200, blank=True)
    word_size = models.PositiveBigIntegerField(_("Wordfilens storlek i byte"), null=True, blank=True)
    word_sha256 = models.CharField(_("Wordfilens kontrollsumma"), max_length=64, blank=True)
    excel_file = models.FileField(_("Excelfil"), upload_to="rapporter", max_length=200, blank=True)
    excel_size = models.PositiveBigIntegerField(_("Excelfilens storlek i byte"), null=True, blank=True)
    excel_sha256 = models.CharField(_("Excelfilens kontrollsumma"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("rapport")
        verbose_name_plural = _("rapporter")
        ordering = ["-requested_at", "-pk"]
        indexes = [
            models.Index(fields=["-requested_at", "-id"], name="report_newest"),
            models.Index(fields=["kind", "subject"], name="report_of_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft=True) | Q(decision__isnull=False), name="report_decided_has_decision"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(file="") & ~Q(sha256="")), name="report_done_has_file"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="report_progress_is_percent"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | (Q(draft=False) & ~Q(correction="")),
                name="report_correction_is_decided_and_says_what",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind_title} {self.year}"

    @property
    def kind_title(self) -> str:
        """What the kind is called, e.g. Årsredovisning."""
        return kind_title(self.kind)

    @property
    def subject_address(self) -> str:
        """Where what it was made of is worked on; empty when it is of a year alone."""
        page = kind_page(self.kind)
        return reverse(page, args=[self.subject]) if page and self.subject else ""

    @property
    def is_frozen(self) -> bool:
        """Decided and done: its bytes are kept for ever."""
        return not self.draft and self.state == ReportState.DONE

    @property
    def has_content(self) -> bool:
        """Is what it says kept beside the PDF, so that it can be read as a page too? Not so for reports made before that was kept."""
        return bool(self.content_file)

    @property
    def is_under_way(self) -> bool:
        """Queued or running, and heard of."""
        return self.state in (ReportState.QUEUED, ReportState.RUNNING) and not self.is_broken

    @property
    def is_broken(self) -> bool:
        """Running, but its worker has been silent for too long."""
        heard = self.heartbeat_at or self.started_at
        return self.state == ReportState.RUNNING and heard is not None and timezone.now() - heard > SILENCE

    @property
    def waits_long(self) -> bool:
        """Queued for so long that no worker seems to be running."""
        return self.state == ReportState.QUEUED and timezone.now() - self.requested_at > SILENCE

    @property
    def phase(self) -> str:
        """What the page offers hangs on this: under_way, waits (for a worker that does not come), broken, or the state it ended in."""
        if self.is_broken:
            return "broken"
        if self.waits_long:
            return "waits"
        return "under_way" if self.is_under_way else self.state

    @property
    def can_begin_again(self) -> bool:
        """Failed, stopped, broken, or waiting for a worker that does not come."""
        return self.state in (ReportState.FAILED, ReportState.STOPPED) or self.is_broken or self.waits_long

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises RuleBroken when a decided report that is done would change."""
        self._refuse_change_of_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises RuleBroken for a decided report that is done."""
        self._refuse_change_of_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_change_of_frozen(self) -> None:
        frozen = Report.objects.filter(pk=self.pk, draft=False, state=ReportState.DONE)
        if self.pk and frozen.exists():
            raise RuleBroken(
                gettext(
                    "En beslutad rapport ändras aldrig och tas inte bort. Gör en ny rapport med ett eget beslut i stället."
                )
            )
