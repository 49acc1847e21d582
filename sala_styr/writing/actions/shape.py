"""What holds for the sections of a template and of a report alike: how they may lie, and how two change places."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sala_styr.documents.live import find_block
from sala_styr.errors import RuleBroken
from sala_styr.history import bulk_update
from sala_styr.writing.models import ReportSection, TemplateSection

DEEPEST = 3
"""Sections nest at most this deep; what people write has headings of its own below (documents.model.DEEPEST)."""
AnySection = TemplateSection | ReportSection


def check_section(section: AnySection, all_sections: "QuerySet[Any]") -> None:
    """Raises RuleBroken for a section without heading, with one that is there already, too deep, or that shows or gathers what cannot be."""
    if not section.heading.strip():
        raise RuleBroken(_("Skriv en rubrik."), field="heading")
    others = all_sections.filter(parent=section.parent_id, heading=section.heading)
    if others.exclude(pk=section.pk).exists():
        raise RuleBroken(
            _("Det finns redan ett avsnitt som heter ”%(heading)s” här.") % {"heading": section.heading},
            field="heading",
        )
    unknown = [name for name in section.blocks if find_block(name) is None]
    if unknown:
        raise RuleBroken(_("Det finns inget som heter ”%(name)s” att hämta.") % {"name": unknown[0]}, field="blocks")
    if section.gathers is not None and not section.gathers.is_for_units:
        raise RuleBroken(
            _("”%(name)s” skrivs inte av enheter, så det finns inga delar att samla.") % {"name": section.gathers},
            field="gathers",
        )
    if _depth(section) > DEEPEST:
        raise RuleBroken(_("Avsnitt kan ligga i varandra i högst %(n)d led.") % {"n": DEEPEST}, field="parent")


def _depth(section: AnySection) -> int:
    depth, above = 1, section.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth


def change_places(all_sections: "QuerySet[Any]", section: AnySection, *, upwards: bool) -> None:
    """Change places with the one before or after where the section lies; nothing happens at the edge. For a recording under way."""
    rows = list(all_sections.filter(parent=section.parent_id))
    place = next(number for number, row in enumerate(rows) if row.pk == section.pk)
    other = place + (-1 if upwards else 1)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        put_in_order(rows)


def put_in_order(rows: list[Any]) -> None:
    """Number the sections, which lie in the same one, as they stand in the list. For a recording under way."""
    changed = [row for number, row in enumerate(rows, 1) if row.order != number]
    for number, row in enumerate(rows, 1):
        row.order = number
    if changed:
        bulk_update(type(changed[0]), changed, ["order"])
