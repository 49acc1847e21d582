"""Forms for budget proposals: a measure (and so a request for money), the words of a proposal, the base, the council's decision. Amounts in tkr."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.actions.base import BASE_LINES, Cell
from budget.actions.measures import MEASURE_LINES, MeasureDraft
from budget.models import BudgetProposal, ExemptionKind, FrameCause, Measure, ProposalExemption, ResultLine
from budget.proposals import Base, Exemption
from goals.forms.filters import LongSelect
from goals.models import ItemState, PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.money import Unit as Shown
from sala_styr.organisation.models import ELECTED, POLITICAL_KINDS, Unit, User
from sala_styr.shell.fields import AmountField

COSTS, SAVES = "kostar", "sparar"
UNIT_KEY, LINE_KEY = "u:", "r:"
CAUSES = [(cause.value, str(cause.label).capitalize()) for cause in FrameCause if cause != FrameCause.BASE]


class MeasureForm(forms.Form):
    """One page, one form: what is asked for, where, what it costs each year, why, and what it leads to."""

    title = forms.CharField(label=gettext_lazy("Vad gäller det?"), max_length=120)
    place = forms.ChoiceField(label=gettext_lazy("Nämnd"))
    direction = forms.ChoiceField(
        label=gettext_lazy("Vad gör åtgärden med pengarna?"),
        choices=[
            (COSTS, gettext_lazy("Kostar: nämnden behöver mer, eller intäkten blir mindre")),
            (SAVES, gettext_lazy("Sparar: nämnden behöver mindre, eller intäkten blir större")),
        ],
        widget=forms.RadioSelect,
        initial=COSTS,
    )
    cause = forms.ChoiceField(label=gettext_lazy("Skäl"), choices=[], initial=FrameCause.INITIATIVE)
    text = forms.CharField(
        label=gettext_lazy("Vad innebär åtgärden?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )
    consequence = forms.CharField(
        label=gettext_lazy("Vad leder den till?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("För dem som verksamheten är till för, och för målen. Behövs när åtgärden sparar."),
    )
    plan_item = forms.ModelChoiceField(
        label=gettext_lazy("Del av planen som påverkas"),
        queryset=PlanItem.objects.none(),
        required=False,
        widget=LongSelect,
        empty_label=gettext_lazy("Ingen särskild"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        years: list[int],
        units: list[Unit],
        lines: bool,
        measure: Measure | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        self.units = {f"{UNIT_KEY}{unit.pk}": unit for unit in units}
        fields: Any = self.fields
        fields["cause"].choices = CAUSES
        fields["place"].choices = self._places(lines)
        if lines:
            fields["place"].label = _("Nämnd, eller rad i resultatbudgeten")
        # A goal that ends with last year is what the new plan follows: it can still be pointed at.
        items = PlanItem.objects.filter(state=ItemState.DECIDED, last_year__gte=years[0] - 1, first_year__lte=years[-1])
        fields["plan_item"].queryset = items.filter(step__needs_decision=True).order_by("tree_id", "lft")
        for year in years:
            self.fields[f"year_{year}"] = AmountField(unit=Shown.TKR, label=str(year), required=False)
        if measure is not None and not self.is_bound:
            self.initial = {**self.initial, **_of_measure(measure)}
        elif len(units) == 1 and not lines:
            self.initial.setdefault("place", f"{UNIT_KEY}{units[0].pk}")

    def _places(self, lines: bool) -> list[tuple[str, Any]]:
        """The units, and the lines of the result where they may be chosen."""
        units = [(key, unit.name) for key, unit in self.units.items()]
        blank = [("", _("Välj"))] if len(units) != 1 or lines else []
        if not lines:
            return [*blank, *units]
        named = [(f"{LINE_KEY}{line.value}", str(line.label)) for line in MEASURE_LINES]
        return [*blank, (_("Nämnder"), units), (_("Skatt och finansiering"), named)]

    @property
    def year_fields(self) -> list[Any]:
        """The years' fields, for their own row on the page."""
        return [self[f"year_{year}"] for year in self.years]

    def draft(self) -> MeasureDraft:
        """What the person has written."""
        values = self.cleaned_data
        sign = -1 if values["direction"] == COSTS else 1
        given = {year: values[f"year_{year}"] for year in self.years}
        place = values["place"]
        return MeasureDraft(
            title=values["title"],
            amounts={year: sign * ore for year, ore in given.items() if ore},
            unit=self.units.get(place),
            line=place.removeprefix(LINE_KEY) if place.startswith(LINE_KEY) else "",
            cause=values["cause"],
            text=values["text"],
            consequence=values["consequence"],
            plan_item=values["plan_item"],
        )


def _of_measure(measure: Measure) -> dict[str, Any]:
    amounts = {each.year: each.amount for each in measure.amounts.all()}
    sign = 1 if sum(amounts.values()) > 0 else -1
    return {
        "title": measure.title,
        "place": f"{UNIT_KEY}{measure.unit_id}" if measure.unit_id else f"{LINE_KEY}{measure.line}",
        "direction": SAVES if sign == 1 else COSTS,
        "cause": measure.cause,
        "text": measure.text,
        "consequence": measure.consequence,
        "plan_item": measure.plan_item_id,
        "version": measure.version,
        **{f"year_{year}": sign * amount for year, amount in amounts.items()},
    }


class StartForm(forms.Form):
    """Begin a proposal."""

    name = forms.CharField(label=gettext_lazy("Namn"), max_length=120)
    party = forms.CharField(label=gettext_lazy("Parti eller partier"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("Det här vill vi"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=4000
    )

    def __init__(self, *args: Any, for_board: bool, for_party: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_party:
            del self.fields["party"]
        elif for_board:
            self.fields["party"].required = False
            self.fields["party"].help_text = _("Lämna tomt för kommunstyrelsens eget förslag.")


class DescribeForm(forms.Form):
    """The words of a draft, and per year what the law lets it lean on where there is no surplus."""

    name = forms.CharField(label=gettext_lazy("Namn"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("Det här vill vi"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=4000
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, proposal: BudgetProposal, exemptions: list[ProposalExemption], years: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        initial: dict[str, Any] = {"name": proposal.name, "text": proposal.text, "version": proposal.version}
        stored = {each.year: each for each in exemptions}
        kinds = [("", _("Inget undantag")), *((kind.value, str(kind.label).capitalize()) for kind in ExemptionKind)]
        for year in years:
            self.fields[f"kind_{year}"] = forms.ChoiceField(label=_("Undantag"), choices=kinds, required=False)
            self.fields[f"amount_{year}"] = AmountField(
                unit=Shown.TKR, label=_("Ur resultatreserven"), required=False, minimum=0
            )
            self.fields[f"reason_{year}"] = forms.CharField(label=_("Skäl"), max_length=200, required=False)
            if year in stored:
                row = stored[year]
                initial |= {
                    f"kind_{year}": row.kind,
                    f"amount_{year}": row.amount or None,
                    f"reason_{year}": row.reason,
                }
        self.initial = {**initial, **self.initial}

    @property
    def year_fields(self) -> list[tuple[int, list[Any]]]:
        """Each year with its three fields."""
        return [(year, [self[f"{name}_{year}"] for name in ("kind", "amount", "reason")]) for year in self.years]

    @property
    def exemptions(self) -> dict[int, Exemption]:
        """The years that lean on an exemption."""
        values = self.cleaned_data
        return {
            year: Exemption(values[f"kind_{year}"], values[f"amount_{year}"] or 0, values[f"reason_{year}"])
            for year in self.years
            if values[f"kind_{year}"]
        }


class AuthorForm(forms.Form):
    """Somebody more who writes the draft: anybody with a political seat."""

    user = forms.ModelChoiceField(
        label=gettext_lazy("Bjud in någon att skriva med"),
        queryset=User.objects.none(),
        widget=LongSelect,
        empty_label=gettext_lazy("Välj"),
    )

    def __init__(self, *args: Any, but: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = User.objects.filter(
            is_active=True, appointments__role__in=ELECTED, appointments__unit__kind__in=POLITICAL_KINDS
        )
        self.fields["user"].queryset = seats.exclude(pk__in=but).distinct().order_by("first_name", "last_name")  # type: ignore[attr-defined]


class AdoptForm(forms.Form):
    """The council's decision."""

    decision = forms.ModelChoiceField(
        label=gettext_lazy("Kommunfullmäktiges beslut"),
        queryset=Decision.objects.none(),
        empty_label=gettext_lazy("Välj"),
        help_text=gettext_lazy("Saknas det i listan behöver det antecknas först."),
    )

    def __init__(self, *args: Any, budget_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        found = Decision.objects.filter(body__kind="council", date__year__gte=budget_year - 1)
        decision.queryset = found.select_related("body")
        decision.label_from_instance = lambda each: f"{each}: {each.title}"


class BaseForm(forms.Form):
    """The base: an amount per committee and year, and per line and year."""

    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, base: Base, units: list[Unit], mark: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years, self.units = base.years, units
        self.cells: dict[str, Cell] = {}
        self.initial = {"mark": mark, **self.initial}
        for unit in units:
            self._row(unit.pk, unit.name, base.frames.get(unit.pk, {}), minimum=0)
        for line in BASE_LINES:
            self._row(line.value, str(line.label), base.lines.get(line, {}))

    def _row(self, place: int | str, name: str, amounts: Any, minimum: int | None = None) -> None:
        for year in self.years:
            key = f"{place}_{year}"
            self.cells[key] = (place, year)
            self.fields[key] = AmountField(unit=Shown.TKR, label=f"{name} {year}", required=False, minimum=minimum)
            self.initial[key] = amounts.get(year)

    @property
    def frame_rows(self) -> list[tuple[str, list[Any]]]:
        """(name, a field a year) of every committee."""
        return [(unit.name, [self[f"{unit.pk}_{year}"] for year in self.years]) for unit in self.units]

    @property
    def line_rows(self) -> list[tuple[str, list[Any]]]:
        """(name, a field a year) of every line that is entered."""
        return [(str(ResultLine(line).label), [self[f"{line}_{year}"] for year in self.years]) for line in BASE_LINES]

    @property
    def amounts(self) -> dict[Cell, int | None]:
        """What the person wants the base to say."""
        return {cell: self.cleaned_data[key] for key, cell in self.cells.items()}
