"""A period's dialogues planned in one go: the pairs, a day and a time for each, one press."""

from collections.abc import Sequence
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from followup.actions.dialogue_planning import Chosen, chosen_of, plan_all
from followup.forms.packs import PlaceForm, ProposalForm
from followup.models import PairKind, Period
from followup.queries.dialogue_planning import Proposal, proposals
from followup.queries.periods import period_in_view
from followup.rules import may_plan_dialogues
from followup.views.shared import known_actor
from sala_styr.errors import RuleBroken
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once


@require_http_methods(["GET", "POST"])
@once
def plan_period(request: HttpRequest) -> HttpResponse:
    """Every pair that the person may plan for in ``?period=``; those that have a dialogue already are shown and left as they are."""
    actor = known_actor(request)
    require(may_plan_dialogues(actor), _("En dialog planeras av någon av de två parterna eller av en controller."))
    periods = list(Period.objects.filter(is_open=True).order_by("last_day", "pk"))
    period = _chosen_period(request, periods)
    if period is None:
        return render(request, "followup/plan_period.html", {"period": None})
    data = request.POST if request.method == "POST" else None
    found = proposals(actor, period)
    forms = [ProposalForm(data, proposal=each) for each in found if each.exists is None]
    place = PlaceForm(data)
    faults: list[str] = []
    if data is not None:
        wanted = _wanted(forms, faults)
        if wanted is not None and place.is_valid():
            try:
                made = plan_all(actor, period, wanted, place.cleaned_data["place"])
            except RuleBroken as error:
                faults.append(str(error))
            else:
                messages.success(request, _done(len(made)))
                return redirect(f"{reverse('followup:dialogues')}?visa=alla")
    wrong = [form for form in forms if form.errors] if data is not None else []
    context = {
        "period": period,
        "periods": periods,
        "groups": _groups(found, forms),
        "place": place,
        "new": len(forms),
        "there": len(found) - len(forms),
        "faults": faults,
        "faulty": next(iter(wrong), None),
        "faulty_fields": [bound for form in wrong for bound in form if bound.errors],
    }
    return render(request, "followup/plan_period.html", context, status=200 if data is None else 422)


def _chosen_period(request: HttpRequest, periods: Sequence[Period]) -> Period | None:
    asked = request.POST.get("period") or request.GET.get("period", "")
    return next((each for each in periods if str(each.pk) == asked), None) or period_in_view(periods)


def _wanted(forms: Sequence[ProposalForm], faults: list[str]) -> list[Chosen] | None:
    """What was chosen; None when something needs to be put right."""
    sound = [form.is_valid() for form in forms]  # each one is asked, so that every fault is said at once
    if not all(sound):
        return None
    said = [(form.proposal, form.cleaned_data) for form in forms if form.cleaned_data["chosen"]]
    if not said:
        faults.append(_("Välj minst en dialog att planera."))
        return None
    return [chosen_of(proposal, each["day"], each["starts"], each["ends"]) for proposal, each in said]


def _done(count: int) -> str:
    if not count:
        return _("Alla var planerade redan. Inget har ändrats.")
    words = ngettext(
        "%(n)d dialog är planerad. Bjud in när det närmar sig: då fryses underlaget.",
        "%(n)d dialoger är planerade. Bjud in när det närmar sig: då fryses underlagen.",
        count,
    )
    return words % {"n": count}


def _groups(
    found: Sequence[Proposal], forms: Sequence[ProposalForm]
) -> list[tuple[str, list[tuple[Proposal, ProposalForm | None]]]]:
    """By kind of pair, in the order they meet: each proposal with its form, None where the dialogue is there already."""
    by_key = {form.proposal.key: form for form in forms}
    return [
        (str(PairKind(pair).label), [(each, by_key.get(each.key)) for each in of_kind])
        for pair, of_kind in groupby(found, key=lambda each: each.pair)
    ]
