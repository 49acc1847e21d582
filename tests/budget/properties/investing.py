"""Investments in the machine: what is decided for two projects, moved between them, carried over, spent and taken back; and the plain adding up of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from budget.actions import investment_outcomes, investment_projects, investments
from budget.actions.investment_outcomes import Outcome
from budget.actions.investments import Decided
from budget.models import InvestmentEntry, InvestmentProject
from budget.queries.investments import InvestmentYear, investment_statement
from budget.queries.investments import investments as all_investments
from sala_styr.decisions.actions import set_year_state
from sala_styr.decisions.models import Decision
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from tests.budget.builders import YEAR

CODES = {"9001": "A1", "9002": "B1"}
YEARS = (YEAR - 1, YEAR, YEAR + 1)
COLUMNS = {"budget": 0, "supplementary": 1, "reallocation": 1, "carry_over": 2}
"""Where each kind of entry stands in a year: original, amendments, carried in."""

projects = st.sampled_from(sorted(CODES))
spent = st.integers(-60_000, 2_000).filter(bool)
by_year = st.dictionaries(st.sampled_from(YEARS), spent, max_size=2)


@dataclass(frozen=True)
class Given:
    """An entry of the investments' ledger. ``group``: those that one act wrote. ``back``: it takes ``pk`` away again."""

    pk: int
    group: int
    code: str
    kind: str
    year: int | None
    from_year: int | None
    amount: int
    day: date
    back: bool = False


@dataclass
class Projects:
    """All that has been decided for investments and spent on them, in plain Python."""

    entries: list[Given] = field(default_factory=list)
    outcomes: dict[tuple[str, int, int], int | None] = field(default_factory=dict)

    def of(self, code: str, until: date | None = None) -> list[Given]:
        return [each for each in self.entries if each.code == code and (until is None or each.day <= until)]

    def approved(self, code: str, until: date | None = None) -> int | None:
        return added(each.amount for each in self.of(code, until) if each.kind == "total")

    def planned(self, code: str) -> int | None:
        """All years; what is carried over is the same money."""
        yearly = [each for each in self.of(code) if each.kind != "total"]
        return added(0 if each.kind == "carry_over" else each.amount for each in yearly)

    def current(self, code: str, year: int) -> int | None:
        return added(each.amount for each in self.of(code) if each.year == year)

    def unused(self, code: str, year: int) -> int | None:
        current, (actual, through) = self.current(code, year), self.spent(code, year)
        if current is None or actual is None or through != 12:
            return None
        return current - sum(each.amount for each in self.of(code) if each.from_year == year) - actual

    def spent(self, code: str, year: int) -> tuple[int | None, int | None]:
        """What the last month that is noted says, and which it is."""
        months = {
            month: amount
            for (of, at, month), amount in self.outcomes.items()
            if (of, at) == (code, year) and amount is not None
        }
        return (months[max(months)], max(months)) if months else (None, None)

    def is_sound(self, code: str) -> bool:
        """An expenditure is an expenditure, and the years are not more than the total."""
        approved, planned = self.approved(code), self.planned(code)
        if approved is None:
            return (planned or 0) <= 0
        return approved <= 0 and (planned is None or planned >= approved)

    def year(self, code: str, year: int, until: date | None = None) -> tuple[int | None, ...]:
        """Original, amendments, carried in, carried out."""
        columns: list[list[int]] = [[], [], [], []]
        for each in self.of(code, until):
            if each.year == year:
                columns[COLUMNS[each.kind]].append(each.amount)
            if each.from_year == year:
                columns[3].append(each.amount)
        return tuple(added(column) for column in columns)

    def taken_back(self) -> set[int]:
        return {each.pk for each in self.entries if each.back}


def added(amounts: Any) -> int | None:
    """The sum; None of nothing."""
    found = list(amounts)
    return sum(found) if found else None


class Investing:
    """The steps about investments. What it stands on is the machine's."""

    actor: Actor
    units: dict[str, Unit]
    today: date
    attempt: Callable[[Callable[[], Any], bool], Any]
    decision: Callable[[str | None], Decision | None]
    invested: Projects

    @initialize()
    def projects_are_begun(self) -> None:
        set_year_state(self.actor, YEAR - 1, "open")  # what is carried over comes from a year that is still written in
        self.projects = {
            code: investment_projects.start_project(
                self.actor, code, f"Projekt {code}", self.units[unit], investment_projects.ProjectFacts()
            )
            for code, unit in CODES.items()
        }

    @rule(code=projects, total=st.none() | spent, years=by_year, financing=st.sampled_from(["", "Lån"]))
    def decide_an_investment(self, code: str, total: int | None, years: dict[int, int], financing: str) -> None:
        self.decide(code, total, years, financing)

    @rule(
        code=projects, year=st.sampled_from(YEARS), amount=st.integers(1_000, 60_000), times=st.sampled_from((0, 1, 3))
    )
    def decide_what_holds(self, code: str, year: int, amount: int, times: int) -> None:
        """A year's budget, mostly with a total that has room for it."""
        self.decide(code, -amount * times or None, {year: -amount}, "Lån")

    def decide(self, code: str, total: int | None, years: dict[int, int], financing: str) -> None:
        within = any(self.today.year >= year for year in years)
        news = [("total", None, total)] if total else []
        news += [
            ("supplementary" if self.today.year >= year else "budget", year, amount)
            for year, amount in sorted(years.items())
        ]
        sound = self.with_more([(code, kind, year, None, amount) for kind, year, amount in news]).is_sound(code)
        decided = Decided(self.by_council(), "Beslut", total, years, financing)
        made = self.attempt(
            lambda: investments.decide_investment(self.actor, self.projects[code], decided),
            bool(news) and sound and (bool(financing) or not within),
        )
        self.keep(made)

    @rule(gives=projects, amount=st.integers(1, 40_000), year=st.sampled_from(YEARS), with_totals=st.booleans())
    def move_between_investments(self, gives: str, amount: int, year: int, with_totals: bool) -> None:
        self.move(gives, amount, year, with_totals)

    @precondition(lambda self: self.cells())
    @rule(data=st.data(), share=st.integers(1, 110))
    def move_a_share(self, data: st.DataObject, share: int) -> None:
        """Of what a project has that year; the totals go with it where there are two."""
        gives, year = data.draw(st.sampled_from(self.cells()))
        amount = max(1, abs(self.invested.current(gives, year) or 0) * share // 100)
        self.move(gives, amount, year, all(self.invested.approved(code) is not None for code in CODES))

    def move(self, gives: str, amount: int, year: int, with_totals: bool) -> None:
        gets = next(code for code in CODES if code != gives)
        kinds = [("reallocation", year)] + ([("total", None)] if with_totals else [])
        news = [(code, kind, at, None, part) for kind, at in kinds for code, part in ((gives, amount), (gets, -amount))]
        now, then = self.invested, self.with_more(news)
        expected = (
            (now.current(gives, year) or 0) + amount <= 0
            and all(then.is_sound(code) for code in CODES)
            and not (with_totals and any(now.approved(code) is None for code in CODES))
        )
        shares = {self.projects[gives]: amount, self.projects[gets]: -amount}
        decided = Decided(self.by_council(), "Flytt")
        made = self.attempt(
            lambda: investments.reallocate_investments(self.actor, year, shares, decided, with_totals=with_totals),
            expected,
        )
        self.keep(made)

    @precondition(lambda self: self.cells())
    @rule(data=st.data(), share=st.integers(0, 130))
    def close_a_year(self, data: st.DataObject, share: int) -> None:
        """December is noted where there is a budget, so that something is left to carry over, or too much was spent."""
        code, year = data.draw(st.sampled_from(self.cells()))
        amount = (self.invested.current(code, year) or 0) * share // 100
        outcome = Outcome(self.projects[code], amount)
        self.attempt(lambda: investment_outcomes.note_outcomes(self.actor, year, 12, [outcome]), True)
        self.invested.outcomes[code, year, 12] = amount

    def cells(self) -> list[tuple[str, int]]:
        """Projects and years that have a budget and that can be carried over from."""
        return [(code, year) for code in sorted(CODES) for year in YEARS[:2] if self.invested.current(code, year)]

    @precondition(lambda self: any(self.invested.unused(*cell) for cell in self.cells()))
    @rule(data=st.data(), share=st.integers(1, 110))
    def carry_the_rest_over(self, data: st.DataObject, share: int) -> None:
        code, year = data.draw(st.sampled_from([cell for cell in self.cells() if self.invested.unused(*cell)]))
        self.carry(code, share, year)

    @rule(code=projects, share=st.integers(-50, 150), year=st.sampled_from(YEARS[:2]))
    def carry_over_what_is_unused(self, code: str, share: int, year: int) -> None:
        self.carry(code, share, year)

    def carry(self, code: str, share: int, year: int) -> None:
        unused = self.invested.unused(code, year)
        amount = (unused or -10_000) * share // 100 or -1
        expected = unused is not None and amount * unused > 0 and abs(amount) <= abs(unused)
        decided = Decided(self.by_council(), "Ombudgetering")
        made = self.attempt(
            lambda: investments.carry_over(self.actor, year, {self.projects[code]: amount}, decided), expected
        )
        self.keep(made)

    @rule(
        code=projects, year=st.sampled_from(YEARS[:2]), month=st.sampled_from((4, 8, 12, 12)), amount=st.none() | spent
    )
    def note_what_it_has_cost(self, code: str, year: int, month: int, amount: int | None) -> None:
        outcome = Outcome(self.projects[code], amount)
        self.attempt(lambda: investment_outcomes.note_outcomes(self.actor, year, month, [outcome]), True)
        self.invested.outcomes[code, year, month] = amount

    @precondition(lambda self: self.invested.entries)
    @rule(data=st.data(), with_years=st.booleans())
    def take_an_investment_entry_back(self, data: st.DataObject, with_years: bool) -> None:
        known = self.invested.entries
        chosen = data.draw(st.sampled_from([each for each in known if not each.back]))
        group = [each for each in known if each.group == chosen.group and not each.back]
        whole = group if any(each.kind == "reallocation" for each in group) else [chosen]
        back = self.invested.taken_back()
        if with_years and chosen.kind == "total" and whole == [chosen]:
            whole = [each for each in group if each == chosen or each.pk not in back]
        news = [(each.code, each.kind, each.year, each.from_year, -each.amount) for each in whole]
        then = self.with_more(news)
        expected = not {each.pk for each in whole} & back and all(then.is_sound(each.code) for each in whole)
        entry = InvestmentEntry.objects.select_related("project__unit", "project__project").get(pk=chosen.pk)
        made = self.attempt(
            lambda: investments.correct_investment(self.actor, entry, "Fel", with_years=with_years), expected
        )
        for each in whole if made is not None else ():
            day = max(self.today, each.day)
            self.invested.entries.append(
                Given(
                    each.pk, each.group, each.code, each.kind, each.year, each.from_year, -each.amount, day, back=True
                )
            )

    def by_council(self) -> Decision:
        found = self.decision("KF")
        assert found is not None
        return found

    def with_more(self, news: list[tuple[str, str, int | None, int | None, int]]) -> Projects:
        """How it would be."""
        more = [Given(0, 0, code, kind, year, back, amount, self.today) for code, kind, year, back, amount in news]
        return Projects([*self.invested.entries, *more], self.invested.outcomes)

    def keep(self, made: list[InvestmentEntry] | None) -> None:
        """What was written, as the machine asked for it to be; its place in the ledger is the database's."""
        codes = {project.pk: code for code, project in self.projects.items()}
        for each in made or ():
            self.invested.entries.append(
                Given(
                    *(each.pk, made[0].pk, codes[each.project_id], each.kind),  # type: ignore[index]
                    *(each.year, each.from_year, each.amount, self.today),
                )
            )

    @invariant()
    def investments_are_the_sum_of_what_was_decided(self) -> None:
        self.compare_investments(None)

    def compare_investments(self, day: date | None) -> None:
        """What was decided up to a day; and now also what has been spent."""
        for row in all_investments(as_of=day):
            code = row.project.project.code
            assert row.approved == self.invested.approved(code, day)
            for year in YEARS:
                found = row.of(year)
                assert columns_of(found) == self.invested.year(code, year, day)
                if day is None:
                    assert (found.actual, found.through) == self.invested.spent(code, year)
            if day is None:
                assert row.planned == self.invested.planned(code)

    def investment_statement_is_the_sum_of_its_projects(self) -> None:
        statement = investment_statement(YEAR)
        shown = {row.project.project.code for row in statement.rows}
        assert statement.total.current == added(
            amount for code in shown if (amount := self.invested.current(code, YEAR)) is not None
        )
        assert statement.total.actual == added(
            amount for code in shown if (amount := self.invested.spent(code, YEAR)[0]) is not None
        )
        left = InvestmentProject.objects.exclude(project__code__in=shown).values_list("project__code", flat=True)
        assert all(self.invested.current(code, YEAR) is None for code in left)


def columns_of(year: InvestmentYear) -> tuple[int | None, ...]:
    return (year.original, year.amendments, year.carried_in, year.carried_out)
