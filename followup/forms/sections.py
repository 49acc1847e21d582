"""A unit's answer in one section."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.forms.versioned import VersionedForm


class SectionForm(VersionedForm):
    """Words, or why there are none. A section that gathers assessments has only the second."""

    text = forms.CharField(label=_("Svar"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    nothing = forms.CharField(
        label=_("Varför finns det inget att rapportera?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, title: str, gathered: bool, instruction: str, outer_form: str = "", **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        if gathered:
            del self.fields["text"]
        else:
            self.fields["text"].label = title
            self.fields["text"].help_text = instruction
        if outer_form:
            for field in self.fields.values():
                field.widget.attrs["form"] = outer_form
            for name in {"text", "nothing"} & set(self.fields):
                self.fields[name].widget.attrs["data-autosave-field"] = ""


class ReturnSectionForm(VersionedForm):
    """Why an answer goes back."""

    because = forms.CharField(
        label=_("Vad behöver kompletteras?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
