"""Forms for the goals of god ekonomisk hushållning."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.queries.ratios import KINDS
from followup.actions.stewardship import GoalDraft
from followup.forms.versioned import VersionedForm
from followup.models import StewardshipGoal, StewardshipKind
from goals.models import ItemState, OwnerKind, PlanItem
from goals.queries.scales import scales_of
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import UnitKind

NOTHING = ("", _("Inget valt"))


class GoalForm(VersionedForm):
    """A goal as the council has decided it."""

    kind = forms.ChoiceField(
        label=_("Vilket slag av mål är det?"), choices=StewardshipKind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Vilket är målet?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Som kommunfullmäktige har beslutat det. Lämna tomt om du väljer ett mål i planen."),
    )
    plan_item = forms.ModelChoiceField(
        PlanItem.objects.none(),
        label=_("Mål i planen"),
        required=False,
        empty_label=_("Inget valt"),
        help_text=_("Då följer bedömningen i planen med hit, och ingen behöver skriva den två gånger."),
    )
    ratio = forms.ChoiceField(
        label=_("Mäts med"), required=False, choices=[NOTHING, *((kind.key, kind.label) for kind in KINDS)]
    )
    least = forms.DecimalField(
        label=_("Ska vara minst"), required=False, max_digits=12, decimal_places=2, localize=True
    )
    most = forms.DecimalField(label=_("Ska vara högst"), required=False, max_digits=12, decimal_places=2, localize=True)
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Kommunfullmäktiges beslut"), required=False, empty_label=_("Inget valt")
    )

    def __init__(self, data: Any = None, *, year: int, goal: StewardshipGoal | None = None) -> None:
        super().__init__(data, initial=_initial(goal))
        of_council = PlanItem.objects.in_year(year).filter(step__owner_kind=OwnerKind.COUNCIL, step__followed_up=True)
        self.fields["plan_item"].queryset = of_council.exclude(state=ItemState.DRAFT).select_related("step")  # type: ignore[attr-defined]
        decided = Decision.objects.filter(body__kind=UnitKind.COUNCIL).select_related("body")
        self.fields["decision"].queryset = decided  # type: ignore[attr-defined]

    def draft(self) -> GoalDraft:
        """What is to stand."""
        return GoalDraft(**{name: self.cleaned_data[name] for name in GoalDraft.__dataclass_fields__})


def _initial(goal: StewardshipGoal | None) -> dict[str, Any]:
    if goal is None:
        return {"version": 0}
    return {name: getattr(goal, name) for name in (*GoalDraft.__dataclass_fields__, "version")}


class GoalJudgementForm(VersionedForm):
    """How it went, and why."""

    status = forms.ChoiceField(label=_("Hur gick det?"), required=False, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Varför?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Vad beror det på, och vad har ni gjort?"),
    )

    def __init__(self, data: Any = None, *, goal: StewardshipGoal, full_year: bool) -> None:
        super().__init__(data, initial={"version": goal.version, "status": goal.status, "comment": goal.comment})
        steps = scales_of(goal.year).status.offered(goal.status)
        words = [(step.key, step.word_for(full_year)) for step in steps]
        self.fields["status"].choices = [*words, ("", _("Inte bedömt ännu"))]  # type: ignore[attr-defined]
