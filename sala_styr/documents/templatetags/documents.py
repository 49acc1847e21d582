"""``{% load documents %}{% report_table table %}`` and ``{% report_figure figure %}``: the very blocks of a report, on a page."""

from collections.abc import Mapping
from typing import Any

from django import template

from sala_styr.documents.layout import figure_view, table_view
from sala_styr.documents.model import Figure, Table

register = template.Library()


@register.inclusion_tag("documents/parts/table.html")
def report_table(table: Table) -> dict[str, Any]:
    """The table with caption, unit in the head and its notes, in a box that scrolls on a narrow screen."""
    return {"block": table_view(table), "printed": False}


@register.inclusion_tag("documents/parts/figure.html")
def report_figure(figure: Figure) -> dict[str, Any]:
    """The chart with its title and, in a drawer, the table of its figures."""
    return {"block": figure_view(figure), "printed": False}


@register.filter
def page_of(pages: Mapping[str, int], anchor: str) -> int:
    """The page where an anchor stands."""
    return pages[anchor]
