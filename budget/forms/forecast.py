"""The form for a forecast."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.queries.limits import Limit
from sala_styr.money import format_amount
from sala_styr.shell.fields import AmountField


class WrittenText(forms.Textarea):
    """A few lines. Whether they are needed depends on the amount, so the browser is not told that they are."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class WhenAsked(forms.CharField):
    """Words that the action asks for, and says why; neither called voluntary nor demanded of everybody."""

    widget = WrittenText

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=WrittenText(attrs={"rows": 3}), **kwargs)

    def validate(self, value: Any) -> None:
        """Nothing is always needed."""


class ForecastForm(forms.Form):
    """What the year will end at, and why. The amount is the unit's net: costs with minus. ``limit``: what it may be off the budget without cause."""

    month = forms.TypedChoiceField(label=gettext_lazy("Gjord efter"), coerce=int)
    amount = AmountField(unit="tkr", label=gettext_lazy("Nettoresultat helår"))
    comment = WhenAsked(
        label=gettext_lazy("Vad prognosen bygger på"),
        help_text=gettext_lazy(
            "Räkna med det som åtgärder redan har gett, inte med det de väntas ge. Skriv inga personuppgifter."
        ),
    )
    cause = WhenAsked(label=gettext_lazy("Orsak till avvikelsen"))
    remedy = WhenAsked(label=gettext_lazy("Vad ni gör åt den"))

    def __init__(self, *args: Any, limit: Limit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months: Any = self.fields["month"]
        months.choices = [(number, MONTHS[number]) for number in range(1, 13)]
        self.fields["amount"].help_text = _(
            "Intäkter minus kostnader för hela året. När kostnaderna är störst blir det ett minustal."
        )
        if limit is not None:
            self.explain(limit)

    def explain(self, limit: Limit) -> None:
        """Say when cause and measure are needed."""
        if limit.least is not None:
            words = _("Behövs när prognosen ligger mer än %(least)s tkr från budgeten.")
            self.fields["cause"].help_text = words % {"least": format_amount(limit.least)}
            self.fields["remedy"].help_text = _("Behövs vid ett så stort underskott.")
