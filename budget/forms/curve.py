"""The form for a curve of a unit's own."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext_lazy

from budget.curves import HEAVIEST
from budget.models import MONTHS


class CurveForm(forms.Form):
    """A name, and what each month weighs: whole numbers, for example per cent or what the months cost last year in tkr."""

    name = forms.CharField(label=gettext_lazy("Vad kurvan ska heta"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, month in enumerate(MONTHS, 1):
            self.fields[month] = forms.IntegerField(
                label=str(MONTH_NAMES[number]).capitalize(), min_value=0, max_value=HEAVIEST, required=False
            )

    @property
    def month_fields(self) -> list[Any]:
        """The twelve months' fields, for their own row on the page."""
        return [self[month] for month in MONTHS]

    @property
    def weights(self) -> list[int]:
        """January first; a month that was left empty weighs nothing."""
        return [self.cleaned_data[month] or 0 for month in MONTHS]
