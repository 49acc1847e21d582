"""The first step of bringing in a file: the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sala_styr.tables.uploads import LARGEST, TABLES, OfKind


class ExchangeForm(forms.Form):
    """A file that has been taken out here, or the template filled in."""

    file = forms.FileField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy("CSV eller Excel (.xlsx), högst 20 MB. Rubrikerna säger vad den innehåller."),
        validators=[OfKind(TABLES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def clean_file(self) -> Any:
        """Not larger than what is read in one go."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Filen är större än 20 MB. Dela upp den."))
        return file
