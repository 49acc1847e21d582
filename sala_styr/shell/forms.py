"""How every form looks and speaks: label, hint, field, error, in that order, tied together for screen readers (settings: FORM_RENDERER).

``{{ form }}`` shows error summary and fields; ``{% field form.name %}`` one field; ``{% error_summary form %}`` the summary alone.
The admin keeps Django's own look: its templates place the fields themselves.
"""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BoundField, ChoiceField, DecimalField, Field, FileField, IntegerField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    HiddenInput,
    NumberInput,
    RadioSelect,
    TextInput,
    Widget,
)
from django.utils.translation import gettext_lazy as _

DJANGOS_EMPTY = "---------"  # read aloud as nine dashes
NOT_AN_INPUT = (HiddenInput, RadioSelect, CheckboxSelectMultiple)


def _in_our_words(field: Any) -> None:
    """Say what Django says by itself as the rest of the product does: what is missing, and how to go on."""
    if getattr(field, "empty_label", None) == DJANGOS_EMPTY:
        field.empty_label = _("Välj") if field.required else _("Inget valt")
    if field.error_messages.get("required") is Field.default_error_messages["required"]:
        field.error_messages["required"] = _what_is_missing(field)
    for validator in field.validators:
        if type(validator) is MaxValueValidator:
            validator.message = _("Kan vara högst %(limit_value)s.")
        elif type(validator) is MinValueValidator:
            validator.message = _("Behöver vara minst %(limit_value)s.")


def _what_is_missing(field: Any) -> Any:
    if isinstance(field, FileField):
        return _("Välj en fil.")
    return _("Välj ett alternativ.") if isinstance(field, ChoiceField) else _("Behöver fyllas i.")


class StyrBoundField(BoundField):
    """A field on a form, with Designsystemet's class on its input and hint and error in the order they are read."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Add ``ds-input`` to whatever classes the widget has."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not isinstance(widget, HiddenInput):
            classes = f"{widget.attrs.get('class', '')} {attrs.get('class', '')} ds-input".split()
            if isinstance(self.field, (IntegerField, DecimalField)) and isinstance(widget, (NumberInput, TextInput)):
                classes.append("short-input")
            attrs["class"] = " ".join(dict.fromkeys(classes))
        return attrs

    def __init__(self, form: Any, field: Any, name: str) -> None:
        super().__init__(form, field, name)
        _in_our_words(field)

    @property
    def is_checkbox(self) -> bool:
        """One box to tick: its label stands after it."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def is_choice_list(self) -> bool:
        """Several boxes or radio buttons: a fieldset with a legend."""
        return isinstance(self.field.widget, (RadioSelect, CheckboxSelectMultiple))

    @property
    def affix(self) -> str:
        """The unit that stands after the input, e.g. ``kr``."""
        return getattr(self.field, "affix", "")


class StyrFormRenderer(TemplatesSetting):
    """Our templates first, Django's own (``django.forms`` among the applications) for the widgets that need no other."""

    form_template_name = "components/form/form.html"
    field_template_name = "components/form/field.html"
    bound_field_class = StyrBoundField
