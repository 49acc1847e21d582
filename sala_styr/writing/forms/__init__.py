"""Forms of writing together."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from sala_styr.documents.live import WHOLE_YEAR, all_blocks
from sala_styr.organisation.models import Unit, UnitKind
from sala_styr.shell.fields import DayField, RichTextInput
from sala_styr.tables.uploads import OfKind
from sala_styr.writing.models import OwnerRole, ReportSection, ReportTemplate, TemplateKind, TemplateSection

WRITERS = (UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.DEPARTMENT, UnitKind.COMPANY, UnitKind.FEDERATION)
"""The kinds of units that may write reports of their own."""


class BeginForm(forms.Form):
    """Which report to begin. ``unit`` left out: all that write such a one and have not begun."""

    template = forms.ModelChoiceField(ReportTemplate.objects.none(), label=_("Vilken rapport?"))
    year = forms.IntegerField(label=_("Vilket år?"), min_value=1990, max_value=2100)
    month = forms.TypedChoiceField(
        label=_("Till och med vilken månad?"), coerce=int, choices=[(n, MONTHS[n]) for n in range(1, WHOLE_YEAR + 1)]
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Vilken enhet?"),
        required=False,
        help_text=_("Bara för rapporter som enheterna skriver var sin av. Lämna tomt för att påbörja allas."),
    )

    due = DayField(
        label=_("När ska texterna vara inlämnade?"),
        required=False,
        help_text=_("Den som skriver ser dagen i sin lista och påminns innan."),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = ReportTemplate.objects.filter(retired=False)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ReportTextInput(RichTextInput):
    """A text with all that a report can hold: the toolbar makes numbered lists, two levels of headings and tables too (static/styr/js/report-text.js)."""

    template_name = "writing/form/report_text.html"


class SectionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=ReportTextInput(attrs={"rows": 18, "data-autosave-field": ""}),
    )


class ReturnForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.CharField(label=_("Vad behöver kompletteras?"), widget=forms.Textarea(attrs={"rows": 3}))


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("Vad vill du säga om avsnittet?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        help_text=_("Kommentarer syns för dem som skriver, aldrig i rapporten."),
    )


class PictureForm(forms.Form):
    file = forms.FileField(
        label=_("Bild, PNG eller JPEG"),
        validators=[OfKind(("png", "jpg", "jpeg"))],
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    alternative = forms.CharField(
        label=_("Vad visar bilden?"), max_length=300, help_text=_("Läses upp för den som inte kan se bilden.")
    )
    caption = forms.CharField(
        label=_("Bildtext"),
        max_length=200,
        required=False,
        help_text=_("Står under bilden, till exempel vem som tog den."),
    )


class TemplateForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Vad heter rapporten?"), max_length=100)
    kind = forms.ChoiceField(label=_("Vilket slag?"), choices=TemplateKind)
    description = forms.CharField(
        label=_("Vad är den till för?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    unit_kinds = forms.MultipleChoiceField(
        label=_("Vilka skriver var sin?"),
        required=False,
        choices=[(kind, kind.label) for kind in WRITERS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Inget valt: en rapport för hela kommunen."),
    )
    decided_by = forms.ChoiceField(
        label=_("Vem beslutar om den?"),
        required=False,
        choices=[("", _("vem som helst av organen")), *UnitKind.choices],
    )
    ends_year = forms.BooleanField(label=_("Den handlar om hela året"), required=False)
    retired = forms.BooleanField(label=_("Den används inte längre"), required=False)

    @staticmethod
    def initial_of(template: ReportTemplate) -> dict[str, Any]:
        """What stands, as the form shows it."""
        names = ("version", "name", "kind", "description", "unit_kinds", "decided_by", "ends_year", "retired")
        return {name: getattr(template, name) for name in names}


class TemplateSectionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    heading = forms.CharField(label=_("Rubrik"), max_length=120)
    instruction = forms.CharField(
        label=_("Vad vill ni att det ska stå här?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Står bredvid rutan för den som skriver."),
    )
    has_text = forms.BooleanField(label=_("Här skriver någon en text"), required=False)
    required = forms.BooleanField(label=_("Texten behövs för att rapporten ska bli klar"), required=False)
    owner_unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Vilken enhet skriver?"),
        required=False,
        help_text=_("Tomt: den enhet som rapporten handlar om, eller kommunens controller."),
    )
    owner_role = forms.ChoiceField(label=_("Vem där?"), choices=OwnerRole)
    blocks = forms.MultipleChoiceField(
        label=_("Vad hämtas ur systemet?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Det visas efter texten, i den här ordningen, med siffrorna som de är när rapporten görs."),
    )
    gathers = forms.ModelChoiceField(
        ReportTemplate.objects.none(),
        label=_("Samlar enheternas rapporter av mallen"),
        required=False,
        help_text=_("Varje enhets rapport blir ett eget underavsnitt här."),
    )

    def __init__(self, *args: Any, template: ReportTemplate, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_unit"].queryset = units  # type: ignore[attr-defined]
        gathered = ReportTemplate.objects.exclude(pk=template.pk).exclude(unit_kinds=[])
        self.fields["gathers"].queryset = gathered  # type: ignore[attr-defined]
        suits = [each for each in all_blocks() if (each.of_unit if template.is_for_units else each.of_whole)]
        self.fields["blocks"].choices = [(each.name, each.title) for each in suits]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(section: TemplateSection | ReportSection | None, version: int) -> dict[str, Any]:
        """What stands, as the form shows it."""
        if section is None:
            return {"version": version, "has_text": True, "required": True, "owner_role": OwnerRole.OFFICIALS}
        names = ("heading", "instruction", "has_text", "required", "owner_role", "blocks", "owner_unit", "gathers")
        return {name: getattr(section, name) for name in names} | {"version": version}
