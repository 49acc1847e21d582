"""The dialogues: the coming and the held, planning one, and its page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.actions.dialogues import arrange_dialogue, plan_dialogue
from followup.actions.steps import report_on_step
from followup.exports import step_listing
from followup.forms.dialogues import ArrangeForm, PlanForm, focus_heading
from followup.models import Dialogue, NextStep, Period
from followup.queries.dialogue_steps import earlier_dialogues
from followup.queries.dialogues import (
    between,
    coming,
    followed_dialogues,
    for_a_list,
    held,
    leaders_of,
    own_units,
    pairs_to_plan,
    people_of,
    readable_dialogues,
    waiting,
    with_people,
)
from followup.queries.places import all_places
from followup.rules import may_plan_dialogues
from followup.rules.improvements import may_raise_improvements
from followup.views.dialogue_desk import Desk
from followup.views.shared import known_actor
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.queries import units_in_order
from sala_styr.organisation.rules import require
from sala_styr.shell.addresses import safe_next
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

LONGEST_NUMBER = 10
"""Digits of a unit's number in an address; one longer is no unit, and more than a database's whole number holds."""


@require_safe
def dialogues(request: HttpRequest) -> HttpResponse:
    """The coming, those that wait for confirmation and the held: mine, or all that I may read (``?visa=alla``), or one pair's (``?par=1-2``)."""
    actor = known_actor(request)
    mine, everything = own_units(actor), readable_dialogues(actor)
    shows_all = request.GET.get("visa") == "alla" or not mine
    found = everything if shows_all else between(everything, mine)
    upper, lower = _pair(request)
    if upper and lower:
        found = everything.filter(upper_id=upper, lower_id=lower)
    if file := as_file(request, lambda: step_listing(found)):
        return file
    context = {
        "coming": list(for_a_list(coming(found))[:50]),
        "waiting": list(for_a_list(waiting(found))[:50]),
        "page": page_of(request, for_a_list(held(found)), 20),
        "has_own": bool(mine),
        "shows_all": shows_all,
        "pair": found.first() if upper and lower else None,
        "may_plan": may_plan_dialogues(actor),
    }
    return render(request, "followup/dialogues.html", context)


def _pair(request: HttpRequest) -> tuple[int, int]:
    upper, _dash, lower = request.GET.get("par", "").partition("-")
    if all(part.isascii() and part.isdigit() and len(part) < LONGEST_NUMBER for part in (upper, lower)):
        return int(upper), int(lower)
    return 0, 0


@require_http_methods(["GET", "POST"])
def new_dialogue(request: HttpRequest) -> HttpResponse:
    """Plan a dialogue. The two sides' chairs and managers are noted as participants; they can be changed afterwards."""
    actor = known_actor(request)
    pairs = pairs_to_plan(actor, all_places(), units_in_order(timezone.localdate()))
    require(bool(pairs), _("En dialog planeras av någon av de två parterna eller av en controller."))
    periods = Period.objects.filter(is_open=True).order_by("year", "last_day")
    form = PlanForm(request.POST or None, pairs=pairs, periods=periods, initial={"pair": request.GET.get("par", "")})
    if form.is_valid():
        upper, lower = form.pairs[form.cleaned_data["pair"]]
        details = {name: form.cleaned_data[name] for name in ("period", "day", "place", "material")}
        try:
            people = leaders_of(upper, lower, details["day"])
            dialogue = plan_dialogue(actor, upper=upper, lower=lower, participants=people, **details)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Dialogen är planerad."))
            return redirect("followup:dialogue", dialogue.pk)
    return render(request, "followup/dialogue_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """One dialogue: read it, write in it (all parts are one form), confirm it. ``?las=1``: to read and print; ``?rum=1``: in big type for the room."""
    actor = known_actor(request)
    found = get_object_or_404(with_people(readable_dialogues(actor)), pk=pk)
    desk = Desk(actor, found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _carry_out(request, desk):
        return redirect("followup:dialogue", pk)
    context = {
        "dialogue": found,
        "desk": desk,
        "focus_heading": focus_heading(found),
        "reading": request.GET.get("las") == "1" or request.GET.get("rum") == "1" or not desk.writes,
        "in_room": request.GET.get("rum") == "1",
        "follows": followed_dialogues(actor).filter(pk=pk).exists(),
        "may_improve": may_raise_improvements(actor),
        "before": earlier_dialogues(found).order_by("-day", "-pk").first(),
        "faulty": next((form for form in desk.sent_forms if form.errors), None),
        "faulty_fields": [field for form in desk.sent_forms for field in form if field.errors],
        "faults": [error for form in desk.sent_forms for error in form.non_field_errors()],
    }
    return render(request, "followup/dialogue.html", context, status=200 if request.method != "POST" else 422)


def _carry_out(request: HttpRequest, desk: Desk) -> bool:
    """Save all that was sent, then do what the button says. True when all went well."""
    if not desk.save():
        return False
    if desk.clashes:
        words = _(
            "Ni skrev i samma mening samtidigt. Båda står kvar, läs och stryk det som inte ska vara med: %(where)s."
        )
        messages.warning(request, words % {"where": ", ".join(desk.clashes)})
    verb, _dash, about = request.POST.get("gor", "").partition("-")
    if verb == "bekrafta" and about in desk.confirms:
        if not desk.confirm(about):
            return False
        messages.success(request, _("Du har bekräftat dialogen för er sida."))
    elif verb == "tabort":
        kind, _dash, number = about.partition("-")
        if number.isdigit():
            desk.take_back(kind, int(number))
    else:
        messages.success(request, _("Sparat."))
    return True


@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the day, the place, what is to be read and who takes part."""
    actor = known_actor(request)
    found = get_object_or_404(with_people(readable_dialogues(actor)), pk=pk)
    require(Desk(actor, found).arranges, _("Dag och deltagare bestäms av de två parterna, tills båda har bekräftat."))
    form = _arrange_form(found, request)
    if form.is_valid() and _arranged(actor, found, form):
        messages.success(request, _("Sparat."))
        return redirect("followup:dialogue", pk)
    context = {"dialogue": found, "form": form}
    return render(request, "followup/dialogue_arrange.html", context, status=422 if form.is_bound else 200)


def _arrange_form(found: Dialogue, request: HttpRequest) -> ArrangeForm:
    taking_part = [row.user_id for row in found.participants.all()]
    people = people_of(found.upper, found.lower, found.day, also=taking_part)
    initial = {name: getattr(found, name) for name in ("day", "place", "material", "version")}
    return ArrangeForm(request.POST or None, people=people, initial=initial | {"participants": taking_part})


def _arranged(actor: Actor, found: Dialogue, form: ArrangeForm) -> bool:
    try:
        arrange_dialogue(actor, found, **form.cleaned_data)
    except EditConflict as error:
        form.add_error(None, str(error))
    except RuleBroken as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
    return not form.errors


@require_POST
def report_step(request: HttpRequest, pk: int) -> HttpResponse:
    """The person responsible says between the dialogues how a step goes."""
    actor = known_actor(request)
    step = get_object_or_404(NextStep.objects.select_related("dialogue__upper", "dialogue__lower"), pk=pk)
    report_on_step(actor, step, request.POST.get("outcome", ""))
    messages.success(request, _("Sparat. Ni tar upp det i nästa dialog."))
    return redirect(safe_next(request, reverse("followup:dialogue", args=[step.dialogue_id])))
