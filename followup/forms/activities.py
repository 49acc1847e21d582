"""One activity in the five-minute update. There are many on the page, so each has its own prefix."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.models import PlanItem
from goals.queries.scales import activity_scale

LONGEST = 300


class ActivityForm(forms.Form):
    """How far it has come, a line, and what comes next. Nothing is demanded: what is left as it is says nothing new."""

    status = forms.ChoiceField(label=_("Hur långt har det kommit?"), required=False)
    line = forms.CharField(label=_("Vad har hänt?"), required=False, max_length=LONGEST)
    upcoming = forms.CharField(label=_("Vad händer härnäst?"), required=False, max_length=LONGEST)

    def __init__(self, item: PlanItem, data: Any = None) -> None:
        """``item`` comes with its level."""
        super().__init__(data, prefix=f"a{item.pk}", initial={"status": item.activity_status})
        self.item = item
        self.steps = activity_scale(item).offered(item.activity_status)
        choices = [(step.key, step.word) for step in self.steps]
        status: Any = self.fields["status"]
        status.choices = choices if item.activity_status else [("", _("Välj")), *choices]

    @property
    def was_sent(self) -> bool:
        """Did this row's fields come with the request?"""
        return self.is_bound and any(name.startswith(f"{self.prefix}-") for name in self.data)
