"""The dialogue's forms: planning it, and the parts of its page. The page is one form element; each part has its own prefix."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from followup.actions.steps import CARRIED
from followup.forms.versioned import VersionedForm
from followup.models import Dialogue, NextStep, Period, StepState
from followup.queries.dialogue_steps import is_settled_in
from goals.terms import answers
from sala_styr.organisation.models import Unit, User
from sala_styr.shell.fields import DayField

WRITTEN = ("lower_picture", "upper_picture", "core_mission", "focus_areas", "money", "reflection", "support")


def _text(label: Any, rows: int, hint: Any = "") -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows, "data-autosave-field": "local"})
    return forms.CharField(label=label, required=False, help_text=hint, widget=box)


def focus_heading(dialogue: Dialogue) -> str:
    """What the part about the political goals is called: by what the year's model calls them. One query, once a request."""
    levels = answers(dialogue.period.year)
    return str(_("%(levels)s: framsteg och hinder")) % {"levels": levels[:1].upper() + levels[1:]}


class DialogueForm(VersionedForm):
    """What is written in the dialogue itself."""

    lower_picture = _text(_("Hur ser ni det?"), 14)
    upper_picture = _text(_("Hur ser ni det?"), 14)
    core_mission = _text(_("Grunduppdraget: vad fungerar, vad oroar?"), 4)
    focus_areas = _text("", 4)
    money = _text(_("Ekonomin: läge, prognos och åtgärder"), 3)
    reflection = _text(_("Vad har vi lärt oss, vad förstår vi annorlunda?"), 4)
    support = _text(_("Behov av stöd eller beslut"), 2)

    def __init__(self, data: Any = None, *, dialogue: Dialogue, writes: frozenset[str]) -> None:
        """``writes``: the fields that this person may write; the others are left out."""
        super().__init__(data, initial={name: getattr(dialogue, name) for name in (*WRITTEN, "version")})
        self.fields["focus_areas"].label = focus_heading(dialogue)
        for name in set(WRITTEN) - writes:
            del self.fields[name]
        for name in writes:
            self.fields[name].widget.attrs["data-autosave-field"] = True


class SettleForm(forms.Form):
    """What became of a step from last time."""

    choice = forms.ChoiceField(
        label=_("Hur blev det?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (StepState.DONE, _("Klart")),
            (CARRIED, _("Går vidare")),
            (StepState.DROPPED, _("Avslutas utan åtgärd")),
        ],
    )
    outcome = _text(_("Hur gick det?"), 2)

    @classmethod
    def for_step(cls, step: NextStep, dialogue: Dialogue, data: Any = None) -> "SettleForm":
        """The form with what ``dialogue`` has said of the step so far."""
        choice = ""
        if is_settled_in(step, dialogue):
            choice = step.state if step.closed_in_id == dialogue.pk else CARRIED
        return cls(data, prefix=f"steg-{step.pk}", initial={"choice": choice, "outcome": step.outcome})


class NewStepForm(forms.Form):
    """A next step to agree on: what, who, when."""

    text = _text(_("Nytt steg: vad ska göras?"), 2)
    responsible = forms.ModelChoiceField(User.objects.none(), label=_("Vem"), required=False, empty_label=_("Välj"))
    due = DayField(label=_("När"), required=False)

    def __init__(self, data: Any = None, *, people: "QuerySet[User]") -> None:
        super().__init__(data, prefix="nytt-steg")
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]


class NewQuestionForm(forms.Form):
    """A question to carry on."""

    text = _text(_("Vilken fråga vill ni bära vidare?"), 2)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="ny-fraga")


class AnswerForm(forms.Form):
    """The answer to an open question."""

    answer = _text(_("Vad svarar ni?"), 2)


class ConfirmForm(forms.Form):
    """Why steps from last time were left, when they were."""

    note = _text(_("Varför lämnar ni steg från förra gången?"), 2)


class ArrangeForm(VersionedForm):
    """Day, place, what is to be read, and who takes part."""

    day = DayField(label=_("Dag"))
    place = forms.CharField(label=_("Plats"), max_length=120, required=False)
    material = _text(
        _("Vad är bra att läsa före?"), 3, _("Till exempel delårsrapporten eller verksamhetens bedömningar.")
    )
    participants = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Deltagare"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participants"].queryset = people  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """A new dialogue: between whom, for which period, when."""

    pair = forms.ChoiceField(label=_("Mellan"), help_text=_("En dialog förs mellan två nivåer som möts."))
    period = forms.ModelChoiceField(Period.objects.none(), label=_("Period"), empty_label=None)
    day = DayField(label=_("Dag"))
    place = forms.CharField(label=_("Plats"), max_length=120, required=False)
    material = _text(
        _("Vad är bra att läsa före?"), 3, _("Till exempel delårsrapporten eller verksamhetens bedömningar.")
    )

    def __init__(self, *args: Any, pairs: list[tuple[Unit, Unit]], periods: "QuerySet[Period]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pairs = {f"{upper.pk}-{lower.pk}": (upper, lower) for upper, lower in pairs}
        self.fields["pair"].choices = [  # type: ignore[attr-defined]
            (key, f"{upper.name} – {lower.name}") for key, (upper, lower) in self.pairs.items()
        ]
        self.fields["period"].queryset = periods  # type: ignore[attr-defined]
