"""The form that divides a line between several parts of the plan."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.actions.settling import WHOLE
from budget.actions.shares import percent
from budget.models import DetailLine
from goals.models import PlanItem
from goals.queries import linkable_items
from sala_styr.errors import RuleBroken

FEWEST_ROWS, ROWS_TO_SPARE = 4, 2


class PercentField(forms.Field):
    """A share in per cent with at most two decimals; cleaned to hundredths of a percent, None when left empty."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").replace("%", "").replace("\u00a0", "").replace(",", ".").strip()
        if not text:
            return None
        try:
            share = Decimal(text) * 100
        except InvalidOperation as error:
            raise ValidationError(_("Skriv andelen som ett tal, till exempel 33,5.")) from error
        if not share.is_finite() or share != share.to_integral_value() or not 0 < share < WHOLE:
            raise ValidationError(_("Andelen är större än 0 och mindre än 100, med högst två decimaler."))
        return int(share)

    def prepare_value(self, value: Any) -> Any:
        return percent(value) if isinstance(value, int) else value


class SharesForm(forms.Form):
    """Parts of the plan with their per cent. One of them may be left without: it gets the rest."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, line: DetailLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = [(share.plan_item, share.share) for share in line.shares.select_related("plan_item__step").order_by("pk")]
        self.items = {item.pk: item for item in linkable_items(line.unit, line.year)}
        begun: list[tuple[PlanItem, int | None]] = [*now]
        if not begun and line.plan_item:
            begun.append((line.plan_item, None))
        self.items |= {item.pk: item for item, _share in begun if item.pk not in self.items}
        self.numbers = range(max(len(begun) + ROWS_TO_SPARE, FEWEST_ROWS))
        for number in self.numbers:
            item = forms.TypedChoiceField(
                label=_("Del av planen %(number)s") % {"number": number + 1},
                choices=self._choices(),
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"item_{number}"] = item
            self.fields[f"share_{number}"] = PercentField(
                label=_("Procent %(number)s") % {"number": number + 1},
                required=False,
                widget=forms.TextInput(attrs={"class": "amount-input", "inputmode": "decimal", "size": "6"}),
            )
        self.initial["version"] = line.version
        for number, (part, share) in enumerate(begun):
            self.initial[f"item_{number}"], self.initial[f"share_{number}"] = part.pk, share

    def _choices(self) -> list[Any]:
        by_step: dict[str, list[tuple[int, str]]] = {}
        for item in self.items.values():
            by_step.setdefault(str(item.step.plural).capitalize(), []).append((item.pk, item.title))
        return [("", gettext_lazy("Välj")), *by_step.items()]

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The fields two by two, for the rows of the page."""
        return [(self[f"item_{number}"], self[f"share_{number}"]) for number in self.numbers]

    def clean(self) -> dict[str, Any]:
        """What was chosen; the one that was left without per cent gets what the others leave."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = [
            (number, cleaned.get(f"item_{number}"), cleaned.get(f"share_{number}"))
            for number in self.numbers
            if f"share_{number}" not in self.errors
        ]
        for number, item, share in chosen:
            if item is None and share is not None:
                self.add_error(f"item_{number}", _("Välj vilken del av planen andelen gäller."))
        rows = [(number, item, share) for number, item, share in chosen if item is not None]
        open_rows = [number for number, _item, share in rows if share is None]
        rest = WHOLE - sum(share for _number, _item, share in rows if share is not None)
        if len(open_rows) > 1:
            self.add_error(f"share_{open_rows[1]}", _("Skriv procent. Bara en rad kan lämnas tom: den får resten."))
        elif open_rows and rest <= 0:
            self.add_error(f"share_{open_rows[0]}", _("De andra har redan 100 procent, så inget är kvar till den här."))
        cleaned["parts"] = [(item, rest if share is None else share) for _number, item, share in rows]
        return cleaned

    def parts(self) -> list[tuple[PlanItem, int]]:
        """The parts of the plan with their hundredths of a percent."""
        return [(self.items[item], share) for item, share in self.cleaned_data["parts"]]

    def add_broken(self, broken: RuleBroken) -> None:
        """A rule's sentence is about the whole."""
        self.add_error(None, str(broken))
