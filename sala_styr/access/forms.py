"""Looking in the log."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.access.models import EventKind


class LogFilter(forms.Form):
    """What kind of line, and about whom."""

    vad = forms.ChoiceField(
        label=_("Vad"), required=False, choices=[("", _("allt")), ("nekade", _("alla som nekades")), *EventKind.choices]
    )
    q = forms.CharField(label=_("Namn"), required=False, max_length=80)
