"""Between which days, whose and what kind of changes."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.forms.filters import LongSelect
from goals.queries.changes import Kind
from sala_styr.organisation.models import Unit
from sala_styr.shell.fields import DayField

USUALLY = timedelta(days=30)


class ChangesForm(forms.Form):
    """Everything has a value to fall back on: an address typed by hand gives a page, not an error."""

    sedan = DayField(label=_("Sedan"), required=False)
    till = DayField(label=_("Till och med"), required=False)
    enhet = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Enhet med allt under"), required=False, widget=LongSelect
    )
    slag = forms.ChoiceField(label=_("Vad som hände"), required=False)

    def __init__(self, data: Any, *, units: Sequence[Unit]) -> None:
        today = timezone.localdate()
        data = data.copy()
        data["sedan"] = _day(data.get("sedan"), today - USUALLY).isoformat()
        data["till"] = _day(data.get("till"), today).isoformat()
        super().__init__(data)
        chosen: Any = self.fields["enhet"]
        chosen.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        chosen.choices = [("", _("Alla")), *((unit.pk, unit.name) for unit in units)]
        self.fields["slag"].choices = [("", _("Allt")), *Kind.choices]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """``sedan``, ``till``, ``enhet`` (None for all) and ``slag`` ("" for all)."""
        self.is_valid()
        values = self.cleaned_data
        return {
            "since": values["sedan"],
            "until": max(values["till"], values["sedan"]),
            "unit": values.get("enhet"),
            "kind": values.get("slag", ""),
        }


def _day(text: Any, otherwise: date) -> date:
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        return otherwise
    return day if 1990 <= day.year <= 2100 else otherwise


class MomentForm(forms.Form):
    """Any day to go back to."""

    dag = DayField(label=_("Dag"))
