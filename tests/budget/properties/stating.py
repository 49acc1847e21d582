"""Written-in statement figures in the machine: lines of two balance sheets and a result, written, changed and taken away; and their plain sums."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from budget.actions import figures
from budget.actions.figures import ColumnKey
from budget.models import StatementFigure
from budget.queries.books import Books
from budget.queries.income import NET_RESULT
from sala_styr.decisions.models import Decision
from sala_styr.organisation.actor import Actor
from tests.budget.builders import YEAR
from tests.budget.properties.oracle import Oracle

COLUMNS = {
    "group": ColumnKey(YEAR, "balance", "group", "actual"),
    "plan": ColumnKey(YEAR, "balance", "municipality", "budget"),
    "result": ColumnKey(YEAR, "income", "group", "actual"),
    "council's": ColumnKey(YEAR, "income", "municipality", "budget"),
}
"""The last one is nobody's to write in: the council's result budget has its own place."""
ASSETS, OTHERS = ("property", "liquid"), ("year_result", "other_equity", "pensions", "long_debt")
RESULT = ("revenue", "cost", "tax", "financial_revenue")
NEVER_NEGATIVE, NEVER_POSITIVE = {"property", "pensions", "long_debt", "revenue", "tax"}, {"cost"}

amounts = st.none() | st.integers(0, 10**6) | st.integers(-(10**6), 10**6)
sheet_lines = st.dictionaries(st.sampled_from(ASSETS + OTHERS), amounts, min_size=1, max_size=4)
result_lines = st.dictionaries(st.sampled_from(RESULT), amounts, min_size=1, max_size=3)


class Stating:
    """The steps about figures that somebody writes in. What it stands on is the machine's."""

    actor: Actor
    oracle: Oracle
    today: date
    attempt: Callable[[Callable[[], Any], bool], Any]
    decision: Callable[[str | None], Decision | None]
    written: dict[str, dict[str, int]]

    @rule(name=st.sampled_from(["group", "plan"]), lines=sheet_lines, backed=st.sampled_from([True, True, False]))
    def write_a_balance_sheet(self, name: str, lines: dict[str, int | None], backed: bool) -> None:
        self.write(name, lines, backed)

    @rule(name=st.sampled_from(["result", "result", "council's"]), lines=result_lines, backed=st.booleans())
    def write_a_result(self, name: str, lines: dict[str, int | None], backed: bool) -> None:
        self.write(name, lines, backed)

    @precondition(lambda self: self.sides("group")[0] is not None)
    @rule()
    def make_the_sheet_balance(self) -> None:
        assets, others = self.sides("group")
        own = self.written["group"].get("other_equity", 0)
        self.write("group", {"other_equity": (assets or 0) - (others or 0) + own}, True)

    def write(self, name: str, lines: dict[str, int | None], backed: bool) -> None:
        """``backed``: the column says its source, or a budget its decision."""
        column = COLUMNS[name]
        then = {**self.written.get(name, {}), **lines}
        left = {line: amount for line, amount in then.items() if amount is not None}
        expected = name != "council's" and all(fits(line, amount) for line, amount in lines.items())
        expected = expected and (backed or not left)
        proof: dict[str, Any] = {}
        if backed:
            budget = column.version == "budget"
            proof = {"decision": self.decision("KF")} if budget else {"source": "Årsredovisningen"}
        if self.attempt(lambda: figures.write_figures(self.actor, column, lines, **proof), expected) is not None:
            self.written[name] = left

    def sides(self, name: str) -> tuple[int | None, int | None]:
        """Assets, and equity, provisions and debts. The year's result is the resultaträkning's unless it is written in."""
        lines = self.written.get(name, {})
        if lines and "year_result" not in lines:
            result = self.oracle.net_result() if name == "plan" else self.group_result()
            lines = lines if result is None else {**lines, "year_result": result}
        return added(lines, ASSETS), added(lines, OTHERS)

    def group_result(self) -> int | None:
        return added(self.written.get("result", {}), RESULT)

    def sheets_balance(self) -> bool:
        """Those that have two sides to compare."""
        pairs = [self.sides(name) for name in ("group", "plan")]
        return all(left == right for left, right in pairs if left is not None and right is not None)

    @invariant()
    def statements_are_as_written_and_their_sums_follow(self) -> None:
        stored: dict[tuple[str, str, str], dict[str, int]] = {}
        for figure in StatementFigure.objects.filter(year=YEAR):
            assert figure.source or figure.decision_id, "nobody knows where it comes from"
            stored.setdefault((figure.statement, figure.whose, figure.version), {})[figure.line] = figure.amount
        expected = {
            (column.statement, column.whose, column.version): self.written[name]
            for name, column in COLUMNS.items()
            if self.written.get(name)
        }
        assert stored == expected

    def statements_add_up(self) -> None:
        books = Books([YEAR])
        for name in ("group", "plan"):
            column = COLUMNS[name]
            sheet = books.balance(YEAR, column.whose, column.version)
            assert (sheet["assets"], sheet["financing_side"]) == self.sides(name)
        assert books.income(YEAR, "group")[NET_RESULT] == self.group_result()


def fits(line: str, amount: int | None) -> bool:
    """Is the line written with its sign?"""
    if not amount:
        return True
    return not (amount < 0 and line in NEVER_NEGATIVE) and not (amount > 0 and line in NEVER_POSITIVE)


def added(lines: dict[str, int], keys: tuple[str, ...]) -> int | None:
    found = [lines[key] for key in keys if key in lines]
    return sum(found) if found else None
