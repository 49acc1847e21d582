"""Uppdrag: finding, giving, changing, answering, passing on, sending back and closing them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import DecisionChoice, ParentChoice, VersionedForm, decisions_of
from goals.forms.filters import LongSelect, sought_text
from goals.models import AssignmentReceiver, AssignmentState, PlanItem
from goals.queries.assignments import CLOSED, LIVE, OVERDUE, WAITING, possible_receivers, units_to_pass_on_to
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit, User
from sala_styr.shell.fields import DayField, RichTextInput

STATES = [
    ("", _("Alla")),
    (LIVE, _("Inte avslutade")),
    (OVERDUE, _("Försenade")),
    (WAITING, _("Väntar på uppdragsgivaren")),
    (CLOSED, _("Avslutade")),
]


class AssignmentFilterForm(forms.Form):
    """What to look for among the uppdrag. What the address asks for but is not there is let go of."""

    q = forms.CharField(
        label=_("Sök i uppdragen"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "data-search": ""}),
    )
    fran = forms.ChoiceField(label=_("Uppdragsgivare"), required=False)
    till = forms.ChoiceField(label=_("Mottagare"), required=False, widget=LongSelect)
    lage = forms.ChoiceField(label=_("Läge"), required=False, choices=STATES)

    def __init__(self, data: Any, *, givers: Sequence[Unit], receivers: Sequence[Unit]) -> None:
        choices: dict[str, list[tuple[str, Any]]] = {
            "fran": [("", _("Alla")), *((str(unit.pk), unit.name) for unit in givers)],
            "till": [("", _("Alla")), *((str(unit.pk), unit.name) for unit in receivers)],
            "lage": list(STATES),
        }
        asked = {"q": sought_text(data)}
        for name, options in choices.items():
            value = data.get(name, "")
            asked[name] = value if value in {key for key, _label in options} else ""
        super().__init__(asked)
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """As ``found_assignments`` takes it."""
        self.full_clean()
        found = self.cleaned_data
        return {
            "text": found["q"],
            "giver": int(found["fran"]) if found["fran"] else None,
            "receiver": int(found["till"]) if found["till"] else None,
            "state": found["lage"],
        }

    @property
    def is_on(self) -> bool:
        """Does anything narrow the list?"""
        return any(value not in ("", None) for value in self.wanted().values())


LONGEST_ID = 18


class UnitChoices(forms.ModelMultipleChoiceField):
    """Units to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), **kwargs)

    def show(self, units: Any) -> None:
        """Offer these."""
        self.queryset = units

    def clean(self, value: Any) -> Any:
        """A number that no unit can have is a choice that is not there; the databases refuse to look for it."""
        for each in value or ():
            if len(str(each)) > LONGEST_ID:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": each})
        return super().clean(value)

    def label_from_instance(self, obj: Unit) -> str:
        return obj.name


class AssignmentForm(VersionedForm):
    """What the decision says. A new one has ``decision`` and no version; an old one asks why it is changed."""

    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut"), empty_label=_("Välj"))
    number = forms.CharField(
        label=_("Nummer"), max_length=20, help_text=_("Nästa lediga föreslås. Byt om ni har en egen nummerserie.")
    )
    title = forms.CharField(label=_("Rubrik"), max_length=200)
    text = forms.CharField(
        label=_("Uppdraget"),
        required=False,
        widget=RichTextInput({"rows": 6}),
        help_text=_("Som det står i beslutet: vad som ska göras och vad svaret ska innehålla."),
    )
    due = DayField(label=_("Återrapporteras senast"))
    receivers = UnitChoices(label=_("Mottagare"))
    plan_item = ParentChoice(
        PlanItem.objects.none(),
        label=_("Hör till i planen"),
        required=False,
        empty_label=_("Inget särskilt"),
        widget=LongSelect,
    )
    reason = forms.CharField(
        label=_("Varför det ändras"), max_length=200, help_text=_("Till exempel ett nytt beslut eller ett skrivfel.")
    )

    def __init__(self, *args: Any, giver: Unit, items: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receivers"].show(possible_receivers(giver))  # type: ignore[attr-defined]
        self.fields["plan_item"].queryset = items  # type: ignore[attr-defined]
        if is_new:
            del self.fields["version"], self.fields["reason"]
            self.fields["decision"].queryset = decisions_of(giver)  # type: ignore[attr-defined]
        else:
            del self.fields["decision"]


class CloseAssignmentForm(VersionedForm):
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut om att avsluta"), empty_label=_("Välj"))
    closing_text = forms.CharField(
        label=_("Hur det avslutades"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Till exempel att återrapporten godkändes, eller varför uppdraget inte längre behövs."),
    )

    def __init__(self, *args: Any, giver: Unit, all_reported: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_of(giver)  # type: ignore[attr-defined]
        self.fields["closing_text"].required = not all_reported


class AnswerForm(VersionedForm):
    """How far one has come and what there is to say. What a quick form does not send stays as it is."""

    state = forms.ChoiceField(label=_("Hur långt har ni kommit?"), widget=forms.RadioSelect)
    report = forms.CharField(
        label=_("Återrapport"),
        required=False,
        widget=RichTextInput({"rows": 8}),
        help_text=_("Vad ni har gjort, vad det ledde till och vad som återstår."),
    )
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Ansvarig"), required=False, empty_label=_("Ingen vald"), widget=LongSelect
    )

    def __init__(
        self, data: Any, *, receiver: AssignmentReceiver, judge: Unit, answers: bool, people: Any, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        later = list(AssignmentState)[list(AssignmentState).index(AssignmentState(receiver.state)) :]
        reported = _("återrapporterat: lämnas till %(judge)s") % {"judge": judge.name}
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (state.value, reported if state == AssignmentState.REPORTED else state.label)
            for state in later
            if answers or state != AssignmentState.REPORTED
        ]
        if answers and (data is None or "responsible" in data):
            self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        else:
            del self.fields["responsible"]


class PassOnForm(VersionedForm):
    units = UnitChoices(label=_("Vilka ska svara för sin del?"))

    def __init__(self, *args: Any, receiver: AssignmentReceiver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].show(units_to_pass_on_to(receiver))  # type: ignore[attr-defined]


class MoveReceiverForm(VersionedForm):
    """``units``: whom the giver can tell, and who do not have the uppdrag yet."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Ny mottagare"), empty_label=_("Välj"))
    reason = forms.CharField(
        label=_("Varför det flyttas"), max_length=150, help_text=_("Till exempel att nämnden upphör vid årsskiftet.")
    )

    def __init__(self, *args: Any, receiver: AssignmentReceiver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = AssignmentReceiver.objects.filter(assignment=receiver.assignment_id).values("unit")
        units = possible_receivers(receiver.assignment.giver).exclude(pk__in=taken)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class SendBackForm(VersionedForm):
    word = forms.CharField(label=_("Vad saknas?"), widget=forms.Textarea({"rows": 4}))
