"""The address of what a figure comes from: for pages, for reports, and for the pages of origin themselves."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from budget.queries.derived.arithmetic import Way, way_of_derived, way_of_origin
from budget.queries.origin import Part


def address(way: Way | None) -> str:
    """The address of a way; empty where there is none."""
    if way is None:
        return ""
    query = f"?{urlencode(way.query)}" if way.query else ""
    return f"{reverse(way.name, args=way.arguments)}{query}{f'#{way.mark}' if way.mark else ''}"


def origin_address(amount: int | None, kind: str, unit: Any, year: int, **about: Any) -> str:
    """Where an amount's accounts, rows or entries are; empty where there is no amount, or it is nobody's."""
    return "" if amount is None or unit is None else address(way_of_origin(kind, unit.pk, year, **about))


def derived_address(amount: Any, kind: str, key: str, year: int, **about: Any) -> str:
    """Where a figure is written out as arithmetic; empty where there is none."""
    return "" if amount is None else address(way_of_derived(kind, key, year, **about))


def part_address(part: Part, year: int) -> str:
    """Where a part of a figure stands: the file's rows, the ledger, the lines, the forecasts; empty where it has no page."""
    of_year = {"ar": year}
    ways = {
        "batch": Way("budget:batch", (part.pk,), part.at, "rader"),
        "ledger": Way("budget:ledger", (part.pk, year)),
        "detail": Way("budget:detail", (part.pk,), {**of_year, **part.at}),
        "follow_up": Way("budget:follow_up", (part.pk,), of_year, "prognos"),
    }
    return address(ways.get(part.kind))
