"""Form fields for the field's own values: amounts in kronor and days."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sala_styr.money import MINUS, NBSP, MoneyError, Unit, format_amount, parse_kronor

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
_ORE_IN_UNIT = {Unit.KR: 100, Unit.TKR: 100_000, Unit.MNKR: 100_000_000}


def editable_amount(ore: int, unit: Unit | str = Unit.KR) -> str:
    """``ore`` as a person would type it in ``unit``: exact, without needless decimals. ``125050`` → ``1 250,50``."""
    value = (Decimal(abs(ore)) / _ORE_IN_UNIT[Unit(unit)]).normalize()
    whole, _point, decimals = f"{value:,f}".partition(".")
    if len(decimals) == 1 and unit == Unit.KR:
        decimals += "0"
    text = whole.replace(",", NBSP) + ("," + decimals if decimals else "")
    return MINUS + text if ore < 0 else text


class DayInput(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, chosen or typed as 2026-08-31, within the years that a plan can have: a slip of a key gives the year 20206 or 0206."""

    widget = DayInput
    default_error_messages = {
        "invalid": gettext_lazy("Skriv dagen som år-månad-dag, till exempel 2026-08-31."),
        "bound": gettext_lazy("Välj en dag från 1990 till 2100."),
    }

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not FIRST_DAY <= value <= LAST_DAY:
            raise ValidationError(self.error_messages["bound"], code="bound")


class RichTextInput(forms.Textarea):
    """A text with a toolbar for bold, italic, lists, links and a heading (``shell.richtext``). Without scripts a plain text field."""

    template_name = "components/form/rich_text.html"


class AmountField(forms.Field):
    """An amount that a person types in ``unit``; cleaned to integer öre, None when left empty. Shown in Swedish form, with the unit after it.

    ``minimum`` and ``maximum`` are öre. What cannot be read stays in the input with a message (money.parse_kronor) that says how to write it.
    """

    widget = forms.TextInput

    def __init__(
        self, *, unit: Unit | str = Unit.KR, minimum: int | None = None, maximum: int | None = None, **kwargs: Any
    ) -> None:
        self.unit, self.minimum, self.maximum = Unit(unit), minimum, maximum
        super().__init__(**kwargs)

    @property
    def affix(self) -> str:
        """The unit's name, shown after the input."""
        return str(self.unit.label)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Right-aligned digits; the phone's number keys only where no minus can be needed (they lack one). A hidden field has no look."""
        if widget.is_hidden:
            return {}
        attrs = {"class": "amount-input", "autocomplete": "off", "size": "14", "data-amount": str(self.unit.value)}
        if self.minimum is not None and self.minimum >= 0:
            attrs["inputmode"] = "decimal"
        return attrs

    def prepare_value(self, value: Any) -> Any:
        """Öre as Swedish text; what a person typed as it was typed."""
        return editable_amount(value, self.unit) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """The typed text as öre. Raises ValidationError with money's own sentence."""
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, int):
            return value
        try:
            return parse_kronor(value, self.unit)
        except MoneyError as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: int | None) -> None:
        """Within the bounds, said with the bound as it is shown."""
        super().validate(value)
        self._bound(
            value, self.minimum, lambda ore, bound: ore < bound, _("Beloppet behöver vara minst %(bound)s %(unit)s.")
        )
        self._bound(
            value, self.maximum, lambda ore, bound: ore > bound, _("Beloppet kan vara högst %(bound)s %(unit)s.")
        )

    def _bound(self, ore: int | None, bound: int | None, broken: Callable[[int, int], bool], message: str) -> None:
        if ore is not None and bound is not None and broken(ore, bound):
            shown = (
                format_amount(bound, self.unit)
                if bound % _ORE_IN_UNIT[self.unit] == 0
                else editable_amount(bound, self.unit)
            )
            if bound == 1:  # one öre: nobody thinks of 0,00001 tkr
                raise ValidationError(_("Beloppet behöver vara större än noll."), code="bound")
            raise ValidationError(message % {"bound": shown, "unit": self.unit.label}, code="bound")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare amounts, not texts: ``1250`` typed over ``1 250`` is no change."""
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class KronorField(AmountField):
    """An amount in whole kronor and öre."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(unit=Unit.KR, **kwargs)
