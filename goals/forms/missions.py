"""The two parts of a grunduppdrag, its laws and its quality factors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import DecisionChoice, VersionedForm, decisions_of
from goals.laws import Law, fault_of
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit
from sala_styr.shell.fields import RichTextInput


class StatutoryForm(VersionedForm):
    statutory = forms.CharField(label=_("Vad lagen ger verksamheten i uppdrag"), widget=RichTextInput({"rows": 8}))


class LawForm(forms.Form):
    """One law. A row with nothing in it is no law; a row that is emptied is taken away."""

    name = forms.CharField(label=_("Lag"), max_length=200, required=False)
    sfs = forms.CharField(label=_("SFS-nummer"), max_length=12, required=False)
    chapter = forms.CharField(label=_("Kapitel"), max_length=10, required=False)
    paragraph = forms.CharField(label=_("Paragraf"), max_length=20, required=False)

    def law(self) -> Law:
        """What was typed, without the words round the numbers."""
        found = self.cleaned_data
        return Law(
            found.get("name", ""),
            found.get("sfs", "").removeprefix("SFS").strip(" ()"),
            found.get("chapter", "").removesuffix(".").removesuffix("kap").strip(),
            found.get("paragraph", "").replace("§", "").strip(),
        )

    def clean(self) -> dict[str, Any]:
        """Each part is what it should be."""
        fault = fault_of(self.law()) if any(self.cleaned_data.values()) else None
        if fault:
            self.add_error(*fault)
        return self.cleaned_data


LawRows = forms.formset_factory(LawForm, extra=2, max_num=60, absolute_max=60)


def laws_in(rows: Any) -> list[Law]:
    """The laws of the rows that have something in them, in their order."""
    return [row.law() for row in rows if any(row.cleaned_data.values())]


class QualityFactorForm(VersionedForm):
    """What good quality is. ``version`` only where it exists already."""

    name = forms.CharField(
        label=_("Kvalitetsfaktor"), max_length=200, help_text=_("Kort, till exempel Trygghet eller Tillgänglighet.")
    )
    text = forms.CharField(
        label=_("Hur vi märker att det är bra"),
        required=False,
        widget=RichTextInput({"rows": 5}),
        help_text=_("I egna ord. Det som kan mätas läggs till som indikator."),
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["version"]


class LocalForm(VersionedForm):
    local = forms.CharField(label=_("Vad vi själva har beslutat"), widget=RichTextInput({"rows": 8}))
    decision = DecisionChoice(Decision.objects.none(), label=_("Beslut"), empty_label=_("Välj"))

    def __init__(self, *args: Any, body: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_of(body)  # type: ignore[attr-defined]
