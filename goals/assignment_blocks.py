"""What the uppdrag contribute to reports: those of the year, with how they stand and what was reported."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from goals.queries.assignments import CLOSED, AssignmentRow, ReceiverRow, assignments_of_year
from sala_styr.documents.model import Block, Column, ColumnKind, Paragraph, Row, RowKind, Status, Table
from sala_styr.organisation.actor import ANONYMOUS
from sala_styr.shell.richtext import to_plain
from sala_styr.shell.wording import day_in_words

SIGNS = {"check": "●", "full": "◐", "half": "◐", "empty": "○", "attention": "○"}
"""Of the whole, as paper has them: only what is closed is full."""


def assignments_blocks(year: int) -> tuple[Block, ...]:
    """The uppdrag that were under way in ``year``, giver by giver, and how many are closed; empty when there are none. Two queries.

    Only what everybody may read: a report that is not handed in is in none.
    """
    rows = assignments_of_year(ANONYMOUS, year)
    if not rows:
        return ()
    closed = sum(row.state == CLOSED for row in rows)
    late = sum(row.overdue for row in rows)
    told = _("%(all)s uppdrag var igång under %(year)s. Avslutade: %(closed)s. Försenade: %(late)s.")
    lead = Paragraph(told % {"all": len(rows), "year": year, "closed": closed, "late": late})
    return (lead, assignments_table(_("Uppdrag %(year)s") % {"year": year}, rows))


def assignments_table(caption: str, rows: Sequence[AssignmentRow]) -> Table:
    """Each uppdrag under its giver: to whom, by when, how it stands, and the reports in words."""
    shown: list[Row] = []
    giver = None
    for row in rows:
        if row.assignment.giver_id != giver:
            giver = row.assignment.giver_id
            shown.append(Row((row.assignment.giver.name,), RowKind.HEADING))
        shown.append(Row(_cells(row)))
    columns = (
        Column(_("Uppdrag"), width=22),
        Column(_("Till"), width=13),
        Column(_("Senast"), width=11),
        Column(_("Läge"), ColumnKind.STATUS, width=17),
        Column(_("Återrapport")),
    )
    return Table(caption, columns, tuple(shown))


def _cells(row: AssignmentRow) -> tuple[str | Status | None, ...]:
    assignment, (symbol, word, _tone) = row.assignment, row.look
    receivers = ", ".join(part.receiver.unit.name for part in row.receivers)
    said = " ".join(_said(part, len(row.receivers) > 1) for part in row.receivers if part.report)
    words = " ".join(text for text in (said, assignment.closing_text) if text)
    title = f"{assignment.title} ({assignment.number}, {assignment.decision})"
    return (title, receivers, day_in_words(assignment.due, "iso"), Status(SIGNS[symbol], word), words or None)


def _said(part: ReceiverRow, named: bool) -> str:
    """A report in running text, with who wrote it where there are several."""
    report = to_plain(part.report)
    return f"{part.receiver.unit.label}: {report}" if named else report
