"""Risks and what is controlled, results and measures, decisions, the matrix, and the test of a company."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import Finding, Frequency, Kept, RiskCategory, RiskChoice, RiskMatrix
from goals.forms import VersionedForm
from goals.forms.fields import DecisionChoice, decisions_of
from goals.forms.filters import LongSelect
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit, User
from sala_styr.shell.fields import DayField


def _text(label: Any, rows: int = 2, hint: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}))


def _person(label: Any, required: bool = True) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        User.objects.none(), label=label, required=required, empty_label=_("Välj"), widget=LongSelect
    )


class RiskForm(VersionedForm):
    """``matrix`` gives the steps, ``units`` where the risk may lie."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Var finns risken?"), empty_label=_("Välj"))
    process = forms.CharField(label=_("I vilket arbete?"), max_length=120, help_text=_("Till exempel inköp."))
    text = _text(_("Vad kan gå fel?"), required=True)
    category = forms.ChoiceField(label=_("Vilket slag av risk?"), choices=RiskCategory.choices)
    likelihood = forms.TypedChoiceField(label=_("Hur sannolikt är det?"), coerce=int)
    consequence = forms.TypedChoiceField(label=_("Hur stora blir följderna?"), coerce=int)
    existing = _text(_("Vad gör ni redan?"))
    choice = forms.ChoiceField(label=_("Vad väljer ni?"), choices=RiskChoice.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, matrix: RiskMatrix, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("likelihood", matrix.likelihoods), ("consequence", matrix.consequences)):
            steps = [(number, f"{number} – {word}") for number, word in enumerate(words, 1)]
            self.fields[name].choices = steps  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ActivityForm(VersionedForm):
    """What is controlled, or done when the risk is one that one acts on (``acts``)."""

    text = _text(_("Vad ska kontrolleras?"), required=True)
    method = forms.CharField(
        label=_("Hur?"), max_length=200, required=False, help_text=_("Till exempel stickprov på tjugo fakturor.")
    )
    frequency = forms.TypedChoiceField(label=_("Hur ofta?"), coerce=int, choices=Frequency.choices)
    due = DayField(
        label=_("Klar senast"),
        required=False,
        help_text=_("Behövs bara när det görs en gång. Annars gäller periodens slut."),
    )
    responsible = _person(_("Vem gör det?"))

    def __init__(self, *args: Any, people: Any, acts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        if acts:
            self.fields["text"].label = _("Vad gör ni åt risken?")
            del self.fields["frequency"]
            self.fields["due"].help_text = ""


class ResultForm(forms.Form):
    """What a control found; without the choice when it is something done (``acts``)."""

    day = DayField(label=_("När gjordes det?"))
    finding = forms.ChoiceField(
        label=_("Vad fann ni?"),
        choices=[(value, label) for value, label in Finding.choices if value != Finding.DONE],
        widget=forms.RadioSelect,
    )
    text = _text(_("Vad visade kontrollen?"), 4, required=True)
    measure = _text(_("Vad gör ni åt det?"), 2, _("Behövs när ni fann en avvikelse."))
    measure_due = DayField(label=_("När är åtgärden klar?"), required=False)
    measure_by = _person(_("Vem gör den?"), required=False)

    def __init__(self, *args: Any, people: Any, acts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure_by"].queryset = people  # type: ignore[attr-defined]
        self.fields["measure_by"].empty_label = _("Den som är ansvarig för kontrollen")  # type: ignore[attr-defined]
        self.acts = acts
        if acts:
            for name in ("finding", "measure", "measure_due", "measure_by"):
                del self.fields[name]

    def said(self) -> dict[str, Any]:
        """As ``write_result`` takes it."""
        return {"finding": Finding.DONE, **self.cleaned_data} if self.acts else dict(self.cleaned_data)


class MeasureForm(forms.Form):
    how = _text(_("Hur blev det?"), 3, _("Ett par ord som den som läser rapporten förstår."), True)


class DecideForm(forms.Form):
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut"), empty_label=_("Välj"))

    def __init__(self, *args: Any, body: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if body is not None:
            self.fields["decision"].queryset = decisions_of(body)  # type: ignore[attr-defined]


class MatrixForm(forms.Form):
    """The matrix as words on lines; ``shown`` is the id of the one that was read."""

    shown = forms.IntegerField(widget=forms.HiddenInput)
    likelihoods = _text(_("Hur sannolikt? Ett steg på varje rad, det lägsta först"), 4, required=True)
    consequences = _text(_("Hur stora följder? Ett steg på varje rad, de minsta först"), 4, required=True)
    low_to = forms.IntegerField(label=_("Till och med vilket värde är risken låg?"), min_value=1, max_value=99)
    middle_to = forms.IntegerField(label=_("Till och med vilket värde är den medelhög?"), min_value=1, max_value=99)

    def show(self, matrix: RiskMatrix) -> None:
        """Carry the matrix in force from now on: the person has been shown it and may change it knowingly."""
        self.data = {
            **self.data,
            **{name: self.data.get(name, "") for name in self.fields},
            "shown": str(matrix.pk or 0),
        }

    def said(self) -> dict[str, Any]:
        """As ``change_matrix`` takes it."""
        said = dict(self.cleaned_data)
        return said | {name: said[name].splitlines() for name in ("likelihoods", "consequences")}


class ReviewForm(VersionedForm):
    purpose = forms.ChoiceField(
        label=_("Har verksamheten varit förenlig med det kommunala ändamålet?"),
        choices=Kept.choices,
        widget=forms.RadioSelect,
    )
    powers = forms.ChoiceField(
        label=_("Har den utförts inom de kommunala befogenheterna?"), choices=Kept.choices, widget=forms.RadioSelect
    )
    grounds = _text(
        _("Vad bygger bedömningen på?"), 5, _("Till exempel årsredovisning, ägardirektiv och samråd."), True
    )
