"""The search of the auditor's room, and what a sample needs besides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.audit.models import LARGEST
from sala_styr.audit.search import Wanted
from sala_styr.history.forms import HistorySearch
from sala_styr.organisation.models import Unit


class AuditSearch(HistorySearch):
    enhet = forms.ModelChoiceField(
        Unit.objects.order_by("tree_id", "lft"), label=_("Enhet"), required=False, empty_label=_("Alla")
    )
    nummer = forms.IntegerField(label=_("Nummer"), required=False, min_value=1)
    utanfor = forms.BooleanField(label=_("Bara ändrat utanför programmet"), required=False)

    def wanted(self) -> Wanted:
        """What is asked for; everything where what was written could not be read."""
        given: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            kind=given.get("slag", ""),
            number=given.get("nummer"),
            user=given["vem"].pk if given.get("vem") else None,
            unit=given["enhet"].pk if given.get("enhet") else None,
            text=given.get("text", ""),
            first=given.get("fran"),
            last=given.get("till"),
            outside=given.get("utanfor", False),
        )


class DrawForm(forms.Form):
    antal = forms.IntegerField(label=_("Hur många"), min_value=1, max_value=LARGEST, initial=25)
    fro = forms.CharField(
        label=_("Frö"),
        required=False,
        max_length=40,
        help_text=_("Lämna tomt för ett nytt. Samma frö ger samma urval."),
    )
    filslag = forms.ChoiceField(label=_("Fil"), choices=[("xlsx", "Excel"), ("csv", "CSV")], initial="xlsx")
