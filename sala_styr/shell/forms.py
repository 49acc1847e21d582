"""How every form looks and speaks: label, hint, field, error, in that order, tied together for screen readers (settings: FORM_RENDERER).

``{{ form }}`` shows error summary and fields; ``{% field form.name %}`` one field; ``{% error_summary form %}`` the summary alone.
The admin keeps Django's own look: its templates place the fields themselves.
"""

from typing import Any

from django.forms import BoundField
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, HiddenInput, RadioSelect, Widget
from django.template import TemplateDoesNotExist

NOT_AN_INPUT = (HiddenInput, RadioSelect, CheckboxSelectMultiple)


class StyrBoundField(BoundField):
    """A field on a form, with Designsystemet's class on its input and hint and error in the order they are read."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Add ``ds-input`` to whatever classes the widget has."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not isinstance(widget, HiddenInput):
            classes = f"{widget.attrs.get('class', '')} {attrs.get('class', '')} ds-input".split()
            attrs["class"] = " ".join(dict.fromkeys(classes))
        return attrs

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
    """Our templates first, Django's own for the widgets that need no other."""

    form_template_name = "components/form/form.html"
    field_template_name = "components/form/field.html"
    bound_field_class = StyrBoundField

    def __init__(self) -> None:
        self.fallback = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        """The project's template of that name, else Django's."""
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return self.fallback.get_template(template_name)
