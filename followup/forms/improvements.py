"""Improvements: finding, raising, working on them, ending them, and taking them into the plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import Improvement, ImprovementOrigin, ImprovementStage
from followup.models.improvement import CLOSED_STAGES
from followup.queries.improvements import CLOSED, LATE, OPEN, PLANNED
from goals.forms import VersionedForm
from goals.forms.fields import ParentChoice
from goals.forms.filters import LongSelect, sought_text
from goals.models import PlanItem
from sala_styr.organisation.models import Unit, User
from sala_styr.shell.fields import DayField

STATES = [
    ("", _("Alla")),
    (OPEN, _("Pågår")),
    (LATE, _("Nästa steg har passerat sin dag")),
    (CLOSED, _("Avslutade")),
    (PLANNED, _("Har blivit aktiviteter i planen")),
]
FREE_ORIGINS = [
    (value, label)
    for value, label in ImprovementOrigin.choices
    if value in (ImprovementOrigin.OWN, ImprovementOrigin.CITIZEN)
]
"""What one says in words; the others come by themselves from the page that one stood on."""


def _text(label: Any, rows: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}))


class PersonChoice(forms.ModelChoiceField):
    """Somebody, or nobody yet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            User.objects.none(),
            label=_("Ansvarig"),
            required=False,
            empty_label=_("Ingen vald"),
            widget=LongSelect,
            **kwargs,
        )


class ImprovementFilterForm(forms.Form):
    """What to look for. What the address asks for but is not there is let go of."""

    q = forms.CharField(
        label=_("Sök bland förbättringarna"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "data-search": ""}),
    )
    enhet = forms.ChoiceField(label=_("Verksamhet"), required=False, widget=LongSelect)
    lage = forms.ChoiceField(label=_("Läge"), required=False)
    kalla = forms.ChoiceField(label=_("Kommer ur"), required=False)

    def __init__(self, data: Any, *, units: Sequence[Unit]) -> None:
        self.units = {str(unit.pk): unit for unit in units}
        choices: dict[str, list[tuple[str, Any]]] = {
            "enhet": [("", _("Alla")), *((key, unit.name) for key, unit in self.units.items())],
            "lage": list(STATES),
            "kalla": [("", _("Allt")), *ImprovementOrigin.choices],
        }
        asked = {"q": sought_text(data)}
        for name, options in choices.items():
            value = data.get(name, "")
            asked[name] = value if value in {key for key, _label in options} else ""
        super().__init__(asked)
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """As ``found_improvements`` takes it."""
        self.full_clean()
        said = self.cleaned_data
        return {
            "text": said["q"],
            "unit": self.units.get(said["enhet"]),
            "state": said["lage"],
            "origin": said["kalla"],
        }

    @property
    def is_on(self) -> bool:
        """Does anything narrow the list?"""
        return any(value not in ("", None) for value in self.wanted().values())


class NewImprovementForm(forms.Form):
    """An idea or a finding. ``told``: does it come from a page that says where it comes from?"""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Vilken verksamhet gäller det?"), empty_label=_("Välj"))
    title = forms.CharField(label=_("Vad vill ni förbättra?"), max_length=200)
    seen = _text(
        _("Vad har ni sett?"), 4, _("Det som fick er att tänka på det: en händelse, en siffra, vad någon sade.")
    )
    origin = forms.ChoiceField(label=_("Varifrån kommer det?"), choices=FREE_ORIGINS, widget=forms.RadioSelect)
    responsible = PersonChoice()
    due = DayField(label=_("När tar ni nästa steg?"), required=False)

    def __init__(self, *args: Any, units: Any, people: Any, told: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        if told:
            del self.fields["origin"]


class WheelForm(VersionedForm):
    """The wheel: where one stands and what has been written at each quarter."""

    title = forms.CharField(label=_("Vad vill ni förbättra?"), max_length=200)
    seen = _text(_("Vad har ni sett?"), 3)
    plan = _text(_("Planera: vad vill ni pröva?"), 4, _("Hur kan ni se om det blev bättre?"))
    done = _text(_("Göra: vad har ni prövat?"), 4)
    studied = _text(_("Studera: vad såg ni?"), 4)
    learnt = _text(_("Lära: vad gör ni nu?"), 4)
    stage = forms.ChoiceField(
        label=_("Var är ni nu?"),
        choices=[(value, label) for value, label in ImprovementStage.choices if value not in CLOSED_STAGES],
        widget=forms.RadioSelect,
    )
    responsible = PersonChoice()
    due = DayField(label=_("När tar ni nästa steg?"), required=False)

    def __init__(self, data: Any, *, improvement: Improvement, people: Any) -> None:
        names = ("title", "seen", "plan", "done", "studied", "learnt", "stage", "due", "version")
        initial = {name: getattr(improvement, name) for name in names} | {"responsible": improvement.responsible_id}
        super().__init__(data, initial=initial)
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]


class EndForm(VersionedForm):
    stage = forms.ChoiceField(
        label=_("Hur avslutas den?"),
        choices=[(value, label) for value, label in ImprovementStage.choices if value in CLOSED_STAGES],
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(
        label=_("Hur blev det?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Det är det andra kan lära av, också när det inte blev som ni tänkte."),
    )


class ToPlanForm(VersionedForm):
    """What it is to answer to in the plan of ``year``."""

    title = forms.CharField(label=_("Aktivitetens rubrik"), max_length=200)
    parent = ParentChoice(PlanItem.objects.none(), label=_("Svarar på"), empty_label=_("Välj"), widget=LongSelect)

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
