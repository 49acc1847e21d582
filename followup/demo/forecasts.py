"""Forecasts: what managers judged, after which month, in which version and with what words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from budget.models import Forecast
from followup.demo.bookkeeping import Books
from followup.demo.content.remarks import ON_BUDGET, OVER, OWN, REVISED, SUMMED, UNDER
from followup.demo.content.shapes import Place
from followup.demo.deviations import load_notes, propose
from followup.demo.ledger import TKR, Book
from followup.demo.organisation import Units, places, walk
from followup.demo.people import People
from followup.demo.times import given_times, office_hour, remember
from sala_styr import history

# How much of what will happen is seen after a month, in per cent.
SEEN = {4: 35, 8: 75, 10: 95}
# After October 2026 these have not judged yet; the services among them have not put theirs together either.
NOT_YET = {
    2026: (
        "SK-GRU",
        "SK",
        "3212",
        "3215",
        "3217",
        "3312",
        "VOK",
        "VOK-SÄB",
        "VOK-LSS",
        "4213",
        "4512",
        "4516",
        "TEK",
        "TEK-FAS",
        "1440",
        "KLK",
        "1150",
    )
}
SECOND_THOUGHTS = {2025: ("4110", "1410"), 2026: ("4110", "4310", "3211", "3010", "1410")}
ON_TARGET = 6
"""Per mille of the budget that counts as on budget."""
ROUNDED_TO = 10 * TKR


def load_forecasts(units: Units, people: People, book: Book, books: Mapping[int, Books]) -> None:
    """Each unit after April, August and October; services and departments put theirs together after October."""
    rows = [row for year, found in books.items() for row in _Judge(year, found, units, people, book).forecasts()]
    propose(rows)
    with given_times(Forecast._meta.get_field("made_at")):
        history.bulk_create(Forecast, rows)
    load_notes(rows)


@dataclass
class _Judge:
    """Makes the forecasts of a year."""

    year: int
    books: Books
    units: Units
    people: People
    book: Book

    def forecasts(self) -> list[Forecast]:
        """All of them, those of single units first."""
        rows = []
        judged = [place for place in places().values() if self._has_money(place)]
        for month in SEEN:
            for place in judged:
                if judges_alone(place) and not self._late(place, month):
                    rows += self._of_unit(place, month)
        rows += [self._of_service(place) for place in judged if self._puts_together(place)]
        return rows

    def _has_money(self, place: Place) -> bool:
        return bool(self.book.holdings[self.year, place.code])

    def _late(self, place: Place, month: int) -> bool:
        return month == max(SEEN) and place.code in NOT_YET.get(self.year, ())

    def _puts_together(self, place: Place) -> bool:
        below = [unit.code for unit, _above in walk(place)]
        return place.kind in ("department", "service") and not set(below) & set(NOT_YET.get(self.year, ()))

    def _of_unit(self, place: Place, month: int) -> list[Forecast]:
        budget = self._budget(place)
        expected = self._expected(place.code)
        amount = _rounded(budget + (expected - budget) * SEEN[month] // 100)
        first = self._forecast(place, month, 1, amount, self._remark(place, amount, budget))
        if month != 8 or place.code not in SECOND_THOUGHTS[self.year]:
            return [first]
        again = _rounded(budget + (expected - budget) * 85 // 100)
        return [first, self._forecast(place, month, 2, again, REVISED + _lower_first(first.comment))]

    def _of_service(self, place: Place) -> Forecast:
        below = [unit for unit, _above in walk(place)]
        amount = sum(self._expected(unit.code) for unit in below)
        heaviest = max(below, key=lambda unit: abs(self._expected(unit.code) - self._budget(unit)))
        remark = self._remark(heaviest, _rounded(self._expected(heaviest.code)), self._budget(heaviest))
        comment = SUMMED.format(unit=heaviest.name, remark=_lower_first(remark))
        return self._forecast(place, max(SEEN), 1, _rounded(amount), comment)

    def _budget(self, place: Place) -> int:
        return -self.book.holdings[self.year, place.code] * TKR

    def _expected(self, code: str) -> int:
        """What the unit's year will be, taxes and financial items apart; only the example can know."""
        return sum(
            sum(months)
            for (centre, account), months in self.books.results.items()
            if centre == code and not account.startswith("8")
        )

    def _remark(self, place: Place, amount: int, budget: int) -> str:
        if place.code in OWN:
            return OWN[place.code][self.year - min(SECOND_THOUGHTS)]
        chance = Random(f"{self.year}-{place.code}")
        per_mille = (amount - budget) * 1000 // -budget if budget else 0
        if abs(per_mille) <= ON_TARGET:
            return chance.choice(ON_BUDGET)
        return chance.choice(OVER if per_mille < 0 else UNDER)

    def _forecast(self, place: Place, month: int, version: int, amount: int, comment: str) -> Forecast:
        chance = Random(f"{self.year}-{month}-{version}-{place.code}")
        day = date(self.year, month, 28) + timedelta(days=8 + 4 * version + chance.randrange(4))
        forecast = Forecast(
            unit=self.units[place.code],
            year=self.year,
            month=month,
            version=version,
            amount=amount,
            comment=comment,
            made_by=self.people.head_of(place.code),
            made_at=office_hour(day, chance),
        )
        remember(forecast, forecast.made_at, forecast.made_by)
        return forecast


def judges_alone(place: Place) -> bool:
    """Is it a unit, or a holder of a frame that has no units of its own below it?"""
    return place.kind in ("unit", "central", "audit", "council") or (place.kind == "committee" and not place.below)


def _rounded(amount: int) -> int:
    """People judge in whole tens of thousands."""
    return round(amount / ROUNDED_TO) * ROUNDED_TO


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
