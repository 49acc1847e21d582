"""Central pots: what each was given, what has been given out of it, and what is left (domain §4.3). Öre, frame +."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from budget.models import BudgetEntry, CentralPot
from budget.queries.ledger import Flow, entries_of, flow_of, flows
from budget.queries.structure import Structure
from sala_styr.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class PotSums:
    """``received`` less ``given`` is what is left. Both 0 where nothing has been entered."""

    received: int = 0
    given: int = 0

    @property
    def left(self) -> int:
        return self.received - self.given

    def __add__(self, other: "PotSums") -> "PotSums":
        return PotSums(self.received + other.received, self.given + other.given)


@dataclass(frozen=True)
class PotRow:
    """A pot in a year, with its rule and the entries out of it, the earliest first."""

    unit: Unit
    rule: CentralPot
    sums: PotSums
    given: tuple["PotEntry", ...] = ()


@dataclass(frozen=True)
class PotEntry:
    """An entry out of a pot: öre, positive; a counter-entry is negative."""

    entry: BudgetEntry
    amount: int


def pot_sums(unit_id: int, found: Iterable[Flow]) -> PotSums:
    """What went into the unit and out of it. Pure. A counter-entry takes its entry away, on the side where that stood."""
    sums = PotSums()
    for flow in found:
        source, target, amount = flow.source, flow.target, flow.amount
        if flow.counter:
            source, target, amount = target, source, -amount
        if target == unit_id:
            sums += PotSums(received=amount)
        elif source == unit_id:
            sums += PotSums(given=amount)
    return sums


def sums_of_pot(unit: Unit, year: int) -> PotSums:
    """What one pot was given and has given. One query."""
    return pot_sums(unit.pk, flows(entries_of(year)))


def pots(tree: Structure, year: int, as_of: date | None = None) -> list[PotRow]:
    """Every pot in the year, as it stood on ``as_of`` (None: now). One query."""
    ids = set(tree.pots)
    entries = list(
        (entries_of(year, as_of).filter(source__in=ids) | entries_of(year, as_of).filter(target__in=ids))
        .select_related("source", "target", "decision__body", "corrects")
        .order_by("booked_on", "pk")
    )
    return [_pot(tree, unit, entries) for unit in tree.pot_units]


def _pot(tree: Structure, unit: Unit, entries: list[BudgetEntry]) -> PotRow:
    own = [entry for entry in entries if unit.pk in (entry.source_id, entry.target_id)]
    steps = [(entry, pot_sums(unit.pk, [flow_of(entry)])) for entry in own]
    return PotRow(
        unit,
        tree.pots[unit.pk],
        sum((step for _entry, step in steps), PotSums()),
        tuple(PotEntry(entry, step.given) for entry, step in steps if step.given),
    )
