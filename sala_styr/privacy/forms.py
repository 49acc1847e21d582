"""The forms: which name is to go, and for how long things are kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.privacy.models import Kept
from sala_styr.privacy.retention import LEAST, MOST


class EraseForm(forms.Form):
    """The log-in name, typed, so that nobody goes by a slip of the hand."""

    confirmed = forms.CharField(
        label=_("Personens inloggningsnamn"), help_text=_("Skriv det som det står här ovan."), max_length=150
    )


class RetentionForm(forms.Form):
    """A number of months for each kind."""

    def __init__(self, *args: Any, kinds: dict[Kept, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for what, months in kinds.items():
            self.fields[what.value] = forms.IntegerField(
                label=what.label.capitalize(), min_value=LEAST, max_value=MOST, initial=months, help_text=_("Månader.")
            )
