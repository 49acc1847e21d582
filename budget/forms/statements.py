"""Forms for the result budget and the balanskravsutredning."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from budget.models import ResultLine
from sala_styr.decisions.models import Decision
from sala_styr.shell.fields import AmountField


class AdjustmentForm(forms.Form):
    """One line or fact of the balanskravsutredning."""

    amount = AmountField(
        unit="tkr",
        label=gettext_lazy("Belopp"),
        required=False,
        help_text=gettext_lazy("Med det tecken raden har i utredningen. Lämna tomt för att ta bort raden."),
    )
    note = forms.CharField(label=gettext_lazy("Förklaring"), max_length=200, required=False)


class ResultBudgetForm(forms.Form):
    """Kommunfullmäktige's result budget: one amount a line, by one decision."""

    decision = forms.ModelChoiceField(label=gettext_lazy("Kommunfullmäktiges beslut"), queryset=Decision.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.queryset = Decision.objects.filter(body__kind="council").select_related("body")
        decision.label_from_instance = lambda each: f"{each}: {each.title}"
        for line in ResultLine:
            self.fields[line.value] = AmountField(unit="tkr", label=line.label, required=False)

    @property
    def amounts(self) -> dict[str, int]:
        """The lines that were given, öre in report sign."""
        given = {line.value: self.cleaned_data.get(line.value) for line in ResultLine}
        return {line: ore for line, ore in given.items() if ore is not None}
