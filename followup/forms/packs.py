"""Inviting to a dialogue, planning a period's dialogues, and the questions they begin with."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from followup.forms.versioned import VersionedForm
from followup.models import DialogueQuestion, PairKind
from followup.queries.dialogue_planning import Proposal
from sala_styr.organisation.models import User
from sala_styr.shell.fields import FIRST_DAY, LAST_DAY, DayField


class ClockInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class ClockField(forms.TimeField):
    """A time of day, chosen or typed as 9:30."""

    widget = ClockInput
    default_error_messages = {"invalid": _("Skriv tiden som timme och minut, till exempel 09:30.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)


class InvitationForm(VersionedForm):
    """Everything that an invitation says."""

    day = DayField(label=_("Vilken dag ses ni?"))
    starts = ClockField(label=_("Från klockan"))
    ends = ClockField(label=_("Till klockan"))
    place = forms.CharField(
        label=_("Var?"), max_length=120, required=False, help_text=_("Ett rum, eller en länk till ett videomöte.")
    )
    questions = forms.CharField(
        label=_("Vad vill ni tala om?"),
        help_text=_("En öppen fråga på varje rad, tre eller fyra räcker långt. Frågorna kommer från kommunens egna."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    message = forms.CharField(
        label=_("Vill ni säga något mer?"),
        required=False,
        help_text=_("Det står i inbjudan och först i underlaget. Inga personuppgifter."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    participants = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Vilka bjuds in?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participants"].queryset = people  # type: ignore[attr-defined]


class ProposalForm(forms.Form):
    """A proposed dialogue: is it to be planned, which day, when."""

    chosen = forms.BooleanField(label=_("Planera"), required=False)
    day = DayField(label=_("Dag"), required=False)
    starts = ClockField(label=_("Från"), required=False)
    ends = ClockField(label=_("Till"), required=False)

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        self.proposal = proposal
        initial = {"chosen": True, "day": proposal.day, "starts": proposal.starts, "ends": proposal.ends}
        super().__init__(data, prefix=f"par-{proposal.key}", initial=initial)

    def clean(self) -> dict[str, Any]:
        """What is chosen needs its day and its times."""
        said = super().clean() or {}
        if said.get("chosen"):
            for name in ("day", "starts", "ends"):
                if said.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Fyll i det här, eller ta bort krysset."))
        return said


class PlaceForm(forms.Form):
    """Where they all meet, when it is the same place."""

    place = forms.CharField(
        label=_("Plats för alla"),
        max_length=120,
        required=False,
        help_text=_("Kan lämnas tom. Platsen går att ändra för varje dialog när ni bjuder in."),
    )


class QuestionForm(VersionedForm):
    """One question and the years it is asked."""

    text = forms.CharField(
        label=_("Vad vill ni fråga?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("En öppen fråga, som inte går att svara ja eller nej på."),
    )
    first_year = forms.IntegerField(
        label=_("Från och med år"), min_value=FIRST_DAY.year, max_value=LAST_DAY.year, widget=forms.TextInput
    )
    last_year = forms.IntegerField(
        label=_("Till och med år"),
        min_value=FIRST_DAY.year,
        max_value=LAST_DAY.year,
        required=False,
        widget=forms.TextInput,
        help_text=_("Lämna tomt om frågan ska vara kvar tills vidare."),
    )

    @classmethod
    def for_question(cls, question: DialogueQuestion, data: Any = None) -> "QuestionForm":
        """The form filled with what stands."""
        names = ("text", "first_year", "last_year", "version")
        return cls(data, initial={name: getattr(question, name) for name in names})


class NewQuestionForm(QuestionForm):
    """A new question, for a kind of pair."""

    pair = forms.ChoiceField(label=_("Mellan"), choices=PairKind.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    field_order = ["pair", "text", "first_year", "last_year"]
