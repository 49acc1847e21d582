"""Registering a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit
from sala_styr.shell.fields import DayField


class DecisionForm(forms.Form):
    """What the minutes say. ``bodies`` are those this person may write for."""

    body = forms.ModelChoiceField(Unit.objects.none(), label=_("Beslutande organ"))
    date = DayField(label=_("Sammanträdets datum"))
    paragraph = forms.IntegerField(label=_("Paragraf"), min_value=1, help_text=_("Numret efter § i protokollet."))
    title = forms.CharField(label=_("Rubrik"), max_length=200)
    registry_number = forms.CharField(
        label=_("Diarienummer"), max_length=40, required=False, help_text=_("Till exempel KS 2025/456.")
    )
    minutes_url = forms.URLField(label=_("Länk till protokollet"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class DecisionSearch(forms.Form):
    """Find decisions by body and text."""

    organ = forms.ModelChoiceField(Unit.objects.none(), label=_("Organ"), required=False, empty_label=_("Alla"))
    q = forms.CharField(label=_("Rubrik, paragraf eller diarienummer"), required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deciding = Unit.objects.filter(pk__in=Decision.objects.values("body_id")).order_by("tree_id", "lft")
        self.fields["organ"].queryset = deciding  # type: ignore[attr-defined]
