"""Linking a thing to one of the 17 goals, and choosing whose links to look at."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.agenda import GOALS, goal_label
from goals.forms.filters import LongSelect
from goals.models import Strength
from sala_styr.organisation.models import Unit


class AgendaLinkForm(forms.Form):
    goal = forms.TypedChoiceField(label=_("Mål i Agenda 2030"), coerce=int)
    strength = forms.ChoiceField(label=_("Samband"), choices=Strength.choices, initial=Strength.DIRECT)
    rationale = forms.CharField(
        label=_("Hur det hänger ihop"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [("", _("Välj")), *((number, goal_label(number)) for number in GOALS)]  # type: ignore[attr-defined]


class CoverageForm(forms.Form):
    """Whose links. What the address asks for but is not there is let go of."""

    enhet = forms.ChoiceField(label=_("Enhet med allt under"), required=False, widget=LongSelect)

    def __init__(self, data: Any, *, units: Iterable[Unit]) -> None:
        self.units = {str(unit.pk): unit for unit in units}
        asked = data.get("enhet", "")
        super().__init__({"enhet": asked if asked in self.units else ""})
        named = [(key, unit.name) for key, unit in self.units.items()]
        self.fields["enhet"].choices = [("", _("Alla")), *named]  # type: ignore[attr-defined]

    @property
    def unit(self) -> Unit | None:
        return self.units.get(self.data["enhet"])
