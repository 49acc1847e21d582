"""Lists of the follow-up as files: the same rows as the page."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followup.models import Dialogue, Improvement, NextStep, Period, PeriodSection
from followup.queries.grid import GridRow
from followup.queries.looks import StateLook, state_look
from followup.queries.process import ListRow, ProcessFigure
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


def improvement_listing(improvements: "QuerySet[Improvement]") -> Listing:
    """The improvements with their wheel. One query."""
    columns = (
        *text_column(_("Förbättring"), _("Verksamhet"), _("Kommer ur")),
        *(Column(_("Läge")), Column(_("Ansvarig")), Column(_("Nästa steg"), Kind.DATE), Column(_("Väckt"), Kind.DATE)),
        *(Column(label, Kind.LONG_TEXT) for label in (_("Vad vi har sett"), _("Planera"), _("Göra"), _("Studera"))),
        *(
            Column(_("Lära"), Kind.LONG_TEXT),
            Column(_("Hur det blev"), Kind.LONG_TEXT),
            Column(_("Aktivitet i planen")),
        ),
    )
    rows = (
        (
            *(each.title, each.unit.name, str(each.get_origin_display()), str(each.get_stage_display())),
            *(str(each.responsible) if each.responsible else None, each.due, each.raised_on),
            *(each.seen, each.plan, each.done, each.studied, each.learnt, each.outcome),
            each.activity.title if each.activity else None,
        )
        for each in improvements
    )
    return Listing(_("Förbättringar"), columns, rows)


def process_listing(found: ProcessFigure, rows: Iterable[ListRow], year: int) -> Listing:
    """What a figure on the process counts."""
    columns = (
        *text_column(_("Enhet"), _("Vad")),
        *(Column(_("Dag"), Kind.DATE), Column(_("Dagar"), Kind.NUMBER), Column(_("Läge"))),
    )
    shown = ((row.unit, row.text, row.day, row.days, row.told) for row in rows)
    return Listing(f"{found.title} {year}", columns, shown)
