"""Balanskravsutredningen (LKBR 11:10, KL 11:12–14, domain §4.7): from the year's result to balanskravsresultat, the reserve's room, deficits to restore.

Öre, each line signed as it is added. The arithmetic is in pure functions; ``balance_requirement`` only fetches.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import AdjustmentKind, BalanceAdjustment, ResultLine
from budget.queries.income import NET_RESULT, with_subtotals
from budget.queries.result_lines import by_line
from budget.queries.sums import actuals_of

RESTORE_WITHIN = 3
"""Years after the deficit's own (KL 11:12)."""

BEFORE_RESERVES = (
    AdjustmentKind.CAPITAL_GAINS,
    AdjustmentKind.GAINS_EXEMPT,
    AdjustmentKind.LOSSES_EXEMPT,
    AdjustmentKind.UNREALISED,
    AdjustmentKind.UNREALISED_REVERSED,
)
AFTER_ADJUSTMENTS = (AdjustmentKind.TO_RESERVE, AdjustmentKind.FROM_RESERVE, AdjustmentKind.SPECIAL_REASONS)
EARLIEST = 1990


@dataclass(frozen=True, slots=True)
class Requirement:
    """The three sums of one year, and its tax revenue with general grants. ``result`` is None where there are no actuals, and then so are the others."""

    result: int | None
    adjusted: int | None
    balanced: int | None
    tax_and_grants: int


def requirement(result: int | None, tax_and_grants: int, adjustments: Mapping[str, int]) -> Requirement:
    """Lines 1–10. Pure."""
    if result is None:
        return Requirement(None, None, None, tax_and_grants)
    adjusted = result + sum(adjustments.get(kind, 0) for kind in BEFORE_RESERVES)
    balanced = adjusted + sum(adjustments.get(kind, 0) for kind in AFTER_ADJUSTMENTS)
    return Requirement(result, adjusted, balanced, tax_and_grants)


def reserve_room(
    result: int, adjusted: int, tax_and_grants: int, opening_reserve: int = 0, *, negative_equity: bool = False
) -> int:
    """How much may be set aside to resultatreserven (KL 11:14): what the lower of the two results has above 1 % of tax revenue and general grants (2 %
    when equity with all pension obligations is negative), and no more than brings the reserve to 5 % of them. Whole öre, never more than the law gives. Pure.
    """
    per_cent = 2 if negative_equity else 1
    threshold = -(-tax_and_grants * per_cent // 100)
    ceiling = max(0, tax_and_grants * 5 // 100 - opening_reserve)
    return min(max(0, min(result, adjusted) - threshold), ceiling)


@dataclass(frozen=True, slots=True)
class Deficit:
    """A negative balanskravsresultat: its year, what is left of it (negative) and the last year to restore it in."""

    year: int
    left: int

    @property
    def due(self) -> int:
        return self.year + RESTORE_WITHIN


def restore(deficits: tuple[Deficit, ...], year: int, balanced: int | None) -> tuple[Deficit, ...]:
    """The deficits left after a year's balanskravsresultat: a surplus restores the oldest first, a deficit is added. Pure."""
    if balanced is None or balanced == 0:
        return deficits
    if balanced < 0:
        return (*deficits, Deficit(year, balanced))
    left = []
    for deficit in sorted(deficits, key=lambda each: each.year):
        covered = min(balanced, -deficit.left)
        balanced -= covered
        if covered < -deficit.left:
            left.append(Deficit(deficit.year, deficit.left + covered))
    return tuple(left)


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A line of the statement. ``earlier`` is the year before's amount."""

    key: str
    label: str | Promise
    is_sum: bool
    amount: int | None
    earlier: int | None
    note: str = ""


@dataclass(frozen=True)
class BalanceRequirement:
    """The whole statement of a year. ``room`` is None when there are no actuals; ``deficits`` are those to restore as the year began and as it ended."""

    year: int
    rows: tuple[RequirementRow, ...]
    sums: Requirement
    negative_equity: bool
    opening_reserve: int
    closing_reserve: int
    room: int | None
    opening_deficits: tuple[Deficit, ...]
    closing_deficits: tuple[Deficit, ...]
    adjustments: Mapping[str, BalanceAdjustment]

    @property
    def balanced(self) -> int | None:
        """Balanskravsresultatet."""
        return self.sums.balanced

    @property
    def opening_deficit(self) -> int:
        return sum(deficit.left for deficit in self.opening_deficits)

    @property
    def closing_deficit(self) -> int:
        return sum(deficit.left for deficit in self.closing_deficits)

    @property
    def restored(self) -> int:
        """What the year's surplus restored of earlier deficits."""
        return max(0, self.closing_deficit - self.opening_deficit)

    @property
    def set_aside(self) -> int:
        """What the year puts into the reserve, as a positive amount."""
        found = self.adjustments.get(AdjustmentKind.TO_RESERVE)
        return -found.amount if found else 0

    @property
    def within_room(self) -> bool:
        """Is the reservation within what the law allows?"""
        return self.room is None or self.set_aside <= self.room


def balance_requirement(year: int) -> BalanceRequirement:
    """The statement of ``year`` on actuals, with reserve and deficits carried from all earlier years. Two queries."""
    lines = _lines_by_year(year)
    noted = _adjustments_by_year(year)
    sums = {each: _requirement(lines.get(each, {}), noted.get(each, {})) for each in {*lines, *noted, year, year - 1}}
    reserve, deficits = 0, tuple[Deficit, ...]()
    for each in sorted(set(sums) - {year}):
        reserve += _fact(noted, each, AdjustmentKind.RESERVE_OPENING) + _into_reserve(noted.get(each, {}))
        deficits = restore(_with_opening(deficits, noted, each), each, sums[each].balanced)
    reserve += _fact(noted, year, AdjustmentKind.RESERVE_OPENING)
    opening = _with_opening(deficits, noted, year)
    now = sums[year]
    equity = noted.get(year, {}).get(AdjustmentKind.EQUITY_IN_FULL)
    negative = equity is not None and equity.amount < 0
    room = None
    if now.result is not None and now.adjusted is not None:
        room = reserve_room(now.result, now.adjusted, now.tax_and_grants, reserve, negative_equity=negative)
    return BalanceRequirement(
        year=year,
        rows=_rows(now, sums[year - 1], noted.get(year, {}), noted.get(year - 1, {})),
        sums=now,
        negative_equity=negative,
        opening_reserve=reserve,
        closing_reserve=reserve + _into_reserve(noted.get(year, {})),
        room=room,
        opening_deficits=opening,
        closing_deficits=restore(opening, year, now.balanced),
        adjustments=noted.get(year, {}),
    )


Noted = Mapping[str, BalanceAdjustment]


def _lines_by_year(last: int) -> dict[int, dict[ResultLine, int]]:
    rows = (
        actuals_of(range(EARLIEST, last + 1))
        .filter(unit__legal_form="municipality")
        .order_by()
        .values_list("year", "account__number")
        .annotate(Sum("amount"))
    )
    by_year: dict[int, list[tuple[str, int]]] = {}
    for year, number, amount in rows:
        by_year.setdefault(year, []).append((number, amount))
    return {year: by_line(amounts) for year, amounts in by_year.items()}


def _adjustments_by_year(last: int) -> dict[int, dict[str, BalanceAdjustment]]:
    noted: dict[int, dict[str, BalanceAdjustment]] = {}
    for adjustment in BalanceAdjustment.objects.filter(year__lte=last):
        noted.setdefault(adjustment.year, {})[adjustment.kind] = adjustment
    return noted


def _requirement(lines: Mapping[ResultLine, int], noted: Noted) -> Requirement:
    result = with_subtotals(lines)[NET_RESULT]
    tax_and_grants = lines.get(ResultLine.TAX, 0) + lines.get(ResultLine.GRANTS, 0)
    return requirement(result, tax_and_grants, {kind: adjustment.amount for kind, adjustment in noted.items()})


def _fact(noted: Mapping[int, Noted], year: int, kind: AdjustmentKind) -> int:
    found = noted.get(year, {}).get(kind)
    return found.amount if found else 0


def _into_reserve(noted: Noted) -> int:
    kinds = (AdjustmentKind.TO_RESERVE, AdjustmentKind.FROM_RESERVE)
    return -sum(noted[kind].amount for kind in kinds if kind in noted)


def _with_opening(deficits: tuple[Deficit, ...], noted: Mapping[int, Noted], year: int) -> tuple[Deficit, ...]:
    """A deficit brought in when the system was taken into use counts as the year before's."""
    brought = _fact(noted, year, AdjustmentKind.DEFICIT_OPENING)
    return (Deficit(year - 1, brought), *deficits) if brought else deficits


def _rows(now: Requirement, earlier: Requirement, noted: Noted, noted_earlier: Noted) -> tuple[RequirementRow, ...]:
    def line(kind: AdjustmentKind) -> RequirementRow:
        here, before = noted.get(kind), noted_earlier.get(kind)
        return RequirementRow(
            kind,
            kind.label,
            False,
            here.amount if here else _none_or_zero(now),
            before.amount if before else _none_or_zero(earlier),
            here.note if here else "",
        )

    return (
        RequirementRow("result", _("Årets resultat enligt resultaträkningen"), False, now.result, earlier.result),
        *(line(kind) for kind in BEFORE_RESERVES),
        RequirementRow(
            "adjusted", _("Årets resultat efter balanskravsjusteringar"), True, now.adjusted, earlier.adjusted
        ),
        *(
            line(kind)
            for kind in AFTER_ADJUSTMENTS
            if kind != AdjustmentKind.SPECIAL_REASONS or kind in noted or kind in noted_earlier
        ),
        RequirementRow("balanced", _("Årets balanskravsresultat"), True, now.balanced, earlier.balanced),
    )


def _none_or_zero(year: Requirement) -> int | None:
    """A line nobody has noted is nothing in a year with a result, and missing in one without."""
    return None if year.result is None else 0
