"""A drawn sample: who drew what, out of how many, with which seed."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel

LARGEST = 200


class Draw(TrackedModel):
    """Drawn again with the same seed, conditions and moment it gives the same changes, as long as nobody has bent the history."""

    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="draws", verbose_name=_("draget av")
    )
    drawn_at = models.DateTimeField(_("draget"))
    seed = models.CharField(_("frö"), max_length=40)
    size = models.PositiveSmallIntegerField(_("antal"), validators=[MinValueValidator(1), MaxValueValidator(LARGEST)])
    population = models.PositiveIntegerField(_("bland så många"))
    conditions = models.JSONField(_("villkor"), default=dict, blank=True)

    class Meta:
        verbose_name = _("stickprov")
        verbose_name_plural = _("stickprov")
        ordering = ["-drawn_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=LARGEST), name="draw_is_of_some_size"),
            models.CheckConstraint(condition=Q(size__lte=F("population")), name="draw_is_within_its_population"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.seed}"
