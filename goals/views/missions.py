"""Grunduppdraget: all of them, one unit's, and its two parts to edit."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals import actions, queries, rules
from goals.exchange.lists import mission_listing
from goals.forms import LocalForm, StatutoryForm
from goals.forms.fields import Conflict, differing
from goals.forms.missions import LawRows, laws_in
from goals.laws import Law
from goals.models import CoreMission, LawReference
from goals.past import plan_day
from goals.queries.missions import Missing, MissionRow, factor_rows, managers_of
from goals.views.changing import FormPage, done, show_both
from goals.views.fetching import acting
from goals.views.past import mission_then, missions_then
from sala_styr.decisions.queries import year_from, years
from sala_styr.decisions.rules import may_register_decision
from sala_styr.errors import EditConflict
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.shell.contributions import panels
from sala_styr.tables import as_file


@require_safe
def mission_list(request: HttpRequest) -> HttpResponse:
    """Every unit that has a grunduppdrag or ought to, with what each lacks. ``?visa=brister``: only those that lack something."""
    if day := plan_day(request, year_from(request)):
        return missions_then(request, day)
    year = year_from(request)
    rows = queries.mission_rows(year)
    lacking = [row for row in rows if row.missing]
    only_lacking = request.GET.get("visa") == "brister"
    shown = [(row, mends(request, row)) for row in (lacking if only_lacking else rows)]
    if file := as_file(request, lambda: mission_listing(shown, year)):
        return file
    context = {
        "rows": shown,
        "total": len(rows),
        "lacking": len(lacking),
        "only_lacking": only_lacking,
        "year": year,
        "years": [each.year for each in years()],
        "written": sum(row.mission is not None for row in rows),
    }
    return render(request, "goals/missions.html", context)


def mends(request: HttpRequest, row: MissionRow) -> list[tuple[str, str]]:
    """What the grunduppdrag lacks, each as (words, where this person mends it or ""). No query."""
    actor, unit = acting(request), row.unit
    by_manager = rules.may_edit_statutory(actor, unit.pk)
    by_body = rules.may_edit_local(actor, row.body.pk if row.body else None)
    ways = {
        Missing.STATUTORY: (_("lagstadgad del"), by_manager, "goals:mission_statutory"),
        Missing.LAWS: (_("lagrum"), by_manager, "goals:mission_statutory"),
        Missing.LOCAL: (_("lokalt beslutad del"), by_body, "goals:mission_local"),
        Missing.QUALITY: (_("kvalitetsfaktorer"), by_manager and row.mission is not None, "goals:factor_create"),
    }
    found = []
    for part in row.missing:
        words, may, name = ways[part]
        found.append((words, reverse(name, args=[unit.pk]) if may else ""))
    return found


def unit_or_404(pk: int) -> Unit:
    """A unit that has a grunduppdrag or could have one."""
    unit = get_object_or_404(Unit, pk=pk)
    if unit.kind not in rules.MISSION_KINDS:
        raise Http404
    return unit


@require_safe
def mission(request: HttpRequest, unit: int) -> HttpResponse:
    """What one unit always does, and what good quality in it is. A constant number of queries."""
    found = unit_or_404(unit)
    if day := plan_day(request, year_from(request)):
        return mission_then(request, found, day)
    body, stored, year = queries.deciding_body(found), queries.mission_of(found), year_from(request)
    factors = factor_rows(stored, year) if stored else []
    lacks = MissionRow(found, stored, body, 0, len(stored.law_list) if stored else 0, len(factors))
    context = {
        "unit": found,
        "mission": stored,
        "body": body,
        "year": year,
        "years": [each.year for each in years()],
        "factors": factors,
        "lacks": mends(request, lacks),
        "managers": managers_of(found),
        "panels": panels("mission", request, stored, year) if stored else [],
        "trail": [*trail(), (found.name, "")],
        "may_edit_statutory": rules.may_edit_statutory(acting(request), found.pk),
        "may_edit_local": rules.may_edit_local(acting(request), body.pk if body else None),
    }
    return render(request, "goals/mission.html", context)


@require_http_methods(["GET", "POST"])
def mission_statutory(request: HttpRequest, unit: int) -> HttpResponse:
    """The part that the law gives."""
    found = unit_or_404(unit)
    require(
        rules.may_edit_statutory(acting(request), found.pk),
        _("Den lagstadgade delen av grunduppdraget skrivs av en chef för %(unit)s.") % {"unit": found.name},
    )
    stored = queries.mission_of(found) or CoreMission(unit=found, version=0)
    form = StatutoryForm(request.POST or None, initial={"statutory": stored.statutory, "version": stored.version})
    written = list(stored.law_references.all()) if stored.pk else []
    # What is sent stands for itself: compared with what is stored, an unchanged row would count as empty.
    shown = [{part: getattr(law, part) for part in Law._fields} for law in written]
    rows = LawRows(request.POST, prefix="lag") if request.POST else LawRows(initial=shown, prefix="lag")
    page = _page(found, _("Lagstadgad del"))

    def act() -> None:
        actions.set_statutory(
            acting(request), found, form.cleaned_data["statutory"], laws_in(rows), form.cleaned_data["version"]
        )

    conflict = None
    try:
        if form.is_valid() and rows.is_valid() and done(form, act):
            return _saved(request, found)
    except EditConflict:
        conflict = _both(form, rows, queries.mission_of(found))
    context = {"page": page, "form": form, "rows": rows, "conflict": conflict}
    status = 409 if conflict is not None else 422 if form.is_bound else 200
    return render(request, "goals/mission_statutory.html", context, status=status)


def _both(form: StatutoryForm, rows: Any, stored: CoreMission | None) -> list[Conflict]:
    """After an edit conflict: the text and the laws as they stand, beside what was typed."""
    assert stored is not None
    form.show_version(stored.version)
    found = differing(form, stored, ("statutory",))
    now, typed = stored.law_list, [str(LawReference(**law._asdict())) for law in laws_in(rows)]
    if now != typed:
        found.append(Conflict(_("Lagar"), "\n".join(now), "\n".join(typed), []))
    return found


@require_http_methods(["GET", "POST"])
def mission_local(request: HttpRequest, unit: int) -> HttpResponse:
    """The part that the responsible body has decided."""
    found = unit_or_404(unit)
    body = queries.deciding_body(found)
    if body is None:
        raise Http404
    require(
        rules.may_edit_local(acting(request), body.pk),
        _("Den lokala delen av grunduppdraget beslutas av %(body)s och skrivs av förtroendevalda där.")
        % {"body": body.name},
    )
    stored = queries.mission_of(found) or CoreMission(unit=found, version=0)
    form = LocalForm(request.POST or None, initial={"local": stored.local, "version": stored.version}, body=body)
    link = None
    if may_register_decision(acting(request), body):
        query = urlencode({"organ": body.pk, "till": request.path})
        link = (_("Beslutet finns inte här: anteckna ett nytt"), f"{reverse('decisions:create')}?{query}")
    text = _("En ändring av den lokala delen behöver ett beslut av %(body)s.") % {"body": body.name}
    page = _page(found, _("Lokalt beslutad del"), text, link)

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        actions.set_local(acting(request), found, **values)

    try:
        if form.is_valid() and done(form, act):
            return _saved(request, found)
    except EditConflict:
        return show_both(request, page, form, queries.mission_of(found), ("local",))
    return page.show(request, form)


def trail() -> list[tuple[str, str]]:
    return [(_("Röda tråden"), reverse("goals:thread")), (_("Grunduppdrag"), reverse("goals:missions"))]


def _page(unit: Unit, part: str, text: str = "", link: tuple[str, str] | None = None) -> FormPage:
    back = reverse("goals:mission", args=[unit.pk])
    title = _("%(part)s av grunduppdraget: %(unit)s") % {"part": part, "unit": unit.name}
    return FormPage(title, [*trail(), (unit.name, back), (part, "")], back, _("Spara"), text, link=link)


def _saved(request: HttpRequest, unit: Unit) -> HttpResponse:
    messages.success(request, _("Grunduppdraget är sparat."))
    return redirect("goals:mission", unit.pk)
