"""The machine: what people may do with a year's money, in any order, through the product's actions; after each step it asks database and oracle.

Each example begins with the small municipality of tests/cast.py and ends by rolling back to it. Time passes between steps, so that entries, decisions and
counter-entries lie on many days.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from unittest import mock

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from budget.actions import decided, detail, forecast, grid, imports, ledger, statements
from budget.actions.curves import make_curve
from budget.actions.ledger import EntryDraft
from budget.curves import WEIGHTS, months_of
from budget.imports import read_file
from budget.models import MONTHS, ActualBatch, BudgetEntry, Curve, DetailBudget, DetailLine
from budget.queries.ledger import frames
from budget.queries.operating import operating_statement
from budget.queries.reconcile import reconcile
from budget.queries.sums import actuals_of, newest_forecasts
from sala_styr.decisions.actions import set_year_state
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money
from tests.budget.properties.choices import (
    ACCOUNTS,
    ALWAYS,
    FIRST_DAY,
    LAST_DAY,
    NO_WAY,
    RESULT_LINES,
    WAYS,
    WORDS,
    amounts,
    curves,
    figure_rows,
    line_amounts,
    units,
    ways,
    weights,
)
from tests.budget.properties.files import books
from tests.budget.properties.investing import Investing, Projects
from tests.budget.properties.oracle import HOLDERS, Entry, File, Held, Oracle, committee, shares
from tests.budget.properties.profiles import LONG
from tests.budget.properties.proposing import Coming, Proposing
from tests.budget.properties.stating import Stating


class MoneyMachine(Investing, Proposing, Stating, RuleBasedStateMachine):
    """A year's money. ``money`` is set by the test that runs it."""

    money: Money
    done: Counter[tuple[str, bool]]
    """How often each kind of step was done, and how often refused: what is never done proves nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.today = FIRST_DAY
        self.clock = mock.patch("django.utils.timezone.localdate", side_effect=lambda *_args, **_more: self.today)
        self.clock.start()
        self.oracle = Oracle()
        self.written: dict[str, dict[str, int]] = {}
        self.coming, self.invested = Coming(), Projects()
        self.actor = system_actor()
        self.units = self.money.cast.units
        self.codes = {unit.pk: code for code, unit in self.units.items()}
        self.bodies: dict[tuple[str, date], Decision] = {}
        self.saved: tuple[str, int, int, dict[int, tuple[str, tuple[int, ...]]]] | None = None

    def teardown(self) -> None:
        try:
            self.everything_ties()
            for day in {entry.day for entry in self.oracle.entries}:
                self.stood_as_replayed(day)
            for day in {entry.day for entry in self.invested.entries}:
                self.compare_investments(day)
            self.statement_is_the_sum_of_its_parts()
            self.investment_statement_is_the_sum_of_its_projects()
            self.statements_add_up()
            self.what_was_adopted_stands_in_the_ledger()
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    # What people do

    @initialize(given=st.lists(st.integers(10_000, 500_000), min_size=4, max_size=4))
    def the_council_gives_frames(self, given: list[int]) -> None:
        for unit, amount in zip(("A", "B", "KS", "gemensamt"), given, strict=True):
            self.record("frame", None, unit, amount)
        for source, target in (("A", "verksA"), ("verksA", "A1")):
            self.record("allocation", source, target, given[0] // 2)

    @rule(days=st.integers(1, 45))
    def time_passes(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), LAST_DAY)

    @rule(way=ways, amount=amounts)
    def record_an_entry(self, way: tuple[str, str | None, str | None], amount: int) -> None:
        self.record(*way, amount)

    @rule(share=st.integers(1, 100), way=st.sampled_from(WAYS["allocation"]))
    def pass_a_share_on(self, share: int, way: tuple[str, str]) -> None:
        amount = self.oracle.left(way[0]) * share // 100
        if amount > 0:
            self.record("allocation", *way, amount)

    def record(self, kind: str, source: str | None, target: str | None, amount: int) -> None:
        frozen = kind == "frame" and self.oracle.decided
        second = (
            kind == "frame"
            and self.today.year == YEAR
            and any(
                entry.kind == "frame" and entry.target == (target or source) and entry.pk not in self.oracle.corrected()
                for entry in self.oracle.entries
            )
        )
        expected = (
            (kind, source, target) not in NO_WAY and not frozen and not second and self.oracle.left(source) >= amount
        )
        made = self.attempt(lambda: ledger.record_entry(self.actor, self.draft(kind, source, target, amount)), expected)
        if made is not None:
            self.oracle.entries.append(Entry(made.pk, self.today, kind, source, target, amount))
            self.oracle.locked -= {source, target}  # type: ignore[arg-type]

    def draft(self, kind: str, source: str | None, target: str | None, amount: int) -> EntryDraft:
        by_frame = kind == "supplementary" and source is not None
        return EntryDraft(
            YEAR,
            kind,
            self.units[source] if source else None,
            self.units[target] if target else None,
            amount,
            "Prov",
            self.decision(self.body(kind, source, target)),
            financing="Skatt" if kind == "supplementary" else "",
            financed_by=("frame" if by_frame else "revenue") if kind == "supplementary" else "",
        )

    def body(self, kind: str, source: str | None, target: str | None) -> str | None:
        """Who has decided it; nobody where officials distribute within a service."""
        upper = source if kind == "allocation" else target
        if kind in ("allocation", "return"):
            return upper if upper in HOLDERS else None
        if source and target and kind == "reallocation" and source not in HOLDERS and target not in HOLDERS:
            return committee(source)
        return "KF"

    def decision(self, body: str | None) -> Decision | None:
        if body is None:
            return None
        if (body, self.today) not in self.bodies:
            self.bodies[body, self.today] = self.money.cast.decision(body, self.today)
        return self.bodies[body, self.today]

    @precondition(lambda self: self.oracle.entries)
    @rule(data=st.data())
    def take_an_entry_back(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from([entry for entry in self.oracle.entries if not entry.back]))
        expected = (
            chosen.pk not in self.oracle.corrected()
            and self.oracle.left(chosen.target) >= chosen.amount
            and not (chosen.kind == "frame" and self.oracle.decided)
        )
        entry = BudgetEntry.objects.get(pk=chosen.pk)
        made = self.attempt(lambda: ledger.correct_entry(self.actor, entry, "Fel"), expected)
        if made is not None:
            day = max(self.today, chosen.day)
            self.oracle.entries.append(
                Entry(chosen.pk, day, chosen.kind, chosen.source, chosen.target, chosen.amount, back=True)
            )
            self.oracle.locked -= {chosen.source, chosen.target}  # type: ignore[arg-type]

    @rule(unit=units, account=st.sampled_from(ACCOUNTS), amount=line_amounts, curve=curves, own=weights)
    def add_a_line(self, unit: str, account: str, amount: int, curve: str, own: tuple[int, ...]) -> None:
        draft, months = self.line(unit, account, amount, curve, own)
        made = self.attempt(
            lambda: detail.add_line(self.actor, self.units[unit], YEAR, draft), unit not in self.oracle.locked
        )
        if made is not None:
            self.oracle.lines[made.pk] = (unit, tuple(months))

    def line(
        self, unit: str, account: str, amount: int, curve: str, own: tuple[int, ...]
    ) -> tuple[detail.LineDraft, list[int]]:
        """A draft with its months as the product spreads them, and as the oracle does."""
        kept = None
        if curve == "own":
            name = "-".join(map(str, own))
            kept = self.money_curve(unit, name, own)
        months = shares(amount, own if curve == "own" else WEIGHTS[curve])
        draft = detail.LineDraft(
            self.money.account(account), months_of(amount, curve, kept), curve=curve, own_curve=kept
        )
        return draft, months

    def money_curve(self, unit: str, name: str, own: tuple[int, ...]) -> Any:
        found = Curve.objects.filter(name=name, unit=self.units[unit]).first()
        try:
            return found or make_curve(self.actor, self.units[unit], name, own)
        except RuleBroken:
            return Curve.objects.filter(name=name).first()

    @rule(unit=units)
    def budget_all_that_is_left(self, unit: str) -> None:
        left = self.oracle.left(unit) + self.oracle.net(unit)
        if left:
            self.add_a_line_of(unit, -left)

    def add_a_line_of(self, unit: str, amount: int) -> None:
        draft, months = self.line(unit, "5010", amount, "even", ())
        made = self.attempt(
            lambda: detail.add_line(self.actor, self.units[unit], YEAR, draft), unit not in self.oracle.locked
        )
        if made is not None:
            self.oracle.lines[made.pk] = (unit, tuple(months))

    @precondition(lambda self: self.oracle.lines)
    @rule(data=st.data(), amount=st.none() | line_amounts)
    def change_or_remove_a_line(self, data: st.DataObject, amount: int | None) -> None:
        pk = data.draw(st.sampled_from(sorted(self.oracle.lines)))
        unit = self.oracle.lines[pk][0]
        row = DetailLine.objects.select_related("unit").get(pk=pk)
        expected = unit not in self.oracle.locked
        if amount is None:
            self.attempt(lambda: detail.remove_line(self.actor, row, row.version) or True, expected)
            if expected:
                del self.oracle.lines[pk]
            return
        draft, months = self.line(unit, "6010", amount, "salary", ())
        if self.attempt(lambda: detail.change_line(self.actor, row, draft, row.version), expected):
            self.oracle.lines[pk] = (unit, tuple(months))

    @rule(unit=units, added=st.lists(line_amounts, max_size=3), data=st.data())
    def save_the_grid(self, unit: str, added: list[int], data: st.DataObject) -> None:
        mine = [pk for pk, (owner, _months) in self.oracle.lines.items() if owner == unit]
        gone = data.draw(st.lists(st.sampled_from(sorted(mine)), unique=True, max_size=2)) if mine else []
        versions = dict(DetailLine.objects.filter(pk__in=gone).values_list("pk", "version"))
        drafts = [self.line(unit, "5010", amount, "season", ()) for amount in added]
        rows = [grid.RowChange(f"ny-{n}", None, 0, draft) for n, (draft, _months) in enumerate(drafts)]
        rows += [grid.RowChange(str(pk), pk, versions[pk], None) for pk in gone]
        if not rows:
            return
        before = dict(self.oracle.lines)
        saved = self.attempt(
            lambda: grid.save_rows(self.actor, self.units[unit], YEAR, rows), unit not in self.oracle.locked
        )
        if saved is not None:
            known = set(before)
            new = DetailLine.objects.filter(unit=self.units[unit], year=YEAR).exclude(pk__in=known).order_by("pk")
            for pk in gone:
                del self.oracle.lines[pk]
            for made, (_draft, months) in zip(new, drafts, strict=True):
                self.oracle.lines[made.pk] = (unit, tuple(months))
            self.saved = (unit, saved.first, saved.last, before)

    @precondition(lambda self: self.saved is not None)
    @rule()
    def undo_the_grid(self) -> None:
        """Right after the saving, while nothing else has been done to the unit's lines."""
        assert self.saved is not None
        unit, first, last, before = self.saved
        self.saved = None
        steps = DetailLine.history.filter(unit=self.units[unit], history_id__gte=first)
        if unit in self.oracle.locked or steps.exclude(history_id__lte=last).exists():
            return
        self.attempt(lambda: grid.take_back(self.actor, self.units[unit], YEAR, first, last), True)
        others = {pk: line for pk, line in self.oracle.lines.items() if line[0] != unit}
        self.oracle.lines = others | {pk: line for pk, line in before.items() if line[0] == unit}

    @rule(unit=units)
    def lock(self, unit: str) -> None:
        if self.attempt(lambda: detail.lock_detail(self.actor, self.units[unit], YEAR), self.oracle.ties(unit)):
            self.oracle.locked.add(unit)

    @rule(unit=units)
    def unlock(self, unit: str) -> None:
        self.attempt(lambda: detail.unlock_detail(self.actor, self.units[unit], YEAR, "Prov"), True)
        self.oracle.locked.discard(unit)

    @rule(unit=units, month=st.integers(1, 12), amount=line_amounts)
    def give_a_forecast(self, unit: str, month: int, amount: int) -> None:
        made = self.attempt(
            lambda: forecast.give_forecast(self.actor, self.units[unit], YEAR, month, amount, *WORDS), True
        )
        assert made is not None
        self.oracle.forecasts.setdefault(unit, {})[month, made.version] = amount

    @rule(rows=figure_rows)
    def bring_in_a_table(self, rows: list[tuple[str, str, int, int]]) -> None:
        """One file for the whole municipality, broken down by unit; it replaces the one before."""
        text = "konto;period;belopp;ansvar\n" + "".join(
            f"{account};{YEAR}{month:02d};{amount // 100 if amount >= 0 else -(-amount // 100)},{abs(amount) % 100:02d};{unit}\n"
            if abs(amount) >= 100
            else f"{account};{YEAR}{month:02d};{'-' if amount < 0 else ''}0,{abs(amount):02d};{unit}\n"
            for unit, account, month, amount in rows
        )
        figures: Counter[tuple[str, str, int]] = Counter()
        for unit, account, month, amount in rows:
            figures[unit, account, month] += amount
        self.bring_in("koncern", text.encode(), "utfall.csv", figures)

    @rule(opening=st.integers(0, 10**7), vouchers=st.lists(st.integers(1, 10**6), min_size=1, max_size=4))
    def bring_in_a_companys_books(self, opening: int, vouchers: list[int]) -> None:
        self.bring_in("bolaget", books(opening, vouchers), "bolaget.se", Counter())

    def bring_in(self, place: str, content: bytes, name: str, figures: Counter[tuple[str, str, int]]) -> None:
        standing = [file for file in self.oracle.files if file.active and file.place == place]
        known = next((file for file in standing if file.content == content), None)
        reading = read_file(content, name, YEAR)
        outcome = self.attempt(lambda: imports.import_actuals(self.actor, self.units[place], reading), True)
        assert outcome is not None
        assert outcome.is_new is (known is None), "the same file counts once"
        if known is None:
            for file in standing:
                file.active = False
            self.oracle.files.append(File(outcome.batch.pk, content, place, figures))

    @precondition(lambda self: self.oracle.files)
    @rule(data=st.data())
    def withdraw_a_file(self, data: st.DataObject) -> None:
        file = data.draw(st.sampled_from(self.oracle.files))
        batch = ActualBatch.objects.select_related("unit").get(pk=file.pk)
        if self.attempt(lambda: imports.withdraw_batch(self.actor, batch, "Fel fil"), file.active):
            file.active = False

    @rule(amounts=st.dictionaries(st.sampled_from(RESULT_LINES), st.integers(-(10**6), 10**6), min_size=1))
    def enter_the_result_budget(self, amounts: dict[str, int]) -> None:
        self.result_budget(amounts)

    @rule(result=st.integers(-50_000, 50_000))
    def enter_a_result_budget_that_ties(self, result: int) -> None:
        frame = self.oracle.original_frames()
        self.result_budget({"revenue": 0, "depreciation": 0, "cost": -frame, "grants": 0, "financial_cost": 0})
        self.result_budget({"tax": frame + result})

    def result_budget(self, amounts: dict[str, int]) -> None:
        decision = self.decision("KF")
        assert decision is not None
        made = self.attempt(
            lambda: statements.enter_result_budget(self.actor, YEAR, amounts, decision), not self.oracle.decided
        )
        if made is not None:
            self.oracle.result_budget |= amounts

    @rule(reason=st.sampled_from(["", "Stora investeringar"]))
    def the_council_decides(self, reason: str) -> None:
        decision, oracle = self.decision("KF"), self.oracle
        assert decision is not None
        net_cost, result = oracle.net_cost(), oracle.net_result()
        ties = net_cost is not None and oracle.original_frames() == -net_cost
        surplus = result is not None and result > 0
        expected = not oracle.decided and ties and ((surplus and self.sheets_balance()) or bool(reason))
        if self.attempt(lambda: decided.decide_budget(self.actor, YEAR, decision, reason), expected):
            oracle.decided = True

    @rule()
    def the_council_opens_its_budget(self) -> None:
        if self.attempt(lambda: decided.reopen_budget(self.actor, YEAR, "Nytt val"), self.oracle.decided):
            self.oracle.decided = False

    @rule(unit=units, amount=line_amounts)
    def nothing_is_written_in_a_closed_year(self, unit: str, amount: int) -> None:
        set_year_state(self.actor, YEAR, "closed")
        draft, _months = self.line(unit, "5010", amount, "even", ())
        for act in (
            lambda: ledger.record_entry(self.actor, self.draft("supplementary", None, "A", 1)),
            lambda: detail.add_line(self.actor, self.units[unit], YEAR, draft),
            lambda: forecast.give_forecast(self.actor, self.units[unit], YEAR, 1, amount, *WORDS),
            lambda: decided.reopen_budget(self.actor, YEAR, "Fel"),
        ):
            self.attempt(act, False)
        set_year_state(self.actor, YEAR, "open")

    def attempt(self, act: Callable[[], Any], expected: bool) -> Any:
        """Do it. What the oracle says can be done is done, and what it says cannot is refused with words."""
        words = None
        self.done[act.__qualname__.split(".<locals>")[0].split(".")[-1], expected] += 1
        try:
            made = act()
        except RuleBroken as broken:
            made, words = None, str(broken).strip()
        assert (words is None) is expected, words or "done, though a rule stands in the way"
        assert words != ""
        return made

    # What holds

    @rule(day=st.dates(FIRST_DAY, LAST_DAY))
    def stood_as_replayed(self, day: date) -> None:
        """The budget as it stood on any day is a replay of the entries up to it (invariant 6)."""
        self.compare_frames(self.oracle.held(day), day)

    @invariant()
    def frames_are_the_sum_of_entries(self) -> None:
        self.compare_frames(self.oracle.held(), None)

    def compare_frames(self, expected: dict[str, Held], day: date | None) -> None:
        found = {self.codes[pk]: (row.original, row.amendments, row.allocated) for pk, row in frames(YEAR, day).items()}
        assert found == {code: (row.original, row.changes, row.passed_on) for code, row in expected.items()}
        if day is None:
            assert all(row.left >= 0 for row in expected.values()), "somebody has passed on more than there was"

    @invariant()
    def lines_are_as_written_and_months_make_the_year(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, unit_id, amount, {', '.join(MONTHS)} FROM budget_detailline WHERE year = {YEAR}"
            )
            stored = {pk: (self.codes[unit], amount, tuple(months)) for pk, unit, amount, *months in cursor.fetchall()}
        assert stored == {pk: (unit, sum(months), months) for pk, (unit, months) in self.oracle.lines.items()}

    @invariant()
    def locked_budgets_equal_what_was_given(self) -> None:
        locked = DetailBudget.objects.filter(year=YEAR, locked_at__isnull=False).values_list("unit_id", flat=True)
        assert {self.codes[pk] for pk in locked} == self.oracle.locked
        assert all(self.oracle.ties(unit) for unit in self.oracle.locked)

    @invariant()
    def figures_are_those_of_the_files_that_count(self) -> None:
        stored: Counter[tuple[str, str]] = Counter()
        rows = (
            actuals_of(YEAR).filter(unit__legal_form="municipality").values_list("unit_id", "account__number", "amount")
        )
        for pk, account, amount in rows:
            stored[self.codes[pk], account] += amount
        assert {key: amount for key, amount in stored.items() if amount} == {
            key: amount for key, amount in self.oracle.booked().items() if amount
        }

    @invariant()
    def the_newest_forecast_counts(self) -> None:
        found = {self.codes[pk]: each.amount for pk, each in newest_forecasts(YEAR).items()}
        assert found == self.oracle.newest_forecasts()

    @invariant()
    def all_ties_after_each_step_when_there_is_time(self) -> None:
        if LONG:
            self.everything_ties()

    @rule()
    def everything_ties(self) -> None:
        """Invariants 1–12 as the page shows them; those of the decision while it stands."""
        checks = reconcile(YEAR)
        for check in checks:
            if check.number in ALWAYS or (check.number == 1 and self.oracle.decided):
                assert not check.is_red, f"{check.number} {check.name}: {check.left} {check.relation} {check.right}"
        first = next(check for check in checks if check.number == 1)
        net_cost = self.oracle.net_cost()
        if not first.is_empty:
            assert (first.left or 0, first.right) == (
                self.oracle.original_frames(),
                None if net_cost is None else -net_cost,
            )
        tenth = next(check for check in checks if check.number == 10)
        assert not tenth.is_red
        eleventh = next(check for check in checks if check.number == 11)
        result = self.oracle.net_result()
        assert eleventh.left == result
        assert eleventh.is_warning is (result is not None and result <= 0)

    def statement_is_the_sum_of_its_parts(self) -> None:
        """Driftredovisningen by the oracle's own adding up (invariants 7 and 8)."""
        statement = operating_statement(YEAR)
        through = statement.through_month
        held, booked = self.oracle.held(), self.oracle.booked(through)
        for row in statement.rows:
            assert row.unit is not None
            code = self.codes[row.unit.pk]
            frame = -sum(each.left for unit, each in held.items() if committee(unit) == code)
            actual = sum(
                amount for (unit, account), amount in booked.items() if committee(unit) == code and account < "8"
            )
            assert (row.current or 0) == frame
            assert (row.actual or 0) == actual
            if row.variance is not None:
                assert row.variance == actual - (frame if statement.complete else self.phased(code, through))

    def phased(self, code: str, through: int) -> int:
        """The lines' first months, of a committee with all below it."""
        return sum(sum(months[:through]) for unit, months in self.oracle.lines.values() if committee(unit) == code)
