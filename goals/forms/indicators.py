"""An indicator, its value of a period, what a person says of what it proposes, and what one looks for in the list."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import FigureField, VersionedForm, YearField
from goals.forms.filters import LongSelect, sought_text
from goals.models import Direction, Frequency, Indicator, IndicatorValue, KoladaGroup, SourceKind
from goals.queries.choices import people
from goals.queries.indicators import CURRENT, MISSING, STALE, owner
from goals.queries.scales import ScaleStep
from sala_styr.organisation.models import User

BASICS = ("name", "unit_of_measure", "decimals", "direction", "source_kind", "kolada_id")
MORE: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Vad den visar"), ("definition", "by_sex", "comment")),
    (_("När det är delvis uppfyllt"), ("partly_from", "partly_to")),
    (_("Var vi började"), ("baseline", "baseline_year")),
    (_("När och av vem"), ("frequency", "publication_delay", "responsible")),
    (_("Källa och jämförelse"), ("source", "peer_group")),
)
"""What can wait, in groups with a heading each."""


class IndicatorForm(VersionedForm, forms.ModelForm):
    """All that is known of an indicator: what one needs at once first, the rest under "Mer"."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    partly_from = FigureField(
        label=_("Delvis uppfyllt från och med"),
        help_text=_("Det lägsta värde som fortfarande räknas som delvis. Tomt: under målet är det inte uppfyllt."),
    )
    partly_to = FigureField(
        label=_("Delvis uppfyllt till och med"),
        help_text=_("Det högsta värde som fortfarande räknas som delvis. Tomt: över målet är det inte uppfyllt."),
    )
    baseline = FigureField(label=_("Startvärde"), help_text=_("Där vi stod när vi satte målet."))
    baseline_year = YearField(label=_("Startvärdets år"), required=False)
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Ansvarig för att fylla i"), required=False, empty_label=_("Ingen vald")
    )
    peer_group = forms.ModelChoiceField(
        KoladaGroup.objects.none(),
        label=_("Jämförs med"),
        required=False,
        empty_label=_("Kommunens vanliga jämförelsegrupp"),
        help_text=_("Kommuner som liknar oss enligt Kolada. Används när indikatorn har ett nyckeltal där."),
    )

    class Meta:
        model = Indicator
        fields = (*BASICS, *(name for _title, names in MORE for name in names))
        widgets = {
            "direction": forms.RadioSelect,
            "definition": forms.Textarea({"rows": 3}),
            "comment": forms.Textarea({"rows": 2}),
        }
        labels = {
            "unit_of_measure": _("Mäts i"),
            "decimals": _("Antal decimaler"),
            "direction": _("Vad är bra?"),
            "source_kind": _("Var kommer utfallet ifrån?"),
            "kolada_id": _("Nyckeltal i Kolada"),
            "definition": _("Definition"),
            "by_sex": _("Delas upp på kvinnor och män"),
            "frequency": _("Hur ofta kommer ett utfall?"),
            "publication_delay": _("Hur många månader efter periodens slut kommer det?"),
            "source": _("Källans namn"),
        }
        help_texts = {
            "kolada_id": _("Till exempel N15428. Då hämtas utfallet, och vi kan jämföras med andra."),
            "definition": _("Vad räknas in, och vad räknas inte?"),
            "by_sex": _("Statistik om människor delas upp på kön när det går."),
            "publication_delay": _("Så vet vi när ett värde är gammalt. 0 om det finns genast."),
            "source": _("Till exempel Brukarundersökningen eller SCB, registret över arbetslöshet."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["direction"].choices = Direction.choices  # type: ignore[attr-defined]
        self.fields["decimals"].widget.attrs |= {"class": "short-input", "max": 3}
        self.fields["publication_delay"].widget.attrs |= {"class": "short-input", "max": 36}
        self.fields["kolada_id"].widget.attrs |= {"class": "short-input", "autocomplete": "off"}
        self.fields["responsible"].queryset = people()  # type: ignore[attr-defined]
        self.fields["peer_group"].queryset = KoladaGroup.objects.all()  # type: ignore[attr-defined]
        for name in ("source_kind", "frequency", "publication_delay"):  # with a sensible value when nothing is said
            self.fields[name].required = False
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    @property
    def basics(self) -> list[forms.BoundField]:
        return [self[name] for name in BASICS]

    @property
    def more(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The rest, in groups."""
        return [(title, [self[name] for name in names]) for title, names in MORE]

    @property
    def shows_more(self) -> bool:
        """Is there something wrong, or already something written, among the rest?"""
        names = [name for _title, names in MORE for name in names]
        written = any(self.initial.get(name) for name in names if name not in ("frequency", "publication_delay"))
        return written or any(name in self.errors for name in names if self.is_bound)

    def clean_decimals(self) -> int:
        """At most as many as a value is stored with."""
        return min(self.cleaned_data["decimals"], 3)

    def clean_kolada_id(self) -> str:
        return str(self.cleaned_data["kolada_id"]).strip().upper()

    def clean_source_kind(self) -> str:
        return self.cleaned_data["source_kind"] or SourceKind.OWN

    def clean_frequency(self) -> str:
        return self.cleaned_data["frequency"] or Frequency.YEAR

    def clean_publication_delay(self) -> int:
        """Years of delay are no delay: the value is another year's."""
        months = self.cleaned_data["publication_delay"] or 0
        if months > 36:
            raise forms.ValidationError(_("Skriv högst 36 månader."))
        return months

    def clean(self) -> dict[str, Any]:
        """A key figure is needed where Kolada is the source."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("source_kind") == SourceKind.KOLADA and not cleaned.get("kolada_id"):
            self.add_error("kolada_id", _("Skriv vilket nyckeltal i Kolada det är."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The indicator's fields, without the version."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}


class ValueForm(forms.Form):
    """Target and outcome of one period."""

    target = FigureField(label=_("Målvärde"))
    target_high = FigureField(label=_("Målvärde, högst"))
    outcome = FigureField(label=_("Utfall"))
    missing_reason = forms.CharField(
        label=_("Varför utfallet saknas"), max_length=200, required=False, help_text=_("Fylls i när utfallet är tomt.")
    )
    comment = forms.CharField(label=_("Kommentar"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, data: Any, *, stored: IndicatorValue | None, may_set_target: bool, within: bool = False) -> None:
        initial = {name: getattr(stored, name) for name in self.base_fields} if stored else {}
        super().__init__(data, initial=initial)
        self.fields["target"].disabled = self.fields["target_high"].disabled = not may_set_target
        if within:
            self.fields["target"].label = _("Målvärde, lägst")
        else:
            del self.fields["target_high"]


class StatusForm(forms.Form):
    """What a person says of what the thresholds propose."""

    status = forms.ChoiceField(label=_("Hur gick det?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Varför"),
        max_length=200,
        required=False,
        help_text=_("Behövs när du säger något annat än förslaget, eller att det inte kan bedömas."),
    )
    seen = FigureField(label=_("Utfallet du såg"), widget=forms.HiddenInput)

    def __init__(self, data: Any, *, value: IndicatorValue, steps: Iterable[ScaleStep]) -> None:
        initial = {
            "status": value.status or value.proposed_status,
            "reason": value.status_reason,
            "seen": value.outcome,
        }
        super().__init__(data, initial=initial)
        self.fields["status"].choices = [(s.key, s.word_for(value.month == 12)) for s in steps]  # type: ignore[attr-defined]


class IndicatorFilterForm(forms.Form):
    """What one looks for among the indicators. Units are those that have any."""

    q = forms.CharField(
        label=_("Sök i namn"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "data-search": ""}),
    )
    enhet = forms.ChoiceField(label=_("Enhet"), required=False, widget=LongSelect)
    kalla = forms.ChoiceField(label=_("Källa"), required=False)
    lage = forms.ChoiceField(label=_("Utfall"), required=False)
    hor = forms.ChoiceField(label=_("Hör till"), required=False, widget=LongSelect)

    def __init__(self, data: Any, *, indicators: Iterable[Indicator]) -> None:
        units, items = {}, {}
        for one in indicators:
            unit = owner(one)
            units[str(unit.pk)] = unit.name
            if one.item:
                items[str(one.item_id)] = one.item.title
        items = {pk: Truncator(title).chars(60) for pk, title in items.items()}
        choices: dict[str, list[tuple[str, Any]]] = {
            "enhet": list(units.items()),
            "kalla": list(SourceKind.choices),
            "lage": [(CURRENT, _("aktuellt")), (STALE, _("gammalt")), (MISSING, _("saknas helt"))],
            "hor": list(items.items()),
        }
        asked = {"q": sought_text(data)}
        for name, options in choices.items():
            asked[name] = data.get(name, "") if data.get(name, "") in {value for value, _label in options} else ""
        super().__init__(asked)
        for name, options in choices.items():
            self.fields[name].choices = [("", _("Alla")), *options]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """The filters, "" for one that is not used."""
        self.full_clean()
        return dict(self.cleaned_data)
