"""The organisation and its people as files."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sala_styr.organisation.models import Unit, UnitKind, User
from sala_styr.tables import Column, Kind, Listing

STEERED_KINDS = (UnitKind.COMPANY, UnitKind.FEDERATION)


def unit_listing(rows: Sequence[Mapping[str, Any]], day: date) -> Listing:
    """The units of ``day`` as the page lists them, each with what it belongs to."""
    columns = (
        *(Column(_("Kod")), Column(_("Enhet")), Column(_("Hör till")), Column(_("Slag")), Column(_("Leds av"))),
        *(Column(_("Ägarandel, %"), Kind.NUMBER), Column(_("Styrmodellen"))),
        *(Column(_("Gäller från"), Kind.DATE), Column(_("Gäller till och med"), Kind.DATE)),
    )
    names = {row["unit"].pk: row["unit"].name for row in rows}
    return Listing(
        _("Organisationen %(day)s") % {"day": day.isoformat()},
        columns,
        [(*_unit(row["unit"], names), *_more(row)) for row in rows],
    )


def _unit(unit: Unit, names: Mapping[int, str]) -> tuple[str, str, str | None, str]:
    return unit.code, unit.name, names.get(unit.parent_id), str(unit.get_kind_display())


def _more(row: Mapping[str, Any]) -> tuple[Any, ...]:
    unit: Unit = row["unit"]
    leaders = ", ".join(str(appointment.user) for appointment in row["leaders"])
    steered = str(unit.get_steering_role_display()) if unit.kind in STEERED_KINDS else None
    return leaders, unit.ownership_share, steered, unit.valid_from, unit.valid_to


def people_listing(people: Iterable[User]) -> Listing:
    """A row for each appointment, and one for each person who has none."""
    columns = (
        *(Column(_("Namn")), Column(_("Inloggningsnamn")), Column(_("Inloggningen är öppen"), Kind.YES_NO)),
        *(Column(_("Roll")), Column(_("Titel")), Column(_("Enhet"))),
        *(Column(_("Från"), Kind.DATE), Column(_("Till och med"), Kind.DATE)),
    )
    rows = (
        (str(person), person.username, person.is_active, *appointment)
        for person in people
        for appointment in _appointments(person)
    )
    return Listing(_("Personer"), columns, rows)


def _appointments(person: User) -> list[tuple[Any, ...]]:
    return [
        (str(each.get_role_display()), each.title, each.unit.name, each.valid_from, each.valid_to)
        for each in person.appointments.all()
    ] or [(None,) * 5]
