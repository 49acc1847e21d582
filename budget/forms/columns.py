"""A saved column mapping: what each column is called in the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget import rules
from budget.forms.imports import SIGNS
from budget.models import ColumnMapping, Numbers
from budget.queries.mapping import legal_unit
from budget.queries.structure import Structure
from budget.tables_in.columns import Column
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor

HEADING = "rubrik_"


class ColumnsForm(forms.Form):
    """Name, legal unit, headings, sign and numbers."""

    name = forms.CharField(
        label=gettext_lazy("Namn"), max_length=60, help_text=gettext_lazy("Till exempel Raindance månadsuttag.")
    )
    unit = forms.ChoiceField(label=gettext_lazy("Juridisk enhet"))
    sign = forms.ChoiceField(
        label=gettext_lazy("Tecken i filen"), choices=SIGNS, widget=forms.RadioSelect, initial="report"
    )
    numbers = forms.ChoiceField(
        label=gettext_lazy("Hur tal skrivs i filen"),
        choices=Numbers.choices,
        widget=forms.RadioSelect,
        initial=Numbers.PLAIN.value,
    )

    def __init__(self, *args: Any, actor: Actor, tree: Structure, saved: ColumnMapping | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        tops = {
            legal_unit(tree, unit).pk: legal_unit(tree, unit) for unit in tree.units if rules.may_import(actor, unit)
        }
        units.choices = [(str(pk), unit.name) for pk, unit in tops.items()]
        for column in Column:
            self.fields[f"{HEADING}{column.value}"] = forms.CharField(
                label=_("Rubriken för %(column)s") % {"column": column.value}, required=False, max_length=80
            )
        if saved is not None:
            self.initial = {
                "name": saved.name,
                "unit": str(saved.unit_id),
                "sign": "ledger" if saved.sign < 0 else "report",
                "numbers": saved.numbers,
                **{f"{HEADING}{column}": heading for column, heading in saved.columns.items()},
            }

    @property
    def heading_fields(self) -> list[Any]:
        """The columns' own fields, for their own part of the page."""
        return [self[f"{HEADING}{column.value}"] for column in Column]

    @property
    def headings(self) -> dict[str, str]:
        """Column → what was written."""
        return {column.value: self.cleaned_data[f"{HEADING}{column.value}"] for column in Column}

    @property
    def factor(self) -> int:
        """1 or −1, as it is kept."""
        return -1 if self.cleaned_data["sign"] == "ledger" else 1

    def add_broken(self, broken: RuleBroken) -> None:
        """Show a rule's sentence at its field."""
        self.add_error(broken.field if broken.field in self.fields else None, str(broken))
