"""The laws that give each grunduppdrag its task, as a table. A file adds laws; it never takes one away."""

from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.actions.missions import set_statutory
from goals.exchange.reading import Row, read_rows
from goals.exchange.row_by_row import Deed, done, tried
from goals.exchange.surroundings import Surroundings
from goals.exchange.understood import Line, Understood
from goals.laws import Law, fault_of
from goals.models import CoreMission, LawReference
from sala_styr.organisation.actor import Actor
from sala_styr.tables import Column, Kind, Listing, Sheet, Value
from sala_styr.tables.languages import known_in_every_language

NEEDED = ("unit", "name")
LENGTHS = {"name": 120, "sfs": 12, "chapter": 10, "paragraph": 20}


@known_in_every_language
def law_columns() -> dict[str, Column]:
    """The columns, in the file's order."""
    return {
        "unit": Column(_("Verksamhet")),
        "unit_name": Column(_("Verksamhetens namn")),
        "name": Column(_("Lag"), Kind.LONG_TEXT),
        "sfs": Column(_("SFS-nummer")),
        "chapter": Column(_("Kapitel")),
        "paragraph": Column(_("Paragraf")),
    }


def law_row(law: LawReference) -> tuple[Value, ...]:
    unit = law.mission.unit
    return (unit.code, unit.name, law.name, law.sfs, law.chapter, law.paragraph)


def law_listing(actor: Actor, year: int) -> Listing:
    """The laws of every grunduppdrag, in the organisation's order. One query."""
    laws = LawReference.objects.select_related("mission__unit")
    rows = (
        law_row(law) for law in laws.order_by("mission__unit__tree_id", "mission__unit__lft", "order", "pk").iterator()
    )
    return Listing(_("Lagrum"), tuple(law_columns().values()), rows, law_notes())


def law_template(actor: Actor, year: int) -> Listing:
    """An empty table with the instructions."""
    return Listing(_("Mall för lagrum"), tuple(law_columns().values()), (), law_notes())


def law_notes() -> tuple[str, ...]:
    """How the table is filled in."""
    return (
        _(
            "En rad är ett lagrum i ett grunduppdrag. Nya läggs sist; det som redan står där ändras inte och tas inte bort."
        ),
        _("SFS-nummer: år, kolon och nummer, till exempel 2010:800. Kapitel och Paragraf: bara numren."),
    )


def understand_laws(actor: Actor, sheet: Sheet) -> Understood:
    """What the file would do. Raises TableError when it is another kind of table."""
    reader = LawReader(actor, sheet)
    return tried(reader.lines, reader.deeds)


def bring_in_laws(actor: Actor, sheet: Sheet, filename: str) -> Understood:
    """Write what the file says, all of it or nothing."""
    reader = LawReader(actor, sheet)
    return done(reader.lines, reader.deeds, _("Något hindrar. Granska filen igen: det står där."))


class LawReader:
    """Reads the whole file into deeds, one for each unit. A constant number of queries."""

    def __init__(self, actor: Actor, sheet: Sheet) -> None:
        self.actor, self.columns, self.around = actor, law_columns(), Surroundings()
        rows = read_rows(sheet, self.columns, NEEDED)
        missions = CoreMission.objects.select_related("unit").prefetch_related("law_references")
        self.missions = {mission.unit_id: mission for mission in missions}
        self.laws = {
            pk: [Law(law.name, law.sfs, law.chapter, law.paragraph) for law in mission.law_references.all()]
            for pk, mission in self.missions.items()
        }
        self.first: dict[int, Line] = {}
        self.lines: Sequence[Line] = [row.line for row in rows]
        for row in rows:
            self._read(row)
        self.deeds = [self._deed(unit_id, line) for unit_id, line in self.first.items()]

    def _read(self, row: Row) -> None:
        law, line = Law(*(row.text(name) for name in LENGTHS)), row.line
        unit = self.around.unit(row.text("unit") or row.text("unit_name"))
        line.name = " ".join(filter(None, law))
        mission = self.missions.get(unit.pk) if unit else None
        fault = fault_of(law)
        if fault:
            line.blame(self.columns[fault[0]].label, fault[1])
        for name, most in LENGTHS.items():
            if len(row.text(name)) > most:
                text = _("Texten är längre än %(most)s tecken. Korta den.")
                line.blame(self.columns[name].label, text % {"most": most})
        if unit is None or mission is None:
            nobody = _("Verksamheten finns inte i organisationen. Skriv dess kod.")
            nothing = _("Verksamheten har inget grunduppdrag än. Skriv det först, på dess sida.")
            line.blame(self.columns["unit"].label, nothing if unit else nobody)
            return
        line.address = reverse("goals:mission", args=[unit.pk])
        if law not in self.laws[unit.pk]:
            line.is_new, line.note = True, unit.name
            self.laws[unit.pk].append(law)
            self.first.setdefault(unit.pk, line)

    def _deed(self, unit_id: int, line: Line) -> Deed:
        mission = self.missions[unit_id]
        act = partial(set_statutory, self.actor, mission.unit, mission.statutory, self.laws[unit_id], mission.version)
        return Deed(line, act, {})
