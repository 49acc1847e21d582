"""When reminders go out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import Weekday


class ReminderRuleForm(forms.Form):
    """The week's day, the earliest hour, and whether there is a letter the day before."""

    weekday = forms.TypedChoiceField(label=_("Veckans brev skrivs på"), choices=Weekday.choices, coerce=int)
    hour = forms.IntegerField(label=_("Tidigast klockan"), min_value=0, max_value=23)
    day_before = forms.BooleanField(label=_("Påminn också arbetsdagen innan"), required=False)
