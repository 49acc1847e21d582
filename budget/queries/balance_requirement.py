"""Balanskravsutredningen (LKBR 11:10, KL 11:12–14, domain §4.7): from the year's result to balanskravsresultat, the reserve's room, deficits to restore.

Öre, each line signed as it is added. The arithmetic is in pure functions; ``balance_requirement`` only fetches.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import AdjustmentKind, BalanceAdjustment, ResultLine
from budget.queries.books import Books
from budget.queries.income import NET_RESULT
from budget.queries.reserves import (
    EARLIEST,
    RESERVE_FROM,
    Noted,
    Reserve,
    adjustments_by_year,
    fact,
    old_reserve_of,
    reserve_of,
    reserves_of,
)
from budget.queries.restoration import DeficitState, DeficitStory, restoration
from budget.queries.shapes import EQUITY

BEFORE_RESERVES = (
    AdjustmentKind.CAPITAL_GAINS,
    AdjustmentKind.GAINS_EXEMPT,
    AdjustmentKind.LOSSES_EXEMPT,
    AdjustmentKind.UNREALISED,
    AdjustmentKind.UNREALISED_REVERSED,
)
AFTER_ADJUSTMENTS = (
    AdjustmentKind.TO_RESERVE,
    AdjustmentKind.FROM_RESERVE,
    AdjustmentKind.FROM_OLD_RESERVE,
    AdjustmentKind.SPECIAL_REASONS,
)
SHOWN_WHEN_NOTED = (AdjustmentKind.FROM_OLD_RESERVE, AdjustmentKind.SPECIAL_REASONS)


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
    result: int,
    adjusted: int,
    tax_and_grants: int,
    opening_reserve: int = 0,
    *,
    negative_equity: bool = False,
    with_ceiling: bool = True,
) -> int:
    """How much may be set aside to resultatreserven (KL 11:14): what the lower of the two results has above 1 % of tax revenue and general grants (2 %
    when equity with all pension obligations is negative), and no more than brings the reserve to 5 % of them. Whole öre, never more than the law gives.
    ``with_ceiling=False``: the older RUR, for which the 5 % did not hold. Pure.
    """
    per_cent = 2 if negative_equity else 1
    threshold = -(-tax_and_grants * per_cent // 100)
    room = max(0, min(result, adjusted) - threshold)
    return min(room, max(0, tax_and_grants * 5 // 100 - opening_reserve)) if with_ceiling else room


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
    """The whole statement of a year. ``room`` is None when there are no actuals; ``stories`` are all deficits up to its end, each with what restored it.

    ``reserve`` is RER, ``old_reserve`` what is left of the older RUR. ``equity_in_full``: equity less pension obligations; None: not known.
    """

    year: int
    rows: tuple[RequirementRow, ...]
    sums: Requirement
    equity_in_full: int | None
    reserve: Reserve
    old_reserve: Reserve
    room: int | None
    opening_stories: tuple[DeficitStory, ...]
    stories: tuple[DeficitStory, ...]
    adjustments: Mapping[str, BalanceAdjustment]
    in_balance_sheet: int | None = None
    """What the balance sheet's line says that the two reserves hold together as the year ends; None when it says nothing."""
    reserves_noted: bool = False
    """Is anything noted about either reserve by the year's end?"""

    @property
    def reserves_closing(self) -> int | None:
        """What the two reserves hold together as the year ends, by what is noted; None when nothing is."""
        return self.reserve.closing + self.old_reserve.closing if self.reserves_noted else None

    @property
    def balanced(self) -> int | None:
        """Balanskravsresultatet."""
        return self.sums.balanced

    @property
    def negative_equity(self) -> bool:
        """Is equity negative when all pension obligations are counted? Then the law asks for 2 % and not 1 %."""
        return self.equity_in_full is not None and self.equity_in_full < 0

    @property
    def opening_reserve(self) -> int:
        """The reserve that the year's reservation goes to, as the year began."""
        return self._filling.opening

    @property
    def closing_reserve(self) -> int:
        return self._filling.closing

    @property
    def _filling(self) -> Reserve:
        return self.reserve if self.year >= RESERVE_FROM else self.old_reserve

    @property
    def opening_deficits(self) -> tuple[DeficitStory, ...]:
        """Those with something left to restore as the year began."""
        return tuple(story for story in self.opening_stories if story.left)

    @property
    def closing_deficits(self) -> tuple[DeficitStory, ...]:
        """Those with something left to restore as it ended."""
        return tuple(story for story in self.stories if story.left)

    @property
    def opening_deficit(self) -> int:
        return sum(story.left for story in self.opening_stories)

    @property
    def closing_deficit(self) -> int:
        return sum(story.left for story in self.stories)

    @property
    def restored(self) -> int:
        """What the year's surplus restored of earlier deficits."""
        return sum(each.amount for story in self.stories for each in story.restored if each.year == self.year)

    @property
    def pressing(self) -> tuple[DeficitStory, ...]:
        """The deficits that must be restored this year, or should have been before."""
        return tuple(
            story for story in self.stories if story.state(self.year) in (DeficitState.DUE, DeficitState.OVERDUE)
        )

    @property
    def set_aside(self) -> int:
        """What the year puts into the reserve, as a positive amount."""
        found = self.adjustments.get(AdjustmentKind.TO_RESERVE)
        return -found.amount if found else 0

    @property
    def within_room(self) -> bool:
        """Is the reservation within what the law allows?"""
        return self.room is None or self.set_aside <= self.room

    @property
    def reserves_suffice(self) -> bool:
        """Is no more used of a reserve than there is in it?"""
        return self.reserve.closing >= 0 and self.old_reserve.closing >= 0


def balance_requirement(year: int) -> BalanceRequirement:
    """The statement of ``year`` on actuals, written-in figures before booked ones, with reserves and deficits carried from all earlier years. Five queries."""
    noted = adjustments_by_year(year)
    books = Books(range(EARLIEST, year + 1), noted)
    known = {each for each in books.years if not books.income(each).is_empty}
    sums = {each: _requirement(books, each, noted.get(each, {})) for each in {*known, *noted, year, year - 1}}
    balanced = {each: found.balanced for each, found in sums.items()}
    brought = {each: fact(noted, each, AdjustmentKind.DEFICIT_OPENING) for each in noted}
    before = {each: result for each, result in balanced.items() if each < year}
    now, equity = sums[year], _equity_in_full(books, year, noted.get(year, {}))
    reserve, old_reserve = reserve_of(noted, year), old_reserve_of(noted, year)
    has_ceiling = year >= RESERVE_FROM
    room = None
    if now.result is not None and now.adjusted is not None:
        room = reserve_room(
            now.result,
            now.adjusted,
            now.tax_and_grants,
            reserve.opening,
            negative_equity=equity is not None and equity < 0,
            with_ceiling=has_ceiling,
        )
    return BalanceRequirement(
        year=year,
        rows=_rows(now, sums[year - 1], noted.get(year, {}), noted.get(year - 1, {})),
        sums=now,
        equity_in_full=equity,
        reserve=reserve,
        old_reserve=old_reserve,
        room=room,
        opening_stories=restoration(before, brought, year),
        stories=restoration(balanced, brought, year),
        adjustments=noted.get(year, {}),
        in_balance_sheet=books.balance(year)["reserve"],
        reserves_noted=reserves_of(noted, year).noted,
    )


def _requirement(books: Books, year: int, noted: Noted) -> Requirement:
    income = books.income(year)
    tax_and_grants = (income[ResultLine.TAX] or 0) + (income[ResultLine.GRANTS] or 0)
    return requirement(
        income[NET_RESULT], tax_and_grants, {kind: adjustment.amount for kind, adjustment in noted.items()}
    )


def _equity_in_full(books: Books, year: int, noted: Noted) -> int | None:
    """What is noted; else the balance sheet's equity less the pension obligations below it, where both are known."""
    if AdjustmentKind.EQUITY_IN_FULL in noted:
        return noted[AdjustmentKind.EQUITY_IN_FULL].amount
    sheet = books.balance(year)
    equity, obligation = sheet[EQUITY], sheet["pension_obligation"]
    return None if equity is None or obligation is None else equity - obligation


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
            if kind not in SHOWN_WHEN_NOTED or kind in noted or kind in noted_earlier
        ),
        RequirementRow("balanced", _("Årets balanskravsresultat"), True, now.balanced, earlier.balanced),
    )


def _none_or_zero(year: Requirement) -> int | None:
    """A line nobody has noted is nothing in a year with a result, and missing in one without."""
    return None if year.result is None else 0
