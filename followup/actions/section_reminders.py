"""Reminding units of what they have left in a period: one section, all of a unit's, or everybody who is late, by one press."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.actions.reminders import remind_unit
from followup.models import Period
from followup.queries.section_answers import anchor_of
from followup.queries.sections import Cell, UnitSections
from followup.rules import may_steer_periods
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.mail.nudges import Reminding
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

Wanted = Iterable[tuple[UnitSections, list[Cell]]]


def remind_of_sections(actor: Actor, period: Period, wanted: Wanted) -> Reminding:
    """Remind each unit of the sections it has left, in one letter a unit; the same at most once a day.

    Raises Refused for others than controllers, RuleBroken for a closed period.
    """
    require(may_steer_periods(actor), _("Uppföljningens perioder sköts av en controller."))
    if not period.is_open:
        raise RuleBroken(_("%(period)s är stängd, så det finns inget att påminna om.") % {"period": period})
    done = Reminding()
    with recording(actor, _("Påminde om uppföljningen")):
        for row, cells in wanted:
            _remind(actor, period, row, cells, done)
    return done


def _remind(actor: Actor, period: Period, row: UnitSections, cells: list[Cell], done: Reminding) -> None:
    unit, address = row.unit, reverse("followup:unit_period", args=[period.pk, row.unit.pk])
    if len(cells) == 1:
        section = cells[0].section
        about, title = f"section:{section.pk}:{unit.pk}", f"{section.title}: {unit.name}"
        address = f"{address}#{anchor_of(section)}"
    else:
        words = ngettext("%(n)d avsnitt kvar i %(period)s", "%(n)d avsnitt kvar i %(period)s", len(cells))
        about, title = f"sections:{period.pk}:{unit.pk}", words % {"n": len(cells), "period": period}
    try:
        nudge = remind_unit(actor, unit, about=about, title=title, url=address, due=row.due)
    except RuleBroken:
        done.nobody.append(unit.name)
        return
    done.count(nudge)
