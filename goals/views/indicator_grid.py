"""Filling in many indicators at once, as in a spreadsheet: typed, pasted or both; all of it is written or nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from goals import rules
from goals.actions.indicators import CellErrors, enter_values, wrong_values
from goals.indicator_grid import YEARS, Grid, build
from goals.models import Indicator
from goals.queries.indicators import Wanted, indicators_in, narrowed, owner, rows_of
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.shell.paging import page_of

ROWS_A_PAGE = 40
PASTE = "klistra"


@require_http_methods(["GET", "POST"])
def indicator_grid(request: HttpRequest) -> HttpResponse:
    """The indicators of a unit and all below it (``?enhet=``), else all that this person fills in."""
    actor, year = acting(request), year_from(request)
    every = indicators_in(actor, year)
    unit = _unit(request, every)
    page = page_of(request, _wanted(actor, every, unit), ROWS_A_PAGE)
    shown_as = YEARS if request.GET.get("visa") == YEARS else ""
    grid = build(actor, rows_of(list(page), year), year, shown_as, timezone.localdate())
    if request.method == "POST":
        grid.take(request.POST)
        if request.POST.get("gor") == PASTE:
            _pasted(request, grid)
        elif _saved(request, grid):
            return redirect(request.get_full_path())
    context = {
        "grid": grid,
        "page": page,
        "year": year,
        "years": [each.year for each in years()],
        "unit": unit,
        "units": list({owner(one).pk: owner(one) for one in every}.values()),
        "shown_as": shown_as,
        "trail": [
            (_("Röda tråden"), reverse("goals:thread")),
            (_("Indikatorer"), reverse("goals:indicators") + f"?ar={year}"),
            (_("Fyll i"), ""),
        ],
    }
    wrong = bool(grid.wrong or grid.problems)
    return render(request, "goals/indicator_grid.html", context, status=422 if wrong else 200)


def _unit(request: HttpRequest, every: list[Indicator]) -> Unit | None:
    """The unit that the address asks for, or one below which there are indicators."""
    asked = request.GET.get("enhet", "")
    if not (asked.isascii() and asked.isdigit()):
        return None
    mine = {owner(one).pk: owner(one) for one in every}
    return mine.get(int(asked[:18])) or Unit.objects.filter(pk=int(asked[:18])).first()


def _wanted(actor: Actor, every: list[Indicator], unit: Unit | None) -> list[Indicator]:
    if unit is not None:
        return narrowed(every, Wanted(unit=unit))
    return [one for one in every if rules.may_record(actor, rules.home_of(one))]


def _pasted(request: HttpRequest, grid: Grid) -> None:
    placed = grid.paste(request.POST.get("block", ""))
    if placed:
        words = ngettext("%(n)d ruta är ifylld.", "%(n)d rutor är ifyllda.", placed) % {"n": placed}
        messages.info(request, words + " " + _("Se efter att det stämmer och spara."))
    elif not grid.problems:
        messages.info(request, _("Det du klistrade in var det som redan står här."))


def _saved(request: HttpRequest, grid: Grid) -> bool:
    entries = grid.entries()
    if grid.wrong:  # everything that is wrong is told at once
        grid.mark(wrong_values(acting(request), entries))
        return False
    try:
        count = enter_values(acting(request), entries)
    except CellErrors as wrong:
        grid.mark(wrong.by_key)
        return False
    if count:
        messages.success(request, ngettext("%(n)d värde är sparat.", "%(n)d värden är sparade.", count) % {"n": count})
    else:
        messages.info(request, _("Inget hade ändrats, så inget behövde sparas."))
    return True
