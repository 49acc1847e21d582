"""Forms of the chart of accounts and the codes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.actions.coding import CodeDraft, seen_of
from budget.coding_parts import Entry, Part
from budget.queries.code_lists import FROM_FILE, UNUSED, USED, CodeSearch
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit
from sala_styr.tables.uploads import LARGEST, TABLES, OfKind

STATES = [("", gettext_lazy("Alla")), (USED, gettext_lazy("Används")), (UNUSED, gettext_lazy("Används inte"))]
OF_ACCOUNTS = (FROM_FILE, gettext_lazy("Kom med en fil"))


class CodeSearchForm(forms.Form):
    """What to look for; it stays in the address."""

    sok = forms.CharField(
        label=gettext_lazy("Kod eller benämning"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "data-search": ""}),
    )
    lage = forms.ChoiceField(label=gettext_lazy("Läge"), required=False, choices=STATES)

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state: Any = self.fields["lage"]
        state.choices = [*STATES, OF_ACCOUNTS] if part.is_chart else STATES

    def wanted(self) -> CodeSearch:
        """The search; what cannot be understood is left out."""
        self.is_valid()
        return CodeSearch(self.cleaned_data.get("sok", "").strip(), self.cleaned_data.get("lage", ""))


class CodeForm(forms.Form):
    """An account or a code. The code itself is chosen once: what has been written with it must go on meaning the same."""

    code = forms.CharField(label=gettext_lazy("Kod"), max_length=12)
    name = forms.CharField(label=gettext_lazy("Benämning"), max_length=120)
    rs_code = forms.CharField(
        label=gettext_lazy("Verksamhet i räkenskapssammandraget (RS)"), max_length=12, required=False
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Enhet"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("ingen särskild"),
    )
    in_use = forms.BooleanField(
        label=gettext_lazy("Används"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Det som inte används går inte att välja, men det som är skrivet med det står kvar."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, part: Part, entry: Entry | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        if part.is_chart:
            self.fields["code"].label = _("Kontonummer")
        for name in ("rs_code", "unit"):
            if name != part.more:
                del self.fields[name]
        if part.more == "unit":
            units: Any = self.fields["unit"]
            units.queryset = Unit.objects.order_by("tree_id", "lft")
        if entry is not None:
            self.entry_code = part.code_of(entry)
            del self.fields["code"]
            more = {part.more: getattr(entry, "unit_id" if part.more == "unit" else part.more)} if part.more else {}
            self.initial = {"name": entry.name, "in_use": entry.in_use, "seen": seen_of(part, entry), **more}

    def draft(self) -> CodeDraft:
        """What it is to say."""
        values = self.cleaned_data
        return CodeDraft(
            code=values["code"].strip() if "code" in values else self.entry_code,
            name=values["name"],
            in_use=values["in_use"],
            rs_code=values.get("rs_code", "").strip(),
            unit=values.get("unit"),
        )

    def add_broken(self, broken: RuleBroken) -> None:
        """Show a rule's sentence at its field."""
        self.add_error(broken.field if broken.field in self.fields else None, str(broken))


class CodesFileForm(forms.Form):
    """A table of accounts or codes: a file, or what was copied in Excel."""

    file = forms.FileField(
        label=gettext_lazy("Fil"),
        required=False,
        help_text=gettext_lazy("CSV eller Excel (.xlsx), högst 20 MB."),
        validators=[OfKind(TABLES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Eller klistra in ur Excel, med rubrikraden"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > LARGEST:
            self.add_error("file", _("Filen är större än 20 MB. Dela upp den."))
        elif file is None and not cleaned.get("pasted", "").strip():
            self.add_error("file", _("Välj en fil, eller klistra in en tabell."))
        return cleaned

    def content(self) -> tuple[bytes, str]:
        """The table's bytes and its name."""
        file = self.cleaned_data.get("file")
        if file is not None:
            return file.read(), file.name
        return self.cleaned_data["pasted"].encode(), _("inklistrat")
