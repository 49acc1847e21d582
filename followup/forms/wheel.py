"""A step of the year wheel, and what is special for one year."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from followup.forms.versioned import VersionedForm
from followup.models import PeriodKind, WheelAbout, WheelStep, WheelTrack, WheelWork, WheelYear, WheelYears
from sala_styr.organisation.models import Role, Unit, UnitKind
from sala_styr.shell.fields import DayField

_MONTHS = list(MONTHS.items())
_NO_MONTH = [("", _("I samma månad"))]
_FIRST, _LAST = 1990, 2100


class WheelStepForm(VersionedForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Vad ska göras?"), max_length=120)
    text = forms.CharField(
        label=_("Vad innebär det?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("En eller två meningar för den som gör det första gången."),
    )
    track = forms.ChoiceField(label=_("Spår"), choices=WheelTrack.choices)
    start_month = forms.TypedChoiceField(
        label=_("När börjar arbetet?"), choices=[*_NO_MONTH, *_MONTHS], required=False, coerce=int, empty_value=None
    )
    month = forms.TypedChoiceField(label=_("I vilken månad ska det vara klart?"), choices=_MONTHS, coerce=int)
    day = forms.IntegerField(
        label=_("Vilken dag i månaden?"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=_("Lämna tomt för månadens sista dag."),
    )
    on_working_day = forms.BooleanField(label=_("Flytta till vardagen före när dagen är en helgdag"), required=False)
    period_kind = forms.ChoiceField(
        label=_("Följer steget en uppföljningsperiod?"),
        choices=[("", _("Nej")), *PeriodKind.choices],
        required=False,
        help_text=_("Då gäller den dag då perioden ska vara lämnad, ett steg för varje period av slaget."),
    )
    years = forms.ChoiceField(label=_("Vilka år?"), choices=WheelYears.choices)
    about = forms.TypedChoiceField(
        label=_("Vilket års plan eller bokslut gäller det?"), choices=WheelAbout.choices, coerce=int, initial=0
    )
    first_year = forms.IntegerField(label=_("Från och med år"), required=False, min_value=_FIRST, max_value=_LAST)
    last_year = forms.IntegerField(
        label=_("Till och med år"),
        required=False,
        help_text=_("Skriv ett år här när steget inte ska göras mer: åren dessförinnan ser ut som de gjorde."),
        min_value=_FIRST,
        max_value=_LAST,
    )
    law = forms.CharField(
        label=_("Vilken lag säger det?"),
        required=False,
        max_length=60,
        help_text=_("Till exempel KL 11:16. Lämna tomt för kommunens egna dagar."),
    )
    owner = forms.ModelChoiceField(label=_("En enhet"), queryset=Unit.objects.none(), required=False)
    owner_kind = forms.ChoiceField(
        label=_("… eller alla enheter av ett slag"), choices=[("", _("Inget valt")), *UnitKind.choices], required=False
    )
    role = forms.ChoiceField(
        label=_("Vilken roll har den som svarar?"), choices=[("", _("Inget valt")), *Role.choices], required=False
    )
    work = forms.ChoiceField(
        label=_("Var syns det hur långt det har kommit?"),
        choices=[("", _("Någon noterar när det är klart")), *WheelWork.choices],
        required=False,
    )
    is_asked = forms.BooleanField(label=_("Visa som att göra hos den som svarar"), required=False)
    is_public = forms.BooleanField(label=_("Ta med i den kalender som alla kan läsa"), required=False)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["owner"]
        units.queryset = Unit.objects.in_year(year).order_by("tree_id", "lft")

    @classmethod
    def for_step(cls, step: WheelStep, year: int, data: Any = None) -> "WheelStepForm":
        """The form filled with what stands."""
        return cls(data, year=year, initial={name: getattr(step, name) for name in cls.base_fields})

    def written(self) -> dict[str, Any]:
        """What was written, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class WheelYearForm(forms.Form):
    day = DayField(label=_("Dag det här året"), required=False, help_text=_("Lämna tomt för den vanliga dagen."))
    left_out = forms.BooleanField(label=_("Steget görs inte det här året"), required=False)
    reason = forms.CharField(
        label=_("Varför?"), required=False, max_length=200, help_text=_("Behövs när steget inte görs.")
    )

    @classmethod
    def for_year(cls, row: WheelYear | None, data: Any = None) -> "WheelYearForm":
        """The form filled with what stands."""
        return cls(data, initial={name: getattr(row, name) for name in cls.base_fields} if row else {})


class WheelDoneForm(forms.Form):
    on = DayField(label=_("Vilken dag blev det klart?"))
    note = forms.CharField(
        label=_("Var kan man läsa om det?"),
        required=False,
        max_length=200,
        help_text=_("Till exempel KF 2026-06-22 § 61."),
    )

    @classmethod
    def on_day(cls, today: date, data: Any = None) -> "WheelDoneForm":
        """The form with today's day."""
        return cls(data, initial={"on": today})
