"""What a period asks and when, as forms."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.forms.versioned import VersionedForm
from followup.models import PeriodSection, SectionKind
from followup.section_defaults import DEFAULT_DAYS
from sala_styr.organisation.models import UnitKind

ANSWERS = [kind for kind in UnitKind.choices if kind[0] in DEFAULT_DAYS]


class PeriodSectionForm(VersionedForm):
    kind = forms.ChoiceField(label=_("Vad det handlar om"))
    title = forms.CharField(
        label=_("Rubrik"), max_length=80, help_text=_("Fråga gärna: Vad oroar er mest inför hösten?")
    )
    instruction = forms.CharField(
        label=_("Vad vill ni veta?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Står bredvid rutan när enheten skriver."),
    )
    unit_kinds = forms.MultipleChoiceField(
        label=_("Vilka svarar?"),
        required=False,
        choices=ANSWERS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Inget valt: alla enheter som har något i avsnittet."),
    )
    required = forms.BooleanField(
        label=_("Alla ska svara"), required=False, help_text=_("Annars svarar den som vill, och ingen blir sen.")
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        """``kinds``: what one can choose among; a single one is said already and is not asked for."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, SectionKind(kind).label) for kind in kinds]  # type: ignore[attr-defined]
        if len(kinds) == 1:
            del self.fields["kind"]

    @staticmethod
    def initial_of(section: PeriodSection | None) -> dict[str, Any]:
        """What stands, as the form shows it."""
        if section is None:
            return {"version": 0, "kind": SectionKind.QUESTION, "required": True}
        names = ("version", "kind", "title", "instruction", "unit_kinds", "required")
        return {name: getattr(section, name) for name in names}


class DueDaysForm(forms.Form):
    """A field for each kind of unit that answers."""

    def __init__(self, *args: Any, days: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in DEFAULT_DAYS:
            self.fields[kind] = forms.IntegerField(
                label=UnitKind(kind).label, min_value=0, max_value=60, initial=days.get(kind, 0)
            )
