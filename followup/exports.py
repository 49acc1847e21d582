"""Lists of the follow-up as files: the same rows as the page."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from followup.models import Dialogue, NextStep, Period, PeriodSection
from followup.queries.grid import GridRow
from followup.queries.looks import StateLook, state_look
from followup.queries.sections import Cell, UnitSections
from sala_styr.tables import Column, Kind, Listing, text_column


def grid_listing(period: Period, rows: Iterable[GridRow], states: Sequence[StateLook]) -> Listing:
    """Who has reported: units by states."""
    columns = text_column(_("Kod"), _("Enhet"))
    columns += (*(Column(look.word, Kind.NUMBER) for look in states), Column(_("Summa"), Kind.NUMBER))
    name = _("Rapporterat %(period)s %(year)s") % {"period": period.name, "year": period.year}
    return Listing(
        name,
        columns,
        [
            (row.unit.code, row.unit.name, *(count for _state, count in row.counts), row.expected)
            for row in rows
            if row.unit
        ],
    )


def step_listing(dialogues: Iterable[Dialogue]) -> Listing:
    """What has been agreed on in the dialogues, step by step. One query."""
    columns = (
        *(Column(_("Dialog"), Kind.DATE), *text_column(_("Övre nivå"), _("Undre nivå"))),
        *(Column(_("Nästa steg"), Kind.LONG_TEXT), Column(_("Ansvarig")), Column(_("När"), Kind.DATE)),
        *(Column(_("Läge")), Column(_("Hur det gick"), Kind.LONG_TEXT)),
    )
    steps = NextStep.objects.filter(dialogue__in=dialogues).select_related(
        "dialogue__upper", "dialogue__lower", "responsible"
    )
    rows = (
        (
            *(step.dialogue.day, step.dialogue.upper.name, step.dialogue.lower.name),
            *(step.text, str(step.responsible) if step.responsible else None, step.due),
            *(str(step.get_state_display()), step.outcome),
        )
        for step in steps.order_by("-dialogue__day", "-dialogue__pk", "pk")
    )
    return Listing(_("Nästa steg i dialoger"), columns, rows)


def section_listing(period: Period, sections: Sequence[PeriodSection], rows: Iterable[UnitSections]) -> Listing:
    """Who has answered what: units by sections, each cell its state in words; empty where the unit is not asked."""
    columns = (*text_column(_("Kod"), _("Enhet")), Column(_("Lämnas senast"), Kind.DATE))
    columns += (*text_column(*(section.title for section in sections)), Column(_("Försenade"), Kind.NUMBER))
    name = _("Svar %(period)s %(year)s") % {"period": period.name, "year": period.year}
    return Listing(
        name, columns, ((row.unit.code, row.unit.name, row.due, *map(_cell, row.cells), row.late) for row in rows)
    )


def _cell(cell: Cell | None) -> str | None:
    if cell is None:
        return None
    word = state_look(cell.state).word
    if cell.nothing:
        word = _("%(state)s, inget att rapportera") % {"state": word}
    return _("%(state)s, försenat") % {"state": word} if cell.late else word
