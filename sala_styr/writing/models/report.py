"""A report while it is written: its sections, each with text, owner and state; comments; pictures. Working material until it is decided."""

from calendar import monthrange
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.documents import rich
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit
from sala_styr.writing.models.template import OwnerRole, ReportTemplate


class SectionState(models.TextChoices):
    """How far a section has come. One that has no text to write has none of this."""

    EMPTY = "empty", _("inte påbörjat")
    DRAFT = "draft", _("utkast")
    SUBMITTED = "submitted", _("inlämnat")
    RETURNED = "returned", _("tillbaka för komplettering")
    APPROVED = "approved", _("godkänt")


EDITABLE = frozenset({SectionState.EMPTY, SectionState.DRAFT, SectionState.RETURNED})


class WrittenReport(TrackedModel):
    """A report of a year, to the end of a month, of a unit or (``unit`` empty) of the whole. ``template_version`` is what its sections were copied from.

    With a ``decision`` nothing in it changes any more. ``correction``: opened again to correct what was decided, with what is wrong there.
    """

    template = models.ForeignKey(
        ReportTemplate, on_delete=models.PROTECT, related_name="reports", verbose_name=_("mall")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    month = models.PositiveSmallIntegerField(_("till och med månad"), default=12)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="written_reports", verbose_name=_("enhet")
    )
    template_version = models.PositiveIntegerField(_("mallens version"))
    registry_number = models.CharField(_("diarienummer"), max_length=40, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("beslut")
    )
    correction = models.TextField(_("vad som rättas"), blank=True)
    due = models.DateField(_("texterna lämnas in senast"), null=True, blank=True)
    unwanted = models.JSONField(_("avsnitt i mallen som rapporten inte har"), default=list, blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("påbörjad av")
    )
    begun_at = models.DateTimeField(_("påbörjad"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("rapport som skrivs")
        verbose_name_plural = _("rapporter som skrivs")
        ordering = ["-year", "-month", "template", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["template", "year", "month", "unit"], name="written_report_of_unit_once"),
            models.UniqueConstraint(
                fields=["template", "year", "month"],
                condition=Q(unit__isnull=True),
                name="written_report_of_whole_once",
            ),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="written_report_month"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date:
        """The last day that it is about."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def title(self) -> str:
        """``Årsredovisning 2026``, ``Delårsrapport januari–augusti 2026``, ``Verksamhetsplan 2027, Skolnämnden``."""
        from sala_styr.writing.wording import report_title

        return report_title(self)


class ReportSection(TrackedModel):
    """A section of a report: copied from the template when the report was begun, then the report's own.

    ``copied_from`` is the template's section (a number and no link: the template may lose it), ``copied`` what that one said then, so that one can
    tell what the template has changed since from what the report has changed for itself. ``due`` empty: the report's day.
    """

    report = models.ForeignKey(
        WrittenReport, on_delete=models.PROTECT, related_name="sections", verbose_name=_("rapport")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="inner", verbose_name=_("ligger i")
    )
    order = models.PositiveSmallIntegerField(_("ordning"))
    heading = models.CharField(_("rubrik"), max_length=120)
    instruction = models.TextField(_("anvisning"), blank=True)
    has_text = models.BooleanField(_("här skriver någon"), default=True)
    required = models.BooleanField(_("behövs för att bli klar"), default=True)
    owner_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("vilken enhet skriver")
    )
    owner_role = models.CharField(_("vem skriver"), max_length=10, choices=OwnerRole, default=OwnerRole.OFFICIALS)
    blocks = models.JSONField(_("hämtas ur systemet"), default=list, blank=True)
    gathers = models.ForeignKey(
        ReportTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("samlar enheternas"),
    )
    due = models.DateField(_("lämnas in senast"), null=True, blank=True)
    copied_from = models.PositiveIntegerField(_("kommer ur mallens avsnitt"), null=True, blank=True, editable=False)
    copied = models.JSONField(_("vad mallen sa"), default=dict, blank=True, editable=False)

    text = models.TextField(_("text"), blank=True)
    state = models.CharField(_("läge"), max_length=9, choices=SectionState, default=SectionState.EMPTY)
    returned_because = models.TextField(_("vad som behöver kompletteras"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("skriven av")
    )
    in_place_of = models.CharField(_("i stället för"), max_length=150, blank=True)
    written_at = models.DateTimeField(_("skriven"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("avsnitt i rapport")
        verbose_name_plural = _("avsnitt i rapporter")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_because=""), name="report_section_returned_says_why"
            ),
            models.CheckConstraint(condition=~Q(state="empty") | Q(text=""), name="report_section_empty_has_no_text"),
        ]

    def __str__(self) -> str:
        return f"{self.heading}, {self.report}"

    @property
    def is_editable(self) -> bool:
        """May it still be written in?"""
        return self.has_text and self.state in EDITABLE and self.report.decision_id is None

    @property
    def due_day(self) -> date | None:
        """When it is to be handed in: its own day, or the report's."""
        return self.due or self.report.due


class SectionComment(TrackedModel):
    """A word between those who write, beside the text; never printed. ``answers`` is the comment that it answers, which answers none itself."""

    section = models.ForeignKey(
        ReportSection, on_delete=models.PROTECT, related_name="comments", verbose_name=_("avsnitt")
    )
    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answered_by", verbose_name=_("svarar på")
    )
    text = models.TextField(_("kommentar"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("skriven av")
    )
    written_at = models.DateTimeField(_("skriven"), auto_now_add=True)
    settled_at = models.DateTimeField(_("klar"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("markerad klar av"),
    )

    class Meta:
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")
        ordering = ["written_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="section_comment_says_something")]

    def __str__(self) -> str:
        return self.text[:60]


class SectionPresence(models.Model):
    """Who has just written in a section, so that others see it. A row per person and section, of no interest after a quarter of a minute."""

    section = models.ForeignKey(
        ReportSection, on_delete=models.CASCADE, related_name="presences", verbose_name=_("avsnitt")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    seen_at = models.DateTimeField(_("senast"))

    class Meta:
        verbose_name = _("den som skriver i ett avsnitt")
        verbose_name_plural = _("de som skriver i avsnitt")
        constraints = [models.UniqueConstraint(fields=["section", "user"], name="section_presence_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.section_id}"


class PictureKind(models.TextChoices):
    """The formats of ``documents.rich.PictureKind``."""

    PNG = rich.PictureKind.PNG, "PNG"
    JPEG = rich.PictureKind.JPEG, "JPEG"


class ReportPicture(TrackedModel):
    """A picture of a report, written into a text as ``![…](bild:number)``. Its bytes never change; ``sha256`` is theirs, hex."""

    stored_paths = ("path",)
    """What a backup brings along (sala_styr.keeping.files)."""

    report = models.ForeignKey(
        WrittenReport, on_delete=models.PROTECT, related_name="pictures", verbose_name=_("rapport")
    )
    number = models.PositiveSmallIntegerField(_("nummer"))
    kind = models.CharField(_("format"), max_length=10, choices=PictureKind)
    path = models.CharField(_("fil"), max_length=200)
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    width = models.PositiveIntegerField(_("bredd i bildpunkter"))
    height = models.PositiveIntegerField(_("höjd i bildpunkter"))
    alternative = models.CharField(_("vad bilden visar"), max_length=300)
    caption = models.CharField(_("bildtext"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("bild i rapport")
        verbose_name_plural = _("bilder i rapporter")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_picture_number_once"),
            models.CheckConstraint(condition=~Q(alternative=""), name="report_picture_has_words"),
        ]

    def __str__(self) -> str:
        return self.alternative
