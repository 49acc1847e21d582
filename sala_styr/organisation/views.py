"""Pages of the organisation: the tree on a day, a unit, people and their appointments."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.decisions.queries import year_from, years
from sala_styr.errors import RuleBroken
from sala_styr.organisation import actions, queries
from sala_styr.organisation.forms import (
    AppointmentForm,
    EndForm,
    MoveForm,
    PersonFactsForm,
    PersonForm,
    PersonSearch,
    UnitForm,
)
from sala_styr.organisation.lists import people_listing, unit_listing
from sala_styr.organisation.models import Appointment, Unit, User
from sala_styr.organisation.rules import may_administer, require_administrator
from sala_styr.shell.contributions import panels
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file


def _day(request: HttpRequest) -> date:
    try:
        return parse_date(request.GET.get("dag", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """The whole municipal group as it is, or was, on a day (``?dag=2025-01-01``). Two queries."""
    day = _day(request)
    units = queries.units_in_order(day)
    leaders = queries.leaders([unit.pk for unit in units], day)
    rows = [{"unit": unit, "depth": unit.level, "leaders": leaders.get(unit.pk, [])} for unit in units]
    if file := as_file(request, lambda: unit_listing(rows, day)):
        return file
    context = {"rows": rows, "day": day, "may_administer": may_administer(request.actor)}  # type: ignore[attr-defined]
    return render(request, "organisation/tree.html", context)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: what it is, who leads it, and what the goals, the money and the follow-up say of it."""
    found = get_object_or_404(Unit, pk=pk)
    year = year_from(request)
    context = {
        "unit": found,
        "trail": [(_("Organisation"), reverse("organisation:tree"))]
        + [(above.label, _unit_url(above)) for above in queries.breadcrumb(found)[:-1]]
        + [(found.label, "")],
        "below": Unit.objects.filter(parent=found).order_by("lft"),
        "leaders": queries.leaders([found.pk], timezone.localdate()).get(found.pk, []),
        "panels": panels("unit", request, found, year),
        "year": year,
        "years": [each.year for each in years()],
        "may_administer": may_administer(request.actor),  # type: ignore[attr-defined]
    }
    return render(request, "organisation/unit.html", context)


def _form_page(
    request: HttpRequest, form: Any, title: str, back: tuple[str, str], text: str = "", button: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back_label": back[0],
        "back_url": back[1],
        "text": text,
        "button_label": button or _("Spara"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@once
def unit_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new unit below ``pk``."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    parent = get_object_or_404(Unit, pk=pk)
    form = UnitForm(request.POST or None)
    if form.is_valid():
        made = actions.create_unit(request.actor, parent=parent, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("%(unit)s finns nu under %(parent)s.") % {"unit": made.name, "parent": parent.name})
        return redirect("organisation:unit", made.pk)
    title = _("Ny enhet under %(parent)s") % {"parent": parent.name}
    return _form_page(request, form, title, (parent.name, _unit_url(parent)))


@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit's facts."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    found = get_object_or_404(Unit, pk=pk)
    form = UnitForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.update_unit(request.actor, found, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Uppgifterna är sparade."))
        return redirect("organisation:unit", pk)
    return _form_page(request, form, _("Ändra %(unit)s") % {"unit": found.name}, (found.name, _unit_url(found)))


@require_http_methods(["GET", "POST"])
def unit_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a unit; it stays in earlier years."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    found = get_object_or_404(Unit, pk=pk)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            actions.end_unit(request.actor, found, form.cleaned_data["last_day"])  # type: ignore[attr-defined]
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("Enheten är avslutad. Den finns kvar i historiken."))
            return redirect("organisation:unit", pk)
    text = _("Enheten försvinner inte: den finns kvar i alla år då den fanns.")
    return _form_page(
        request,
        form,
        _("Avsluta %(unit)s") % {"unit": found.name},
        (found.name, _unit_url(found)),
        text,
        _("Avsluta enheten"),
    )


@require_http_methods(["GET", "POST"])
def unit_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Hang a unit elsewhere in the tree."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    found = get_object_or_404(Unit, pk=pk)
    form = MoveForm(request.POST or None, initial={"parent": found.parent_id})
    if form.is_valid():
        try:
            actions.move_unit(request.actor, found, form.cleaned_data["parent"])  # type: ignore[attr-defined]
        except RuleBroken as broken:
            form.add_error("parent", str(broken))
        else:
            messages.success(request, _("Enheten är flyttad."))
            return redirect("organisation:unit", pk)
    text = _(
        "Flytten gäller även bakåt i tiden. Vid en omorganisation: avsluta enheten och lägg till en ny med den gamla som föregångare."
    )
    return _form_page(
        request, form, _("Flytta %(unit)s") % {"unit": found.name}, (found.name, _unit_url(found)), text, _("Flytta")
    )


def _unit_url(found: Unit) -> str:
    return reverse("organisation:unit", args=[found.pk])


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who can log in, with their appointments."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    form = PersonSearch(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.people(text)
    if file := as_file(request, lambda: people_listing(found)):
        return file
    page = page_of(request, found, 50)
    return render(request, "organisation/people.html", {"form": form, "page": page, "text": text})


@require_http_methods(["GET", "POST"])
def person_create(request: HttpRequest) -> HttpResponse:
    """A new person."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    form = PersonForm(request.POST or None)
    if form.is_valid():
        person = actions.create_person(request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(
            request, _("%(person)s är tillagd. Ge personen ett uppdrag här nedanför.") % {"person": person}
        )
        return redirect("organisation:person", person.pk)
    return _form_page(request, form, _("Ny person"), (_("Personer"), reverse("organisation:people")))


@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a person's name or e-mail address."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    found = get_object_or_404(User, pk=pk)
    name = str(found)
    form = PersonFactsForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.update_person(request.actor, found, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Sparat."))
        return redirect("organisation:person", pk)
    back = (name, reverse("organisation:person", args=[pk]))
    return _form_page(request, form, _("Namn och e-post"), back)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's appointments; a new one is given at the bottom."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    found = get_object_or_404(User, pk=pk)
    form = AppointmentForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    if form.is_valid():
        try:
            actions.appoint(request.actor, found, **form.cleaned_data)  # type: ignore[attr-defined]
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Uppdraget är givet."))
            return redirect("organisation:person", pk)
    appointments = found.appointments.select_related("unit").order_by("-valid_from", "-pk")
    context = {
        "person": found,
        "appointments": appointments,
        "form": form,
        "end_form": EndForm(),
        "today": timezone.localdate(),
    }
    return render(request, "organisation/person.html", context, status=422 if form.is_bound else 200)


@require_POST
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appointment."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    found = get_object_or_404(Appointment, pk=pk)
    form = EndForm(request.POST)
    if form.is_valid() and form.cleaned_data["last_day"] >= found.valid_from:
        actions.end_appointment(request.actor, found, form.cleaned_data["last_day"])  # type: ignore[attr-defined]
        messages.success(request, _("Uppdraget är avslutat. Det som personen har gjort i det finns kvar."))
    else:
        messages.error(request, _("Skriv den sista dagen som ett datum, tidigast den dag då uppdraget började."))
    return redirect("organisation:person", found.user_id)


@require_POST
def person_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Open or close a person's log-in."""
    found = get_object_or_404(User, pk=pk)
    actions.set_active(request.actor, found, request.POST.get("active") == "1")  # type: ignore[attr-defined]
    return redirect("organisation:person", pk)
