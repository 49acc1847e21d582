"""What a body answers the council, and who answers for what nobody answers for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import DecisionChoice, decisions_of
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit


class NotConcernedForm(forms.Form):
    """Why a goal does not concern the body, and the decision if there is one."""

    reason = forms.CharField(
        label=_("Varför det inte berör er"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("En eller ett par meningar. Alla som läser målet ser dem."),
    )
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut"), required=False, empty_label=_("Inget beslut"))

    def __init__(self, *args: Any, body: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_of(body)  # type: ignore[attr-defined]
