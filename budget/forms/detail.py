"""Forms for the detail budget: a line with its months, and what to look for among lines."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.actions.detail import LineDraft
from budget.curves import curve_of_line, months_of
from budget.models import MONTHS, Account, CurveKind, DetailLine, LineLink
from budget.queries.detail import LineFilter, accounts_in_detail, curves_for
from goals.queries import linkable_items
from sala_styr.errors import RuleBroken
from sala_styr.money import format_kronor
from sala_styr.organisation.models import Unit
from sala_styr.shell.fields import KronorField

OWN_PREFIX = "own:"
CURVES = [
    (CurveKind.EVEN.value, gettext_lazy("Jämnt: lika mycket varje månad")),
    (CurveKind.SALARY.value, gettext_lazy("Löner: mer under semestermånaderna")),
    (CurveKind.SEASON.value, gettext_lazy("Vintersäsong: snö och uppvärmning")),
    (CurveKind.SCHOOL.value, gettext_lazy("Skolans terminer: inget i juli")),
]
MANUAL = CurveKind.MANUAL.value
BY_MONTH = (MANUAL, gettext_lazy("Eget: varje månad för sig"))

ITEM = "item:"
CODES = ("activity", "project", "counterparty")


class LineForm(forms.Form):
    """One line: account, what it belongs to, the year's amount and how it falls on the months. Amounts in kronor, report sign."""

    account = forms.ModelChoiceField(label=gettext_lazy("Konto"), queryset=Account.objects.none())
    belongs_to = forms.ChoiceField(
        label=gettext_lazy("Hör till"),
        help_text=gettext_lazy("Grunduppdraget, eller den del av planen som pengarna är till för."),
    )
    text = forms.CharField(label=gettext_lazy("Text"), max_length=120, required=False)
    amount = KronorField(
        label=gettext_lazy("Belopp för året"),
        required=False,
        help_text=gettext_lazy(
            "Kostnader skrivs med minus, intäkter utan. Behövs inte när du skriver varje månad för sig."
        ),
    )
    curve = forms.ChoiceField(
        label=gettext_lazy("Fördelning på månader"),
        choices=[*CURVES, BY_MONTH],
        widget=forms.RadioSelect,
        initial=CurveKind.EVEN.value,
    )
    unusual = forms.BooleanField(label=gettext_lazy("Tecknet är rätt fast det är ovanligt för kontot"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, unit: Unit, year: int, line: DetailLine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["account"].queryset = accounts_in_detail()
        if line is not None:  # an account that is not used any more stays where it stands
            fields["account"].queryset |= Account.objects.filter(pk=line.account_id)
        self.items = {item.pk: item for item in linkable_items(unit, year)}
        if line is not None and line.plan_item is not None:
            self.items.setdefault(line.plan_item.pk, line.plan_item)
        fields["belongs_to"].choices = self._purposes(line is not None and line.link == LineLink.SHARED)
        self.own_curves = {f"{OWN_PREFIX}{curve.pk}": curve for curve in curves_for(unit)}
        own = [(key, _("%(name)s: egen kurva") % {"name": curve.name}) for key, curve in self.own_curves.items()]
        fields["curve"].choices = [*CURVES, *own, BY_MONTH]
        for number, month in enumerate(MONTHS, 1):
            self.fields[month] = KronorField(label=str(MONTH_NAMES[number]).capitalize(), required=False)
        # The rest of the coding string is written in the grid: here it stays as it is.
        self.kept = {name: getattr(line, name) for name in CODES} if line is not None else {}
        if line is not None and not self.is_bound:
            self.initial = {**self.initial, **_of_line(line)}

    @property
    def month_fields(self) -> list[Any]:
        """The twelve months' fields, for their own row on the page."""
        return [self[month] for month in MONTHS]

    def _purposes(self, is_shared: bool) -> list[Any]:
        by_step: dict[str, list[tuple[str, str]]] = {}
        for item in self.items.values():
            by_step.setdefault(str(item.step.plural).capitalize(), []).append((f"{ITEM}{item.pk}", item.title))
        plain = [(LineLink.CORE_MISSION.value, _("Grunduppdraget")), (LineLink.UNLINKED.value, _("Inte kopplad än"))]
        shared = [(LineLink.SHARED.value, _("Flera delar av planen, som raden är delad nu"))] if is_shared else []
        return [*shared, *plain, *by_step.items()]

    def clean(self) -> dict[str, Any]:
        """Months that sum to the year, and a sign that fits the account or is said to be meant."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        given = [cleaned.get(month) for month in MONTHS]
        if cleaned["curve"] == MANUAL:
            cleaned["months"] = self._manual(cleaned.get("amount"), given)
        elif cleaned.get("amount") is None:
            self.add_error("amount", _("Skriv beloppet för året, eller välj Eget och skriv månaderna."))
        else:
            own = self.own_curves.get(cleaned["curve"])
            cleaned["months"] = months_of(cleaned["amount"], CurveKind.OWN if own else cleaned["curve"], own)
        if not self.errors:
            self._check_sign(cleaned)
        return cleaned

    def _manual(self, year: int | None, given: list[int | None]) -> list[int]:
        months = [amount or 0 for amount in given]
        if all(amount is None for amount in given):
            self.add_error(MONTHS[0], _("Skriv minst en månad, eller välj en annan fördelning."))
        elif year is not None and year != sum(months):
            shown = {
                "sum": format_kronor(sum(months)),
                "year": format_kronor(year),
                "rest": format_kronor(year - sum(months)),
            }
            self.add_error(
                "amount",
                _(
                    "Månaderna är tillsammans %(sum)s kr men året %(year)s kr: skillnaden är %(rest)s kr. Rätta, eller lämna året tomt."
                )
                % shown,
            )
        return months

    def _check_sign(self, cleaned: dict[str, Any]) -> None:
        year, account = sum(cleaned["months"]), cleaned["account"]
        if cleaned["unusual"] or not account.is_unusual(year):
            return
        words = (
            _(
                "%(account)s är ett intäktskonto, men beloppet har minus. Ta bort minustecknet, eller kryssa i att tecknet är rätt."
            )
            if year < 0
            else _(
                "%(account)s är ett kostnadskonto. Kostnader skrivs med minus: %(amount)s. Rätta, eller kryssa i att tecknet är rätt."
            )
        )
        self.add_error("amount", words % {"account": account, "amount": format_kronor(-year)})

    def draft(self) -> LineDraft:
        """What the line is to say."""
        values = self.cleaned_data
        purpose = values["belongs_to"]
        item = self.items[int(purpose.removeprefix(ITEM))] if purpose.startswith(ITEM) else None
        own = self.own_curves.get(values["curve"])
        return LineDraft(
            account=values["account"],
            months=values["months"],
            link=LineLink.PLAN_ITEM if item else purpose,
            plan_item=item,
            text=values["text"],
            curve=CurveKind.OWN if own else values["curve"],
            own_curve=own,
            **self.kept,
        )

    def add_broken(self, broken: RuleBroken) -> None:
        """Show a rule's sentence at its field."""
        field = {"plan_item": "belongs_to"}.get(broken.field or "", broken.field)
        self.add_error(field if field in self.fields else None, str(broken))


def _of_line(line: DetailLine) -> dict[str, Any]:
    belongs_to = f"{ITEM}{line.plan_item_id}" if line.plan_item_id else line.link
    return {
        "account": line.account_id,
        "belongs_to": belongs_to,
        "text": line.text,
        "amount": line.amount,
        "curve": _curve_of(line),
        "version": line.version,
        **dict(zip(MONTHS, line.months, strict=True)),
    }


def _curve_of(line: DetailLine) -> str:
    """The line's curve as the form has it; of a line written month by month, the one its months happen to follow."""
    if line.own_curve_id is not None:
        return f"{OWN_PREFIX}{line.own_curve_id}"
    return curve_of_line(line)


class LineFilterForm(forms.Form):
    """What to look for among the lines; it stays in the address."""

    konto = forms.CharField(label=gettext_lazy("Konto"), required=False, max_length=40, help_text="")
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "data-search": ""}),
    )
    hor_till = forms.ChoiceField(
        label=gettext_lazy("Hör till"), required=False, choices=[("", gettext_lazy("Allt")), *LineLink.choices]
    )

    def wanted(self) -> LineFilter:
        """The filter; what cannot be understood is left out."""
        self.is_valid()
        values = self.cleaned_data
        return LineFilter(values.get("konto", "").strip(), values.get("text", "").strip(), values.get("hor_till", ""))
