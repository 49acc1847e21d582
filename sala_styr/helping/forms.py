"""Asking for leave, and giving it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sala_styr.helping.rules import MINUTES, helpers
from sala_styr.organisation.models import User


def how_long(minutes: int) -> str:
    """``30 minuter``, ``2 timmar``."""
    if minutes < 60:
        return ngettext("%(n)s minut", "%(n)s minuter", minutes) % {"n": minutes}
    return ngettext("%(n)s timme", "%(n)s timmar", minutes // 60) % {"n": minutes // 60}


class Minutes(forms.TypedChoiceField):
    """One of the times that one may be helped."""

    def __init__(self, **kwargs: Any) -> None:
        choices = lambda: [(each, how_long(each)) for each in MINUTES]  # noqa: E731 - in the language of the page
        super().__init__(
            choices=choices, coerce=int, initial=60, label=_("Hur länge?"), widget=forms.RadioSelect, **kwargs
        )


class ConsentForm(forms.Form):
    """Yes, for so long."""

    minutes = Minutes()


class LetHelpForm(forms.Form):
    """Whom, with what, for how long."""

    helper = forms.ModelChoiceField(User.objects.none(), label=_("Vem ska hjälpa dig?"), empty_label=_("Välj"))
    about = forms.CharField(
        label=_("Vad gäller det?"), max_length=200, help_text=_("Till exempel: lägga in budgeten för mars.")
    )
    minutes = Minutes()

    def __init__(self, *args: Any, me: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].queryset = helpers().exclude(pk=me.pk)  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """Whom, and why."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Vem vill du hjälpa?"), empty_label=_("Välj"))
    about = forms.CharField(
        label=_("Vad gäller det?"), max_length=200, help_text=_("Personen läser det här innan hen svarar.")
    )

    def __init__(self, *args: Any, me: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = User.objects.filter(is_active=True).exclude(pk=me.pk)
        self.fields["person"].queryset = others.order_by("last_name", "first_name", "pk")  # type: ignore[attr-defined]
