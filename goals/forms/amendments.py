"""Preparing a plan amendment and letting it into the plan."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import DecisionChoice, ParentChoice, VersionedForm, YearField, decisions_of
from goals.forms.filters import LongSelect
from goals.forms.items import AreaChoice, ItemForm
from goals.models import Level, PlanItem
from goals.queries.amendments import ChangeRow, Meanwhile, loaded, snapshot, stored
from goals.queries.choices import people
from goals.queries.planning import areas_for
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit
from sala_styr.shell.fields import DayField, RichTextInput

PLAN, OURS, OWN = "plan", "var", "egen"


class AmendmentForm(VersionedForm):
    """A new amendment, or with ``owners`` None the name and the reason of one that is there."""

    name = forms.CharField(
        label=_("Namn"), max_length=120, help_text=_("Det står i historiken för varje del som ändras.")
    )
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Vems plan"), empty_label=_("Välj"))
    year = YearField(label=_("Gäller från och med år"))
    reason = forms.CharField(label=_("Varför planen ändras"), widget=forms.Textarea({"rows": 3}), required=False)

    def __init__(self, *args: Any, owners: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if owners is None:
            del self.fields["owner"], self.fields["year"]
        else:
            del self.fields["version"]
            self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
            self.fields["owner"].widget = LongSelect(choices=self.fields["owner"].choices)  # type: ignore[attr-defined]


class TakeForm(forms.Form):
    """Which parts of the plan to take a copy of."""

    items = forms.MultipleChoiceField(label=_("Delar av planen"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, items: Iterable[PlanItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(item.pk): item for item in items}
        labels = [
            (key, f"{item.title} ({item.step.singular}, {item.owner.label})") for key, item in self.by_key.items()
        ]
        self.fields["items"].choices = labels  # type: ignore[attr-defined]

    def chosen(self) -> list[PlanItem]:
        """The items themselves."""
        return [self.by_key[key] for key in self.cleaned_data["items"]]


class PlaceForm(forms.Form):
    """Where something new is proposed: of which level and under what."""

    place = forms.ChoiceField(label=_("Vad och under vad"), widget=LongSelect)

    def __init__(self, *args: Any, places: Sequence[tuple[Level, PlanItem | None]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"{step.pk}-{above.pk if above else 0}": (step, above) for step, above in places}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, (step, above) in self.places.items():
            groups.setdefault(f"{step.singular[:1].upper()}{step.singular[1:]}", []).append(
                (key, above.title if above else gettext("Överst i planen"))
            )
        self.fields["place"].choices = [("", _("Välj")), *groups.items()]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Level, PlanItem | None]:
        """The level and the item above."""
        return self.places[self.cleaned_data["place"]]


class ProposalForm(ItemForm):
    """What a part of the plan shall say, and what it shall answer to. ``parents`` None where that is chosen already."""

    parent = ParentChoice(PlanItem.objects.none(), label=_("Svarar på"), empty_label=_("Välj"))

    def __init__(self, *args: Any, step: Level, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, step=step, people=people(), **kwargs)
        if parents is None or step.parent_id is None:
            del self.fields["parent"]
        else:
            self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
            self.fields["parent"].required = step.parent_required


class EndProposalForm(VersionedForm):
    last_year = YearField(label=_("Sista året"))


@dataclass(frozen=True)
class Question:
    """One field that both the plan and the amendment have changed, with the fields to answer it."""

    meanwhile: Meanwhile
    ours: Any
    choice: forms.BoundField
    own: forms.BoundField


class MergeForm(VersionedForm):
    """The answers to a merge's questions, what was read when they were given, and the decision it rests on."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    decision = DecisionChoice(
        Decision.objects.none(), label=_("Beslut som planändringen vilar på"), empty_label=_("Välj")
    )

    def __init__(self, *args: Any, rows: Sequence[ChangeRow], owner: Unit, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.parents = rows, parents
        if any(row.is_decided for row in rows):
            self.fields["decision"].queryset = decisions_of(owner)  # type: ignore[attr-defined]
        else:
            del self.fields["decision"]
        for row in rows:
            for each in row.asked:
                self._ask(row, each)
        self.order_fields([name for name in self.fields if name != "decision"])

    def _ask(self, row: ChangeRow, each: Meanwhile) -> None:
        key = key_of(row, each)
        self.fields[f"svar-{key}"] = forms.ChoiceField(
            label=each.difference.label,
            choices=[
                (PLAN, _("Behåll det som står i planen nu")),
                (OURS, _("Ta planändringens")),
                (OWN, _("Skriv något tredje")),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj vad som ska gälla.")},
        )
        own = own_field(each.difference.name, row.change.step, self.parents)
        own.label, own.required = _("Det tredje, om du väljer det"), False
        self.fields[f"eget-{key}"] = own
        self.fields[f"nu-{key}"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial.setdefault(f"nu-{key}", now_of(row, each.difference.name))

    def questions(self, row: ChangeRow) -> list[Question]:
        """The row's questions with their fields."""
        return [
            Question(each, row.ours(each), self[f"svar-{key_of(row, each)}"], self[f"eget-{key_of(row, each)}"])
            for each in row.asked
        ]

    def clean(self) -> dict[str, Any]:
        """A third text has to be written to be chosen."""
        for row in self.rows:
            for each in row.asked:
                key = key_of(row, each)
                needs = each.difference.name in ("title", "parent", "first_year", "last_year")
                if self.cleaned_data.get(f"svar-{key}") == OWN and needs and not self.cleaned_data.get(f"eget-{key}"):
                    self.add_error(f"eget-{key}", _("Skriv vad som ska gälla."))
        return self.cleaned_data

    def clean_seen(self) -> dict[int, tuple[int, int]]:
        """``12:34-2,…`` as {change: (item, version)}."""
        try:
            return read_seen(self.cleaned_data["seen"])
        except ValueError as error:
            raise ValidationError(_("Sidan är inte hel. Läs in den på nytt.")) from error

    def answers(self) -> dict[int, dict[str, Any]]:
        """{change: {field: the value}}, as changes keep them."""
        found: dict[int, dict[str, Any]] = {}
        for row in self.rows:
            for each in row.asked:
                name, key = each.difference.name, key_of(row, each)
                now = json.loads(now_of(row, name))
                chosen = {
                    PLAN: now,
                    OURS: row.change.proposed.get(name),
                    OWN: stored(name, self.cleaned_data.get(f"eget-{key}")),
                }
                found.setdefault(row.change.pk, {})[name] = chosen[self.cleaned_data[f"svar-{key}"]]
        return found

    def show_again(self, version: int) -> None:
        """Carry what is read now. Answers to what has changed once more are let go of: they were given to another question."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"], data["seen"] = str(version), seen_of(self.rows)
        for row in self.rows:
            for each in row.asked:
                key, now = key_of(row, each), now_of(row, each.difference.name)
                if data.get(f"nu-{key}") != now:
                    data.pop(f"svar-{key}", None)
                    data.pop(f"eget-{key}", None)
                data[f"nu-{key}"] = now
        self.data = data


def key_of(row: ChangeRow, each: Meanwhile) -> str:
    return f"{row.change.pk}-{each.difference.name}"


def now_of(row: ChangeRow, name: str) -> str:
    """What the plan says now in one field, to know later which text the answer was given to."""
    return json.dumps(snapshot(row.current)[name] if row.current else None)


def seen_of(rows: Iterable[ChangeRow]) -> str:
    """Which wording of each item is shown, and its version: what ``read_seen`` reads back."""
    return ",".join(f"{row.change.pk}:{row.current.pk}-{row.current.version}" for row in rows if row.current)


def read_seen(text: str) -> dict[int, tuple[int, int]]:
    """Raises ValueError where the text is not such a list."""
    found = {}
    for part in filter(None, text.split(",")):
        change, _colon, rest = part.partition(":")
        item, _dash, version = rest.partition("-")
        found[int(change)] = (int(item), int(version))
    return found


def own_field(name: str, step: Level, parents: Any) -> forms.Field:
    """A field for a third answer, of the kind the field is."""
    makers: dict[str, Any] = {
        "description": lambda: forms.CharField(widget=RichTextInput({"rows": 5})),
        "first_year": YearField,
        "last_year": YearField,
        "start_date": DayField,
        "end_date": DayField,
        "responsible": lambda: forms.ModelChoiceField(people(), empty_label=_("Ingen vald"), widget=LongSelect),
        "area": lambda: AreaChoice(areas_for(step), empty_label=_("Inget valt")),
        "parent": lambda: ParentChoice(parents(step), empty_label=_("Välj")),
    }
    field: forms.Field = makers[name]() if name in makers else forms.CharField(max_length=200)
    return field


def initial_of(proposed: dict[str, Any]) -> dict[str, Any]:
    """A proposal as a form begins with it."""
    return {name: loaded(name, value) for name, value in proposed.items()}
