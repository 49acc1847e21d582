"""Choosing one part of the plan among thousands: a search, a short list of what was found, and what the choice is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.forms.fields import ParentChoice
from goals.models import PlanItem
from goals.queries.search import Sought

SHOWN = 20
"""So many are shown at once; a word more in the search finds the rest."""


class ChooseForm(forms.Form):
    """``places``: everything that may be chosen. Only what the search finds is shown, and not more than a glance takes in."""

    parent = ParentChoice(PlanItem.objects.none(), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args: Any, places: Any, above: str, search: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.queryset = places
        field.label = _("Svarar på: %(what)s") % {"what": above}
        found = _found(list(places), search)
        chosen = self.data.get(self.add_prefix("parent")) or str(self.initial.get("parent") or "")
        found.sort(key=lambda place: str(place.pk) != chosen)
        self.more = max(len(found) - SHOWN, 0)
        self.is_empty = not found
        field.widget.choices = [(place.pk, field.label_from_instance(place)) for place in found[:SHOWN]]


class MoveForm(ChooseForm):
    """``may_stand_alone``: the level need not answer to anything (Level.parent_required)."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_stand_alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_stand_alone:
            field: Any = self.fields["parent"]
            field.required = False
            field.widget.choices = [("", _("Ingenting: det får stå för sig självt")), *field.widget.choices]
            self.is_empty = False


class LinkForm(ChooseForm):
    """Which one more it answers to."""


class CopyForm(ChooseForm):
    title = forms.CharField(label=gettext_lazy("Kopians rubrik"), max_length=200)
    whole = forms.BooleanField(label=gettext_lazy("Kopiera också det som hör till"), required=False)

    def __init__(self, *args: Any, below: int, left_out: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["title", "whole", "parent"])
        if not below:
            del self.fields["whole"]
            return
        hint = ngettext("%(count)s del följer då med.", "%(count)s delar följer då med.", below) % {"count": below}
        if left_out:
            hint += " " + _("%(count)s gör det inte: avslutat eller någon annans.") % {"count": left_out}
        self.fields["whole"].help_text = hint


def _found(places: list[PlanItem], search: str) -> list[PlanItem]:
    """The places whose title or owner has what was typed; what is not typed finds all."""
    sought = Sought(search)
    if not sought.text:
        return places
    return [place for place in places if sought.is_in(f"{place.title} {place.owner.name}")]
