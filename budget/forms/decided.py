"""The form for kommunfullmäktige's decision on a year's budget."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision


class BudgetDecisionForm(forms.Form):
    """Which decision, and why it was taken although a check asks for words."""

    decision = forms.ModelChoiceField(label=_("Kommunfullmäktiges beslut"), queryset=Decision.objects.none())
    reason = forms.CharField(
        label=_("Skäl"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Behövs när någon kontroll ovan ska ses över. Det står sedan i historiken."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.queryset = Decision.objects.filter(body__kind="council").select_related("body")
        decision.label_from_instance = lambda each: f"{each}: {each.title}"
