"""One assessment as a form. On a unit's page there are many, so each has its own prefix: the key of its thing."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followup.actions.assessments import Words
from followup.forms.versioned import VersionedForm
from followup.models import Assessment
from goals.queries.scales import Scale, Scales, ScaleStep
from goals.scale_words import CANNOT
from sala_styr.shell.symbols import symbol

FIELDS = ("status", "trend", "comment", "cannot_reason", "outlook")


class StatusChoice(forms.RadioSelect):
    """The steps as radio buttons. Those that need a reason say so to the style sheet, which then shows the field for it."""

    reasons: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's own, with a mark on what needs a reason."""
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.reasons:
            option["attrs"]["data-reason"] = ""
        return option


def status_choices(steps: list[ScaleStep], full_year: bool) -> list[tuple[str, SafeString]]:
    """The scale with its symbols; at an interim it is the outlook that is judged, so the words differ."""
    choices = [(step.key, _marked(step.symbol, step.word_for(full_year))) for step in steps]
    return [("", _marked("–", _("inte bedömt än"))), *choices]


def _list(scale: Scale, now: str) -> list[tuple[str, Any]]:
    return [("", _("Välj")), *((step.key, f"{step.symbol} {step.word}") for step in scale.offered(now))]


def _marked(sign: str, word: Any) -> SafeString:
    return format_html('<span class="status">{}<span>{}</span></span>', symbol(sign), word)


class AssessmentForm(VersionedForm):
    """Status, trend and comment are three fields (domain §6.1)."""

    status = forms.ChoiceField(label=_("Hur går det?"), required=False, widget=StatusChoice)
    comment = forms.CharField(
        label=_("Vad ligger bakom?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cannot_reason = forms.CharField(
        label=_("Varför går det inte att bedöma?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    trend = forms.ChoiceField(label=_("Trend"), required=False)
    outlook = forms.ChoiceField(label=_("Hur ser det ut vid årets slut?"), required=False)

    def __init__(self, *args: Any, scales: Scales, full_year: bool, outer_form: str = "", **kwargs: Any) -> None:
        """``scales``: of the period's year. ``outer_form``: the id of the form element that the fields belong to, where they stand outside it."""
        super().__init__(*args, **kwargs)
        now = self.initial
        steps = scales.status.offered(now.get("status", ""))
        self.fields["status"].choices = status_choices(steps, full_year)  # type: ignore[attr-defined]
        self.fields["status"].widget.reasons = frozenset(step.key for step in steps if step.needs_reason)
        needing = [step for step in steps if step.needs_reason]
        if [step.key for step in needing] != [CANNOT]:
            words = ", ".join(step.word_for(full_year) for step in needing)
            self.fields["cannot_reason"].label = gettext("Skäl (behövs för: %(words)s)") % {"words": words}
        self.fields["trend"].choices = _list(scales.trend, now.get("trend", ""))  # type: ignore[attr-defined]
        self.fields["outlook"].choices = _list(scales.status, now.get("outlook", ""))  # type: ignore[attr-defined]
        if full_year:
            del self.fields["outlook"]
        if outer_form:
            for name, field in self.fields.items():
                field.widget.attrs["form"] = outer_form
                if name in FIELDS:
                    field.widget.attrs["data-autosave-field"] = ""

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
