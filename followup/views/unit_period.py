"""A unit's page of a period: the conversation in order — grunduppdrag, goals, money, what we learn — with the fields right there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
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
from followup.models import GATHERED_KINDS, Period, SectionKind
from followup.queries.assessable import things_of
from followup.queries.grid import reporting_grid
from followup.queries.looks import state_columns
from followup.queries.periods import periods_of
from followup.queries.places import all_places
from followup.queries.section_answers import answers_of
from followup.queries.unit_period import thing_rows
from followup.rules import Place
from followup.rules.improvements import may_raise_improvement
from followup.views.entries import Entry
from followup.views.section_entries import SectionEntry
from followup.views.shared import known_actor, period_or_404, unit_or_404
from goals.models import AssignmentReceiver
from sala_styr.errors import Refused
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

OUTER_FORM = "bedomningar"
HAND_IN = "lamna"


@dataclass(frozen=True)
class UnitPage:
    """What the page is about, and everything on it that can be written in."""

    actor: Actor
    period: Period
    unit: Unit
    due: date
    entries: list[Entry]
    sections: list[SectionEntry]
    assignments: list[AssignmentReceiver]

    @property
    def sent(self) -> list[Entry | SectionEntry]:
        return [entry for entry in self.all if entry.was_sent]

    @property
    def all(self) -> list[Entry | SectionEntry]:
        return [*self.entries, *self.sections]


@require_http_methods(["GET", "POST"])
def unit_period(request: HttpRequest, period_pk: int, unit_pk: int) -> HttpResponse:
    """Read and write everything that a unit says of a period. Reading costs a constant number of queries."""
    actor = known_actor(request)
    period = period_or_404(period_pk)
    unit = unit_or_404(unit_pk, period.year)
    place = all_places()[unit.pk]
    data = request.POST if request.method == "POST" else None
    page = unit_page(actor, period, unit, place, data)
    if data is not None:
        if not page.sent:
            raise Refused(_("Det här skrivs av chefer och medarbetare i %(unit)s.") % {"unit": unit.name})
        hand_in = data.get("gor") == HAND_IN
        sound = [entry.save(actor, submit=hand_in) for entry in page.sent]
        if all(sound):
            messages.success(request, _done(page))
            return redirect(reverse("followup:unit_period", args=[period.pk, unit.pk]))
        page = _after_mending(page, place)
    return render(request, "followup/unit_period.html", _context(page, place), status=200 if data is None else 422)


def unit_page(actor: Actor, period: Period, unit: Unit, place: Place, data: QueryDict | None = None) -> UnitPage:
    """The page as ``actor`` meets it, with what was sent. A constant number of queries."""
    things = things_of([unit.pk], period)
    entries = [Entry(row, period, data, outer_form=OUTER_FORM) for row in thing_rows(actor, period, things)]
    found = answers_of(actor, period, unit, place, things)
    sections = [SectionEntry(answer, unit, data, outer_form=OUTER_FORM) for answer in found.answers]
    return UnitPage(actor, period, unit, found.due, entries, sections, found.assignments)


def _after_mending(page: UnitPage, place: Place) -> UnitPage:
    """The page as it is now, but what needs mending as it was typed."""
    fresh = unit_page(page.actor, page.period, page.unit, place)
    things = {entry.row.key: entry for entry in page.entries if not entry.is_sound}
    sections = {entry.answer.section.pk: entry for entry in page.sections if not entry.is_sound}
    return replace(
        fresh,
        entries=[things.get(entry.row.key, entry) for entry in fresh.entries],
        sections=[sections.get(entry.answer.section.pk, entry) for entry in fresh.sections],
    )


def _done(page: UnitPage) -> str:
    things, sections = (sum(entry.handed_in for entry in kind) for kind in (page.entries, page.sections))
    said = []
    if things:
        said.append(ngettext("%(n)d bedömning är inlämnad.", "%(n)d bedömningar är inlämnade.", things) % {"n": things})
    if sections:
        said.append(ngettext("%(n)d avsnitt är inlämnat.", "%(n)d avsnitt är inlämnade.", sections) % {"n": sections})
    return " ".join(said) or _("Sparat. Det är ett utkast tills du lämnar in.")


def _context(page: UnitPage, place: Place) -> dict[str, Any]:
    period, unit = page.period, page.unit
    below = reporting_grid(period, place.children)
    read_things = [entry.row for entry in page.entries if entry.row.can_be_approved]
    read_sections = [entry.answer for entry in page.sections if entry.answer.can_be_approved]
    forms = [entry.form for entry in page.all if entry.form and entry.form.is_bound]
    return {
        "period": period,
        "unit": unit,
        "due": page.due,
        "periods": periods_of(period.year),
        "sections": _shown(page),
        "assignments": page.assignments,
        "money": unit_money(unit, period.year, period.last_day.month),
        "below": below,
        "columns": state_columns() if below else [],
        "outer_form": OUTER_FORM,
        "may_improve": may_raise_improvement(page.actor, unit.pk),
        "writes": any(entry.form for entry in page.all),
        "submits": any(entry.form and entry.row.may_submit for entry in page.entries)
        or any(entry.form and entry.answer.may_submit for entry in page.sections),
        "read_things": read_things,
        "read_sections": read_sections,
        "to_approve": len(read_things) + len(read_sections),
        "faulty": next((form for form in forms if form.errors), None),
        "faulty_fields": [field for form in forms for field in form if field.errors],
        "faults": [error for form in forms for error in form.non_field_errors()],
    }


def _shown(page: UnitPage) -> list[dict[str, Any]]:
    """The sections with what is in them. One that is not asked is shown where its emptiness says something: no grunduppdrag, nothing in the plan."""
    of_kind: dict[str, list[Entry]] = {kind: [] for kind in GATHERED_KINDS}
    for entry in page.entries:
        of_kind[_kind_of(entry)].append(entry)
    has_plan = bool(of_kind[SectionKind.GOALS] or of_kind[SectionKind.ACTIVITIES])
    empty = {SectionKind.MISSION} if has_plan else {SectionKind.MISSION, SectionKind.GOALS}
    shown = []
    for each in page.sections:
        kind = each.answer.section.kind
        if each.answer.cell is not None or kind in empty:
            shown.append({"entry": each, "answer": each.answer, "kind": kind, "groups": _groups(of_kind.get(kind, []))})
    return shown


def _kind_of(entry: Entry) -> str:
    if entry.row.is_mission:
        return SectionKind.MISSION
    return SectionKind.ACTIVITIES if entry.row.is_activity else SectionKind.GOALS


def _groups(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """The things by level, under the level's plural."""
    return [(plural, list(of_level)) for plural, of_level in groupby(entries, key=lambda entry: entry.row.level)]
