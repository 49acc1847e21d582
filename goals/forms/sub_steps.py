"""A step on the way of an activity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.filters import LongSelect
from goals.models import SubStep
from sala_styr.organisation.models import User
from sala_styr.shell.fields import DayField


class StepForm(forms.Form):
    """``was``: what the step said when it was read, so that nobody's change is lost unseen."""

    text = forms.CharField(label=_("Vad ska göras?"), max_length=200)
    due = DayField(label=_("Klart senast"), required=False)
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Ansvarig"), required=False, empty_label=_("Ingen vald"), widget=LongSelect
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, people: Any, step: SubStep | None = None, **kwargs: Any) -> None:
        initial = {} if step is None else {name: getattr(step, name) for name in ("text", "due", "responsible")}
        super().__init__(data, initial=initial | ({"was": step.text} if step else {}), **kwargs)
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        if step is None:
            del self.fields["was"]
