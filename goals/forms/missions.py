"""The two parts of a grunduppdrag."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import DecisionChoice, VersionedForm, decisions_of
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit


class StatutoryForm(VersionedForm):
    statutory = forms.CharField(label=_("Vad lagen ger verksamheten i uppdrag"), widget=forms.Textarea({"rows": 8}))
    laws = forms.CharField(
        label=_("Lagar"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("En per rad, med SFS-nummer: Skollagen (2010:800)."),
    )


class LocalForm(VersionedForm):
    local = forms.CharField(label=_("Vad vi själva har beslutat"), widget=forms.Textarea({"rows": 8}))
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut"), empty_label=_("Välj"))

    def __init__(self, *args: Any, body: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_of(body)  # type: ignore[attr-defined]
