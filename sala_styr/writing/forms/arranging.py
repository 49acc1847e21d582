"""Forms that arrange a report that has begun: its number and day, its own sections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sala_styr.shell.fields import DayField
from sala_styr.writing.forms import TemplateSectionForm
from sala_styr.writing.models import ReportSection, WrittenReport


class DetailsForm(forms.Form):
    registry_number = forms.CharField(
        label=_("Diarienummer"),
        required=False,
        max_length=40,
        help_text=_("Står på rapportens framsida, till exempel KS 2026/112."),
    )
    due = DayField(
        label=_("När ska texterna vara inlämnade?"),
        required=False,
        help_text=_("Den som skriver ser dagen i sin lista och påminns innan. Ett avsnitt kan ha en egen dag."),
    )

    @staticmethod
    def initial_of(report: WrittenReport) -> dict[str, Any]:
        """What stands, as the form shows it."""
        return {"registry_number": report.registry_number, "due": report.due}


class ReportSectionForm(TemplateSectionForm):
    """A section of a report that has begun: as the template's, with a day of its own."""

    due = DayField(label=_("Lämnas in senast"), required=False, help_text=_("Tomt: samma dag som resten av rapporten."))

    @staticmethod
    def initial_of(section: Any, version: int) -> dict[str, Any]:
        """What stands, as the form shows it."""
        due = section.due if isinstance(section, ReportSection) else None
        return TemplateSectionForm.initial_of(section, version) | {"due": due}


class RemoveForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.CharField(
        label=_("Varför tas avsnittet bort?"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Behövs när någon har skrivit i avsnittet. Texten finns kvar i historiken och kan läggas tillbaka."
        ),
    )
