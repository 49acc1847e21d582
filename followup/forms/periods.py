"""A period of the year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import Period, PeriodKind
from sala_styr.shell.fields import DayField


class PeriodForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=60, help_text=_("Till exempel Tertial 1 eller Delår augusti."))
    kind = forms.ChoiceField(
        label=_("Slag"),
        choices=PeriodKind.choices,
        help_text=_("Helår avslutar året: då bedöms hur det blev, annars hur det ser ut att bli."),
    )
    first_day = DayField(label=_("Första dag"))
    last_day = DayField(label=_("Sista dag"))
    due = DayField(label=_("Lämnas senast"), help_text=_("Den dag då enheternas bedömningar ska vara inlämnade."))

    @classmethod
    def for_period(cls, period: Period, data: Any = None) -> "PeriodForm":
        """The form filled with what stands."""
        return cls(data, initial={name: getattr(period, name) for name in cls.base_fields})
