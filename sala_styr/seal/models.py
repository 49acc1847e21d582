"""What is kept about the history beside the history: what waits for a leaf, the leaves, the seals, and each lawful rewriting."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sala_styr.seal.codes import code_of


class Cause(models.TextChoices):
    DAILY = "daily", _("varje dag")
    DECISION = "decision", _("ett beslut")
    REPORT = "report", _("en beslutad rapport")
    BY_HAND = "hand", _("för hand")


class Rewrite(models.Model):
    """A lawful change of history rows (erased personal data, an upgrade): who allowed it, why and when. Which rows, the leaves say."""

    reason = models.TextField(_("skäl"))
    made_at = models.DateTimeField(_("när"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("av")
    )

    class Meta:
        verbose_name = _("omskrivning av historiken")
        verbose_name_plural = _("omskrivningar av historiken")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} {self.reason}"


class Change(models.TextChoices):
    """What has happened to the row that a leaf is about."""

    ADDED = "+", _("tillagd")
    REWRITTEN = "~", _("omskriven")
    REMOVED = "-", _("borttagen")
    LOST = "?", _("borta innan den förseglades")


class PendingLeaf(models.Model):
    """A history row that has no leaf yet. Written by the database's triggers, in the transaction of the row itself."""

    table_name = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    change = models.CharField(max_length=1, choices=Change)
    rewrite_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("väntande löv")
        verbose_name_plural = _("väntande löv")

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id} {self.change}"


class LeafForm(models.Model):
    """The fields, in order, that the leaves of a table cover. A new one is made when the table gets other fields."""

    table_name = models.CharField(max_length=80)
    fields = models.JSONField()

    class Meta:
        verbose_name = _("lövens form")
        verbose_name_plural = _("lövens former")

    def __str__(self) -> str:
        return f"{self.table_name}: {', '.join(self.fields)}"


class Leaf(models.Model):
    """The fingerprint of one history row. ``position`` from 0 without gaps; ``marks`` two bytes for each field of the form (``canonical``)."""

    position = models.BigIntegerField(primary_key=True)
    table_name = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    change = models.CharField(max_length=1, choices=Change)
    rewrite_id = models.BigIntegerField(null=True)
    form = models.ForeignKey(LeafForm, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    salt = models.BinaryField()
    digest = models.BinaryField()
    marks = models.BinaryField()

    class Meta:
        verbose_name = _("löv")
        verbose_name_plural = _("löv")
        indexes = [
            models.Index(fields=["table_name", "row_id"], name="seal_leaf_of_row"),
            models.Index(fields=["rewrite_id"], name="seal_leaf_rewrite", condition=models.Q(rewrite_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.table_name} {self.row_id}"


class Seal(models.Model):
    """The root of the tree of the first ``size`` leaves, chained to the seal before. Digests in hexadecimal; ``peaks``: the roots of the whole
    subtrees from the left, 32 bytes each, from which the tree grows on.
    """

    number = models.BigIntegerField(_("nummer"), primary_key=True)
    size = models.BigIntegerField(_("antal löv"))
    root = models.CharField(_("rot"), max_length=64)
    previous = models.CharField(_("förra sigillet"), max_length=64)
    made_at = models.DateTimeField(_("när"))
    cause = models.CharField(_("varför"), max_length=8, choices=Cause)
    about = models.CharField(_("om"), max_length=200, blank=True)
    digest = models.CharField(_("kontrollsumma"), max_length=64)
    signature = models.CharField(_("signatur"), max_length=64, blank=True)
    peaks = models.BinaryField()

    class Meta:
        verbose_name = _("sigill")
        verbose_name_plural = _("sigill")
        ordering = ["-number"]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The seal's code, as it is printed: 4 × 4 signs."""
        return code_of(self.digest)


class BatchDigest(models.Model):
    """The fingerprint of rows that have no history of their own but came with a batch: how many, their sum in öre, and SHA-256 of them in order."""

    table_name = models.CharField(max_length=80)
    batch_id = models.BigIntegerField()
    rows = models.BigIntegerField()
    total = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("radernas kontrollsumma")
        verbose_name_plural = _("radernas kontrollsummor")
        constraints = [models.UniqueConstraint(fields=["table_name", "batch_id"], name="seal_batch_once")]

    def __str__(self) -> str:
        return f"{self.table_name} {self.batch_id}: {self.rows}"
