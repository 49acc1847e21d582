"""Asking about a goal and answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.forms.versioned import VersionedForm
from followup.queries.questions import ANSWERED, MINE, TO_ME, UNANSWERED, QuestionFilter
from sala_styr.organisation.models import Unit

STATES = [
    ("", _("Alla")),
    (UNANSWERED, _("Väntar på svar")),
    (ANSWERED, _("Besvarade")),
    (MINE, _("Mina frågor")),
    (TO_ME, _("Till mig att svara på")),
]


class QuestionForm(forms.Form):
    """The question itself. Whether anything was written the action asks."""

    text = forms.CharField(
        label=_("Vad undrar du?"),
        required=False,
        max_length=2000,
        help_text=_("Frågan och svaret syns för alla som läser målet, tillsammans med ditt namn."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerQuestionForm(VersionedForm):
    """The answer."""

    answer = forms.CharField(
        label=_("Vad svarar ni?"),
        required=False,
        max_length=5000,
        help_text=_("Svaret syns med målet. Vet ni inte än, skriv när ni vet."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class QuestionFilterForm(forms.Form):
    """What the list is narrowed to. What cannot be read in the address is left out."""

    lage = forms.ChoiceField(label=_("Visa"), choices=STATES, required=False)
    agare = forms.TypedChoiceField(label=_("Vem svarar"), required=False, coerce=int, empty_value=None)
    text = forms.CharField(label=_("Ord"), required=False, max_length=100)

    def __init__(self, data: Any, *, owners: list[Unit]) -> None:
        super().__init__(data)
        owner: Any = self.fields["agare"]
        owner.choices = [("", _("Alla")), *((unit.pk, unit.name) for unit in owners)]

    def wanted(self) -> QuestionFilter:
        """The filter; an unknown choice filters nothing."""
        self.is_valid()
        values = self.cleaned_data
        return QuestionFilter(values.get("lage") or "", values.get("agare"), (values.get("text") or "").strip())
