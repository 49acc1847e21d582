"""Confirming what the columns of a table are: a choice for each of the file's columns, its sign, its numbers, and a name to remember it by."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.actions.columns import LONGEST_NAME
from budget.forms.imports import SIGNS
from budget.models import Numbers
from budget.tables_in.columns import Column
from budget.tables_in.propose import Proposal, ProposedColumn

CHOICES = [("", gettext_lazy("läses inte")), *((column.value, column.value) for column in Column)]


class ChooseColumnsForm(forms.Form):
    """What is proposed is chosen from the beginning: who agrees only confirms."""

    sign = forms.ChoiceField(label=gettext_lazy("Tecken i filen"), choices=SIGNS, widget=forms.RadioSelect)
    numbers = forms.ChoiceField(
        label=gettext_lazy("Hur tal skrivs i filen"), choices=Numbers.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=gettext_lazy("Kom ihåg kolumnerna som"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Till exempel Raindance månadsuttag. Nästa fil med samma rubriker känns då igen."),
    )

    def __init__(self, *args: Any, proposal: Proposal, may_save: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        for number, each in enumerate(proposal.columns):
            label = _("Kolumnen %(heading)s läses som") % {"heading": each.heading}
            widget = forms.Select(attrs={"aria-label": label})
            initial = each.column.value if each.column else ""
            self.fields[f"kolumn{number}"] = forms.ChoiceField(
                label=label, choices=CHOICES, required=False, initial=initial, widget=widget
            )
        self.fields["sign"].initial, self.fields["numbers"].initial = proposal.sign, proposal.numbers
        if not may_save or proposal.saved:
            del self.fields["name"]

    @property
    def rows(self) -> list[tuple[ProposedColumn, Any]]:
        """(the file's column, its field) for the page."""
        return [(each, self[f"kolumn{number}"]) for number, each in enumerate(self.proposal.columns)]

    @property
    def headings(self) -> dict[str, str]:
        """Column → heading, as chosen."""
        chosen = ((self.cleaned_data.get(f"kolumn{n}"), each.heading) for n, each in enumerate(self.proposal.columns))
        return {column: heading for column, heading in chosen if column}

    def clean(self) -> dict[str, Any]:
        """Each column once, and what a figure cannot be without: account, amount and month."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen: dict[str, str] = {}
        for number, each in enumerate(self.proposal.columns):
            column = cleaned.get(f"kolumn{number}", "")
            if column and column in chosen:
                words = _("”%(first)s” är redan vald som %(column)s. Bara en kolumn kan vara det.")
                self.add_error(f"kolumn{number}", words % {"first": chosen[column], "column": column})
            elif column:
                chosen[column] = each.heading
        for needed in (Column.ACCOUNT, Column.AMOUNT):
            if needed not in chosen:
                self.add_error(None, _("Välj vilken kolumn som är %(column)s.") % {"column": needed.value})
        if Column.PERIOD not in chosen and not {Column.YEAR, Column.MONTH} <= chosen.keys():
            self.add_error(None, _("Välj vilken kolumn som är period, eller vilka som är år och månad."))
        return cleaned
