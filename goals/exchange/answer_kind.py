"""What the receivers of uppdrag answer, a row for each receiver: how far they have come, who is responsible, and the report."""

from collections.abc import Mapping, Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.actions.assignments import answer_assignment
from goals.exchange.reading import Row, differing, read_rows, told
from goals.exchange.row_by_row import Deed, done, tried
from goals.exchange.surroundings import Surroundings
from goals.exchange.understood import Change, Line, Understood
from goals.models import Assignment, AssignmentReceiver, AssignmentState
from goals.queries import assignments as queries
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User
from sala_styr.tables import Column, Kind, Listing, Sheet, Value
from sala_styr.tables.languages import known_in_every_language

NEEDED = ("number", "receiver")
FIELDS = ("state", "responsible", "report")


@known_in_every_language
def answer_columns() -> dict[str, Column]:
    """The columns, in the file's order."""
    return {
        "number": Column(_("Nummer")),
        "title": Column(_("Uppdrag"), Kind.LONG_TEXT),
        "due": Column(_("Återrapporteras senast"), Kind.DATE),
        "receiver": Column(_("Mottagare")),
        "state": Column(_("Läge"), choices=tuple(map(str, AssignmentState.labels))),
        "responsible": Column(_("Ansvarig")),
        "report": Column(_("Återrapport"), Kind.LONG_TEXT),
        "reported_on": Column(_("Återrapporterat"), Kind.DATE),
        "version": Column(_("Version"), Kind.NUMBER),
    }


def answer_row(part: queries.ReceiverRow, around: Surroundings) -> dict[str, Value]:
    """What the receiver's part says in each column; a report that the reader may not see yet is left out."""
    receiver = part.receiver
    return {
        "number": receiver.assignment.number,
        "title": receiver.assignment.title,
        "due": receiver.assignment.due,
        "receiver": receiver.unit.code,
        "state": str(receiver.get_state_display()),
        "responsible": around.person_name(receiver.responsible),
        "report": part.report,
        "reported_on": receiver.reported_on,
        "version": receiver.version,
    }


def answer_listing(actor: Actor, year: int) -> Listing:
    """Every receiver's part of what was under way in ``year``."""
    found = queries.whole(queries.found_assignments(year=year)).order_by("due", "pk")
    around = Surroundings()
    rows = [
        tuple(answer_row(part, around).values())
        for row in queries.rows_for(actor, found)
        for part in queries.parts(row)
    ]
    return Listing(
        _("Svar på uppdrag %(year)s") % {"year": year}, tuple(answer_columns().values()), rows, answer_notes()
    )


def answer_template(actor: Actor, year: int) -> Listing:
    """The headings and the instructions: rows are those of uppdrag that have been given."""
    return Listing(_("Mall för svar på uppdrag"), tuple(answer_columns().values()), (), answer_notes())


def answer_notes() -> tuple[str, ...]:
    """How the table is filled in."""
    states = ", ".join(map(str, AssignmentState.labels))
    return (
        _(
            "En rad är en mottagares del av ett uppdrag. Nummer och Mottagare säger vilken: rör dem inte, och inte Version."
        ),
        _("Läge: %(states)s. Återrapporterat lämnar återrapporten till uppdragsgivaren.") % {"states": states},
        _("Ansvarig: personens namn eller användarnamn."),
    )


def understand_answers(actor: Actor, sheet: Sheet) -> Understood:
    """What the file would do. Raises TableError when it is another kind of table."""
    reader = AnswerReader(actor, sheet)
    return tried(reader.lines, reader.deeds)


def bring_in_answers(actor: Actor, sheet: Sheet, filename: str) -> Understood:
    """Write what the file says, all of it or nothing."""
    reader = AnswerReader(actor, sheet)
    return done(reader.lines, reader.deeds, _("Något hindrar. Granska filen igen: det står där."))


class AnswerReader:
    """Reads the whole file into deeds. A constant number of queries."""

    def __init__(self, actor: Actor, sheet: Sheet) -> None:
        self.actor, self.columns, self.around = actor, answer_columns(), Surroundings()
        rows = read_rows(sheet, self.columns, NEEDED)
        whole = queries.whole(Assignment.objects.filter(number__in={row.text("number") for row in rows}))
        self.parts = {
            (part.receiver.assignment.number, part.receiver.unit.code.casefold()): part
            for row in queries.rows_for(actor, whole)
            for part in queries.parts(row)
        }
        self.labels: Mapping[str, str] = {name: column.label for name, column in self.columns.items()}
        self.seen: dict[int, int] = {}
        self.lines: Sequence[Line] = [row.line for row in rows]
        self.deeds = [deed for row in rows if (deed := self._deed(row))]

    def _deed(self, row: Row) -> Deed | None:
        line = row.line
        unit = self.around.unit(row.text("receiver"))
        line.name = f"{row.text('number')}, {unit.label if unit else row.text('receiver')}"
        part = self.parts.get((row.text("number"), unit.code.casefold())) if unit else None
        if part is None:
            line.blame(self.labels["number"], _("Det finns inget sådant uppdrag till den mottagaren."))
            return None
        receiver = part.receiver
        line.address = reverse("goals:assignment", args=[receiver.assignment_id])
        if receiver.pk in self.seen:
            text = _("Samma uppdrag och mottagare står redan på rad %(row)s. Ta bort en av raderna.")
            line.blame("", text % {"row": self.seen[receiver.pk]})
        self.seen.setdefault(receiver.pk, line.number)
        before = answer_row(part, self.around)
        names = differing(row, before, FIELDS)
        if not names:
            return None
        line.changes = [Change(self.labels[name], told(before[name]), told(row.given[name])) for name in names]
        if row.number("version") is None:
            line.blame(self.labels["version"], _("Versionen saknas. Hämta listan igen och ändra i den."))
        act = partial(
            answer_assignment,
            self.actor,
            receiver,
            row.number("version") or 0,
            state=self._state(row, receiver) if "state" in names else receiver.state,
            report=row.text("report") if "report" in names else receiver.report,
            responsible=self._person(row) if "responsible" in names else receiver.responsible,
        )
        return Deed(line, act, self.labels)

    def _state(self, row: Row, receiver: AssignmentReceiver) -> str:
        word = row.text("state").casefold()
        states = {str(label).casefold(): value for value, label in AssignmentState.choices}
        if word not in states:
            text = _("Skriv ett av lägena: %(words)s.")
            row.line.blame(self.labels["state"], text % {"words": ", ".join(map(str, AssignmentState.labels))})
        return states.get(word, receiver.state)

    def _person(self, row: Row) -> User | None:
        name = row.text("responsible")
        person = self.around.person(name) if name else None
        if name and person is None:
            text = _("Ingen person med uppdrag heter ”%(name)s”. Skriv namnet eller användarnamnet.")
            row.line.blame(self.labels["responsible"], text % {"name": name})
        return person
