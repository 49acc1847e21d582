"""Changing many parts of the plan at once: what to change, and the yes to what was shown."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import YearField
from goals.forms.filters import LongSelect
from goals.forms.items import AreaChoice
from goals.models import Area, PlanItem
from goals.queries.bulk import areas_among, owners_to_write_for, statuses_among
from goals.queries.choices import people
from goals.rules.bulk import BulkField
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, User

CHOICES = [
    (BulkField.RESPONSIBLE, _("Ansvarig")),
    (BulkField.OWNER, _("Ägare")),
    (BulkField.STATUS, _("Genomförande")),
    (BulkField.LAST_YEAR, _("Till och med år")),
    (BulkField.AREA, _("Område")),
]


class BulkForm(forms.Form):
    """Which field, and its new value. Only the value of the chosen field counts."""

    falt = forms.ChoiceField(label=_("Vad ska ändras"), widget=forms.RadioSelect, choices=())
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Ny ansvarig"), required=False, empty_label=_("Ingen vald"), widget=LongSelect
    )
    owner = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Ny ägare"), required=False, empty_label=_("Välj"), widget=LongSelect
    )
    activity_status = forms.ChoiceField(label=_("Nytt läge"), required=False)
    last_year = YearField(label=_("Nytt sista år"), required=False)
    area = AreaChoice(Area.objects.none(), label=_("Nytt område"), required=False, empty_label=_("Inget område"))

    def __init__(self, *args: Any, actor: Actor, year: int, items: Sequence[PlanItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statuses, areas = statuses_among(items), areas_among(items)
        self.fields["responsible"].queryset = people()  # type: ignore[attr-defined]
        self.fields["owner"].queryset = owners_to_write_for(actor, year)  # type: ignore[attr-defined]
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["activity_status"].choices = [("", _("Välj")), *statuses]  # type: ignore[attr-defined]
        left_out = {BulkField.STATUS} if not statuses else set()
        left_out |= set() if areas else {BulkField.AREA}
        for name in left_out:
            del self.fields[name]
        self.fields["falt"].choices = [pair for pair in CHOICES if pair[0] not in left_out]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A person or an area can be taken away; the rest needs a value."""
        field = self.cleaned_data.get("falt", "")
        empty = self.cleaned_data.get(field) in (None, "")
        if field in (BulkField.OWNER, BulkField.STATUS, BulkField.LAST_YEAR) and empty and field not in self.errors:
            self.add_error(field, _("Välj vad det ska bli."))
        return self.cleaned_data

    @property
    def field(self) -> str:
        return str(self.cleaned_data["falt"])

    @property
    def value(self) -> Any:
        """The new value of the chosen field."""
        return self.cleaned_data[self.field]

    @property
    def raw(self) -> str:
        """The value as it was sent, to be sent once more with the yes."""
        return str(self.data.get(self.field, ""))


class ConfirmForm(forms.Form):
    """The yes: which items at which versions (``12-3,15-1``), and the reason that is written in the history of each."""

    rader = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Varför det ändras"), max_length=200, help_text=_("Det skrivs i historiken för varje del.")
    )

    def clean_rader(self) -> list[tuple[int, int]]:
        """The pairs."""
        try:
            return read_rows(self.cleaned_data["rader"])
        except ValueError as error:
            raise ValidationError(_("Sidan är inte hel. Börja om från tabellen.")) from error


def write_rows(items: Iterable[PlanItem]) -> str:
    """Which items, at which versions: what ``read_rows`` reads back."""
    return ",".join(f"{item.pk}-{item.version}" for item in items)


def read_rows(text: str) -> list[tuple[int, int]]:
    """Raises ValueError where the text is not such a list."""
    pairs = [part.partition("-") for part in text.split(",") if part]
    return [(int(pk), int(version)) for pk, _dash, version in pairs]
