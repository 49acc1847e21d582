"""A unit's reflection, and the texts of the annual report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.forms.versioned import VersionedForm
from followup.models import Verdict


class ReflectionForm(VersionedForm):
    money = forms.CharField(
        label=_("Om ekonomin"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vad beror avvikelsen på, och vad gör ni åt den?"),
    )
    learnt = forms.CharField(
        label=_("Vad vi har lärt oss"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vad förstår ni annorlunda nu? Vad vill ni pröva? Det här är underlaget till nästa plan."),
    )

    def __init__(self, *args: Any, outer_form: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if outer_form:
            for field in self.fields.values():
                field.widget.attrs["form"] = outer_form


class ReportTextForm(VersionedForm):
    text = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 8}))


class JudgementForm(VersionedForm):
    verdict = forms.ChoiceField(
        label=_("Är utfallet förenligt med målen för god ekonomisk hushållning?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Varför"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Antalen står bredvid, men de räcker inte: väg ihop dem med ord."),
    )
