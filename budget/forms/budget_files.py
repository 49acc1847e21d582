"""The first step of bringing in detail budgets: the file, the unit it is for, and what becomes of lines that it does not have."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget import rules
from budget.forms.imports import ENCODINGS
from budget.queries.structure import Structure, is_municipal
from sala_styr.organisation.actor import Actor
from sala_styr.tables.uploads import LARGEST, SIE, TABLES, OfKind

KEEP, REMOVE = "keep", "remove"


class BudgetFileForm(forms.Form):
    """File, unit, year, and what to do with lines that are here but not in the file."""

    file = forms.FileField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy(
            "En detaljbudget som har hämtats här eller i ekonomisystemet: SIE med #PBUDGET, CSV eller Excel. Högst 20 MB."
        ),
        validators=[OfKind(SIE + TABLES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".se,.si,.sie,.csv,.txt,.xlsx"}),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Gäller"),
        help_text=gettext_lazy("Enheten och alla under den. Rader för andra enheter lämnas utanför."),
    )
    year = forms.IntegerField(label=gettext_lazy("År"), min_value=1990, max_value=2100)
    missing = forms.ChoiceField(
        label=gettext_lazy("Rader som finns här men inte i filen"),
        choices=[
            (KEEP, gettext_lazy("Får stå kvar")),
            (REMOVE, gettext_lazy("Tas bort, för de enheter som filen nämner")),
        ],
        widget=forms.RadioSelect,
        initial=KEEP,
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Teckenkodning i SIE-filen"),
        choices=ENCODINGS,
        required=False,
        help_text=gettext_lazy("Behöver bara ändras om å, ä och ö ser fel ut i granskningen."),
    )

    def __init__(self, *args: Any, actor: Actor, tree: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.choices = [
            (str(unit.pk), "\u2003" * unit.level + unit.name)
            for unit in tree.units
            if is_municipal(unit) and rules.may_edit_detail(actor, unit)
        ]

    def clean_file(self) -> Any:
        """Not larger than what is read in one go."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Filen är större än 20 MB. Hämta en nämnd åt gången."))
        return file
