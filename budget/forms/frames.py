"""Forms for what the council does with frames: a change with its cause, a reallocation between many, a supplement and what pays it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.actions.frames import Move
from budget.actions.ledger import EntryDraft
from budget.actions.supplements import Payer, require_exact
from budget.forms.ledger import first_decided
from budget.models import EntryKind, FinancedBy, FrameCause
from budget.queries.structure import Structure
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit, UnitKind
from sala_styr.shell.fields import AmountField

SMALLEST = 1


class DecisionField(forms.ModelChoiceField):
    """A decision of one of ``bodies`` (all of the council's unless given), as they are called in the minutes."""

    def __init__(self, *, bodies: Sequence[Unit] | None = None, since: int | None = None, **kwargs: Any) -> None:
        found = Decision.objects.select_related("body")
        found = found.filter(body__kind=UnitKind.COUNCIL) if bodies is None else found.filter(body__in=bodies)
        super().__init__(found if since is None else found.filter(date__year__gte=since), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Body, day and paragraph, and what it was about."""
        return f"{obj}: {obj.title}"


class BrokenAtField(forms.Form):
    """A form that shows a rule's sentence at its field."""

    def add_broken(self, broken: RuleBroken) -> None:
        """At the field it is about, else over the form."""
        self.add_error(broken.field if broken.field in self.fields else None, str(broken))


class FrameChangeForm(BrokenAtField):
    """A row at the bottom of the ledger: why the frame changes, by how much, by which decision."""

    ELEMENT = "ny-andring"
    """The id of the form's own element: its fields stand in a table's row, where no form may."""

    cause = forms.ChoiceField(
        label=gettext_lazy("Varför"), choices=[("", gettext_lazy("Välj skäl")), *FrameCause.choices]
    )
    text = forms.CharField(label=gettext_lazy("Vad det gäller"), max_length=200)
    amount = AmountField(unit="tkr", label=gettext_lazy("Ändring, tkr: + höjer, − sänker"))
    permanent = forms.BooleanField(label=gettext_lazy("Varaktig"), required=False, initial=True)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "andring_%s")
        super().__init__(*args, **kwargs)
        self.fields["decision"] = DecisionField(
            since=first_decided(year), label=gettext_lazy("Beslut"), empty_label=_("Välj beslut")
        )
        for each in self.fields.values():
            each.widget.attrs["form"] = self.ELEMENT


class ReallocationForm(BrokenAtField):
    """Every unit that may give or get, with a field each; the sum is nothing."""

    text = forms.CharField(label=gettext_lazy("Vad det gäller"), max_length=200)
    permanent = forms.BooleanField(label=gettext_lazy("Varaktig: gäller också kommande år"), required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], bodies: Sequence[Unit], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        self.fields["decision"] = DecisionField(
            bodies=bodies, since=first_decided(year), label=gettext_lazy("Beslut"), empty_label=_("Välj beslut")
        )
        for unit in units:
            label = _("Ändring för %(unit)s") % {"unit": unit.name}
            self.fields[self.name_of(unit)] = AmountField(unit="tkr", label=label, required=False)

    @staticmethod
    def name_of(unit: Unit) -> str:
        """What the unit's field is called."""
        return f"enhet_{unit.pk}"

    @property
    def moves(self) -> list[Move]:
        """What was written, öre."""
        return [Move(unit, self.cleaned_data.get(self.name_of(unit)) or 0) for unit in self.units]


MORE_PAYERS = (2, 3)
"""The rows for others that pay a part."""


class SupplementForm(BrokenAtField):
    """A supplementary appropriation: to whom, how much, by which decision, and what pays it (KL 11:15).

    Others may pay a part of it; the first pays the rest, so that the parts are always the whole.
    """

    target = forms.ChoiceField(label=gettext_lazy("Till"))
    amount = AmountField(unit="tkr", minimum=SMALLEST, label=gettext_lazy("Tilläggsanslag"))
    text = forms.CharField(label=gettext_lazy("Vad det gäller"), max_length=200)
    financed_by = forms.ChoiceField(
        label=gettext_lazy("Betalas av"), choices=FinancedBy.choices, widget=forms.RadioSelect
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Vilken pott eller ram"),
        required=False,
        help_text=gettext_lazy("Bara när en pott eller en annan ram betalar."),
    )
    financing = forms.CharField(
        label=gettext_lazy("Finansieringen i ord"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Till exempel: högre skatteintäkter enligt prognosen i april."),
    )
    permanent = forms.BooleanField(label=gettext_lazy("Varaktig: gäller också kommande år"), required=False)

    def __init__(self, *args: Any, tree: Structure, holders: Sequence[Unit], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree, self.year = tree, year
        ends = [(str(unit.pk), unit.name) for unit in holders]
        fields: Any = self.fields
        fields["target"].choices = [("", _("Välj nämnd")), *ends]
        pots = [end for end in ends if int(end[0]) in tree.pots]
        payers = [("", _("Ingen")), *pots, *(end for end in ends if end not in pots)]
        fields["source"].choices = payers
        fields["decision"] = DecisionField(
            since=first_decided(year), label=gettext_lazy("Kommunfullmäktiges beslut"), empty_label=_("Välj beslut")
        )
        for n in MORE_PAYERS:
            self._add_payer(n, payers)

    def _add_payer(self, n: int, payers: list[tuple[str, str]]) -> None:
        """The fields of one more that pays a part."""
        words = {"n": n}
        none = [("", _("Ingen mer betalar")), *FinancedBy.choices]
        self.fields[f"payer_{n}"] = forms.ChoiceField(label=_("Betalare %(n)d") % words, choices=none, required=False)
        self.fields[f"part_{n}"] = AmountField(
            unit="tkr", minimum=SMALLEST, label=_("Betalare %(n)d: del av anslaget") % words, required=False
        )
        self.fields[f"source_{n}"] = forms.ChoiceField(
            label=_("Betalare %(n)d: pott eller ram") % words, choices=payers, required=False
        )
        self.fields[f"words_{n}"] = forms.CharField(
            label=_("Betalare %(n)d: finansieringen i ord") % words, max_length=200, required=False
        )

    @property
    def main_fields(self) -> list[Any]:
        """The fields of an appropriation that one pays."""
        return [self[name] for name in self.fields if not name.endswith(tuple(f"_{n}" for n in MORE_PAYERS))]

    @property
    def more_fields(self) -> list[Any]:
        """The fields of the others that pay."""
        return [self[f"{name}_{n}"] for n in MORE_PAYERS for name in ("payer", "part", "source", "words")]

    @property
    def has_more(self) -> bool:
        """Has anything been said of others that pay?"""
        return self.is_bound and any(bound.value() for bound in self.more_fields)

    def clean(self) -> dict[str, Any]:
        """Who pays a part says how much, and the first has something left to pay."""
        cleaned: dict[str, Any] = super().clean() or {}
        for n in MORE_PAYERS:
            payer, part = cleaned.get(f"payer_{n}"), cleaned.get(f"part_{n}")
            if payer and not part and f"part_{n}" not in self.errors:
                self.add_error(f"part_{n}", _("Skriv hur mycket betalaren står för."))
            if part and not payer:
                self.add_error(f"payer_{n}", _("Välj vad som betalar den delen."))
        if cleaned.get("amount") and not self.errors:
            try:
                require_exact(cleaned["amount"], [payer.amount for payer in self.payers()])
            except RuleBroken as broken:
                self.add_broken(broken)
        return cleaned

    def payers(self) -> list[Payer]:
        """All that pay: the first what the others leave."""
        values = self.cleaned_data
        more = [
            Payer(values[f"payer_{n}"], values[f"part_{n}"], self._unit(values[f"source_{n}"]), values[f"words_{n}"])
            for n in MORE_PAYERS
            if values.get(f"payer_{n}")
        ]
        rest = values["amount"] - sum(payer.amount for payer in more)
        return [Payer(values["financed_by"], rest, self._unit(values["source"]), values["financing"]), *more]

    def _unit(self, chosen: str) -> Unit | None:
        return self.tree.by_id[int(chosen)] if chosen else None

    def draft(self) -> EntryDraft:
        """What the person wants entered, without who pays."""
        values = self.cleaned_data
        return EntryDraft(
            year=self.year,
            kind=EntryKind.SUPPLEMENTARY,
            source=None,
            target=self.tree.by_id[int(values["target"])],
            amount=values["amount"],
            text=values["text"],
            decision=values["decision"],
            permanent=values["permanent"],
        )
