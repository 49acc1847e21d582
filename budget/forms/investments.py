"""Forms for investments. Amounts in tkr, report sign (expenditures with minus), unless a field says otherwise."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget import rules
from budget.actions.investment_outcomes import Judgement
from budget.actions.investment_projects import ProjectFacts
from budget.actions.investments import Decided
from budget.forms.ledger import ReasonForm
from budget.forms.pasted import PastedTableForm
from budget.models import InvestmentKind, InvestmentProject, InvestmentState
from budget.queries.investments import ProjectMoney
from budget.queries.structure import Structure, is_municipal
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.money import format_amount
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, UnitKind
from sala_styr.shell.fields import AmountField

YEARS_AHEAD = 5
"""How many years a decision may give money for at once."""
FIRST, LAST = 1990, 2100
SIGNS = [
    ("report", gettext_lazy("Utgifter är minus, inkomster plus")),
    ("ledger", gettext_lazy("Bokföringens: utgifter (debet) är plus, inkomster (kredit) minus")),
]
WITH_MINUS = gettext_lazy("Utgifter skrivs med minus, bidrag och andra inkomster utan.")


class RuleForm(forms.Form):
    """A form that can show a rule's sentence at its field."""

    def add_broken(self, broken: RuleBroken) -> None:
        """Show it at its field, or at the top where it is about the whole."""
        self.add_error(broken.field if broken.field in self.fields else None, str(broken))


def year_field(**kwargs: Any) -> forms.IntegerField:
    """A year that a plan can have."""
    return forms.IntegerField(min_value=FIRST, max_value=LAST, **kwargs)


class FactsForm(RuleForm):
    """What is said about a project."""

    kind = forms.ChoiceField(label=gettext_lazy("Slag"), choices=InvestmentKind.choices)
    text = forms.CharField(
        label=gettext_lazy("Beskrivning"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Vad som byggs eller köps, och varför."),
    )
    completion_year = year_field(label=gettext_lazy("Färdigt år"), required=False)
    running_cost = AmountField(
        unit="tkr",
        label=gettext_lazy("Driftkonsekvens per år"),
        required=False,
        help_text=gettext_lazy(
            "Kapitaltjänst och drift varje år från det att projektet är färdigt. Kostnader skrivs med minus. Lämna tomt om det inte är känt."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def facts(self) -> ProjectFacts:
        """What the person wants said."""
        values = self.cleaned_data
        return ProjectFacts(values["text"], values["completion_year"], values["running_cost"], values["kind"])


class StartForm(FactsForm):
    """A new project: its code, name and unit besides."""

    code = forms.CharField(
        label=gettext_lazy("Projektkod"),
        max_length=12,
        help_text=gettext_lazy("Den som står i kodsträngen. Finns koden redan används dess namn."),
    )
    name = forms.CharField(label=gettext_lazy("Benämning"), max_length=120, required=False)
    unit = forms.ChoiceField(
        label=gettext_lazy("Enhet"), help_text=gettext_lazy("Enhetens chef gör prognosen och sköter texterna.")
    )
    field_order = ("code", "name", "unit")

    def __init__(self, *args: Any, actor: Actor, tree: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree
        fields: Any = self.fields
        fields["unit"].choices = [
            (str(unit.pk), "\u2003" * unit.level + unit.name)
            for unit in tree.units
            if is_municipal(unit) and rules.may_record_investment(actor, unit)
        ]

    @property
    def chosen(self) -> Unit:
        """The unit that answers for the project."""
        return self.tree.by_id[int(self.cleaned_data["unit"])]


class DecidedForm(RuleForm):
    """The decision behind what is written, and its words."""

    decision = forms.ModelChoiceField(
        label=gettext_lazy("Beslut"),
        queryset=Decision.objects.none(),
        help_text=gettext_lazy("Saknas det i listan behöver det antecknas under Beslut först."),
    )
    text = forms.CharField(label=gettext_lazy("Vad det gäller"), max_length=200)

    def __init__(self, *args: Any, year: int, bodies: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        found = Decision.objects.filter(date__year__gte=year - YEARS_AHEAD)
        own = list(bodies)
        found = found.filter(body__in=own) if own else found.filter(body__kind=UnitKind.COUNCIL)
        decision: Any = self.fields["decision"]
        decision.queryset = found.select_related("body")
        decision.label_from_instance = lambda each: f"{each}: {each.title}"

    def decided(self, **fields: Any) -> Decided:
        """The decision, with what it gives."""
        return Decided(self.cleaned_data["decision"], self.cleaned_data["text"], **fields)


class DecideForm(DecidedForm):
    """What the council gives a project: its total and some years."""

    total = AmountField(
        unit="tkr",
        label=gettext_lazy("Ändring av beslutad totalutgift"),
        required=False,
        help_text=WITH_MINUS,
    )
    financing = forms.CharField(
        label=gettext_lazy("Finansiering"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Behövs när beslutet är fattat under det år som får pengar (kommunallagen 11 kap. 15 §)."
        ),
    )
    field_order = ("decision", "text", "total")

    def __init__(self, *args: Any, year: int, money: ProjectMoney, **kwargs: Any) -> None:
        super().__init__(*args, year=year, **kwargs)
        self.years = range(year, year + YEARS_AHEAD)
        self.fields["total"].help_text = f"{_decided_now(money.approved)} {WITH_MINUS}"
        for each in self.years:
            self.fields[f"year_{each}"] = AmountField(
                unit="tkr",
                label=_("Ändring av budget %(year)s") % {"year": each},
                required=False,
                help_text=_decided_now(money.of(each).current),
            )
        self.order_fields(("decision", "text", "total", *(f"year_{each}" for each in self.years), "financing"))

    def everything(self) -> Decided:
        """The decision with its amounts."""
        years = {each: self.cleaned_data.get(f"year_{each}") for each in self.years}
        return self.decided(
            total=self.cleaned_data["total"],
            years={year: amount for year, amount in years.items() if amount},
            financing=self.cleaned_data["financing"],
        )


def _decided_now(ore: int | None) -> str:
    """What is decided already, which the new amount is added to."""
    if ore is None:
        return _("Inget är beslutat ännu.")
    return _("Nu %(sum)s tkr.") % {"sum": format_amount(ore)}


class SharesForm(DecidedForm):
    """What moves between projects of a year: each gives or gets."""

    with_totals = forms.BooleanField(
        label=gettext_lazy("Den beslutade totalutgiften flyttas med"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Annars flyttas bara årets budget, och vad projekten får kosta i allt står kvar."),
    )

    def __init__(self, *args: Any, rows: list[ProjectMoney], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            for name, label in (("gives", _("Lämnar")), ("gets", _("Får"))):
                self.fields[f"{name}_{row.project.pk}"] = AmountField(
                    unit="tkr", label=f"{label}, {row.project}", required=False, minimum=0
                )

    def clean(self) -> dict[str, Any]:
        """A project gives or gets, not both."""
        cleaned: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            pk = row.project.pk
            if cleaned.get(f"gives_{pk}") and cleaned.get(f"gets_{pk}"):
                self.add_error(f"gets_{pk}", _("Ett projekt lämnar eller får, inte både och."))
        return cleaned

    def shares(self) -> dict[InvestmentProject, int]:
        """Each project's change in report sign: what is given comes back to the budget (+), what is got is to be spent (−)."""
        values = self.cleaned_data
        return {
            row.project: (values.get(f"gives_{row.project.pk}") or 0) - (values.get(f"gets_{row.project.pk}") or 0)
            for row in self.rows
        }

    @property
    def lines(self) -> list[tuple[ProjectMoney, Any, Any]]:
        """Each project with its two fields."""
        return [(row, self[f"gives_{row.project.pk}"], self[f"gets_{row.project.pk}"]) for row in self.rows]


class CarryForm(DecidedForm):
    """What each project carries over to the year after; an empty field carries nothing."""

    def __init__(self, *args: Any, rows: list[ProjectMoney], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"carry_{row.project.pk}"] = AmountField(
                unit="tkr",
                label=_("Ombudgeteras, %(project)s") % {"project": row.project},
                required=False,
                initial=row.of(self.year).unused,
            )

    def amounts(self) -> dict[InvestmentProject, int]:
        """What is carried, report sign."""
        return {row.project: self.cleaned_data.get(f"carry_{row.project.pk}") or 0 for row in self.rows}

    @property
    def lines(self) -> list[tuple[ProjectMoney, Any, Any]]:
        """Each project with its year and its field."""
        return [(row, row.of(self.year), self[f"carry_{row.project.pk}"]) for row in self.rows]


class MonthForm(RuleForm):
    """A form about a year through a month."""

    year = year_field(label=gettext_lazy("År"))
    month = forms.TypedChoiceField(label=gettext_lazy("Till och med månad"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months: Any = self.fields["month"]
        months.choices = [(number, MONTHS[number]) for number in range(1, 13)]


class OutcomeForm(MonthForm):
    """What one project has cost, by hand."""

    amount = AmountField(
        unit="kr",
        label=gettext_lazy("Nettoutgift från januari"),
        required=False,
        help_text=gettext_lazy(
            "Utgifter skrivs med minus. Skriv 0 om inget har betalats. Lämna tomt för att ta tillbaka det som är antecknat för månaden."
        ),
    )
    income = AmountField(unit="kr", label=gettext_lazy("Varav bidrag och andra inkomster"), required=False, minimum=0)


class OutcomesForm(PastedTableForm, MonthForm):
    """What many projects have cost: a table pasted, or a file with one."""

    table_help = gettext_lazy(
        "Två kolumner med rubrikerna ”projekt” och ”belopp”, i kronor. Kolumnen ”inkomster” får vara med. Rader med samma kod läggs ihop."
    )
    sign = forms.ChoiceField(label=gettext_lazy("Tecken"), choices=SIGNS, widget=forms.RadioSelect, initial="report")

    @property
    def filename(self) -> str:
        """What the table is called in its birth certificate."""
        file = self.cleaned_data.get("file")
        return file.name if file else _("inklistrad tabell")


class JudgementForm(MonthForm):
    """A forecast of a project."""

    year_amount = AmountField(unit="tkr", label=gettext_lazy("Årets nettoutgift"), help_text=WITH_MINUS)
    total = AmountField(unit="tkr", label=gettext_lazy("Beräknad totalutgift"), help_text=WITH_MINUS)
    completion_year = year_field(label=gettext_lazy("Färdigt år"))
    comment = forms.CharField(
        label=gettext_lazy("Vad prognosen bygger på"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Vad som skiljer sig från beslutet, varför, och vad ni gör åt det."),
    )

    def judgement(self) -> Judgement:
        """What the person judges."""
        values = self.cleaned_data
        names = ("year", "month", "year_amount", "total", "completion_year", "comment")
        return Judgement(**{name: values[name] for name in names})


class StateForm(RuleForm):
    """A project's new state."""

    state = forms.ChoiceField(label=gettext_lazy("Läge"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Varför?"),
        max_length=180,
        required=False,
        help_text=gettext_lazy("Behövs när projektet avbryts eller öppnas igen. Står sedan i historiken."),
    )

    def __init__(self, *args: Any, project: InvestmentProject, may_record: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shut = [InvestmentState.CANCELLED] if not may_record else []
        state: Any = self.fields["state"]
        state.choices = [
            (each.value, str(each.label).capitalize())
            for each in InvestmentState
            if each != project.state and each not in shut
        ]


class InvestmentFilterForm(forms.Form):
    """Which projects to show; it stays in the address."""

    q = forms.CharField(
        label=gettext_lazy("Kod eller namn"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "data-search": ""}),
    )
    namnd = forms.ChoiceField(label=gettext_lazy("Nämnd"), required=False)
    slag = forms.ChoiceField(
        label=gettext_lazy("Slag"), required=False, choices=[("", gettext_lazy("Alla")), *InvestmentKind.choices]
    )
    lage = forms.ChoiceField(
        label=gettext_lazy("Läge"),
        required=False,
        choices=[
            ("", gettext_lazy("Årets")),
            ("alla", gettext_lazy("Alla, också avslutade")),
            *InvestmentState.choices,
        ],
    )

    def __init__(self, *args: Any, tree: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committee: Any = self.fields["namnd"]
        committee.choices = [("", _("Alla")), *((str(unit.pk), unit.name) for unit in tree.holders)]


class TakeBackForm(ReasonForm, RuleForm):
    """Why an entry is taken back; and with a decided total, whether the years that the same decision gave go with it."""

    with_years = forms.BooleanField(
        label=gettext_lazy("Ta också tillbaka årens budget ur samma beslut"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Annars står åren kvar utan den totalutgift som de ska rymmas i."),
    )

    def __init__(self, *args: Any, has_years: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_years:
            del self.fields["with_years"]
