"""What visitors fill in, and what controllers do about what is published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from public.actions.feedback import LONGEST
from public.actions.publishing import REASON_LENGTH
from sala_styr.shell.fields import AmountField

MOST_A_MONTH = 100_000_000
"""Öre: a million kronor."""


class IncomeForm(forms.Form):
    """Sent by GET: nothing is kept."""

    lon = AmountField(
        label=_("Vad tjänar du i månaden före skatt?"),
        unit="kr",
        minimum=0,
        maximum=MOST_A_MONTH,
        help_text=_("Till exempel 32 000. Ingenting sparas."),
    )


class FeedbackForm(forms.Form):
    """A remark on accessibility. ``webbplats`` is a trap: people do not see it, and what fills it in is no person."""

    message = forms.CharField(
        label=_("Vad fungerar inte för dig, eller vad saknar du?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    page = forms.CharField(
        label=_("Vilken sida gäller det?"),
        max_length=300,
        required=False,
        help_text=_("Sidans adress, eller vad den heter."),
    )
    email = forms.EmailField(
        label=_("Vilken e-postadress kan vi svara till?"),
        required=False,
        help_text=_("Fyll bara i den om du vill ha svar. Det du skriver kan bli allmän handling."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    webbplats = forms.CharField(
        label=_("Lämna det här fältet tomt"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_by_machine(self) -> bool:
        """Did something fill in what nobody sees?"""
        return bool(self.cleaned_data.get("webbplats"))

    @property
    def told(self) -> dict[str, Any]:
        """What ``actions.tell_us`` wants."""
        return {name: self.cleaned_data[name] for name in ("message", "page", "email")}


class WithdrawForm(forms.Form):
    because = forms.CharField(
        label=_("Varför visas det inte längre?"),
        max_length=REASON_LENGTH,
        help_text=_("Alla som kommer till adressen läser det, till exempel: En siffra på sidan 12 var fel. En rättad rapport kommer i maj."),
    )  # fmt: skip


class SettleForm(forms.Form):
    outcome = forms.CharField(label=_("Vad gjorde du åt det?"), widget=forms.Textarea(attrs={"rows": 3}))
