"""The joint judgement of a year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.forms.versioned import VersionedForm
from followup.models import Verdict


class JudgementForm(VersionedForm):
    verdict = forms.ChoiceField(
        label=_("Är utfallet förenligt med målen för god ekonomisk hushållning?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Varför?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Antalen står bredvid, men de räcker inte: väg ihop dem med ord."),
    )
