"""Making and changing parts of the plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import VersionedForm, YearField
from goals.forms.filters import LongSelect
from goals.models import Area, Level
from goals.queries.planning import areas_for
from sala_styr.organisation.models import Unit, User
from sala_styr.shell.fields import DayField, RichTextInput


class AreaChoice(forms.ModelChoiceField):
    """Areas, each with its grouping where there are several."""

    def label_from_instance(self, obj: Area) -> str:
        return f"{obj.grouping.singular}: {obj.name}"


class ItemForm(VersionedForm):
    """A part of the plan: what, who, when. ``owners`` only where it is new; days only where the level has them."""

    title = forms.CharField(label=_("Rubrik"), max_length=200)
    description = forms.CharField(label=_("Beskrivning"), required=False, widget=RichTextInput({"rows": 5}))
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Ägare"))
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Ansvarig person"), required=False, empty_label=_("Ingen vald"), widget=LongSelect
    )
    area = AreaChoice(Area.objects.none(), label=_("Område"), required=False, empty_label=_("Inget valt"))
    first_year = YearField(label=_("Från och med år"))
    last_year = YearField(label=_("Till och med år"))
    start_date = DayField(label=_("Startar"), required=False)
    end_date = DayField(label=_("Klar senast"), required=False)

    def __init__(self, *args: Any, step: Level, people: Any, owners: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        if owners is None:
            del self.fields["owner"]
            self.order_fields(["title"])
        else:
            self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
            del self.fields["version"]
        areas = areas_for(step)
        if areas:
            self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        else:
            del self.fields["area"]
        if not step.is_activity:
            del self.fields["start_date"], self.fields["end_date"]
