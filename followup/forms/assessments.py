"""One assessment as a form. On a unit's page there are many, so each has its own prefix: the key of its thing."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from followup.actions.assessments import Words
from followup.forms.versioned import VersionedForm
from followup.models import STATUS_LOOK, TREND_LOOK, Assessment, Status, Trend
from sala_styr.shell.symbols import symbol

FIELDS = ("status", "trend", "comment", "cannot_reason", "outlook")


def status_choices(full_year: bool, *, with_none: bool = True) -> list[tuple[str, SafeString]]:
    """The scale with its symbols; at an interim it is the outlook that is judged, so the words differ."""
    looks = [(value, STATUS_LOOK[value]) for value in Status.values]
    choices = [(value, _marked(look.symbol, look.word if full_year else look.interim_word)) for value, look in looks]
    return [("", _marked("–", _("inte bedömt än"))), *choices] if with_none else choices


def _marked(sign: str, word: Any) -> SafeString:
    return format_html('<span class="status">{}<span>{}</span></span>', symbol(sign), word)


class AssessmentForm(VersionedForm):
    """Status, trend and comment are three fields (domain §6.1)."""

    status = forms.ChoiceField(label=_("Hur går det?"), required=False, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Kommentar"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cannot_reason = forms.CharField(
        label=_("Varför det inte kan bedömas"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    trend = forms.ChoiceField(
        label=_("Trend"),
        required=False,
        choices=[("", _("Välj")), *((value, f"{TREND_LOOK[value].symbol} {label}") for value, label in Trend.choices)],
    )
    outlook = forms.ChoiceField(
        label=_("Hur ser det ut vid årets slut?"),
        required=False,
        choices=[
            ("", _("Välj")),
            *((value, f"{STATUS_LOOK[value].symbol} {label}") for value, label in Status.choices),
        ],
    )

    def __init__(self, *args: Any, full_year: bool, outer_form: str = "", **kwargs: Any) -> None:
        """``outer_form``: the id of the form element that the fields belong to, where they stand outside it."""
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = status_choices(full_year)  # type: ignore[attr-defined]
        if full_year:
            del self.fields["outlook"]
        if outer_form:
            for field in self.fields.values():
                field.widget.attrs["form"] = outer_form

    def words(self) -> Words:
        """What the person says."""
        return Words(**{name: self.cleaned_data.get(name, "").strip() for name in FIELDS})

    @staticmethod
    def initial_of(assessment: Assessment | None) -> dict[str, Any]:
        """What stands, as the form shows it."""
        if assessment is None:
            return {"version": 0}
        return {"version": assessment.version} | {name: getattr(assessment, name) for name in FIELDS}


class ReturnForm(VersionedForm):
    """Why an assessment goes back."""

    because = forms.CharField(
        label=_("Vad behöver kompletteras?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
