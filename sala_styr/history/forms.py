"""The search in the history."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.history.latest import tracked_models
from sala_styr.organisation.models import User


class HistorySearch(forms.Form):
    slag = forms.ChoiceField(label=_("Vad"), required=False)
    vem = forms.ModelChoiceField(
        User.objects.order_by("last_name", "first_name"), label=_("Vem"), required=False, empty_label=_("Alla")
    )
    text = forms.CharField(label=_("Skäl innehåller"), required=False, max_length=100)
    fran = forms.DateField(label=_("Från och med"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    till = forms.DateField(label=_("Till och med"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kinds = [(m._meta.label_lower, str(m._meta.verbose_name)) for m in tracked_models()]
        self.fields["slag"].choices = [("", _("Allt")), *kinds]  # type: ignore[attr-defined]
