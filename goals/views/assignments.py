"""Uppdrag: all of them, one of them, and what each side does with it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals.actions import assignments as actions
from goals.exchange.assignment_kind import assignment_listing
from goals.forms.assignments import (
    AnswerForm,
    AssignmentFilterForm,
    AssignmentForm,
    CloseAssignmentForm,
    MoveReceiverForm,
    PassOnForm,
    SendBackForm,
)
from goals.models import Assignment, AssignmentReceiver, AssignmentState
from goals.queries import assignments as queries
from goals.queries.choices import people
from goals.rules import assignments as rules
from goals.views.changing import FormPage, done, show_both
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.decisions.rules import may_register_decision
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.shell.addresses import safe_next
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file


@require_safe
def assignment_list(request: HttpRequest) -> HttpResponse:
    """Everything that was under way in the year, by whom it waits for. A constant number of queries."""
    year = year_from(request)
    givers, receivers = queries.givers_and_receivers()
    form = AssignmentFilterForm(request.GET, givers=givers, receivers=receivers)
    order = queries.SORTS.get(request.GET.get("sort", ""), queries.SORTS["due"])
    found = queries.found_assignments(year=year, **form.wanted())
    name, ordered = _("Uppdrag %(year)s") % {"year": year}, queries.whole(found).order_by(*order)
    if file := as_file(request, lambda: assignment_listing(name, queries.rows_for(acting(request), ordered))):
        return file
    page = page_of(request, ordered)
    late = queries.found_assignments(year=year, state=queries.OVERDUE).count()
    context = {
        "form": form,
        "page": page,
        "rows": queries.rows_for(acting(request), page.object_list),
        "late": late,
        "year": year,
        "years": [each.year for each in years()],
        "may_give": queries.givers_for(acting(request)).exists(),
    }
    return render(request, "goals/assignments.html", context)


@require_safe
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One uppdrag with each receiver's part. A constant number of queries."""
    found = _assignment_or_404(pk)
    (row,) = queries.rows_for(acting(request), [found])
    context = {
        "assignment": found,
        "row": row,
        "year": year_from(request),
        "trail": [*_trail(), (found.number, "")],
        "may_give": found.closed_on is None and rules.may_give(acting(request), found.giver),
    }
    return render(request, "goals/assignment.html", context)


@require_http_methods(["GET", "POST"])
@once
def assignment_create(request: HttpRequest) -> HttpResponse:
    """Give an uppdrag. ``?organ=`` says for whom, when this person may write for several bodies."""
    givers = list(queries.givers_for(acting(request)))
    require(bool(givers), _("Uppdrag skrivs in av förtroendevalda i det organ som lämnar dem eller av en controller."))
    giver = _chosen_giver(request, givers)
    if giver is None:
        context = {"givers": givers, "trail": [*_trail(), (_("Nytt"), "")]}
        return render(request, "goals/assignment_giver.html", context)
    initial = {"number": queries.next_number(giver, timezone.localdate().year)}
    form = AssignmentForm(
        request.POST or None, initial=initial, giver=giver, items=queries.items_for_assignments(), is_new=True
    )
    made: list[Assignment] = []

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        made.append(actions.give_assignment(acting(request), giver, values.pop("decision"), **values))

    if form.is_valid() and done(form, act):
        messages.success(request, _("Uppdraget är lämnat."))
        return redirect("goals:assignment", made[0].pk)
    title = _("Nytt uppdrag från %(giver)s") % {"giver": giver.name}
    text = _("Uppdraget vilar på ett beslut. Mottagarna ser det direkt på sin startsida.")
    steps = [*_trail(), (_("Nytt"), "")]
    page = FormPage(
        title, steps, reverse("goals:assignments"), _("Lämna uppdraget"), text, link=_register(request, giver)
    )
    return page.show(request, form)


def _chosen_giver(request: HttpRequest, givers: list[Unit]) -> Unit | None:
    asked = request.GET.get("organ", "")
    if not asked:
        return givers[0] if len(givers) == 1 else None
    found = [unit for unit in givers if str(unit.pk) == asked]
    if not found:
        raise Http404
    return found[0]


@require_http_methods(["GET", "POST"])
def assignment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was written, or note what the giver has changed."""
    found = _assignment_or_404(pk)
    require(rules.may_give(acting(request), found.giver), rules.who_may_give(found.giver))
    _require_open(found)
    receivers = [each.unit_id for each in found.receivers.all() if each.via_id is None]
    initial = {name: getattr(found, name) for name in actions.FIELDS} | {"version": found.version}
    items = queries.items_for_assignments(found.plan_item_id)
    form = AssignmentForm(
        request.POST or None,
        initial=initial | {"receivers": receivers, "plan_item": found.plan_item_id},
        giver=found.giver,
        items=items,
        is_new=False,
    )
    page = _page(found, _("Ändra"), _("Spara"))

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        actions.edit_assignment(acting(request), found, values.pop("version"), **values)

    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Ändringen är sparad."))
            return redirect("goals:assignment", pk)
    except EditConflict:
        return show_both(request, page, form, _assignment_or_404(pk), actions.FIELDS)
    return page.show(request, form)


@require_http_methods(["GET", "POST"])
def assignment_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The giver's word that it is done."""
    found = _assignment_or_404(pk)
    require(rules.may_give(acting(request), found.giver), rules.who_may_give(found.giver))
    _require_open(found)
    form = CloseAssignmentForm(
        request.POST or None,
        initial={"version": found.version},
        giver=found.giver,
        all_reported=not found.unreported,
    )
    text = _("Uppdraget avslutas genom ett beslut av %(giver)s. Därefter kan ingen ändra det.") % {
        "giver": found.giver.name
    }
    page = _page(found, _("Avsluta"), _("Avsluta uppdraget"), text, link=_register(request, found.giver))

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        actions.close_assignment(acting(request), found, values.pop("version"), **values)

    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Uppdraget är avslutat."))
            return redirect("goals:assignment", pk)
    except EditConflict:
        return show_both(request, page, form, _assignment_or_404(pk), ("closing_text",))
    return page.show(request, form)


@require_http_methods(["GET", "POST"])
def assignment_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A receiver's part: from here with everything, from the first page and the uppdrag's own with a line and a button (``next`` says which)."""
    found = _receiver_or_404(pk)
    actor = acting(request)
    require(rules.may_work(actor, found), rules.who_may_work(found))
    _require_unreported(found)
    initial = {name: getattr(found, name) for name in ("state", "report", "version")}
    form = AnswerForm(
        request.POST or None,
        receiver=found,
        judge=found.via.unit if found.via else found.assignment.giver,
        answers=rules.may_answer(actor, found),
        people=people(),
        initial=initial | {"responsible": found.responsible_id},
    )
    text = found.assignment.text if not found.returned_word else ""
    page = _page(found.assignment, found.unit.name, _("Spara"), text)

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        if "report" not in request.POST:
            del values["report"]
        actions.answer_assignment(actor, found, values.pop("version"), **values)

    try:
        if form.is_valid() and done(form, act):
            reported = form.cleaned_data["state"] == AssignmentState.REPORTED
            messages.success(request, _("Återrapporten är lämnad.") if reported else _("Sparat."))
            return redirect(safe_next(request, default=_address(found.assignment_id)))
    except EditConflict:
        return show_both(request, page, form, _receiver_or_404(pk), ("state", "report", "responsible"))
    return page.show(request, form)


@require_http_methods(["GET", "POST"])
def assignment_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the receiver's own units answer for their part."""
    found = _receiver_or_404(pk)
    require(rules.may_answer(acting(request), found), rules.who_may_answer(found))
    _require_unreported(found)
    form = PassOnForm(request.POST or None, initial={"version": found.version}, receiver=found)
    text = _("%(unit)s svarar fortfarande för hela uppdraget och återrapporterar det.") % {"unit": found.unit.name}
    page = _page(found.assignment, _("Skicka vidare"), _("Skicka vidare"), text)

    def act() -> None:
        actions.pass_on(acting(request), found, form.cleaned_data["version"], form.cleaned_data["units"])

    return _one_word(request, page, form, act, found, _("Uppdraget är skickat vidare."))


@require_http_methods(["GET", "POST"])
def assignment_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let another unit take over a part."""
    found = _receiver_or_404(pk)
    giver = found.assignment.giver
    require(rules.may_give(acting(request), giver), rules.who_may_give(giver))
    _require_unreported(found)
    form = MoveReceiverForm(request.POST or None, initial={"version": found.version}, receiver=found)
    text = _("Det som %(unit)s har skrivit följer med till den nya mottagaren.") % {"unit": found.unit.name}
    page = _page(found.assignment, _("Flytta till en annan mottagare"), _("Flytta"), text)

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        actions.hand_over(acting(request), found, values.pop("version"), **values)

    return _one_word(request, page, form, act, found, _("Uppdraget är flyttat."))


@require_http_methods(["GET", "POST"])
def assignment_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a report lacks."""
    found = _receiver_or_404(pk)
    require(rules.may_judge(acting(request), found), rules.who_may_judge(found))
    if found.state != AssignmentState.REPORTED:
        raise RuleBroken(_("Det finns ingen återrapport att skicka tillbaka."))
    form = SendBackForm(request.POST or None, initial={"version": found.version})
    text = _("%(unit)s får se vad som saknas, skriver vidare på sin text och återrapporterar igen.")
    page = _page(found.assignment, _("Skicka tillbaka"), _("Skicka tillbaka"), text % {"unit": found.unit.name})

    def act() -> None:
        actions.send_back(acting(request), found, form.cleaned_data["version"], form.cleaned_data["word"])

    return _one_word(request, page, form, act, found, _("Återrapporten är skickad tillbaka."))


def _one_word(
    request: HttpRequest, page: FormPage, form: Any, act: Any, found: AssignmentReceiver, said: str
) -> HttpResponse:
    """What passing on and sending back have in common."""
    try:
        if form.is_valid() and done(form, act):
            messages.success(request, said)
            return redirect("goals:assignment", found.assignment_id)
    except EditConflict:
        return show_both(request, page, form, _receiver_or_404(found.pk), ())
    return page.show(request, form)


def _assignment_or_404(pk: int) -> Assignment:
    found = queries.assignment_of(pk)
    if found is None:
        raise Http404
    return found


def _receiver_or_404(pk: int) -> AssignmentReceiver:
    found = queries.receiver_of(pk)
    if found is None:
        raise Http404
    return found


def _require_open(found: Assignment) -> None:
    if found.closed_on is not None:
        raise RuleBroken(_("Uppdraget är avslutat av %(giver)s.") % {"giver": found.giver.name})


def _require_unreported(found: AssignmentReceiver) -> None:
    _require_open(found.assignment)
    if found.state == AssignmentState.REPORTED:
        raise RuleBroken(_("Uppdraget är återrapporterat. Det kan ändras om uppdragsgivaren skickar tillbaka det."))


def _register(request: HttpRequest, giver: Unit) -> tuple[str, str] | None:
    """The way to register a decision that is not there yet, and back here, for those who may."""
    if not may_register_decision(acting(request), giver):
        return None
    query = urlencode({"organ": giver.pk, "till": f"{request.path}?organ={giver.pk}"})
    return (_("Beslutet finns inte här: anteckna ett nytt"), f"{reverse('decisions:create')}?{query}")


def _trail() -> list[tuple[str, str]]:
    return [(_("Röda tråden"), reverse("goals:thread")), (_("Uppdrag"), reverse("goals:assignments"))]


def _address(pk: int) -> str:
    return reverse("goals:assignment", args=[pk])


def _page(found: Assignment, verb: str, button: str, text: str = "", link: tuple[str, str] | None = None) -> FormPage:
    back = _address(found.pk)
    steps = [*_trail(), (found.number, back), (verb, "")]
    return FormPage(f"{verb}: {found.title}", steps, back, button, text, link=link)
