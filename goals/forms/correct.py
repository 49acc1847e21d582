"""Correcting a closed year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import DecisionChoice, decisions_of
from goals.forms.items import ItemForm
from goals.models import PlanItem
from goals.queries.choices import people
from sala_styr.decisions.models import Decision


class CorrectForm(ItemForm):
    """The corrected text, why, and the decision where a body has decided it. The years stay as they are."""

    reason = forms.CharField(label=_("Varför det rättas"), max_length=200)
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut om rättelsen"), empty_label=_("Välj"))

    def __init__(self, *args: Any, item: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, step=item.step, people=people(), **kwargs)
        del self.fields["first_year"], self.fields["last_year"]
        if item.step.needs_decision:
            self.fields["decision"].queryset = decisions_of(item.owner)  # type: ignore[attr-defined]
        else:
            del self.fields["decision"]
