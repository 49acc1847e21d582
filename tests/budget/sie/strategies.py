"""Hypothesis: whole SIE files of any shape that the format can carry."""

import datetime
from typing import Any

from hypothesis import strategies as st

from budget.sie import Account, SieFile, Transaction, Voucher
from budget.sie.fiscal_year import FiscalYear
from budget.sie.model import ObjectBalance, PeriodAmount

CARRIED = "".join(chr(n) for n in range(32, 127)) + "åäöÅÄÖéüÉßñ£½÷°"
"""Letters and signs that CP437 has and that mean the same after Unicode's composing."""

texts = st.text(CARRIED, max_size=25).filter(lambda text: not text.endswith("\\"))
codes = st.text("ABCxyz019åÖ -_", min_size=1, max_size=8)
accounts = st.from_regex(r"[1-8][0-9]{3}", fullmatch=True)
ore = st.integers(-(10**13), 10**13)
years = st.sampled_from([0, -1])
days = st.dates(datetime.date(2024, 1, 1), datetime.date(2026, 12, 31))
objects = st.lists(st.tuples(st.sampled_from(["1", "6", "20"]), codes), max_size=3).map(tuple)
amounts = st.dictionaries(years, st.dictionaries(accounts, ore, min_size=1, max_size=5), max_size=2)
periods = st.builds(lambda year, month: year * 100 + month, st.integers(2024, 2026), st.integers(1, 12))
period_amounts = st.lists(st.builds(PeriodAmount, years, periods, accounts, objects, ore), max_size=6).map(tuple)
object_balances = st.lists(st.builds(ObjectBalance, years, accounts, objects, ore), max_size=3).map(tuple)
rows = st.builds(Transaction, accounts, objects, ore, st.none() | days, texts)


@st.composite
def vouchers(draw: st.DrawFn) -> Voucher:
    """A voucher; some of its rows are added ones, and some removed rows stand beside."""
    kept = draw(st.lists(rows, max_size=5))
    added = [row for row in kept if draw(st.booleans())]
    return Voucher(
        series=draw(codes),
        number=draw(codes),
        date=draw(days),
        text=draw(texts),
        rows=tuple(kept),
        added=tuple(added),
        removed=tuple(draw(st.lists(rows, max_size=2))),
    )


@st.composite
def sie_files(draw: st.DrawFn) -> SieFile:
    """A file of type 4. Its sums need not tie."""
    chart = draw(st.dictionaries(accounts, st.tuples(texts, st.sampled_from(["", "T", "S", "K", "I"])), max_size=5))
    return SieFile(
        type=4,
        kind="4",
        years={
            0: FiscalYear(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)),
            -1: FiscalYear(datetime.date(2024, 7, 1), datetime.date(2024, 12, 31)),
        },
        company=draw(texts),
        orgnr=draw(st.sampled_from(["", "212000-2098"])),
        program=draw(texts),
        program_version=draw(texts),
        generated=draw(st.none() | days),
        already_read=draw(st.booleans()),
        through=draw(st.none() | days),
        accounts={number: Account(number, name, kind) for number, (name, kind) in chart.items()},
        dimensions=draw(st.dictionaries(st.sampled_from(["1", "6", "20"]), texts)),
        objects=draw(st.dictionaries(st.tuples(st.sampled_from(["1", "6"]), codes), texts, max_size=4)),
        opening=draw(amounts),
        closing=draw(amounts),
        results=draw(amounts),
        object_opening=draw(object_balances),
        object_closing=draw(object_balances),
        period_balances=draw(period_amounts),
        period_budgets=draw(period_amounts),
        vouchers=tuple(draw(st.lists(vouchers(), max_size=4))),
    )


def comparable(file: SieFile) -> dict[str, Any]:
    """What a file says, without line numbers and without what the reading itself adds."""
    said = {
        name: getattr(file, name)
        for name in file.__dataclass_fields__
        if name not in ("kind", "encoding", "notes", "result_lines")
    }
    said["period_balances"] = [row[:5] for row in file.period_balances]
    said["period_budgets"] = [row[:5] for row in file.period_budgets]
    said["vouchers"] = [
        (v.series, v.number, v.date, v.text, _lineless(v.rows), _by_amount(v.added), _lineless(v.removed))
        for v in file.vouchers
    ]
    return said


def _lineless(rows: tuple[Transaction, ...]) -> list[tuple]:
    return [row[:5] for row in rows]


def _by_amount(rows: tuple[Transaction, ...]) -> list[tuple]:
    """Added rows are known by account, objects and amount: which of two equal rows was the added one, no file can say."""
    return sorted(row[:3] for row in rows)
