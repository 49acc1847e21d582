"""What is said about the annual accounts: driftredovisningen with its bridge, the ratios with their arithmetic, five years in one table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budget import rules
from budget.accounts_exports import bridge_listing, five_year_listing, operating_listing, ratio_listing
from budget.models import Statement, Whose
from budget.queries.bridge import bridge
from budget.queries.derived.ratios import overview_way, ratio_way
from budget.queries.five_years import YEARS, OverviewRow, Shown, five_years
from budget.queries.operating import operating_statement
from budget.queries.policy import policy_for
from budget.queries.ratios import KINDS, RESULT_SHARE, Ratio, RatioColumn, RatioKind, ratio_columns
from budget.queries.sums import WHOLE_YEAR
from budget.ratio_words import arithmetic, figure_text, number_text, ratio_text
from budget.views.accounts import accounts_page, accounts_trail, actual_head, columns_to_write, through_of
from budget.views.frames import day_from
from budget.views.page import reader
from budget.ways import address
from sala_styr.decisions.queries import year_from
from sala_styr.tables import as_file


@require_safe
def operating(request: HttpRequest) -> HttpResponse:
    """Driftredovisningen gross and net, and the bridge to resultaträkningen. A constant number of queries."""
    reader(request)
    year, day = year_from(request), day_from(request)
    if day is not None:
        return _operating_on(request, year, day)
    found = bridge(year)
    if file := as_file(request, lambda: bridge_listing(found, year)):
        return file
    context = accounts_page(
        request,
        "operating",
        year=year,
        statement=found.operating,
        bridge=found,
        through_name=MONTHS[found.operating.through_month],
        is_empty=not found.operating.rows,
        trail=accounts_trail(year, (_("Driftredovisning"), "")),
    )
    return render(request, "budget/operating.html", context)


def _operating_on(request: HttpRequest, year: int, day: date) -> HttpResponse:
    """The same as it stood on a day, by committee; the bridge is of today's resultaträkning only."""
    statement = operating_statement(year, as_of=day)
    if file := as_file(request, lambda: operating_listing(statement, day)):
        return file
    context = accounts_page(
        request,
        "operating",
        year=year,
        as_of=day,
        statement=statement,
        through_name=MONTHS[statement.through_month],
        is_empty=not statement.rows,
        trail=accounts_trail(year, (_("Driftredovisning"), "")),
    )
    return render(request, "budget/operating_as_of.html", context)


@dataclass(frozen=True)
class RatioCell:
    """A ratio as it is shown: its value, and the arithmetic or the reason why there is none."""

    text: str
    below: str
    is_known: bool
    href: str = ""


@dataclass(frozen=True)
class RatioRow:
    kind: RatioKind
    target: str
    cells: tuple[RatioCell | None, ...]


@require_safe
def ratios(request: HttpRequest) -> HttpResponse:
    """Every ratio with its formula in words and figures. A constant number of queries."""
    actor = reader(request)
    year = year_from(request)
    columns = ratio_columns(year)
    through = through_of(year)
    heads = [_head(column, year, through) for column in columns]
    if file := as_file(request, lambda: ratio_listing(columns, heads, year)):
        return file
    target = Decimal(policy_for(year).result_target)
    rows = [
        RatioRow(
            kind,
            number_text(target, 1) if kind.key == RESULT_SHARE else "",
            tuple(_cell(column.ratios.get(kind.key), column) for column in columns),
        )
        for kind in KINDS
    ]
    context = accounts_page(
        request,
        "ratios",
        year=year,
        heads=heads,
        rows=rows,
        is_empty=not any(cell and cell.is_known for row in rows for cell in row.cells),
        going_on=through is not None and through < WHOLE_YEAR,
        may_write=rules.may_state_requirement(actor),
        columns_to_write=columns_to_write(Statement.FACTS, year),
        trail=accounts_trail(year, (_("Nyckeltal"), "")),
    )
    return render(request, "budget/ratios.html", context)


def _head(column: RatioColumn, year: int, through: int | None) -> str:
    whose = str(Whose(column.whose).label).capitalize()
    if column.is_budget:
        return _("%(whose)s, budget %(year)s") % {"whose": whose, "year": column.year}
    if column.whose == Whose.MUNICIPALITY and column.year == year and through not in (None, WHOLE_YEAR):
        return f"{whose}, {actual_head(year, through).lower()}"
    return _("%(whose)s %(year)s") % {"whose": whose, "year": column.year}


def _cell(ratio: Ratio | None, column: RatioColumn) -> RatioCell | None:
    if ratio is None:
        return None
    href = address(ratio_way(ratio.kind.key, column.year, column.whose, column.version))
    return RatioCell(ratio_text(ratio), arithmetic(ratio), ratio.value is not None, href)


@require_safe
def five_year_overview(request: HttpRequest) -> HttpResponse:
    """Five years of the municipality and the group. A constant number of queries."""
    actor = reader(request)
    year = year_from(request)
    found = five_years(year)
    if file := as_file(request, lambda: five_year_listing(found)):
        return file
    through = through_of(year)
    context = accounts_page(
        request,
        "five_years",
        year=year,
        found=found,
        parts=[
            (str(Whose(whose).label).capitalize(), [(row, _figures(row, found.years)) for row in found.of(whose)])
            for whose in Whose.values
            if found.of(whose)
        ],
        going_on=MONTHS[through] if through is not None and through < WHOLE_YEAR else "",
        span=YEARS + 1,
        may_write=rules.may_state_requirement(actor),
        columns_to_write=columns_to_write(Statement.FACTS, year),
        trail=accounts_trail(year, (_("Fem år"), "")),
    )
    return render(request, "budget/five_years.html", context)


def _figures(row: OverviewRow, years: tuple[int, ...]) -> list[tuple[str, str]]:
    """Each figure in words, and where it comes from."""
    return [
        (figure_text(each, Shown(row.shown)), "" if each is None else address(overview_way(row.key, year, row.whose)))
        for each, year in zip(row.figures, years, strict=True)
    ]
