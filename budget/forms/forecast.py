"""The form for a forecast."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sala_styr.shell.fields import AmountField


class ForecastForm(forms.Form):
    """What the year will end at. The amount is the unit's net: costs with minus."""

    month = forms.TypedChoiceField(label=gettext_lazy("Gjord efter"), coerce=int)
    amount = AmountField(unit="tkr", label=gettext_lazy("Nettoresultat helår"))
    comment = forms.CharField(
        label=gettext_lazy("Vad prognosen bygger på"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Vad som skiljer sig från budget, varför, och vad ni gör åt det. Skriv inga personuppgifter."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months: Any = self.fields["month"]
        months.choices = [(number, MONTHS[number]) for number in range(1, 13)]
        self.fields["amount"].help_text = _(
            "Intäkter minus kostnader för hela året. När kostnaderna är störst blir det ett minustal."
        )
