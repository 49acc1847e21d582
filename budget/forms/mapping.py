"""What unknown codes of files are to be read as: one text for each, our own code; a dash where there is no counterpart."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from budget.actions.mapping import Said
from budget.models import Dimension
from budget.queries.mapping import Unmapped

NONE = "-"


class MappingForm(forms.Form):
    """A field for each waiting code. What is left empty waits on."""

    def __init__(
        self, *args: Any, waiting: Sequence[Unmapped], choices: Mapping[str, Mapping[str, Any]], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.waiting, self.choices = waiting, choices
        for number, row in enumerate(waiting):
            label = _("%(part)s %(code)s läses som") % {"part": Dimension(row.dimension).label, "code": row.code}
            widget = forms.TextInput(attrs={"list": f"val-{row.dimension}", "aria-label": label, "autocomplete": "off"})
            self.fields[f"kod{number}"] = forms.CharField(label=label, required=False, max_length=60, widget=widget)

    @property
    def rows(self) -> list[tuple[Unmapped, Any, Any]]:
        """(the code, what its part is called, its field) for the page."""
        return [(row, Dimension(row.dimension).label, self[f"kod{number}"]) for number, row in enumerate(self.waiting)]

    def clean(self) -> dict[str, Any]:
        """Each text is one of our codes, or the dash."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.said: list[Said] = []
        for number, row in enumerate(self.waiting):
            text = cleaned.get(f"kod{number}", "").strip()
            if not text:
                continue
            known = self.choices[row.dimension]
            target = known.get(text) or known.get(text.split(" ")[0])
            if target is None and text not in (NONE, "–", "−"):
                words = _(
                    "”%(text)s” är ingen kod här. Välj ur listan, eller skriv - när den inte har någon motsvarighet."
                )
                self.add_error(f"kod{number}", words % {"text": text})
            else:
                self.said.append(Said(row.dimension, row.code, target))
        return cleaned
