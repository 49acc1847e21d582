"""Questions about the organisation."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from sala_styr.organisation.models import Appointment, Unit, UnitKind, User
from sala_styr.swedish import swedish


def units_in_order(day: date | None = None) -> list[Unit]:
    """All units that exist on ``day`` (None: ever), parents before children. One query."""
    units = Unit.objects.order_by("tree_id", "lft")
    return list(units.on(day) if day else units)


def committees(year: int) -> list[Unit]:
    """What gets a frame from kommunfullmäktige in ``year``: boards, committees, audit and the common posts, in the tree's order. One query."""
    kinds = [UnitKind.COUNCIL, UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.AUDIT, UnitKind.CENTRAL]
    return list(Unit.objects.in_year(year).filter(kind__in=kinds).order_by("tree_id", "lft"))


def subtree(unit: Unit) -> list[Unit]:
    """``unit`` and all below it, parents before children. One query."""
    return list(Unit.objects.filter(tree_id=unit.tree_id, lft__gte=unit.lft, rght__lte=unit.rght).order_by("lft"))


def leaders(unit_ids: Iterable[int], day: date) -> dict[int, list[Appointment]]:
    """Chairs and managers of each unit on ``day``, with the person. One query."""
    found: dict[int, list[Appointment]] = {}
    appointments = (
        Appointment.objects.on(day)
        .filter(unit_id__in=list(unit_ids), role__in=["chair", "manager"])
        .select_related("user")
    )
    for appointment in appointments.order_by("role", "pk"):
        found.setdefault(appointment.unit_id, []).append(appointment)
    return found


def ancestors_by_unit(units: Iterable[Unit]) -> dict[int, list[int]]:
    """For each of ``units`` (a whole tree, parents before children): the ids from the top down to itself."""
    paths: dict[int, list[int]] = {}
    for unit in units:
        paths[unit.pk] = [*paths.get(unit.parent_id, []), unit.pk]
    return paths


def people(text: str = "") -> QuerySet[User]:
    """People whose name or log-in contains every word of ``text``, in Swedish order, with their appointments fetched beside them."""
    found = User.objects.prefetch_related("appointments__unit").order_by(
        swedish("last_name"), swedish("first_name"), "pk"
    )
    for word in text.split():
        found = found.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(username__icontains=word))
    return found


def breadcrumb(unit: Unit) -> list[Unit]:
    """The units above ``unit``, from the top, and itself. One query."""
    return list(Unit.objects.filter(tree_id=unit.tree_id, lft__lte=unit.lft, rght__gte=unit.rght).order_by("lft"))
