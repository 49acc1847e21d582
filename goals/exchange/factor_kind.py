"""The quality factors of grunduppdragen as a table: what good quality is, in words."""

from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.actions.quality import add_factor, edit_factor
from goals.exchange.plan_in import is_number
from goals.exchange.reading import Row, differing, read_rows, told
from goals.exchange.row_by_row import Deed, done, tried
from goals.exchange.surroundings import Surroundings
from goals.exchange.understood import Change, Line, Understood
from goals.models import CoreMission, QualityFactor
from sala_styr.organisation.actor import Actor
from sala_styr.tables import Column, Kind, Listing, Sheet, Value
from sala_styr.tables.languages import known_in_every_language

NEEDED = ("unit", "name")
FIELDS = ("name", "text")
LONGEST_NAME = 200


@known_in_every_language
def factor_columns() -> dict[str, Column]:
    """The columns, in the file's order."""
    return {
        "id": Column(_("Id")),
        "unit": Column(_("Verksamhet")),
        "unit_name": Column(_("Verksamhetens namn")),
        "name": Column(_("Kvalitetsfaktor"), Kind.LONG_TEXT),
        "text": Column(_("Hur vi märker att det är bra"), Kind.LONG_TEXT),
        "version": Column(_("Version"), Kind.NUMBER),
    }


def factor_row(factor: QualityFactor) -> dict[str, Value]:
    """What the factor says in each column."""
    unit = factor.mission.unit
    return {
        "id": str(factor.pk),
        "unit": unit.code,
        "unit_name": unit.name,
        "name": factor.name,
        "text": factor.text,
        "version": factor.version,
    }


def factor_listing(actor: Actor, year: int) -> Listing:
    """The quality factors of the units that exist in ``year``, in the organisation's order. One query."""
    units = CoreMission.objects.filter(unit__valid_to__isnull=True) | CoreMission.objects.filter(
        unit__valid_to__year__gte=year
    )
    factors = QualityFactor.objects.filter(mission__in=units).select_related("mission__unit")
    rows = (
        tuple(factor_row(factor).values())
        for factor in factors.order_by("mission__unit__tree_id", "mission__unit__lft", "order", "pk")
    )
    return Listing(_("Kvalitetsfaktorer"), tuple(factor_columns().values()), rows, factor_notes())


def factor_template(actor: Actor, year: int) -> Listing:
    """An empty table with the instructions."""
    return Listing(_("Mall för kvalitetsfaktorer"), tuple(factor_columns().values()), (), factor_notes())


def factor_notes() -> tuple[str, ...]:
    """How the table is filled in."""
    return (
        _("En rad är en kvalitetsfaktor i ett grunduppdrag. Id och Version: rör dem inte på rader som finns."),
        _("En ny: lämna Id och Version tomma och skriv verksamhetens kod. Den läggs sist."),
        _("Rader som du tar bort ur filen tas inte bort här."),
    )


def understand_factors(actor: Actor, sheet: Sheet) -> Understood:
    """What the file would do. Raises TableError when it is another kind of table."""
    reader = FactorReader(actor, sheet)
    return tried(reader.lines, reader.deeds)


def bring_in_factors(actor: Actor, sheet: Sheet, filename: str) -> Understood:
    """Write what the file says, all of it or nothing."""
    reader = FactorReader(actor, sheet)
    return done(reader.lines, reader.deeds, _("Något hindrar. Granska filen igen: det står där."))


class FactorReader:
    """Reads the whole file into deeds. A constant number of queries."""

    def __init__(self, actor: Actor, sheet: Sheet) -> None:
        self.actor, self.columns, self.around = actor, factor_columns(), Surroundings()
        rows = read_rows(sheet, self.columns, NEEDED)
        ids = {int(row.text("id")) for row in rows if is_number(row.text("id"))}
        self.stored: dict[int, QualityFactor] = QualityFactor.objects.select_related("mission__unit").in_bulk(ids)
        self.missions = {mission.unit_id: mission for mission in CoreMission.objects.select_related("unit")}
        self.labels = {name: column.label for name, column in self.columns.items()}
        self.lines: Sequence[Line] = [row.line for row in rows]
        self.deeds = [deed for row in rows if (deed := self._deed(row))]

    def _deed(self, row: Row) -> Deed | None:
        line, name = row.line, row.text("name")
        line.name = name
        if not name:
            line.blame(self.labels["name"], _("Namnet saknas. Skriv vad som är god kvalitet."))
        if len(name) > LONGEST_NAME:
            line.blame(
                self.labels["name"], _("Texten är längre än %(most)s tecken. Korta den.") % {"most": LONGEST_NAME}
            )
        return self._old(row) if row.text("id") else self._new(row)

    def _new(self, row: Row) -> Deed | None:
        unit = self.around.unit(row.text("unit"))
        mission = self.missions.get(unit.pk) if unit else None
        row.line.is_new = True
        if unit is None:
            row.line.blame(self.labels["unit"], _("Verksamheten finns inte i organisationen. Skriv dess kod."))
        elif mission is None:
            text = _("%(unit)s har inget grunduppdrag än. Skriv det först, på dess sida.")
            row.line.blame(self.labels["unit"], text % {"unit": unit.name})
        else:
            act = partial(add_factor, self.actor, mission, row.text("name"), row.text("text"))
            return Deed(row.line, act, self.labels)
        return None

    def _old(self, row: Row) -> Deed | None:
        line = row.line
        factor = self.stored.get(int(row.text("id"))) if is_number(row.text("id")) else None
        if factor is None:
            line.blame(
                self.labels["id"], _("Det finns ingen kvalitetsfaktor med det id:t. Lämna Id tomt om raden är ny.")
            )
            return None
        line.address = reverse("goals:mission", args=[factor.mission.unit_id])
        before = factor_row(factor)
        if differing(row, before, ["unit"]):
            text = _("Står som ”%(before)s” och ändras inte genom en fil.")
            line.blame(self.labels["unit"], text % {"before": told(before["unit"])})
        names = differing(row, before, FIELDS)
        if not names:
            return None
        line.changes = [Change(self.labels[name], told(before[name]), told(row.given[name])) for name in names]
        if row.number("version") is None:
            line.blame(self.labels["version"], _("Versionen saknas. Hämta listan igen och ändra i den."))
        text = row.text("text") if "text" in row.given else factor.text
        return Deed(
            line,
            partial(edit_factor, self.actor, factor, row.number("version") or 0, row.text("name"), text),
            self.labels,
        )
