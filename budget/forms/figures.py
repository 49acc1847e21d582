"""The form for writing in a column of a statement, and the one for filling it from a pasted table."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from budget.actions.figures import ColumnKey
from budget.models import FigureVersion, Statement
from budget.pasted_statement import LONGEST
from budget.queries.shapes import TAKEN_FROM_OTHERS, Line, Measure, lines_to_write
from budget.queries.written import Figures, mark_of
from sala_styr.decisions.models import Decision
from sala_styr.shell.fields import AmountField

LEFT_EMPTY = gettext_lazy("Lämnas den tom tas den från en annan räkning.")
DERIVED: Mapping[str, tuple[str, ...]] = {
    Statement.CASH_FLOW: TAKEN_FROM_OTHERS,
    Statement.BALANCE: ("year_result",),
}


class FiguresForm(forms.Form):
    """Every line of a column that can be written in, in the law's order; with its source, and for a budget its decision."""

    decision = forms.ModelChoiceField(
        label=gettext_lazy("Kommunfullmäktiges beslut"), queryset=Decision.objects.none(), required=False
    )
    source = forms.CharField(
        label=gettext_lazy("Källa"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Varifrån siffrorna kommer, till exempel Årsredovisning 2024 sidan 41."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, column: ColumnKey, figures: Figures, unit: str, *args: Any, **kwargs: Any) -> None:
        filled_in: Mapping[str, int] = kwargs.pop("filled_in", {})
        kwargs.setdefault("initial", _initial(column, figures, filled_in))
        super().__init__(*args, **kwargs)
        self.lines = lines_to_write(column.statement)
        if column.version == FigureVersion.BUDGET:
            decision: Any = self.fields["decision"]
            decision.required = True
            decision.queryset = Decision.objects.filter(body__kind="council").select_related("body")
            decision.label_from_instance = lambda each: f"{each}: {each.title}"
        else:
            del self.fields["decision"]
            self.fields["source"].required = True
        for line in self.lines:
            self.fields[line.key] = _field(line, unit)
            if line.key in DERIVED.get(column.statement, ()):
                self.fields[line.key].help_text = LEFT_EMPTY

    @property
    def amounts(self) -> dict[str, int | None]:
        """What stands on each line; None where it is empty."""
        return {line.key: _whole(line, self.cleaned_data.get(line.key)) for line in self.lines}

    @property
    def line_fields(self) -> list[forms.BoundField]:
        """The lines' fields, in order."""
        return [self[line.key] for line in self.lines]


def _initial(column: ColumnKey, figures: Figures, filled_in: Mapping[str, int]) -> dict[str, Any]:
    first = next(iter(figures.values()), None)
    initial: dict[str, Any] = {
        "seen": mark_of(figures),
        "source": first.source if first else "",
        "decision": first.decision_id if first else None,
    }
    for line in lines_to_write(column.statement):
        amount = filled_in.get(line.key, figures[line.key].amount if line.key in figures else None)
        is_decimal = amount is not None and line.measure == Measure.HUNDREDTHS
        initial[line.key] = Decimal(amount or 0) / 100 if is_decimal else amount
    return initial


def _field(line: Line, unit: str) -> forms.Field:
    if line.measure == Measure.MONEY:
        return AmountField(unit=unit, label=line.label, required=False)
    if line.measure == Measure.NUMBER:
        return forms.IntegerField(label=str(line.label), required=False, min_value=0, max_value=10_000_000)
    return forms.DecimalField(
        label=str(line.label), required=False, min_value=0, max_value=100, decimal_places=2, localize=True
    )


def _whole(line: Line, value: Any) -> int | None:
    if value is None:
        return None
    return int(value * 100) if line.measure == Measure.HUNDREDTHS else int(value)


class PasteForm(forms.Form):
    """A table to fill the fields from. Nothing is saved by it."""

    table = forms.CharField(
        label=gettext_lazy("Klistra in två kolumner: radens namn och beloppet"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("Ur Excel eller en rapport. Summor räknas inte in utan stäms av mot raderna."),
    )
    costs_are_positive = forms.BooleanField(
        label=gettext_lazy("Kostnaderna står utan minus i tabellen"), required=False
    )
