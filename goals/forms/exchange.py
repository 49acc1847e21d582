"""The first step of bringing in a file: which kind, and the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.exchange.kinds import KINDS
from sala_styr.tables.uploads import LARGEST


class ExchangeForm(forms.Form):
    """A file that has been taken out here, or the template filled in."""

    kind = forms.ChoiceField(label=gettext_lazy("Vad filen innehåller"), widget=forms.RadioSelect, initial=KINDS[0].key)
    file = forms.FileField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy("CSV eller Excel (.xlsx). Högst 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.key, kind.label) for kind in KINDS]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Not larger than what is read in one go."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Filen är större än 20 MB. Dela upp den."))
        return file
