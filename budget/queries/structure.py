"""The organisation as money sees it: which committee answers for a unit, and how sums go up the tree.

Sums never cross the border of a legal entity: the companies' money is not the municipality's. Nor is a missing part counted as nothing: a unit with
no value anywhere below it has no sum.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from budget.models import CentralPot
from goals.models import CoreMission
from sala_styr.decisions.models import Decision
from sala_styr.kept.remembered import read_kept
from sala_styr.organisation.models import LegalForm, Unit, UnitKind

HOLDER_KINDS = frozenset({UnitKind.COUNCIL, UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.AUDIT, UnitKind.CENTRAL})
"""What gets its frame straight from kommunfullmäktige: a row of its own in driftredovisningen."""


@dataclass(frozen=True)
class Structure:
    """All units there have ever been, parents before children."""

    units: tuple[Unit, ...]
    by_id: Mapping[int, Unit]
    children: Mapping[int, tuple[Unit, ...]]
    holder_of: Mapping[int, int | None]
    """The id of the nearest unit, itself or above, that gets its frame from kommunfullmäktige; None outside the committees and in companies."""
    pots: Mapping[int, CentralPot] = field(default_factory=dict)
    """The rule of each unit that is a central pot."""

    @cached_property
    def above(self) -> Mapping[int, int]:
        """For each unit below another one of the same legal entity: the id of that one. From the bottom up, so that sums can be carried in its order."""
        by_id = self.by_id
        return {
            unit.pk: unit.parent_id
            for unit in reversed(self.units)
            if unit.parent_id is not None and same_entity(by_id[unit.parent_id], unit)
        }

    @cached_property
    def above_within(self) -> Mapping[int, int]:
        """The same, but only of the same committee too."""
        holder_of = self.holder_of
        return {pk: upper for pk, upper in self.above.items() if holder_of[pk] == holder_of[upper]}

    def parts(self, unit: Unit, *, whole: bool = True) -> list[Unit]:
        """The units right below that ``unit`` answers for: those of the same legal entity and, unless ``whole``, of the same committee."""
        above = self.above if whole else self.above_within
        return [child for child in self.children.get(unit.pk, ()) if child.pk in above]

    def roll_up(self, values: Mapping[int, int | None], *, whole: bool = True) -> dict[int, int | None]:
        """For each unit: its own value and those of all parts below it. None when there is none at all.

        ``whole=False`` stops where a committee begins: kommunfullmäktige is then its own costs and not the whole municipality below it.
        """
        sums = {pk: values.get(pk) for pk in self.by_id}
        for pk, upper in (self.above if whole else self.above_within).items():
            amount = sums[pk]
            if amount is not None:
                sums[upper] = amount + (sums[upper] or 0)
        return sums

    def below(self, unit_id: int) -> list[Unit]:
        """The unit and all below it in the same legal entity, parents before children."""
        found = [self.by_id[unit_id]]
        for unit in found:
            found.extend(self.parts(unit))
        return found

    def path(self, unit_id: int) -> list[Unit]:
        """From the top down to the unit itself."""
        path = [self.by_id[unit_id]]
        while path[0].parent_id is not None:
            path.insert(0, self.by_id[path[0].parent_id])
        return path

    def is_above(self, upper_id: int, unit_id: int) -> bool:
        """Does ``unit_id`` lie under ``upper_id``?"""
        return upper_id != unit_id and any(unit.pk == upper_id for unit in self.path(unit_id))

    @property
    def holders(self) -> list[Unit]:
        """The units that get their frame from kommunfullmäktige, in the tree's order."""
        return [unit for unit in self.units if self.holder_of[unit.pk] == unit.pk]

    @property
    def committees(self) -> list[Unit]:
        """The holders that are bodies: the common posts and the pots are none."""
        return [unit for unit in self.holders if unit.kind != UnitKind.CENTRAL]

    @property
    def common_posts(self) -> list[Unit]:
        """Finansförvaltningen: what is common to the whole municipality, without the pots that are given out of (domain §4.2)."""
        return [unit for unit in self.holders if unit.kind == UnitKind.CENTRAL and unit.pk not in self.pots]

    @property
    def pot_units(self) -> list[Unit]:
        """The central pots."""
        return [unit for unit in self.holders if unit.pk in self.pots]

    @property
    def companies(self) -> list[Unit]:
        """The companies: they have a result to reach and no frame."""
        return [unit for unit in self.units if unit.kind == UnitKind.COMPANY]

    @property
    def tops_without_holder(self) -> list[Unit]:
        """Municipal units that belong to no committee, without those under another such."""
        loose = {unit.pk for unit in self.units if is_municipal(unit) and self.holder_of[unit.pk] is None}
        return [unit for unit in self.units if unit.pk in loose and unit.parent_id not in loose]

    @property
    def municipal_ids(self) -> list[int]:
        """The ids of the municipality's own units, companies and federations left out."""
        return [unit.pk for unit in self.units if is_municipal(unit)]


def is_municipal(unit: Unit) -> bool:
    """Is the unit part of the municipality as a legal person?"""
    return unit.legal_form == LegalForm.MUNICIPALITY


def same_entity(unit: Unit, child: Unit) -> bool:
    """Do a unit and one below it belong to the same legal entity? Each company or federation is one of its own, with what lies below it."""
    if is_municipal(unit) or is_municipal(child):
        return is_municipal(unit) and is_municipal(child)
    return child.kind not in (UnitKind.COMPANY, UnitKind.FEDERATION)


def total(parts: Iterable[int | None]) -> int | None:
    """The sum of what is there; None when nothing is. What is missing never becomes 0."""
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def structure() -> Structure:
    """Read the organisation. One query, when it has changed since this process last asked."""
    return read_kept("structure", (Unit, CoreMission, CentralPot, Decision), _read)


def _read() -> Structure:
    units = tuple(Unit.objects.order_by("tree_id", "lft").select_related("pot"))
    children: dict[int, list[Unit]] = {}
    holder_of: dict[int, int | None] = {}
    for unit in units:
        if unit.parent_id is not None:
            children.setdefault(unit.parent_id, []).append(unit)
        holder_of[unit.pk] = _holder(unit, holder_of.get(unit.parent_id or 0))
    return Structure(
        units=units,
        by_id={unit.pk: unit for unit in units},
        children={pk: tuple(below) for pk, below in children.items()},
        holder_of=holder_of,
        pots={unit.pk: unit.pot for unit in units if hasattr(unit, "pot")},
    )


def _holder(unit: Unit, of_parent: int | None) -> int | None:
    if not is_municipal(unit):
        return None
    return unit.pk if unit.kind in HOLDER_KINDS else of_parent
