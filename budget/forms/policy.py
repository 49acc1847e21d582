"""Forms for the rules around frames: the council's policy, a pot's rule, a company's result demand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from budget.actions.policy import FEWEST_PLAN_YEARS, MOST_PLAN_YEARS, DemandDraft, PolicyDraft
from budget.forms.frames import BrokenAtField, DecisionField
from budget.models import PotDecider
from sala_styr.shell.fields import AmountField

EARLIEST, LATEST = 2000, 2100


class PolicyForm(BrokenAtField):
    """The council's rules for money from a year on."""

    first_year = forms.IntegerField(label=gettext_lazy("Gäller från och med år"), min_value=EARLIEST, max_value=LATEST)
    plan_years = forms.IntegerField(
        label=gettext_lazy("Planår efter budgetåret"),
        min_value=FEWEST_PLAN_YEARS,
        max_value=MOST_PLAN_YEARS,
        help_text=gettext_lazy("Lagen kräver tre år i planen, budgetåret medräknat."),
    )
    deviation_share = forms.DecimalField(
        label=gettext_lazy("Avvikelse som kräver förklaring, procent av budgeten"),
        min_value=0,
        max_digits=5,
        decimal_places=2,
        localize=True,
    )
    deviation_amount = AmountField(unit="tkr", minimum=0, label=gettext_lazy("Avvikelse som kräver förklaring, belopp"))
    result_target = forms.DecimalField(
        label=gettext_lazy("Resultatmål, procent av skatter och generella statsbidrag"),
        max_digits=5,
        decimal_places=2,
        localize=True,
    )
    decision = DecisionField(label=gettext_lazy("Kommunfullmäktiges beslut"))

    def draft(self) -> PolicyDraft:
        """The rules that are to hold."""
        return PolicyDraft(**{name: self.cleaned_data[name] for name in PolicyDraft.__dataclass_fields__})


class PotForm(BrokenAtField):
    """Who gives out of a pot, and what it is for."""

    purpose = forms.CharField(label=gettext_lazy("Vad potten är till för"), max_length=200)
    decider = forms.ChoiceField(label=gettext_lazy("Fördelas av"), choices=PotDecider.choices, widget=forms.RadioSelect)
    decision = DecisionField(label=gettext_lazy("Beslut om regeln"), required=False)


class DemandForm(BrokenAtField):
    """What the owner asks of a company, and what its own board has budgeted."""

    amount = AmountField(
        unit="tkr",
        label=gettext_lazy("Resultatkrav efter finansiella poster"),
        help_text=gettext_lazy("Överskott utan tecken, underskott med minus."),
    )
    budget = AmountField(
        unit="tkr",
        label=gettext_lazy("Bolagets eget budgeterade resultat"),
        required=False,
        help_text=gettext_lazy("Lämna tomt om bolaget inte har beslutat sin budget."),
    )
    note = forms.CharField(label=gettext_lazy("Förklaring"), max_length=200, required=False)
    decision = DecisionField(label=gettext_lazy("Kommunfullmäktiges beslut"))

    def draft(self) -> DemandDraft:
        """What is to be noted."""
        values: dict[str, Any] = self.cleaned_data
        return DemandDraft(values["amount"], values["budget"], values["note"], values["decision"])
