"""The page of one part of the plan: where it stands, what it is, what belongs to it, what it costs, what has been said and changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goals import actions, queries
from goals.hints import Hint, hints_in
from goals.models import PlanItem
from goals.past import plan_day
from goals.queries.choices import steps_below
from goals.queries.scales import activity_scale
from goals.rules import offered
from goals.sentence import way_up_sentence
from goals.thread_rows import branch_amount
from goals.views.fetching import acting, item_or_404, item_year, to_item
from goals.views.past import item_then
from sala_styr.decisions.models import YearState
from sala_styr.decisions.queries import years
from sala_styr.organisation.actor import Actor
from sala_styr.shell.addresses import safe_next
from sala_styr.shell.contributions import panels, thread_values
from sala_styr.shell.hanging import hanging
from sala_styr.shell.past import day_in


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item; as it was, when the address names a day. A constant number of queries, whatever belongs to it."""
    if day := day_in(request.GET):
        return item_then(request, pk, day)
    found = item_or_404(request, pk)
    actor, year = acting(request), item_year(request, found)
    plan_day(request, year)
    above = queries.way_up(found)
    there = hanging("plan_item", pk)
    children = queries.what_belongs_to(found, actor, year)
    values = thread_values(request, year) if children else {}
    made = {each.year: each.state for each in years() if found.first_year <= each.year <= found.last_year}
    closed = list(made.values()) == [YearState.CLOSED] * (found.last_year - found.first_year + 1)
    context = {
        "item": found,
        "year": year,
        "years": list(made),
        "closed": closed,
        "trail": trail(above, found),
        "sentence": way_up_sentence(found, above),
        "offer": offered(actor, found, closed),
        "children": [child_row(child, values) for child in children],
        "new_steps": steps_below(actor, found, year),
        "indicators": queries.indicator_rows(found, year) if found.replaces_id or "indicators" in there else [],
        "newer": queries.newer_versions(found, actor) if "wordings" in there else [],
        "panels": panels("plan_item", request, found, year),
        "hints": hints_of(found, actor),
    }
    return render(request, "goals/item.html", context)


def hints_of(found: PlanItem, actor: Actor) -> list[Hint]:
    """What reads as a HOW in what elected representatives are still writing; only for those who write it."""
    if not found.step.is_political or not offered(actor, found).edit:
        return []
    return hints_in(f"{found.title}\n{found.description}")


def trail(above: list[PlanItem], found: PlanItem) -> list[tuple[str, str]]:
    """The breadcrumbs: the thread itself, then each step down."""
    steps = [(each.title, reverse("goals:item", args=[each.pk])) for each in above]
    return [(_("Röda tråden"), reverse("goals:thread")), *steps, (found.title, "")]


def child_row(child: PlanItem, values: dict[str, dict[int, object]]) -> dict[str, object]:
    """A child with what other apps say of it."""
    money, status = values.get("money"), values.get("status")
    return {
        "item": child,
        "amount": branch_amount(money.get(child.pk)) if money is not None else None,
        "assessment": status.get(child.pk) if status is not None else None,
    }


@require_POST
def activity_status(request: HttpRequest, pk: int) -> HttpResponse:
    """The quick note of how far an activity has come, from its page or from a list (``next`` says which)."""
    found = item_or_404(request, pk)
    changed = actions.set_activity_status(acting(request), found, request.POST.get("status", ""))
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "goals/activity_status.html", {"item": changed})
    messages.success(
        request, _("Noterat: %(status)s.") % {"status": activity_scale(changed)[changed.activity_status].word}
    )
    if "next" in request.POST:
        return redirect(safe_next(request, default=reverse("goals:item", args=[pk])))
    return to_item(pk)
