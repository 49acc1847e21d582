"""The detail budget of every unit: lines that sum to what the unit holds, to the öre, with the months in their curves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from budget.actions.settling import WHOLE, cut
from budget.models import MONTHS, DetailBudget, DetailLine, LineLink, LineShare
from followup.demo.accounts import Accounts
from followup.demo.chain import Plan
from followup.demo.codes import Activities
from followup.demo.content.codes import BY_PROFILE
from followup.demo.content.frames import YEARS
from followup.demo.content.linked import DIVIDED, LINKED_SHARES, UNLINKED_UNITS
from followup.demo.content.profiles import CURVES, PROFILES, Profile
from followup.demo.content.shapes import Place
from followup.demo.ledger import TKR, Book
from followup.demo.organisation import Units, places
from followup.demo.scale import scaled_lines
from goals.models import PlanItem
from sala_styr import history
from sala_styr.money import spread

LOCKED = {2025: datetime(2025, 9, 19, 14, 30), 2026: datetime(2026, 10, 23, 11, 15)}
# The new committee has its frame but has not distributed it: its units plan with what the old ones would have had.
NOT_YET_DISTRIBUTED = {2027: "SBK"}
OTHER_COSTS = "7590"


@dataclass(frozen=True)
class Line:
    """A line before it is a row: tkr in report sign."""

    account: str
    amount: int
    curve: str
    text: str = ""
    item: PlanItem | None = None
    linked: bool = True

    @property
    def link(self) -> LineLink:
        """What the kronor belong to."""
        if self.item:
            return LineLink.PLAN_ITEM
        return LineLink.CORE_MISSION if self.linked else LineLink.UNLINKED


def load_detail(
    units: Units, accounts: Accounts, activities: Activities, plan: Plan, book: Book, size: int
) -> list[DetailLine]:
    """Every unit's detail budget of the three years; those of past and present year are locked. Returns the lines, before they are multiplied by ``size``."""
    rows: list[DetailLine] = []
    budgets: list[DetailBudget] = []
    for year in YEARS:
        locked = timezone.make_aware(LOCKED[year]) if year in LOCKED else None
        writer = _Writer(year, plan, book)
        for place in places().values():
            lines = list(writer.lines(place))
            if lines:
                budgets.append(DetailBudget(unit=units[place.code], year=year, locked_at=locked))
                rows += [_row(units, accounts, activities, place, year, line) for line in lines]
    history.bulk_create(DetailBudget, budgets)
    whole = scaled_lines(rows, plan, size)
    divided = [(line, parts) for line in whole if len(parts := _parts(line, plan)) > 1]
    for line, _parts_of_it in divided:
        line.link, line.plan_item = LineLink.SHARED, None
    history.bulk_create(DetailLine, whole)
    history.bulk_create(LineShare, [share for line, parts in divided for share in cut(line, parts)])
    return rows


def _parts(line: DetailLine, plan: Plan) -> list[tuple[PlanItem, int]]:
    """The parts of the plan that have the line together in its year; one that is not there leaves its share to the first."""
    named = [(plan.named(key), share) for key, share in DIVIDED.get(line.text, ())]
    there = [(item, share) for item, share in named if item.first_year <= line.year <= item.last_year]
    rest = WHOLE - sum(share for _item, share in there)
    return [(item, share + (rest if number == 0 else 0)) for number, (item, share) in enumerate(there)]


def _row(units: Units, accounts: Accounts, activities: Activities, place: Place, year: int, line: Line) -> DetailLine:
    amount = line.amount * TKR
    months = dict(zip(MONTHS, spread(amount, CURVES[line.curve]), strict=True))
    return DetailLine(
        unit=units[place.code],
        year=year,
        account=accounts[line.account],
        activity=activities.get(BY_PROFILE.get(place.profile, "")),
        link=line.link,
        plan_item=line.item,
        text=line.text,
        amount=amount,
        **months,
    )


@dataclass(frozen=True)
class _Writer:
    """Writes the lines of a year."""

    year: int
    plan: Plan
    book: Book

    def lines(self, place: Place) -> Iterator[Line]:
        """All lines of a unit: what is named first, the rest by the profile, so that the whole is what the unit holds."""
        holding = self._holding(place)
        if not holding or place.profile not in PROFILES:
            return
        profile = PROFILES[place.profile]
        named = [*self._planned(place, profile), *self._shares(place, profile, holding), *self._extras(place, profile)]
        rest = holding + sum(line.amount for line in named)
        yield from named
        yield from self._ordinary(place, profile, holding, rest)

    def _holding(self, place: Place) -> int:
        held = self.book.holdings[self.year, place.code]
        waiting = NOT_YET_DISTRIBUTED.get(self.year)
        if waiting and (place.code == waiting or place in places()[waiting].below):
            return place.size
        if waiting and place.code == "SBN":
            return place.size
        return held

    def _planned(self, place: Place, profile: Profile) -> Iterator[Line]:
        """The plan's own costs."""
        for text, item in self.plan.owned_by(place.code):
            if self.year in text.costs:
                yield Line(
                    text.account, -text.costs[self.year], curve_of(profile, text.account), text.title[:110], item
                )

    def _shares(self, place: Place, profile: Profile, holding: int) -> Iterator[Line]:
        """The part of the ordinary money that answers to the plan, in the years of that part of the plan."""
        for account, per_mille, key, text in LINKED_SHARES.get(place.profile, ()):
            item = self.plan.named(key)
            if item.first_year <= self.year <= item.last_year:
                yield Line(account, -(holding * per_mille // 1000), curve_of(profile, account), text, item)

    def _extras(self, place: Place, profile: Profile) -> Iterator[Line]:
        """What changes during the year gave money to."""
        for extra in self.book.extras.get((self.year, place.code), []):
            yield Line(extra.account, -extra.amount, curve_of(profile, extra.account), extra.text)

    def _ordinary(self, place: Place, profile: Profile, holding: int, rest: int) -> Iterator[Line]:
        revenues = [Line(account, holding * share // 100, curve) for account, share, curve in profile.revenue]
        costs = rest + sum(line.amount for line in revenues)
        parts = spread(costs, [weight for _account, weight, _curve in profile.costs])
        yield from (line for line in revenues if line.amount)
        for (account, _weight, curve), part in zip(profile.costs, parts, strict=True):
            line = Line(account, -part, curve)
            if part:
                yield replace(line, linked=not (account == OTHER_COSTS and place.code in UNLINKED_UNITS))


def curve_of(profile: Profile, account: str) -> str:
    """The curve that the profile has for the account, else an even one."""
    return next((curve for number, _weight, curve in profile.costs if number == account), "jämn")
