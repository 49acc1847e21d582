"""Looking in the log, and tying a group to an appointment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.access.models import EventKind, GroupMapping
from sala_styr.organisation.models import Role, Unit


class LogFilter(forms.Form):
    """What kind of line, and about whom."""

    vad = forms.ChoiceField(
        label=_("Vad"), required=False, choices=[("", _("allt")), ("nekade", _("alla som nekades")), *EventKind.choices]
    )
    q = forms.CharField(label=_("Namn"), required=False, max_length=80)


class GroupForm(forms.ModelForm[GroupMapping]):
    """A group, and the appointment that it gives."""

    class Meta:
        model = GroupMapping
        fields = ["group", "unit", "role", "title"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.order_by("tree_id", "lft")  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("Välj")), *Role.choices]  # type: ignore[attr-defined]
