"""Forms for the budget ledger."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget import rules
from budget.actions.ledger import EntryDraft
from budget.models import EntryKind, FinancedBy
from budget.queries.policy import policy_for
from budget.queries.structure import Structure
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.money import MoneyError, parse_kronor
from sala_styr.money import Unit as Shown
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, UnitKind

COMMON = "0"
"""The choice that stands for the municipality's common financing."""


def first_decided(year: int) -> int:
    """The first year in which a budget for ``year`` can have been decided: as a plan year of the council's rules. One query."""
    return year - policy_for(year).plan_years


class ReasonForm(forms.Form):
    """Why something is taken back or opened: it stands in the history."""

    reason = forms.CharField(
        label=gettext_lazy("Varför?"),
        max_length=180,
        help_text=gettext_lazy("En mening. Den står sedan i historiken och läses av revisorerna."),
    )


class KindField(forms.ChoiceField):
    """Offers the kinds that the person may record; takes any, so that whoever tries another is refused by the action, with the reason."""

    def valid_value(self, value: Any) -> bool:
        """Is it a kind of entry at all?"""
        return value in EntryKind.values


class EntryForm(forms.Form):
    """A new entry about one unit: what kind, from, to, how much, by which decision."""

    kind = KindField(label=gettext_lazy("Slag"))
    source = forms.ChoiceField(label=gettext_lazy("Från"))
    target = forms.ChoiceField(label=gettext_lazy("Till"))
    amount = forms.CharField(
        label=gettext_lazy("Belopp"),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "amount-input", "inputmode": "decimal", "autocomplete": "off"}),
        help_text=gettext_lazy("Utan tecken: från och till anger riktningen."),
    )
    unit_of_money = forms.ChoiceField(
        label=gettext_lazy("Beloppet är i"), choices=[(Shown.TKR, Shown.TKR.label), (Shown.KR, Shown.KR.label)]
    )
    text = forms.CharField(label=gettext_lazy("Vad det gäller"), max_length=200)
    decision = forms.ModelChoiceField(
        label=gettext_lazy("Beslut"),
        queryset=Decision.objects.none(),
        required=False,
        help_text=gettext_lazy("Behövs inte när en chef fördelar inom sin verksamhet."),
    )
    permanent = forms.BooleanField(label=gettext_lazy("Varaktig: gäller också kommande år"), required=False)
    financed_by = forms.ChoiceField(
        label=gettext_lazy("Tilläggsanslaget betalas av"),
        choices=[("", gettext_lazy("Inget tilläggsanslag")), *FinancedBy.choices],
        required=False,
        help_text=gettext_lazy("Kommunallagen 11 kap. 15 §. Betalar en pott eller annan ram: välj den under Från."),
    )
    financing = forms.CharField(
        label=gettext_lazy("Finansieringen i ord"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Till exempel: högre skatteintäkter enligt prognosen i april."),
    )

    def __init__(self, *args: Any, actor: Actor, tree: Structure, unit: Unit, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree, self.unit, self.year = tree, unit, year
        ends = _ends(tree, unit)
        fields: Any = self.fields
        fields["kind"].choices = _kinds(actor, tree, unit)
        fields["source"].choices = ends
        is_pot = unit.pk in tree.pots
        fields["target"].choices = [("", _("Välj")), *ends] if is_pot else ends
        holder = tree.holder_of[unit.pk]
        bodies = [each for each in tree.units if each.kind in (UnitKind.COUNCIL, UnitKind.BOARD) or each.pk == holder]
        # A budget is decided in the year before at the earliest, save for plan years.
        found = Decision.objects.filter(body__in=[body.pk for body in bodies], date__year__gte=first_decided(year))
        fields["decision"].queryset = found.select_related("body")
        fields["decision"].label_from_instance = lambda decision: f"{decision}: {decision.title}"
        if not self.is_bound:
            self.initial = {**self._proposal(fields["kind"].choices), **self.initial}

    def _proposal(self, kinds: list[tuple[str, str]]) -> dict[str, Any]:
        """What is most likely meant: the council's controller enters a frame, a committee or a manager distributes."""
        first = kinds[0][0] if kinds else ""
        if self.unit.pk in self.tree.pots and EntryKind.CENTRAL_POT in dict(kinds):
            return {
                "kind": EntryKind.CENTRAL_POT,
                "source": str(self.unit.pk),
                "target": "",
                "unit_of_money": Shown.TKR,
            }
        if first == EntryKind.ALLOCATION:
            return {"kind": first, "source": str(self.unit.pk), "target": COMMON, "unit_of_money": Shown.TKR}
        return {"kind": first, "source": COMMON, "target": str(self.unit.pk), "unit_of_money": Shown.TKR}

    def clean(self) -> dict[str, Any]:
        """Read the amount in its unit."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("amount") and cleaned.get("unit_of_money"):
            try:
                cleaned["ore"] = parse_kronor(cleaned["amount"], cleaned["unit_of_money"])
            except MoneyError as error:
                self.add_error("amount", str(error))
        return cleaned

    def draft(self) -> EntryDraft:
        """What the person wants entered."""
        values = self.cleaned_data
        return EntryDraft(
            year=self.year,
            kind=values["kind"],
            source=self._end(values["source"]),
            target=self._end(values["target"]),
            amount=values["ore"],
            text=values["text"],
            decision=values["decision"],
            permanent=values["permanent"],
            financing=values["financing"],
            financed_by=values["financed_by"],
        )

    def add_broken(self, broken: RuleBroken) -> None:
        """Show a rule's sentence at its field."""
        self.add_error(broken.field if broken.field in self.fields else None, str(broken))

    def _end(self, choice: str) -> Unit | None:
        return None if choice == COMMON else self.tree.by_id[int(choice)]


def _kinds(actor: Actor, tree: Structure, unit: Unit) -> list[tuple[str, str]]:
    """The kinds of entry that this person may record about the unit, in either direction."""
    siblings = tree.children.get(unit.parent_id or 0, ())
    others = [None, *tree.holders, *tree.children.get(unit.pk, ()), *siblings]
    pairs = [(unit, other) for other in others] + [(other, unit) for other in others]
    return [
        (kind.value, str(kind.label).capitalize())
        for kind in EntryKind
        if any(rules.may_record_entry(actor, tree, kind, source, target) for source, target in pairs)
    ]


def _ends(tree: Structure, unit: Unit) -> list[tuple[str, str]]:
    """Where money may come from or go to: the common financing, every committee, and the units of this one's committee, indented as they lie."""
    holder = tree.holder_of[unit.pk]
    near = [each for each in tree.units if holder is not None and tree.holder_of[each.pk] == holder]
    far = [each for each in tree.holders if each.pk != holder]
    top = near[0].level if near else 0
    choices = [(COMMON, _("Gemensam finansiering (skatt, bidrag, eget kapital)"))]
    choices += [(str(each.pk), "\u2003" * (each.level - top) + each.name) for each in near]
    return choices + [(str(each.pk), each.name) for each in far]
