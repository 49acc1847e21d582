"""The first step of an import: the file and what it is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget import rules
from budget.queries.structure import Structure
from budget.queries.table_columns import saved_columns
from budget.uploads import LARGEST, Upload
from sala_styr.organisation.actor import Actor
from sala_styr.tables.uploads import SIE, TABLES, OfKind

ENCODINGS = [
    ("", gettext_lazy("Avgör själv")),
    ("cp437", gettext_lazy("PC8 (CP437), standarden för SIE")),
    ("latin-1", gettext_lazy("Latin-1 (Windows)")),
    ("utf-8", "UTF-8"),
]
SIGNS = [
    ("report", gettext_lazy("Intäkter är plus, kostnader minus")),
    ("ledger", gettext_lazy("Bokföringens: kostnader (debet) är plus, intäkter (kredit) minus")),
]


class UploadForm(forms.Form):
    """File, unit, and for tables the year and their sign."""

    file = forms.FileField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy("SIE (.se, .si, .sie), CSV eller Excel (.xlsx). Högst 100 MB, Excel högst 20 MB."),
        validators=[OfKind(SIE + TABLES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".se,.si,.sie,.csv,.txt,.xlsx"}),
        error_messages={"empty": gettext_lazy("Filen är tom. Exportera den igen ur ekonomisystemet.")},
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Gäller"),
        help_text=gettext_lazy(
            "Kommunen, bolaget eller enheten. Koder för ansvar i filen fördelas på enheterna under den."
        ),
    )
    year = forms.IntegerField(
        label=gettext_lazy("År"),
        min_value=1990,
        max_value=2100,
        help_text=gettext_lazy("För CSV och Excel. En SIE-fil säger själv vilket år den gäller."),
    )
    sign = forms.ChoiceField(
        label=gettext_lazy("Tecken i CSV och Excel"), choices=SIGNS, widget=forms.RadioSelect, initial="report"
    )
    columns = forms.ChoiceField(
        label=gettext_lazy("Kolumner i CSV och Excel"),
        required=False,
        help_text=gettext_lazy("Sparade kolumner säger själva filens tecken."),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Teckenkodning i SIE-filen"),
        choices=ENCODINGS,
        required=False,
        help_text=gettext_lazy("Behöver bara ändras om å, ä och ö ser fel ut i granskningen."),
    )

    def __init__(self, *args: Any, actor: Actor, tree: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.choices = [
            (str(unit.pk), "\u2003" * unit.level + unit.name) for unit in tree.units if rules.may_import(actor, unit)
        ]

        columns: Any = self.fields["columns"]
        saved = [(str(each.pk), f"{each.name} ({each.unit.label})") for each in saved_columns()]
        columns.choices = [("", _("Känn igen rubrikerna")), *saved]
        if not saved:
            del self.fields["columns"]

    def clean_file(self) -> Any:
        """Not larger than what is read in one go."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Filen är större än 100 MB. Exportera ett räkenskapsår åt gången."))
        return file

    def upload(self) -> Upload:
        """What is wished."""
        values = self.cleaned_data
        return Upload(
            filename=values["file"].name,
            unit=int(values["unit"]),
            year=values["year"],
            encoding=values["encoding"],
            sign=values["sign"],
            columns=int(values.get("columns") or 0),
        )
