"""Fields and choices that several of the plan's forms share."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from goals.models import PlanItem
from goals.wording import in_words, runs_between
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit
from sala_styr.worddiff import Run

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
MINUS_SIGNS = str.maketrans({"−": "-", "–": "-", "\u00a0": None, "\u202f": None, "\u2009": None, " ": None, ",": "."})


class YearField(forms.IntegerField):
    """A calendar year."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=EARLIEST_YEAR, max_value=LATEST_YEAR, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """As wide as a year."""
        return super().widget_attrs(widget) | {"class": "short-input"}


class FigureField(forms.Field):
    """A number as a Swede writes it: ``1 250,5`` or ``−3``. Cleaned to Decimal, None when left empty: missing is never 0."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Right-aligned digits, no old values offered; a hidden field has no look."""
        return {} if widget.is_hidden else {"class": "amount-input", "size": "10", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:
        """The number. Raises ValidationError that says how to write it."""
        if isinstance(value, Decimal) or value in self.empty_values or not str(value).strip():
            return value if isinstance(value, Decimal) else None
        try:
            number = Decimal(str(value).translate(MINUS_SIGNS))
        except InvalidOperation as error:
            raise ValidationError(_("Skriv ett tal, till exempel 12,5. Lämna tomt om det saknas.")) from error
        if not number.is_finite() or abs(number) >= 10**11 or number != round(number, 3):
            raise ValidationError(_("Talet är för stort eller har fler än tre decimaler."))
        return number

    def prepare_value(self, value: Any) -> Any:
        """As it would be typed."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
        return text.replace(".", ",").replace("-", "−")


class ParentChoice(forms.ModelChoiceField):
    """Items to answer to, each with its owner."""

    def label_from_instance(self, obj: PlanItem) -> str:
        return f"{obj.title} ({obj.owner.label})"


class DecisionChoice(forms.ModelChoiceField):
    """Registered decisions, each with its reference and title."""

    def label_from_instance(self, obj: Decision) -> str:
        return f"{obj}: {obj.title}"


def decisions_of(body: Unit) -> Any:
    """The body's registered decisions, newest first."""
    return Decision.objects.filter(body=body).select_related("body")


class VersionedForm(forms.Form):
    """A form that knows which version it shows, so that nobody's change is lost unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def show_version(self, version: int) -> None:
        """Carry the stored version from now on: the person has been shown it and may save over it knowingly."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("version")] = str(version)
        self.data = data


class Conflict(NamedTuple):
    """Where what was typed differs from what somebody else saved meanwhile. ``others``: what they changed, word by word; empty where nothing."""

    label: str
    stored: str
    typed: str
    others: list[Run]


def differing(form: forms.Form, stored: object, names: Iterable[str], opened: object = None) -> list[Conflict]:
    """Where what was typed differs from what is stored, for showing both after an edit conflict. ``opened``: what stood there when the form was opened."""
    found = []
    for name in names:
        if name not in form.fields or getattr(stored, name) == form.cleaned_data.get(name):
            continue
        now, typed = in_words(getattr(stored, name)), in_words(form.cleaned_data[name])
        before = now if opened is None else in_words(getattr(opened, name))
        others = [] if before == now else runs_between(name, before, now)
        found.append(Conflict(str(form.fields[name].label), now, typed, others))
    return found
