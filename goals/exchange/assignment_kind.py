"""Uppdrag as a table, a row for each: to write down many that a body has decided, and to put right what was written."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.actions.assignments import edit_assignment, give_assignment
from goals.exchange.reading import Names, Row, differing, read_rows, told
from goals.exchange.row_by_row import Deed, done, tried
from goals.exchange.surroundings import Surroundings
from goals.exchange.understood import Change, Line, Understood
from goals.models import Assignment
from goals.queries import assignments as queries
from sala_styr.decisions.models import Decision
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.tables import Column, Kind, Listing, Sheet, Value
from sala_styr.tables.languages import known_in_every_language

NEEDED = ("number", "title")
FIELDS = ("title", "text", "due", "receivers")
FIXED = ("giver", "decision")
LENGTHS = {"number": 20, "title": 200}


@known_in_every_language
def assignment_columns() -> dict[str, Column]:
    """The columns, in the file's order."""
    return {
        "number": Column(_("Nummer")),
        "title": Column(_("Rubrik"), Kind.LONG_TEXT),
        "text": Column(_("Uppdraget"), Kind.LONG_TEXT),
        "giver": Column(_("Uppdragsgivare")),
        "decision": Column(_("Beslut")),
        "due": Column(_("Återrapporteras senast"), Kind.DATE),
        "receivers": Column(_("Mottagare")),
        "state": Column(_("Läge")),
        "closed_on": Column(_("Avslutat"), Kind.DATE),
        "version": Column(_("Version"), Kind.NUMBER),
    }


def assignment_row(row: queries.AssignmentRow) -> dict[str, Value]:
    """What the uppdrag says in each column."""
    found = row.assignment
    return {
        "number": found.number,
        "title": found.title,
        "text": found.text,
        "giver": found.giver.code,
        "decision": str(found.decision),
        "due": found.due,
        "receivers": ", ".join(sorted(part.receiver.unit.code for part in row.receivers)),
        "state": row.look[1],
        "closed_on": found.closed_on,
        "version": found.version,
    }


def assignment_listing(name: str, rows: Iterable[queries.AssignmentRow], notes: Sequence[str] = ()) -> Listing:
    """The uppdrag as a file that can be brought in again."""
    columns = assignment_columns()
    return Listing(name, tuple(columns.values()), (tuple(assignment_row(row).values()) for row in rows), tuple(notes))


def year_assignments(actor: Actor, year: int) -> Listing:
    """Everything that was under way in ``year``."""
    found = queries.whole(queries.found_assignments(year=year)).order_by("due", "pk")
    name = _("Uppdrag %(year)s") % {"year": year}
    return assignment_listing(name, queries.rows_for(actor, found), assignment_notes())


def assignment_template(actor: Actor, year: int) -> Listing:
    """An empty table with the instructions."""
    return assignment_listing(_("Mall för uppdrag"), (), assignment_notes())


def assignment_notes() -> tuple[str, ...]:
    """How the table is filled in."""
    return (
        _("En rad är ett uppdrag. Nummer och Version: rör dem inte på rader som finns."),
        _("Ett nytt uppdrag: lämna Nummer tomt, så får det nästa lediga, eller skriv ett eget. Lämna Version tom."),
        _("Uppdragsgivare och Mottagare: enheternas koder. Flera mottagare skrivs med komma emellan: SN, VON."),
        _(
            "Beslut: som det står i listan över beslut, till exempel KF 2025-11-24 § 123. Det ska vara antecknat där först."
        ),
        _("Läge och Avslutat läses inte in. Uppdraget avslutas på sin sida, med uppdragsgivarens beslut."),
    )


def understand_assignments(actor: Actor, sheet: Sheet) -> Understood:
    """What the file would do. Raises TableError when it is another kind of table."""
    reader = AssignmentReader(actor, sheet, _("en fil"))
    return tried(reader.lines, reader.deeds)


def bring_in_assignments(actor: Actor, sheet: Sheet, filename: str) -> Understood:
    """Write what the file says, all of it or nothing."""
    reader = AssignmentReader(actor, sheet, filename)
    return done(reader.lines, reader.deeds, _("Något hindrar. Granska filen igen: det står där."))


class AssignmentReader:
    """Reads the whole file into deeds. A constant number of queries."""

    def __init__(self, actor: Actor, sheet: Sheet, filename: str) -> None:
        self.actor, self.filename, self.columns = actor, filename, assignment_columns()
        rows = read_rows(sheet, self.columns, NEEDED)
        self.around, self.decisions = Surroundings(), decision_names()
        numbers = {row.text("number") for row in rows}
        whole = queries.whole(Assignment.objects.filter(number__in=numbers))
        self.stored = {row.assignment.number: row for row in queries.rows_for(actor, whole)}
        self.lines: list[Line] = [row.line for row in rows]
        self.labels = {name: column.label for name, column in self.columns.items()}
        self.seen: dict[str, int] = {}
        self.deeds = [deed for row in rows if (deed := self._deed(row))]

    def _deed(self, row: Row) -> Deed | None:
        number, line = row.text("number"), row.line
        line.name = " ".join(filter(None, (number, row.text("title"))))
        if number in self.seen:
            text = _("Samma nummer står redan på rad %(row)s. Ta bort en av raderna.")
            line.blame(self.labels["number"], text % {"row": self.seen[number]})
        elif number:
            self.seen[number] = line.number
        for name, most in LENGTHS.items():
            if len(row.text(name)) > most:
                line.blame(self.labels[name], _("Texten är längre än %(most)s tecken. Korta den.") % {"most": most})
        if not row.text("title"):
            line.blame(self.labels["title"], _("Rubriken saknas. Skriv vad uppdraget heter."))
        stored = self.stored.get(number)
        return self._new(row) if stored is None else self._old(row, stored)

    def _new(self, row: Row) -> Deed:
        line = row.line
        line.is_new = True
        giver = self._unit(row, "giver", row.text("giver"))
        decision = self._decision(row)
        due = self._due(row)
        receivers = self._receivers(row)

        def act() -> None:
            assert giver is not None
            assert decision is not None
            assert due is not None
            give_assignment(
                self.actor, giver, decision, title=row.text("title"), due=due, receivers=receivers,
                text=row.text("text"), number=row.text("number"),
            )  # fmt: skip

        return Deed(line, act, self.labels)

    def _old(self, row: Row, stored: queries.AssignmentRow) -> Deed | None:
        line, found, before = row.line, stored.assignment, assignment_row(stored)
        line.address = reverse("goals:assignment", args=[found.pk])
        row.given["receivers"] = ", ".join(sorted(codes(row.text("receivers")))) if "receivers" in row.given else None
        if row.given["receivers"] is None:
            del row.given["receivers"]
        for name in differing(row, before, FIXED):
            text = _("Står som ”%(before)s” och ändras inte genom en fil: det hör till beslutet.")
            line.blame(self.labels[name], text % {"before": told(before[name])})
        names = differing(row, before, FIELDS)
        if not names:
            return None
        line.changes = [Change(self.labels[name], told(before[name]), told(row.given[name])) for name in names]
        if row.number("version") is None:
            line.blame(self.labels["version"], _("Versionen saknas. Hämta listan igen och ändra i den."))
        due = (self._due(row) if "due" in names else None) or found.due
        receivers = self._receivers(row) if "receivers" in names else [p.receiver.unit for p in stored.receivers]
        text = row.text("text") if "text" in names else found.text
        act = partial(
            edit_assignment, self.actor, found, row.number("version") or 0,
            reason=_("ur %(file)s") % {"file": self.filename},
            title=row.text("title"), due=due, receivers=receivers, text=text, plan_item=found.plan_item,
        )  # fmt: skip
        return Deed(line, act, self.labels)

    def _unit(self, row: Row, name: str, text: str) -> Unit | None:
        unit = self.around.unit(text) if text else None
        if unit is None:
            what = (
                _("”%(text)s” finns inte i organisationen. Skriv enhetens kod.") if text else _("Skriv enhetens kod.")
            )
            row.line.blame(self.labels[name], what % {"text": text} if text else what)
        return unit

    def _receivers(self, row: Row) -> list[Unit]:
        found = [self._unit(row, "receivers", code) for code in codes(row.text("receivers"))]
        return [unit for unit in found if unit is not None]

    def _due(self, row: Row) -> date | None:
        due = row.given.get("due")
        if not isinstance(due, date):
            if not any(problem.column == self.labels["due"] for problem in row.line.problems):
                row.line.blame(self.labels["due"], _("Dagen saknas. Skriv till exempel 2026-06-30."))
            return None
        return due

    def _decision(self, row: Row) -> Decision | None:
        text = row.text("decision")
        found: list[Decision] = self.decisions.called(text) if text else []
        if len(found) == 1:
            return found[0]
        missing = _("Beslutet saknas. Skriv till exempel KF 2025-11-24 § 123.")
        unknown = _("”%(text)s” finns inte bland de antecknade besluten. Anteckna det först.")
        row.line.blame(self.labels["decision"], unknown % {"text": text} if text else missing)
        return None


def codes(text: str) -> list[str]:
    """The parts of ``SN, VON``."""
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def decision_names() -> Names:
    """The registered decisions by what people may call them: with and without registry number, by the body's code and label. One query."""
    names = Names()
    for decision in Decision.objects.select_related("body"):
        day_and_number = f"{decision.date.isoformat()} § {decision.paragraph}"
        names.add(
            decision, str(decision), *(f"{who} {day_and_number}" for who in (decision.body.label, decision.body.code))
        )
    return names
