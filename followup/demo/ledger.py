"""The budget ledger: frames, their distribution down to the units, and the changes of the years. Amounts are tkr here and öre in the rows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from budget.models import BudgetEntry, EntryKind
from followup.demo.content.frames import (
    BEFORE,
    CAUSES,
    CHANGES,
    COMPENSATION,
    EFFICIENCY,
    FRAMES,
    MOVED,
    PLAN_YEARS,
    POTS,
    RETURNS,
    UNEXPLAINED,
    WAGE_RESERVE,
    YEARS,
    Change,
)
from followup.demo.content.organisation import COMMITTEES
from followup.demo.content.shapes import Place
from followup.demo.decisions import Decisions
from followup.demo.organisation import Units, places, walk
from followup.demo.times import given_times, remember
from sala_styr import history
from sala_styr.money import spread
from sala_styr.organisation.models import User

TKR = 100_000
CENTRAL, WAGES = "FIN", "LÖN"
# Officials distribute further within their service shortly before the year begins.
WITHIN_SERVICES = {2025: date(2024, 12, 16), 2026: date(2025, 12, 15), 2027: date(2026, 11, 20)}


@dataclass(frozen=True)
class Extra:
    """What a change gave a unit to spend on something named: tkr."""

    account: str
    text: str
    amount: int


@dataclass
class Book:
    """The entries of all years as they are made up, and what each unit holds: (year, code) → tkr."""

    units: Units
    decisions: Decisions
    clerk: User
    entries: list[BudgetEntry] = field(default_factory=list)
    counter_entries: list[BudgetEntry] = field(default_factory=list)
    holdings: Counter[tuple[int, str]] = field(default_factory=Counter)
    frames: Counter[tuple[int, str]] = field(default_factory=Counter)
    """What each committee is given, with all changes: what it has passed on is still in it."""
    lapsing: Counter[tuple[int, str]] = field(default_factory=Counter)
    """The part of it that is for that year only."""
    extras: dict[tuple[int, str], list[Extra]] = field(default_factory=dict)

    def enter(
        self, year: int, kind: str, source: str, target: str, amount: int, text: str, decision: str = "", **more: Any
    ) -> BudgetEntry:
        """One entry; what both ends hold changes with it. Without a decision it is the officials' own, booked before the year."""
        decided = self.decisions[decision] if decision else None
        entry = BudgetEntry(
            year=year,
            kind=kind,
            source=self.units.get(source),
            target=self.units.get(target),
            amount=amount * TKR,
            text=text,
            decision=decided,
            booked_on=more.pop("booked_on", None) or (decided.date if decided else WITHIN_SERVICES[year]),
            recorded_by=self.clerk,
            **more,
        )
        written = remember(entry, entry.booked_on, self.clerk)
        entry.recorded_at = written
        self.entries.append(entry)
        for end, sign in ((source, -1), (target, 1)):
            self.holdings[year, end] += sign * amount
            if kind not in (EntryKind.ALLOCATION, EntryKind.RETURN):
                self.frames[year, end] += sign * amount
                self.lapsing[year, end] += 0 if entry.permanent else sign * amount
        return entry

    def pass_on(
        self, year: int, source: str, target: str, amount: int, text: str, decision: str = "", **more: Any
    ) -> None:
        """Allocate ``amount`` tkr, if it is anything."""
        if amount:
            self.enter(year, EntryKind.ALLOCATION, source, target, amount, text, decision, **more)


def load_ledger(units: Units, decisions: Decisions, clerk: User) -> Book:
    """Every entry of the three years. ``clerk`` is who recorded them."""
    book = Book(units, decisions, clerk)
    for number, year in enumerate(YEARS):
        _frames(book, number, year)
        for committee in COMMITTEES:
            _distribute(book, committee, year, FRAMES[committee.code][number])
        for change in CHANGES:
            if change.year == year:
                _change(book, change)
        _wage_reserve(book, year)
    _plan_years(book)
    for year, day, unit, service, amount, text in RETURNS:
        book.enter(year, EntryKind.RETURN, unit, service, amount, text, booked_on=day)
    with given_times(BudgetEntry._meta.get_field("recorded_at")):
        history.bulk_create(BudgetEntry, book.entries)
        history.bulk_create(BudgetEntry, book.counter_entries)
    return book


def _frames(book: Book, number: int, year: int) -> None:
    for code, by_year in FRAMES.items():
        if by_year[number]:
            _frame(book, year, code, by_year[number], f"budget-{year}")


def _plan_years(book: Book) -> None:
    """The newest budget's plan: prices and wages, what is to be done more cheaply, and the same growth as that year."""
    last = YEARS[-1]
    for number, year in enumerate(PLAN_YEARS, 1):
        for code, by_year in FRAMES.items():
            if by_year[-1]:
                growth = 1_000 + number * (COMPENSATION + EFFICIENCY + 2)
                _frame(book, year, code, by_year[-1] * growth // 1_000, f"budget-{last}")


def _frame(book: Book, year: int, code: str, amount: int, decision: str) -> None:
    """Last year's frame and each change from it, which together make ``amount``. A pot begins anew."""
    if code in POTS:
        text = f"Avsatt {year} till {book.units[code].name}"
        book.enter(year, EntryKind.FRAME, "", code, amount, text, decision, permanent=True)
        return
    before = book.frames[year - 1, code] - book.lapsing[year - 1, code] or BEFORE.get(code, 0)
    steps = [("base", f"Ram {year - 1}, utan engångsbelopp", before)]
    if (year, code) in MOVED:
        old, text = MOVED[year, code]
        before = book.frames[year - 1, old] - book.lapsing[year - 1, old]
        steps = [("technical", text, before)]
    if code != CENTRAL:
        steps.append(("compensation", f"Pris- och lönekompensation {year}", before * COMPENSATION // 1_000))
        steps.append(("efficiency", "Effektivisering, alla nämnder", before * EFFICIENCY // 1_000))
    cause, text = CAUSES[code]
    rest = amount - sum(step for _cause, _text, step in steps)
    steps.append(("", "Justering av ramen", rest) if (year, code) in UNEXPLAINED else (cause, text, rest))
    for cause, text, step in steps:
        ends = ("", code) if step > 0 else (code, "")
        if step:
            book.enter(year, EntryKind.FRAME, *ends, abs(step), text, decision, permanent=True, cause=cause)


def receivers(committee: Place) -> dict[str, list[Place]]:
    """Who a committee gives money to, the departments and services below it, each with the units that it passes money on to."""
    found: dict[str, list[Place]] = {}
    for place, above in walk(committee):
        if place.kind in ("department", "service"):
            found.setdefault(place.code, [])
        elif place.kind == "unit" and above:
            found[above.code].append(place)
    return found


def _distribute(book: Book, committee: Place, year: int, frame: int) -> None:
    """The committee's own distribution, then that of the services. Nothing where the committee has not decided yet."""
    decision = f"{committee.code.lower()}-budget-{year}"
    if not frame or decision not in book.decisions:
        return
    all_places = [place for place, _above in walk(committee)]
    share = dict(zip((p.code for p in all_places), spread(frame, [p.size for p in all_places]), strict=True))
    for receiver, units in receivers(committee).items():
        whole = share[receiver] + sum(share[unit.code] for unit in units)
        text = f"Fördelning {year} till {book.units[receiver].name}"
        book.pass_on(year, committee.code, receiver, whole, text, decision)
        for unit in units:
            book.pass_on(year, receiver, unit.code, share[unit.code], f"Fördelning {year} till {unit.name}")


def _change(book: Book, change: Change) -> None:
    entry = book.enter(
        change.year,
        change.kind,
        change.source,
        change.target,
        change.amount,
        change.text,
        change.decision,
        permanent=change.permanent,
        financing=change.financing,
        financed_by=change.financed_by,
    )
    if change.corrected:
        _correct(book, change, entry)
    for committee in COMMITTEES:
        landed = {code: change.spread[code] for code in _codes(committee) if code in change.spread}
        _spread_change(book, committee, change.year, change.text, landed)
        for code, amount in landed.items():
            book.extras.setdefault((change.year, code), []).append(Extra(change.account, change.text, amount))


def _correct(book: Book, change: Change, entry: BudgetEntry) -> None:
    """A wrong entry is met by a counter-entry, its ends turned; it stays in the ledger."""
    text = f"Rättar: {change.text}"
    ends = change.target, change.source
    counter = book.enter(
        change.year, change.kind, *ends, change.amount, text, change.decision, permanent=change.permanent
    )
    counter.corrects = entry
    book.counter_entries.append(book.entries.pop())


def _codes(committee: Place) -> Iterator[str]:
    return (place.code for place, _above in walk(committee))


def _spread_change(book: Book, committee: Place, year: int, text: str, landed: dict[str, int]) -> None:
    """Let a change reach the units: the committee decides for its services, which pass it on the same day."""
    decision = f"{committee.code.lower()}-ändring-{year}"
    for receiver, units in receivers(committee).items():
        parts = {unit.code: landed[unit.code] for unit in units if unit.code in landed}
        book.pass_on(year, committee.code, receiver, sum(parts.values()) + landed.get(receiver, 0), text, decision)
        for code, amount in parts.items():
            book.pass_on(year, receiver, code, amount, text, booked_on=book.decisions[decision].date)


def _wage_reserve(book: Book, year: int) -> None:
    """The central wage reserve is given out when the year's wages are known, by the size of each unit."""
    for code, amount in WAGE_RESERVE.get(year, {}).items():
        text = f"Löneöversyn {year}"
        book.enter(year, EntryKind.CENTRAL_POT, WAGES, code, amount, text, f"lönereserv-{year}", permanent=True)
        committee = places()[code]
        below = [place for place, _above in walk(committee) if place is not committee]
        parts = spread(amount, [place.size for place in below])
        _spread_change(book, committee, year, text, dict(zip((p.code for p in below), parts, strict=True)))
