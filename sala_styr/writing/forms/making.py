"""What a person chooses when a written report is made, and when a decided one is to be corrected."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision
from sala_styr.organisation.actor import Actor
from sala_styr.writing.models import WrittenReport
from sala_styr.writing.queries import usable_decisions


class MakeForm(forms.Form):
    """A draft, or for those who may use a decision of the right body the version that is kept for ever."""

    decision = forms.ModelChoiceField(
        label=_("Vilket beslut vilar den på?"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("Inget än, gör ett utkast"),
        help_text=_(
            "Med ett beslut blir det den slutliga versionen: den sparas för alltid, och texterna går inte längre att ändra."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, report: WrittenReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usable = usable_decisions(actor, report)
        if not usable:
            del self.fields["decision"]
            return
        field: Any = self.fields["decision"]
        field.label_from_instance = lambda decision: f"{decision}: {decision.title}"
        field.queryset = Decision.objects.filter(pk__in=[each.pk for each in usable]).select_related("body")


class CorrectForm(forms.Form):
    because = forms.CharField(
        label=_("Vad behöver rättas, och varför?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Det står i den nya rapporten. Den gamla finns kvar som den är."),
    )
