"""What one looks for in the plan."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
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
        written = _options(_plain(self.choices), "" if value is None else str(value))
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(attributes), written)


Plain = tuple[tuple[str, Any], ...]


def _plain(choices: Iterable[Any]) -> Plain:
    """The choices as text alone: (value, label), or (label of a group, its choices)."""
    return tuple(
        (str(value), _plain(label)) if isinstance(label, list | tuple) else (str(value), str(label))
        for value, label in choices
    )


@lru_cache(maxsize=200)
def _options(choices: Plain, chosen: str) -> SafeString:
    """The options. Remembered by their very texts: the same hundreds of units and people are offered on page after page."""
    return format_html_join("", "{}", ((_option(value, label, chosen),) for value, label in choices))


def _option(value: str, label: Any, chosen: str) -> SafeString:
    if isinstance(label, tuple):
        return format_html('<optgroup label="{}">{}</optgroup>', value, _options(label, chosen))
    return format_html('<option value="{}"{}>{}</option>', value, " selected" if value == chosen else "", label)


ONLY_OWN = "ja"
LONGEST_SEARCH = 80


def sought_text(data: Any) -> str:
    """The free text of an address. What no text can hold (a NUL, which a field refuses and a database too) is let go of."""
    return str(data.get("q", "")).replace("\0", "")[:LONGEST_SEARCH]


class PlanFilterForm(forms.Form):
    """What to look for in the plan, in every way of looking at it. Its choices are what there is in the plan."""

    q = forms.CharField(
        label=_("Sök i planen"),
        required=False,
        max_length=LONGEST_SEARCH,
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
        asked = {"q": sought_text(data)}
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
