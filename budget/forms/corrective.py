"""Forms for measures against a deficit."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy

from budget.actions.corrective import MeasureDraft
from budget.models import CorrectiveMeasure, MeasureState
from budget.queries.structure import Structure
from goals.queries.choices import people
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit, UnitKind, User
from sala_styr.shell.fields import AmountField


class MeasureForm(forms.Form):
    """What is done against a deficit, and what it shall give. Amounts in tkr."""

    title = forms.CharField(label=gettext_lazy("Åtgärd"), max_length=160)
    text = forms.CharField(
        label=gettext_lazy("Beskrivning"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Vad som görs, och vad det betyder för dem som verksamheten är till för."),
    )
    expected = AmountField(
        unit="tkr",
        label=gettext_lazy("Förväntad effekt i år"),
        minimum=1,
        help_text=gettext_lazy("Vad årets resultat blir bättre av, utan tecken."),
    )
    starts_in = forms.TypedChoiceField(label=gettext_lazy("Ger effekt från och med"), coerce=int)
    state = forms.ChoiceField(label=gettext_lazy("Läge"), choices=MeasureState.choices)
    responsible = forms.ModelChoiceField(label=gettext_lazy("Ansvarig"), queryset=User.objects.none(), required=False)
    decision = forms.ModelChoiceField(
        label=gettext_lazy("Beslut"),
        queryset=Decision.objects.none(),
        required=False,
        help_text=gettext_lazy("När nämnden har beslutat om åtgärden."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, tree: Structure, unit: Unit, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["starts_in"].choices = [(number, str(MONTHS[number]).capitalize()) for number in range(1, 13)]
        fields["responsible"].queryset = people()
        bodies = [each.pk for each in tree.units if each.kind in (UnitKind.COUNCIL, UnitKind.BOARD)]
        bodies.append(tree.holder_of.get(unit.pk) or 0)
        found = Decision.objects.filter(body__in=bodies, date__year__gte=year - 1).select_related("body")
        fields["decision"].queryset = found
        fields["decision"].label_from_instance = lambda decision: f"{decision}: {decision.title}"

    def draft(self) -> MeasureDraft:
        """What the measure is to say."""
        values = dict(self.cleaned_data)
        values.pop("version")
        return MeasureDraft(**values)

    def add_broken(self, broken: RuleBroken) -> None:
        """Show a rule's sentence at its field."""
        self.add_error(broken.field if broken.field in self.fields else None, str(broken))


def said_by(measure: CorrectiveMeasure) -> dict[str, Any]:
    """A measure as its form shows it."""
    return {
        "title": measure.title,
        "text": measure.text,
        "expected": measure.expected,
        "starts_in": measure.starts_in,
        "state": measure.state,
        "responsible": measure.responsible_id,
        "decision": measure.decision_id,
        "version": measure.version,
    }


class EffectForm(forms.Form):
    """What a measure has given so far."""

    month = forms.TypedChoiceField(label=gettext_lazy("Till och med"), coerce=int)
    amount = AmountField(
        unit="tkr",
        label=gettext_lazy("Effekt från årets början"),
        help_text=gettext_lazy(
            "Vad den har förbättrat resultatet med hittills. Minus om den har kostat mer än den gett."
        ),
    )
    comment = forms.CharField(label=gettext_lazy("Kommentar"), max_length=300, required=False)

    def __init__(self, *args: Any, first: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months: Any = self.fields["month"]
        months.choices = [(number, str(MONTHS[number]).capitalize()) for number in range(first, 13)]
