"""Deciding, revising and ending parts of the plan."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import DecisionChoice, VersionedForm, YearField, decisions_of
from goals.models import PlanItem
from goals.queries.choices import people
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit, User


class DecideForm(VersionedForm):
    """Which decision, and who will be responsible where nobody is yet."""

    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut"), empty_label=_("Välj"))
    responsible = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Ansvarig person"),
        empty_label=_("Välj"),
        help_text=_("Ingen är utsedd ännu. Det som är beslutat behöver någon som svarar för det."),
    )

    def __init__(self, *args: Any, item: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_of(item.owner)  # type: ignore[attr-defined]
        if item.responsible_id:
            del self.fields["responsible"]
        else:
            self.fields["responsible"].queryset = people()  # type: ignore[attr-defined]


class DecideManyForm(forms.Form):
    """Which drafts a decision decided. A choice's value is the draft and the version that was read: ``12-3``."""

    items = forms.MultipleChoiceField(label=_("Vad som beslutades"), widget=forms.CheckboxSelectMultiple)
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut"), empty_label=_("Välj"))
    responsible = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Ansvarig person för dem som saknar"),
        required=False,
        empty_label=_("Välj"),
        help_text=_("Det som är beslutat behöver någon som svarar för det. De som redan har en ansvarig behåller den."),
    )

    def __init__(self, *args: Any, body: Unit, drafts: Iterable[PlanItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = {f"{draft.pk}-{draft.version}": draft for draft in drafts}
        labels = [(key, _draft_label(draft)) for key, draft in self.drafts.items()]
        if all(draft.responsible_id for draft in self.drafts.values()):
            del self.fields["responsible"]
        else:
            self.fields["responsible"].queryset = people()  # type: ignore[attr-defined]
        self.fields["items"].choices = labels  # type: ignore[attr-defined]
        self.fields["decision"].queryset = decisions_of(body)  # type: ignore[attr-defined]

    def chosen(self) -> list[tuple[PlanItem, int]]:
        """The drafts, each with its version."""
        return [(self.drafts[key], self.drafts[key].version) for key in self.cleaned_data["items"]]


def _draft_label(draft: PlanItem) -> str:
    if draft.responsible_id:
        return f"{draft.title} ({draft.step.singular})"
    return gettext("%(title)s (%(step)s, ingen ansvarig ännu)") % {"title": draft.title, "step": draft.step.singular}


class ReviseForm(forms.Form):
    first_year = YearField(label=_("Den nya lydelsen gäller från och med år"))


class EndForm(VersionedForm):
    """``body`` where a decision is needed to end it."""

    last_year = YearField(label=_("Sista året"))
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut om att avsluta"), empty_label=_("Välj"))
    reason = forms.CharField(label=_("Varför det avslutas"), max_length=200)

    def __init__(self, *args: Any, body: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if body is None:
            del self.fields["decision"]
        else:
            self.fields["decision"].queryset = decisions_of(body)  # type: ignore[attr-defined]
