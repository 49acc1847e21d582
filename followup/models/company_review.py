"""Kommunstyrelsen's yearly test of each company (KL 6:9)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class Kept(models.TextChoices):
    YES = "yes", _("ja")
    PARTLY = "partly", _("delvis")
    NO = "no", _("nej")


class CompanyReview(TrackedModel):
    """Has the company, during the year, kept to its municipal purpose and within the municipal powers? Once decided it never changes."""

    company = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("bolag"))
    year = models.PositiveSmallIntegerField(_("år"))
    purpose = models.CharField(_("förenlig med det kommunala ändamålet"), max_length=6, choices=Kept)
    powers = models.CharField(_("inom de kommunala befogenheterna"), max_length=6, choices=Kept)
    grounds = models.TextField(_("grunder"))
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="company_reviews",
        verbose_name=_("beslut"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("prövning av bolag")
        verbose_name_plural = _("prövningar av bolag")
        constraints = [
            models.UniqueConstraint(fields=["company", "year"], name="company_review_once"),
            models.CheckConstraint(condition=~Q(grounds=""), name="company_review_has_grounds"),
        ]

    def __str__(self) -> str:
        return f"{self.company.label} {self.year}"
