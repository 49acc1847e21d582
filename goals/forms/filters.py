"""What one looks for in the plan."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


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


ONLY_OWN = "ja"


class PlanFilterForm(forms.Form):
    """What to look for in the plan, in every way of looking at it. Its choices are what there is in the plan."""

    q = forms.CharField(
        label=_("Sök i planen"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "data-search": ""}),
    )
    agare = forms.ChoiceField(label=_("Enhet med allt under"), required=False, widget=LongSelect)
    status = forms.ChoiceField(label=_("Läge"), required=False, widget=LongSelect)
    niva = forms.ChoiceField(label=_("Nivå eller spår"), required=False, widget=LongSelect)
    ansvarig = forms.ChoiceField(label=_("Ansvarig"), required=False, widget=LongSelect)
    omrade = forms.ChoiceField(label=_("Område"), required=False, widget=LongSelect)
    agenda = forms.ChoiceField(label=_("Agenda 2030"), required=False, widget=LongSelect)
    bara = forms.ChoiceField(label=_("Ägs av"), required=False, widget=LongSelect)

    def __init__(self, data: Any, *, choices: Mapping[str, Sequence[tuple[Any, Any]]]) -> None:
        """What the address asks for but the plan no longer has, for example after a change of year, is let go of."""
        choices = {**choices, "bara": [(ONLY_OWN, _("Bara enheten själv"))]}
        asked = {"q": data.get("q", "")[:80]}
        for name, options in choices.items():
            value = data.get(name, "")
            asked[name] = value if value in _values(options) else ""
        super().__init__(asked)
        for name, options in choices.items():
            everything = _("Enheten och allt under") if name == "bara" else _("Alla")
            self.fields[name].choices = [("", everything), *options]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """The filters, "" for one that is not used."""
        self.full_clean()
        return dict(self.cleaned_data)

    def in_front(self) -> list[forms.BoundField]:
        """The fields that are always seen."""
        return [self[name] for name in ("q", "agare", "status")]

    def folded(self) -> list[forms.BoundField]:
        """The fields that open under "Fler filter", those without anything to choose among left out."""
        names = ("niva", "ansvarig", "omrade", "agenda", "bara")
        return [self[name] for name in names if len(self.fields[name].choices) > 1]  # type: ignore[attr-defined]

    def folded_in_use(self) -> int:
        """How many of those are used: then they stand open."""
        return sum(bool(self.data.get(bound.name)) for bound in self.folded())

    def in_words(self) -> list[tuple[str, str, str]]:
        """(Name, label, value in words) of each filter that is used."""
        used = [(name, str(self.fields[name].label), value) for name, value in self.chosen().items() if value]
        return [(name, label, value if name == "q" else self._label(name, value)) for name, label, value in used]

    def _label(self, name: str, value: str) -> str:
        """What the choice is called."""
        flat: list[tuple[Any, Any]] = []
        for key, label in self.fields[name].choices:  # type: ignore[attr-defined]
            flat += label if isinstance(label, (list, tuple)) else [(key, label)]
        return str(next(label for key, label in flat if str(key) == value))


def _values(options: Iterable[tuple[Any, Any]]) -> set[str]:
    """The values one can choose, those in groups included."""
    found: set[str] = set()
    for value, label in options:
        found |= _values(label) if isinstance(label, list) else {str(value)}
    return found
