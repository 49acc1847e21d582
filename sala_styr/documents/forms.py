"""What a person chooses when asking for a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.decisions.models import Decision, Year
from sala_styr.documents.rules import may_make_decided, may_use_decision
from sala_styr.organisation.actor import Actor


class ReportForm(forms.Form):
    """Year, and for those who may make the decided version the decision it rests on."""

    year = forms.TypedChoiceField(label=_("År"), coerce=int)
    decision = forms.ModelChoiceField(
        label=_("Beslut"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("Inget än, gör ett utkast"),
        help_text=_("Med ett beslut blir det den slutliga versionen, som sparas för alltid och aldrig ändras."),
    )

    def __init__(self, *args: Any, actor: Actor, year: int, decided_by: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = sorted({*Year.objects.values_list("year", flat=True), year}, reverse=True)
        self.fields["year"].choices = [(each, str(each)) for each in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = year
        if not may_make_decided(actor):
            del self.fields["decision"]
            return
        recent = Decision.objects.select_related("body")
        if decided_by:
            recent = recent.filter(body__kind=decided_by)
        allowed = [decision.pk for decision in recent[:200] if may_use_decision(actor, decision)]
        if decided_by and not allowed:
            del self.fields["decision"]
            return
        self.fields["decision"].label_from_instance = lambda decision: f"{decision}: {decision.title}"  # type: ignore[attr-defined]
        self.fields["decision"].queryset = Decision.objects.filter(pk__in=allowed).select_related("body")  # type: ignore[attr-defined]
