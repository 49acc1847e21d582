"""The steering model's forms: its name, its words, a level, a grouping with its areas, a step of a scale, and the change of model."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.actions.steering_model_checks import CHAIN_FIELDS
from goals.forms.fields import VersionedForm, YearField
from goals.models import Level, OwnerKind, ScaleKind, Tone, Track
from goals.scale_words import SYMBOLS
from goals.terms import TERMS

COPY = "kopia"


class NameForm(VersionedForm):
    name = forms.CharField(label=_("Namn"), max_length=80)


class TermsForm(VersionedForm):
    """One field for each word. Empty: Sala's word, which stands as the hint."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, (word, what) in TERMS.items():
            hint = _("Tomt: %(word)s") % {"word": word}
            self.fields[key] = forms.CharField(label=str(what), max_length=60, required=False, help_text=hint)

    def words(self) -> dict[str, str]:
        """What was written, by key."""
        return {key: self.cleaned_data[key] for key in TERMS}


class LevelForm(VersionedForm):
    """A level: its words, then who owns it and how strict it is. ``used``: items stand on it, and its place in the chain is not asked for."""

    singular = forms.CharField(label=_("Ett"), max_length=60, help_text=_("Till exempel fokusområde."))
    plural = forms.CharField(label=_("Flera"), max_length=60, help_text=_("Till exempel fokusområden."))
    definite = forms.CharField(label=_("Bestämd form"), max_length=60, help_text=_("Till exempel fokusområdet."))
    track = forms.ChoiceField(label=_("Spår"), choices=Track.choices)
    parent = forms.ModelChoiceField(
        Level.objects.none(), label=_("Svarar på"), required=False, empty_label=_("Ingenting: står överst")
    )
    owner_kind = forms.ChoiceField(label=_("Ägs av"), choices=OwnerKind.choices)
    needs_decision = forms.BooleanField(label=_("Behöver politiskt beslut"), required=False)
    is_activity = forms.BooleanField(
        label=_("Genomförs"), required=False, help_text=_("Har start, slut och genomförandeläge.")
    )
    followed_up = forms.BooleanField(
        label=_("Följs upp"), required=False, help_text=_("En vision följs upp genom det som svarar på den.")
    )
    parent_required = forms.BooleanField(
        label=_("Måste svara på något"), required=False, help_text=_("Utan kryss får den stå för sig själv.")
    )
    many_parents = forms.BooleanField(label=_("Får svara på flera"), required=False)
    period_years = forms.IntegerField(
        label=_("Gäller så många år"),
        required=False,
        min_value=1,
        max_value=30,
        help_text=_("Föreslås när något nytt läggs till."),
    )
    max_count = forms.IntegerField(
        label=_("Högst så många per ägare"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Fler ger en påminnelse, inte ett stopp."),
    )

    def __init__(self, *args: Any, above: Any, used: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = above  # type: ignore[attr-defined]
        if used:
            for name in CHAIN_FIELDS:
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What was filled in, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class GroupingForm(VersionedForm):
    singular = forms.CharField(label=_("Ett"), max_length=60, help_text=_("Till exempel målområde."))
    plural = forms.CharField(label=_("Flera"), max_length=60, help_text=_("Till exempel målområden."))


class AreaForm(VersionedForm):
    name = forms.CharField(label=_("Namn"), max_length=120)


class StepForm(VersionedForm):
    """A step of a scale: how it is said and shown."""

    text = forms.CharField(label=_("Ord"), max_length=60)
    interim_text = forms.CharField(
        label=_("Ord under året"), max_length=60, required=False, help_text=_("Tomt: samma ord som vid årets slut.")
    )
    symbol = forms.ChoiceField(label=_("Symbol"))
    tone = forms.ChoiceField(label=_("Färg"), choices=Tone.choices)
    needs_reason = forms.BooleanField(
        label=_("Behöver ett skäl"), required=False, help_text=_("Den som väljer steget skriver varför.")
    )
    in_use = forms.BooleanField(
        label=_("Går att välja"), required=False, help_text=_("Utan kryss står det kvar där det redan är valt.")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["symbol"].choices = [  # type: ignore[attr-defined]
            (sign, f"{sign} {name}" if len(sign) == 1 else name) for sign, name in SYMBOLS[kind].items()
        ]
        if kind != ScaleKind.STATUS:
            del self.fields["interim_text"], self.fields["needs_reason"]

    def values(self) -> dict[str, Any]:
        """What was filled in, with what this scale does not ask for."""
        asked = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {"interim_text": "", "needs_reason": False} | asked


class SwitchForm(forms.Form):
    """Which model to take into use, and from which year."""

    model = forms.ChoiceField(label=_("Ny styrmodell"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Vad den ska heta"),
        max_length=80,
        required=False,
        help_text=_("Behövs bara för en kopia."),
    )
    from_year = YearField(label=_("Gäller från och med år"))

    def __init__(self, *args: Any, ours: Mapping[str, str], may_copy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        copy = [(COPY, _("En kopia av den nuvarande, att ändra i"))] if may_copy else []
        choices: Iterable[tuple[str, Any]] = [*copy, *ours.items()]
        self.fields["model"].choices = list(choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A copy needs a name of its own."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("model") == COPY and not cleaned.get("name", "").strip():
            self.add_error("name", _("Skriv vad kopian ska heta."))
        return cleaned
