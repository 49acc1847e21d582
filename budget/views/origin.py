"""Any figure opened: where it comes from, with its parts, their files and decisions."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budget.exports import origin_listing
from budget.models import ResultLine
from budget.queries.income import SUBTOTALS
from budget.queries.origin import COMMITTEE, NOT_CARRIED, ORIGINS, OWN, WHOLE, Asked
from budget.queries.result_lines import BALANCE_GROUPS
from budget.queries.structure import structure
from budget.views.page import month_from, page, reader, unit_or_404, unit_trail
from budget.ways import part_address
from sala_styr.decisions.queries import year_from
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

PARTS_A_PAGE = 100
LAST_PERIOD = 18
LINES = {
    "budget": {"", "original", "amendments"},
    "utfall": {"", "revenue", "cost"},
    "resultat": {*ResultLine.values, *SUBTOTALS},
    "resultatbudget": {*ResultLine.values, *SUBTOTALS},
    "balans": {NOT_CARRIED, *(group.key for group in BALANCE_GROUPS)},
}
"""Which lines each kind of figure has; the other kinds have none."""


@require_safe
def origin(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The parts of a figure (``?ar=2026&t_o_m=8&konto=5010&period=3&rad=revenue&del=namnd``), which sum to it."""
    reader(request)
    if kind not in ORIGINS:
        raise Http404
    tree, asked = structure(), _asked(request, kind, pk)
    found = ORIGINS[kind](tree, asked)
    told = told_of(asked)
    if file := as_file(request, lambda: origin_listing(f"{found.title} {told}", found.parts)):
        return file
    parts = page_of(request, found.parts, PARTS_A_PAGE)
    shown = [(part, part_address(part, asked.year)) for part in parts]
    # A column is there only when it says something: a forecast has no decision, an entry no file.
    has = {"has_when": any(part.when or part.who for part, _href in shown)}
    has["has_decision"] = any(part.decision for part, _href in shown)
    context = page(
        request,
        "follow_ups",
        year=asked.year,
        unit=asked.unit,
        asked=asked,
        origin=found,
        told=told,
        parts=parts,
        shown_parts=shown,
        words=2 + sum(has.values()),
        **has,
        trail=unit_trail(tree, asked.unit, asked.year, _("Var siffran kommer ifrån")),
    )
    return render(request, "budget/origin.html", context)


def _asked(request: HttpRequest, kind: str, pk: int) -> Asked:
    query = request.GET
    line, account, scope = query.get("rad", ""), query.get("konto", ""), query.get("del", "")
    if line not in LINES.get(kind, {""}):
        raise Http404
    return Asked(
        unit=unit_or_404(pk),
        year=year_from(request),
        scope=scope if scope in (COMMITTEE, OWN) else WHOLE,
        through=month_from(request, 12),
        period=period_from(query.get("period", ""), 12 if kind == "detalj" else LAST_PERIOD),
        account=account if account.isascii() and account.isdigit() else "",
        line=line,
        side=query.get("sida_av", ""),
        as_of=day_of(query.get("per", "")) if kind == "budget" else None,
    )


def day_of(text: str) -> date | None:
    """The day that a query asks for; None when it is no day."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def period_from(text: str, last: int) -> int | None:
    """The number of a period up to ``last``; None when it says none."""
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= last else None


def told_of(asked: Asked) -> str:
    """Which figure it is, in words: unit, year, months, account."""
    words = [asked.unit.name, str(asked.year)]
    if asked.period is not None:
        name = MONTHS.get(asked.period)
        words.append(str(name) if name else _("period %(number)s") % {"number": asked.period})
    elif asked.through < 12:
        words.append(_("till och med %(month)s") % {"month": MONTHS[asked.through]})
    if asked.account:
        words.append(_("konto %(account)s") % {"account": asked.account})
    if asked.as_of:
        words.append(_("som det var %(day)s") % {"day": asked.as_of.isoformat()})
    if asked.scope == OWN:
        words.append(_("enhetens eget"))
    return ", ".join(words)
