"""Being away, and looking for a letter."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sala_styr.mail.queries import OUTBOX_STATES
from sala_styr.organisation.models import Appointment, User
from sala_styr.swedish import swedish

DAY = {"type": "date"}


class AbsenceForm(forms.Form):
    """From when to when, and who gets the reminders."""

    first_day = forms.DateField(label=_("Första dagen"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    last_day = forms.DateField(label=_("Sista dagen"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    stand_in = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Vem får dina påminnelser?"),
        required=False,
        empty_label=_("Den som står på tur: ersättare, chefen över dig eller controllern"),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        appointed = Appointment.objects.on(timezone.localdate()).values("user_id")
        others = User.objects.filter(is_active=True, pk__in=appointed).exclude(pk=user.pk)
        self.fields["stand_in"].queryset = others.order_by(swedish("last_name"), swedish("first_name"), "pk")  # type: ignore[attr-defined]


class OutboxFilter(forms.Form):
    """Which letters, and words in them."""

    lage = forms.ChoiceField(label=_("Läge"), required=False, choices=[("", _("alla")), *OUTBOX_STATES])
    q = forms.CharField(label=_("Sök ämne eller mottagare"), required=False, max_length=100)
