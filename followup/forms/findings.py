"""Forms for what a dialogue arrives at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import DialogueFinding, FindingKind

NEW_LABELS = {
    FindingKind.AGREEMENT: _("Vad är ni överens om?"),
    FindingKind.DISAGREEMENT: _("Vad ser ni olika på?"),
    FindingKind.SUPPORT: _("Vilket stöd eller beslut behövs?"),
}


def _text(label: Any, rows: int = 2) -> forms.CharField:
    """A box that the browser keeps until the button has taken it; what saves itself says so where the form is made."""
    box = forms.Textarea(attrs={"rows": rows, "data-autosave-field": "local"})
    return forms.CharField(label=label, required=False, widget=box)


class FindingForm(forms.Form):
    """The texts of a finding that a person may write; the others are left out."""

    text = _text(_("Vad gäller det?"))
    lower_words = _text(_("Hur ser ni det?"))
    upper_words = _text(_("Hur ser ni det?"))

    def __init__(self, data: Any = None, *, finding: DialogueFinding, writes: list[str]) -> None:
        super().__init__(
            data, prefix=f"fynd-{finding.pk}", initial={name: getattr(finding, name) for name in self.base_fields}
        )
        for name in set(self.base_fields) - set(writes):
            del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs["data-autosave-field"] = True


class NewFindingForm(forms.Form):
    """One more of a kind."""

    text = _text("")

    def __init__(self, data: Any = None, *, kind: FindingKind) -> None:
        super().__init__(data, prefix=f"nytt-{kind}")
        self.fields["text"].label = NEW_LABELS[kind]


class AnswerNeedForm(forms.Form):
    """What the upper unit says to a need."""

    answer = forms.CharField(
        label=_("Vad svarar ni?"),
        help_text=_("Vad gör ni, och när? Ett nej är också ett svar, med ett skäl."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
