"""How a file's own codes are read for a legal unit: what has been said (``CodeMapping``), what our own codes say by themselves, and what nobody knows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from budget.imports import Coding, Figure, Reading
from budget.models import TARGETS, Account, ActualBatch, BatchState, Chart, CodeMapping, Dimension, DimensionMapping
from budget.queries.coding import DIMENSIONS
from budget.queries.structure import Structure, is_municipal, same_entity
from budget.staging import Part, Target
from sala_styr.organisation.models import Unit

MOST_KEPT = 500
"""Unknown codes that a batch remembers."""
OF_CODING = {
    Dimension.COST_CENTRE: "unit",
    Dimension.ACTIVITY: "activity",
    Dimension.PROJECT: "project",
    Dimension.COUNTERPARTY: "counterparty",
}
"""The field of a file's coding, by part of the coding string."""


class Unmapped(NamedTuple):
    """A code of a file that is nothing here. ``amount``: öre in report sign, ``figures``: how many rows or sums have it."""

    dimension: str
    code: str
    name: str
    amount: int
    figures: int


def legal_unit(tree: Structure, unit: Unit) -> Unit:
    """The topmost unit of the same legal entity: what mappings are kept for."""
    top = unit
    while top.parent_id is not None and same_entity(tree.by_id[top.parent_id], top):
        top = tree.by_id[top.parent_id]
    return top


def source_of(reading: Reading) -> str:
    """The ledger system that a SIE file names; "" for tables."""
    return reading.system[:60]


@dataclass(frozen=True)
class CodeReader:
    """Reads the codes of one source's files for one unit: what has been said comes first, then our own code of the same text."""

    unit: Unit
    units: Mapping[str, int]
    """The units below, by code."""
    inside: frozenset[int]
    said: Mapping[tuple[str, str], CodeMapping] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Ids of our verksamhet, projekt and motpart by code."""

    def unit_of(self, code: str) -> int | None:
        """The unit of a cost centre; the file's own for what has none or is said to have no counterpart. None: nobody knows."""
        if not code:
            return self.unit.pk
        said = self.said.get((Dimension.COST_CENTRE.value, code))
        if said is None:
            return self.units.get(code)
        if said.left_out:
            return self.unit.pk
        return said.target_unit_id if said.target_unit_id in self.inside else None

    def code_of(self, dimension: str, code: str) -> int | None:
        """The id of our code; None where it has no counterpart or nobody knows."""
        said = self.said.get((dimension, code))
        if said is not None:
            found: int | None = getattr(said, f"{TARGETS[Dimension(dimension)]}_id")
            return found
        return self.own.get(dimension, {}).get(code)

    def knows(self, dimension: str, code: str) -> bool:
        """Is it said, or one of ours?"""
        if not code or (dimension, code) in self.said:
            return dimension != Dimension.COST_CENTRE or self.unit_of(code) is not None
        return code in (self.units if dimension == Dimension.COST_CENTRE else self.own.get(dimension, {}))

    def target(self, coding: Coding) -> Target:
        """Where the figures of a coding go."""
        unit = self.unit_of(coding.unit)
        return Target(
            unit_id=self.unit.pk if unit is None else unit,
            activity_id=self.code_of("activity", coding.activity),
            project_id=self.code_of("project", coding.project),
            counterparty_id=self.code_of("counterparty", coding.counterparty),
        )

    def account_of(self, number: str) -> int | None:
        """The id of the account that a number is said to mean; None when it means itself."""
        said = self.said.get((Dimension.ACCOUNT.value, number))
        return said.account_id if said is not None else None


def code_reader(unit: Unit, source: str, tree: Structure) -> CodeReader:
    """The reader for a file of ``source`` that is brought in for ``unit``. Four queries."""
    below = tree.below(unit.pk)
    said = CodeMapping.objects.filter(unit=legal_unit(tree, unit), source=source)
    return CodeReader(
        unit=unit,
        units={each.code: each.pk for each in below},
        inside=frozenset(each.pk for each in below),
        said={(mapping.dimension, mapping.code): mapping for mapping in said},
        own={name: dict(model._default_manager.values_list("code", "pk")) for name, model in DIMENSIONS.items()},
    )


def unmapped_of(reader: CodeReader, codings: Mapping[Coding, Part]) -> list[Unmapped]:
    """The codes of a file that are nothing here, the largest first within each part of the coding string."""
    found: dict[tuple[str, str], list[int]] = {}
    for coding, part in codings.items():
        for dimension, name in OF_CODING.items():
            code: str = getattr(coding, name)
            if code and not reader.knows(dimension, code):
                sums = found.setdefault((dimension.value, code), [0, 0, 0])
                sums[0] += part.amount
                sums[1] += part.figures
                sums[2] += part.size
    rows = sorted(found.items(), key=lambda item: (item[0][0], -item[1][2], item[0][1]))
    return [Unmapped(dimension, code, "", amount, figures) for (dimension, code), (amount, figures, _size) in rows]


def unmapped_projects(
    reader: CodeReader, outlays: Iterable[Figure], besides: Iterable[Unmapped] = ()
) -> list[Unmapped]:
    """The projects of outlays that are nothing here, by code. ``besides``: what is listed already."""
    listed = {each.code for each in besides if each.dimension == Dimension.PROJECT}
    found: dict[str, Unmapped] = {}
    for outlay in outlays:
        code = outlay.coding.project
        if code not in listed and not reader.knows(Dimension.PROJECT.value, code):
            before = found.get(code) or Unmapped(Dimension.PROJECT.value, code, "", 0, 0)
            found[code] = before._replace(amount=before.amount + outlay.amount, figures=before.figures + 1)
    return [found[code] for code in sorted(found)]


def mappings_of(unit: Unit, source: str) -> list[CodeMapping]:
    """What has been said for a legal unit and source. One query."""
    targets = tuple(TARGETS.values())
    return list(
        CodeMapping.objects.filter(unit=unit, source=source).select_related(*targets).order_by("dimension", "code")
    )


def dimensions_said(unit: Unit, source: str) -> list[DimensionMapping]:
    """What has been said of the dimensions of a legal unit's SIE files from a source. One query."""
    return list(DimensionMapping.objects.filter(unit=unit, source=source))


def sources_of(tree: Structure) -> list[tuple[Unit, str]]:
    """Each legal unit and source that files have come from, or that something is said about. Three queries."""
    found = {
        (unit_id, source)
        for unit_id, source in CodeMapping.objects.order_by().values_list("unit_id", "source").distinct()
    }
    found |= set(DimensionMapping.objects.order_by().values_list("unit_id", "source").distinct())
    batches = ActualBatch.objects.order_by().values_list("unit_id", "system").distinct()
    found |= {(legal_unit(tree, tree.by_id[unit_id]).pk, source) for unit_id, source in batches}
    return [(unit, source) for unit in tree.units for pk, source in sorted(found) if pk == unit.pk]


def waiting_codes(
    tree: Structure, unit: Unit, source: str, choices: Mapping[str, Mapping[str, object]]
) -> list[Unmapped]:
    """The codes that the counting files of a legal unit and source had and nobody has said anything about yet. Two queries.

    ``choices`` are the codes that are here now: what has been added to them since the file came in waits no more.
    """
    said = {(mapping.dimension, mapping.code) for mapping in CodeMapping.objects.filter(unit=unit, source=source)}
    inside = [below.pk for below in tree.below(unit.pk)]
    batches = ActualBatch.objects.filter(unit__in=inside, system=source, state=BatchState.ACTIVE)
    found: dict[tuple[str, str], Unmapped] = {}
    for row in _rows(batches.order_by("year", "pk").values_list("unmapped", flat=True)):
        before = found.get((row.dimension, row.code))
        found[row.dimension, row.code] = (
            row
            if before is None
            else row._replace(amount=row.amount + before.amount, figures=row.figures + before.figures)
        )
    return [row for key, row in sorted(found.items()) if key not in said and row.code not in choices[row.dimension]]


def _rows(kept: Iterable[list[list]]) -> Iterator[Unmapped]:
    for rows in kept:
        yield from (Unmapped(*row) for row in rows)


def chart_of(unit: Unit) -> Chart:
    """The municipality's ledger follows Kommun-Bas, the companies' BAS."""
    return Chart.KOMMUN_BAS if is_municipal(unit) else Chart.BAS


def choices_of(tree: Structure, unit: Unit) -> dict[str, dict[str, object]]:
    """What codes can be read as, by part of the coding string and our own code. Four queries."""
    accounts = Account.objects.filter(chart=chart_of(unit), in_use=True).order_by("number")
    choices: dict[str, dict[str, object]] = {
        Dimension.COST_CENTRE.value: {below.code: below for below in tree.below(unit.pk)},
        Dimension.ACCOUNT.value: {account.number: account for account in accounts},
    }
    for name, model in DIMENSIONS.items():
        choices[name] = {code.code: code for code in model._default_manager.filter(in_use=True)}
    return choices
