"""An indicator, and its value of a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import FigureField
from goals.models import Direction, Indicator, IndicatorValue


class IndicatorForm(forms.ModelForm):
    class Meta:
        model = Indicator
        fields = ("name", "unit_of_measure", "decimals", "direction", "source")
        widgets = {"direction": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["direction"].choices = Direction.choices  # type: ignore[attr-defined]
        self.fields["decimals"].widget.attrs |= {"class": "short-input", "max": 3}

    def clean_decimals(self) -> int:
        """At most as many as a value is stored with."""
        return min(self.cleaned_data["decimals"], 3)


class ValueForm(forms.Form):
    """Target and outcome of one year."""

    target = FigureField(label=_("Målvärde"))
    outcome = FigureField(label=_("Utfall"))
    missing_reason = forms.CharField(
        label=_("Varför utfallet saknas"), max_length=200, required=False, help_text=_("Fylls i när utfallet är tomt.")
    )

    def __init__(self, data: Any, *, stored: IndicatorValue | None, may_set_target: bool) -> None:
        initial = {name: getattr(stored, name) for name in ("target", "outcome", "missing_reason")} if stored else {}
        super().__init__(data, initial=initial)
        self.fields["target"].disabled = not may_set_target
