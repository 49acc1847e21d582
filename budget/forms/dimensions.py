"""What the dimensions of a SIE file are in our coding string: a choice for each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.models import DimensionMapping
from budget.queries.dimensions import PART_OF_FIELD
from budget.sie.dimensions import FileDimension
from sala_styr.errors import RuleBroken

CHOICES = [("", gettext_lazy("läses inte")), *(DimensionMapping._meta.get_field("part").choices or [])]


class DimensionsForm(forms.Form):
    """What is proposed is chosen from the beginning."""

    def __init__(self, *args: Any, dimensions: Sequence[FileDimension], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.dimensions = dimensions
        for place, each in enumerate(dimensions):
            label = _("Dimension %(number)s %(name)s läses som") % {"number": each.number, "name": each.name}
            self.fields[f"dimension{place}"] = forms.ChoiceField(
                label=label,
                choices=CHOICES,
                required=False,
                initial=PART_OF_FIELD[each.part] if each.part else "",
                widget=forms.Select(attrs={"aria-label": label}),
            )

    @property
    def rows(self) -> list[tuple[FileDimension, Any]]:
        """(the dimension, its field) for the page."""
        return [(each, self[f"dimension{place}"]) for place, each in enumerate(self.dimensions)]

    @property
    def said(self) -> dict[str, str]:
        """Number → part, as chosen."""
        return {each.number: self.cleaned_data[f"dimension{place}"] for place, each in enumerate(self.dimensions)}

    def add_broken(self, broken: RuleBroken) -> None:
        """Show a rule's sentence above the table."""
        self.add_error(None, str(broken))
