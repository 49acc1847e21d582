"""What a unit says about a period as a whole: its money, and what it has learnt. The conversation's last two parts (pages: the period page)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followup.models.period import Period
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Unit


class UnitReflection(TrackedModel):
    """One per unit and period. No status: the figures have their own page, and learning has no colour."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reflections", verbose_name=_("period"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reflections", verbose_name=_("enhet"))
    money = models.TextField(_("om ekonomin"), blank=True)
    learnt = models.TextField(_("vad vi har lärt oss"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("skriven av")
    )
    written_at = models.DateTimeField(_("skriven"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("enhetens reflektion")
        verbose_name_plural = _("enheternas reflektioner")
        constraints = [models.UniqueConstraint(fields=["period", "unit"], name="reflection_once")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.period}"
