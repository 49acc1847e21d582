"""Making, changing, moving, deciding and ending parts of the plan."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import DecisionChoice, ParentChoice, VersionedForm, YearField, decisions_of
from goals.models import Level, PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit, User
from sala_styr.shell.fields import DayField


class ItemForm(VersionedForm):
    """A part of the plan: what, who, when. ``owners`` only where it is new; days only where the level has them."""

    title = forms.CharField(label=_("Rubrik"), max_length=200)
    description = forms.CharField(label=_("Beskrivning"), required=False, widget=forms.Textarea({"rows": 5}))
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Ägare"))
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Ansvarig person"), required=False, empty_label=_("Ingen vald")
    )
    first_year = YearField(label=_("Från och med år"))
    last_year = YearField(label=_("Till och med år"))
    start_date = DayField(label=_("Startar"), required=False)
    end_date = DayField(label=_("Klar senast"), required=False)

    def __init__(self, *args: Any, step: Level, people: Any, owners: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        if owners is None:
            del self.fields["owner"]
            self.order_fields(["title"])
        else:
            self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
            del self.fields["version"]
        if not step.is_activity:
            del self.fields["start_date"], self.fields["end_date"]


class MoveForm(VersionedForm):
    parent = ParentChoice(PlanItem.objects.none(), label=_("Svarar på"), empty_label=_("Välj"))

    def __init__(self, *args: Any, parents: Any, above: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        self.fields["parent"].label = above[:1].upper() + above[1:]


class DecideForm(VersionedForm):
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut"), empty_label=_("Välj"))

    def __init__(self, *args: Any, body: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_of(body)  # type: ignore[attr-defined]


class DecideManyForm(forms.Form):
    """Which drafts a decision decided. A choice's value is the draft and the version that was read: ``12-3``."""

    items = forms.MultipleChoiceField(label=_("Vad som beslutades"), widget=forms.CheckboxSelectMultiple)
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut"), empty_label=_("Välj"))

    def __init__(self, *args: Any, body: Unit, drafts: Iterable[PlanItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = {f"{draft.pk}-{draft.version}": draft for draft in drafts}
        labels = [(key, f"{draft.title} ({draft.step.singular})") for key, draft in self.drafts.items()]
        self.fields["items"].choices = labels  # type: ignore[attr-defined]
        self.fields["decision"].queryset = decisions_of(body)  # type: ignore[attr-defined]

    def chosen(self) -> list[tuple[PlanItem, int]]:
        """The drafts, each with its version."""
        return [(self.drafts[key], self.drafts[key].version) for key in self.cleaned_data["items"]]


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
