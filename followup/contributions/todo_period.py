"""What the sections of a period leave to do: to write, to mend after a word, and to read."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followup.queries.section_answers import anchor_of
from followup.queries.section_work import sections_to_write, units_to_read
from followup.todo import Todo, todo_kind
from sala_styr.organisation.actor import Actor


@todo_kind("section", gettext_lazy("Avsnitt att skriva i uppföljningen"), 20)
def to_write(actor: Actor, today: date) -> Iterable[Todo]:
    """The sections that the person's own units have left; what was sent back with the word it came with."""
    for each in sections_to_write(actor, today):
        section, unit = each.cell.section, each.row.unit
        address = reverse("followup:unit_period", args=[each.period.pk, unit.pk])
        yield Todo(
            key=f"section:{section.pk}:{unit.pk}",
            title=f"{section.title}: {unit.name}",
            url=f"{address}#{anchor_of(section)}",
            due=each.row.due,
            detail=_("Tillbaka: %(word)s") % {"word": each.word} if each.word else str(each.period),
        )


@todo_kind("section-read", gettext_lazy("Svar att läsa i uppföljningen"), 35)
def to_read(actor: Actor, today: date) -> Iterable[Todo]:
    """The units whose answers wait to be read, a row for each unit."""
    for each in units_to_read(actor, today):
        words = ngettext("%(n)d avsnitt väntar på att läsas", "%(n)d avsnitt väntar på att läsas", each.count)
        yield Todo(
            key=f"section-read:{each.period.pk}:{each.row.unit.pk}",
            title=_("Läs svaren från %(unit)s") % {"unit": each.row.unit.name},
            url=reverse("followup:unit_period", args=[each.period.pk, each.row.unit.pk]),
            due=each.period.due,
            detail=f"{words % {'n': each.count}}, {each.period}",
        )
