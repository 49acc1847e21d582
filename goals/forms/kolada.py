"""The files from Kolada: one or several, all of which must be understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.kolada.shapes import KoladaFormatError, Package, read
from sala_styr.tables.uploads import LARGEST, OfKind


class FilesInput(forms.ClearableFileInput):
    """A field that takes several files."""

    allow_multiple_selected = True


@dataclass(frozen=True)
class Files:
    """What was sent, by name, and what it was understood as."""

    contents: Mapping[str, bytes]
    package: Package


class FilesField(forms.FileField):
    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file, read. Raises ValidationError that says which one and where."""
        sent = data if isinstance(data, list) else [data]
        files = [super(FilesField, self).clean(each, initial) for each in sent] or [super().clean(None, initial)]
        if sum(file.size for file in files) > LARGEST:
            raise forms.ValidationError(_("Filerna är tillsammans större än 20 MB. Ta några åt gången."))
        contents = {file.name: file.read() for file in files}
        try:
            package = FilesForm.package_of(contents)
        except KoladaFormatError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        if package.is_empty:
            raise forms.ValidationError(_("Det finns inget i filerna: listan ”values” är tom."))
        return Files(contents, package)


class FilesForm(forms.Form):
    documents = FilesField(
        label=gettext_lazy("Filer från Kolada"),
        help_text=gettext_lazy(
            "JSON från Koladas API: nyckeltal, kommuner, grupper och värden. Flera på en gång går bra. Högst 20 MB."
        ),
        validators=[OfKind(("json",))],
        widget=FilesInput(attrs={"accept": ".json,application/json"}),
    )

    @staticmethod
    def package_of(contents: Mapping[str, bytes]) -> Package:
        """What is in the files together. Raises KoladaFormatError."""
        found = Package()
        for name, data in contents.items():
            found += read(data, name)[0]
        return found
