"""Forms of the plan. They read what was typed; the rules are the actions'."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from goals.models import Direction, Indicator, IndicatorValue, Level, PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit, User
from sala_styr.shell.fields import DayField

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
        """Right-aligned digits, no old values offered."""
        return {"class": "amount-input", "size": "10", "autocomplete": "off"}

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


class VersionedForm(forms.Form):
    """A form that knows which version it shows, so that nobody's change is lost unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def show_version(self, version: int) -> None:
        """Carry the stored version from now on: the person has been shown it and may save over it knowingly."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("version")] = str(version)
        self.data = data


class LongSelect(forms.Select):
    """A select whose options are written without a template each: hundreds of units and people would take longer than the page itself."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """As Django's own, but quick."""
        context = self.get_context(name, value, attrs)["widget"]
        groups = [
            (label, format_html_join("", "{}", ((_option(each),) for each in options)))
            for label, options, _index in context["optgroups"]
        ]
        inner = format_html_join("", "{}", ((_group(label, options),) for label, options in groups))
        return format_html('<select name="{}"{}>{}</select>', context["name"], flatatt(context["attrs"]), inner)


def _option(option: dict[str, Any]) -> SafeString:
    chosen = " selected" if option["selected"] else ""
    return format_html('<option value="{}"{}>{}</option>', option["value"], chosen, option["label"])


def _group(label: str | None, options: SafeString) -> SafeString:
    return format_html('<optgroup label="{}">{}</optgroup>', label, options) if label else options


class PlanFilterForm(forms.Form):
    """What to look for in the red thread. Its choices are what there is in the plan."""

    q = forms.CharField(
        label=_("Sök i rubriker"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "data-search": ""}),
    )
    agare = forms.ChoiceField(label=_("Ägare"), required=False, widget=LongSelect)
    niva = forms.ChoiceField(label=_("Nivå eller spår"), required=False, widget=LongSelect)
    ansvarig = forms.ChoiceField(label=_("Ansvarig"), required=False, widget=LongSelect)
    status = forms.ChoiceField(label=_("Läge"), required=False, widget=LongSelect)

    def __init__(self, data: Any, *, choices: Mapping[str, Sequence[tuple[Any, Any]]]) -> None:
        """What the address asks for but the plan no longer has, for example after a change of year, is let go of."""
        asked = {"q": data.get("q", "")[:80]}
        for name, options in choices.items():
            value = data.get(name, "")
            asked[name] = value if value in _values(options) else ""
        super().__init__(asked)
        for name, options in choices.items():
            self.fields[name].choices = [("", _("Alla")), *options]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """The filters, "" for one that is not used."""
        self.full_clean()
        return dict(self.cleaned_data)


def _values(options: Iterable[tuple[Any, Any]]) -> set[str]:
    """The values one can choose, those in groups included."""
    found: set[str] = set()
    for value, label in options:
        found |= _values(label) if isinstance(label, list) else {str(value)}
    return found


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


class ParentChoice(forms.ModelChoiceField):
    """Items to answer to, each with its owner."""

    def label_from_instance(self, obj: PlanItem) -> str:
        return f"{obj.title} ({obj.owner.label})"


class MoveForm(VersionedForm):
    parent = ParentChoice(PlanItem.objects.none(), label=_("Svarar på"), empty_label=_("Välj"))

    def __init__(self, *args: Any, parents: Any, above: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        self.fields["parent"].label = above[:1].upper() + above[1:]


class DecisionChoice(forms.ModelChoiceField):
    """Registered decisions, each with its reference and title."""

    def label_from_instance(self, obj: Decision) -> str:
        return f"{obj}: {obj.title}"


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


def decisions_of(body: Unit) -> Any:
    """The body's registered decisions, newest first."""
    return Decision.objects.filter(body=body).select_related("body")


class StatutoryForm(VersionedForm):
    statutory = forms.CharField(label=_("Vad lagen ger verksamheten i uppdrag"), widget=forms.Textarea({"rows": 8}))
    laws = forms.CharField(
        label=_("Lagar"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("En per rad, med SFS-nummer: Skollagen (2010:800)."),
    )


class LocalForm(VersionedForm):
    local = forms.CharField(label=_("Vad vi själva har beslutat"), widget=forms.Textarea({"rows": 8}))
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut"), empty_label=_("Välj"))

    def __init__(self, *args: Any, body: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_of(body)  # type: ignore[attr-defined]


class IndicatorForm(forms.ModelForm):
    class Meta:
        model = Indicator
        fields = ("name", "unit_of_measure", "decimals", "direction", "source")
        widgets = {"direction": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["direction"].choices = Direction.choices  # type: ignore[attr-defined]
        self.fields["decimals"].widget.attrs |= {"class": "short-input", "max": 3}

    def clean_decimals(self) -> int:
        """At most as many as a value is stored with."""
        return min(self.cleaned_data["decimals"], 3)


class ValueForm(forms.Form):
    """Target and outcome of one year."""

    target = FigureField(label=_("Målvärde"))
    outcome = FigureField(label=_("Utfall"))
    missing_reason = forms.CharField(
        label=_("Varför utfallet saknas"), max_length=200, required=False, help_text=_("Fylls i när utfallet är tomt.")
    )

    def __init__(self, data: Any, *, stored: IndicatorValue | None, may_set_target: bool) -> None:
        initial = {name: getattr(stored, name) for name in ("target", "outcome", "missing_reason")} if stored else {}
        super().__init__(data, initial=initial)
        self.fields["target"].disabled = not may_set_target


def differing(form: forms.Form, stored: object, names: Iterable[str]) -> list[tuple[Any, Any, Any]]:
    """Where what was typed differs from what is stored: (label, stored, typed). For showing both after an edit conflict."""
    return [
        (form.fields[name].label, getattr(stored, name), form.cleaned_data[name])
        for name in names
        if name in form.fields and getattr(stored, name) != form.cleaned_data.get(name)
    ]
