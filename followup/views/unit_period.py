"""A unit's page of a period: the conversation in order — grunduppdrag, goals, money, what we learn — with the fields right there."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from budget.queries import unit_money
from followup.actions.texts import save_reflection
from followup.forms.texts import ReflectionForm
from followup.models import Period
from followup.queries.grid import reporting_grid
from followup.queries.looks import state_columns
from followup.queries.periods import periods_of
from followup.queries.places import place_of
from followup.queries.unit_period import reflection_before, reflection_of, unit_rows
from followup.rules import Place, may_write_reflection
from followup.views.entries import Entry
from followup.views.shared import known_actor, period_or_404, unit_or_404
from sala_styr.errors import Refused, RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

OUTER_FORM = "bedomningar"
HAND_IN = "lamna"


@require_http_methods(["GET", "POST"])
def unit_period(request: HttpRequest, period_pk: int, unit_pk: int) -> HttpResponse:
    """Read and write everything that a unit says of a period. Reading costs a constant number of queries."""
    actor = known_actor(request)
    period = period_or_404(period_pk)
    unit = unit_or_404(unit_pk, period.year)
    place = place_of(unit)
    data = request.POST if request.method == "POST" else None
    entries = _entries(actor, period, unit, data)
    reflection_form = _reflection_form(actor, period, unit, place, data)
    if data is not None:
        hand_in = data.get("gor") == HAND_IN
        sent = [entry for entry in entries if entry.was_sent]
        if not sent and reflection_form is None:
            raise Refused(_("Det här skrivs av chefer och medarbetare i %(unit)s.") % {"unit": unit.name})
        sound = [entry.save(actor, submit=hand_in) for entry in sent]
        if _save_reflection(actor, period, unit, reflection_form) and all(sound):
            messages.success(request, _done(sum(entry.handed_in for entry in sent)))
            return redirect(reverse("followup:unit_period", args=[period.pk, unit.pk]))
        entries = _after_mending(actor, period, unit, entries)
    context = _context(actor, period, unit, place, entries) | {"reflection_form": reflection_form}
    forms = [form for form in [*(entry.form for entry in entries), reflection_form] if form and form.is_bound]
    context |= {
        "faulty": next((form for form in forms if form.errors), None),
        "faulty_fields": [field for form in forms for field in form if field.errors],
        "faults": [error for form in forms for error in form.non_field_errors()],
    }
    return render(request, "followup/unit_period.html", context, status=200 if data is None else 422)


def _entries(actor: Actor, period: Period, unit: Unit, data: QueryDict | None = None) -> list[Entry]:
    return [Entry(row, period, data, outer_form=OUTER_FORM) for row in unit_rows(actor, period, [unit.pk])]


def _after_mending(actor: Actor, period: Period, unit: Unit, entries: Sequence[Entry]) -> list[Entry]:
    """The rows as they are now, but those that need mending as they were typed."""
    faulty = {entry.row.key: entry for entry in entries if not entry.is_sound}
    return [faulty.get(entry.row.key, entry) for entry in _entries(actor, period, unit)]


def _done(handed_in: int) -> str:
    if handed_in:
        return ngettext("%(n)d bedömning är inlämnad.", "%(n)d bedömningar är inlämnade.", handed_in) % {"n": handed_in}
    return _("Sparat. Det är ett utkast tills du lämnar in.")


def _reflection_form(
    actor: Actor, period: Period, unit: Unit, place: Place, data: QueryDict | None
) -> ReflectionForm | None:
    sent = data if data is not None and "enheten-version" in data else None
    if sent is None and not (period.is_open and may_write_reflection(actor, place)):
        return None
    found = reflection_of(actor, period, unit, place)
    initial = {"version": found.version, "money": found.money, "learnt": found.learnt} if found else {"version": 0}
    return ReflectionForm(sent, prefix="enheten", initial=initial, outer_form=OUTER_FORM)


def _save_reflection(actor: Actor, period: Period, unit: Unit, form: ReflectionForm | None) -> bool:
    if form is None or not form.is_bound:
        return True
    if not form.is_valid():
        return False
    said = {name: form.cleaned_data[name].strip() for name in ("money", "learnt")}
    try:
        found = save_reflection(actor, period, unit, version=form.cleaned_data["version"], **said)
        form.stands_on(found.version if found else 0)
    except RuleBroken as error:
        form.add_error(None, str(error))
    return not form.errors


def _context(actor: Actor, period: Period, unit: Unit, place: Place, entries: Sequence[Entry]) -> dict[str, Any]:
    below = reporting_grid(period, place.children)
    return {
        "period": period,
        "unit": unit,
        "periods": periods_of(period.year),
        "missions": [entry for entry in entries if entry.row.is_mission],
        "groups": _groups([entry for entry in entries if not entry.row.is_mission]),
        "money": unit_money(unit, period.year, period.last_day.month),
        "reflection": reflection_of(actor, period, unit, place),
        "reflection_before": reflection_before(period, unit),
        "below": below,
        "columns": state_columns() if below else [],
        "outer_form": OUTER_FORM,
        "writes": any(entry.form for entry in entries),
        "submits": any(entry.form and entry.row.may_submit for entry in entries),
        "to_approve": sum(entry.row.can_be_approved for entry in entries),
    }


def _groups(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """The plan's items by level, under the level's plural."""
    return [(plural, list(of_level)) for plural, of_level in groupby(entries, key=lambda entry: entry.row.level)]
