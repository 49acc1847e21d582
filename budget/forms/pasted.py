"""A table that is pasted, or a file with one: what the forms that take either share."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sala_styr.tables import Sheet, TableError, read_table
from sala_styr.tables.uploads import TABLES, OfKind

LARGEST = 2_000_000


class PastedTableForm(forms.Form):
    """Leaves the table in ``sheet`` and its bytes in ``read``. The form itself says how it is to look, in the field's help."""

    table = forms.CharField(
        label=gettext_lazy("Klistra in tabellen"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Eller välj en fil"),
        required=False,
        help_text=gettext_lazy("CSV eller Excel (.xlsx), högst 2 MB."),
        validators=[OfKind(TABLES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    table_help: Any = ""
    sheet: Sheet
    read: bytes = b""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].help_text = self.table_help

    def clean(self) -> dict[str, Any]:
        """A table that can be read, from either."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        file, text = cleaned.get("file"), cleaned.get("table", "")
        if not file and not text.strip():
            self.add_error("table", _("Klistra in en tabell, eller välj en fil."))
        elif file and file.size > LARGEST:
            self.add_error("file", _("Filen är större än 2 MB. Spara bara tabellen i en egen fil."))
        else:
            self._read(file.read() if file else text.encode(), "file" if file else "table")
        return cleaned

    def _read(self, data: bytes, field: str) -> None:
        try:
            self.sheet = read_table(data)
        except TableError as error:
            self.add_error(field, str(error))
        self.read = data
