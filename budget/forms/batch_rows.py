"""What to look for among the rows of a file that has come in."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.organisation.models import Unit


class BatchRowsForm(forms.Form):
    """Account, unit and period; they stay in the address, which is where figures lead."""

    konto = forms.CharField(label=_("Konto"), required=False, max_length=9, help_text="")
    enhet = forms.ChoiceField(label=_("Enhet"), required=False)
    period = forms.IntegerField(label=_("Period"), required=False, min_value=1, max_value=18)

    def __init__(self, data: object, units: Iterable[Unit]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choices: list[tuple[str, object]] = [("", _("Alla enheter")), *((str(unit.pk), unit.name) for unit in units)]
        self.fields["enhet"].choices = choices  # type: ignore[attr-defined]
