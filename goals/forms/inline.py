"""A row of the tree while one writes in it: few fields, in the order of the Tab key; and what happens to them when somebody else was first."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import VersionedForm, YearField
from goals.forms.filters import LongSelect
from goals.models import Level, PlanItem
from sala_styr.organisation.models import Unit, User
from sala_styr.shell.fields import DayField

ACTIVITY_DAYS = ("start_date", "end_date")
YEARS = ("first_year", "last_year")


def row_fields(step: Level) -> tuple[str, ...]:
    """What is written in the row, in order. An activity's years follow its days."""
    return ("title", "responsible", *(ACTIVITY_DAYS if step.is_activity else YEARS))


class RowForm(VersionedForm):
    """A row that is there: title, responsible, days or years."""

    title = forms.CharField(label=_("Rubrik"), max_length=200, widget=forms.TextInput({"autofocus": True}))
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Ansvarig"), required=False, empty_label=_("Ingen vald"), widget=LongSelect
    )
    start_date = DayField(label=_("Startar"), required=False)
    end_date = DayField(label=_("Klar senast"), required=False)
    first_year = YearField(label=_("Från år"))
    last_year = YearField(label=_("Till år"))

    def __init__(self, *args: Any, step: Level, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        if self.is_bound:  # what needs to be put right is read first
            del self.fields["title"].widget.attrs["autofocus"]
        for name in set(ACTIVITY_DAYS + YEARS) - set(row_fields(step)):
            del self.fields[name]

    def in_row(self) -> list[forms.BoundField]:
        """The fields that are seen, in order."""
        return [bound for bound in self.visible_fields() if bound.name != "title"]


class NewRowForm(RowForm):
    """A row that is not there yet. ``owners``: those one may write for; a choice only when there are several."""

    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Ägare"), empty_label=None, widget=LongSelect)

    def __init__(self, *args: Any, owners: Any, years: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        del self.fields["version"]
        field: Any = self.fields["owner"]
        field.queryset = owners
        if len(owners[:2]) == 1:
            self.initial["owner"] = owners[0].pk
            field.widget = forms.HiddenInput()
        self.order_fields(["title", "owner", "responsible"])

    def values(self) -> dict[str, Any]:
        """What the action wants. An activity lasts the years of its days, within the years that are proposed."""
        values = dict(self.cleaned_data)
        if "first_year" not in values:
            first, last = self.years
            start, end = values["start_date"], values["end_date"]
            values["first_year"] = start.year if start and start.year >= first else first
            values["last_year"] = max(values["first_year"], end.year if end else last)
        return values


def take_in(form: VersionedForm, opened: Any, stored: PlanItem, names: Iterable[str]) -> list[str]:
    """After an edit conflict: let what the other changed, and this person did not touch, into the form. The labels of those fields.

    ``opened``: what stood there when the form was opened (None when it is not known: then nothing is taken in).
    """
    taken = []
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name in names:
        if opened is None or name not in form.fields:
            continue
        now, then = getattr(stored, name), getattr(opened, name)
        if form.cleaned_data.get(name) == then and now != then:
            form.cleaned_data[name] = now
            data[form.add_prefix(name)] = form.fields[name].prepare_value(getattr(now, "pk", now)) or ""
            taken.append(str(form.fields[name].label))
    form.data = data
    return taken
