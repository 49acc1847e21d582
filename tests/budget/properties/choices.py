"""What the machine draws from: units, ways that money goes, accounts, amounts, and the days of its year."""

from datetime import date

from hypothesis import strategies as st

from budget.curves import WEIGHTS
from tests.budget.builders import YEAR

FIRST_DAY, LAST_DAY = date(YEAR - 1, 10, 1), date(YEAR, 12, 28)
WAYS: dict[str, list[tuple[str | None, str | None]]] = {
    "frame": [(None, "A"), (None, "B"), (None, "KS"), (None, "gemensamt"), ("A", None), ("B", None), (None, "A1")],
    "supplementary": [(None, "A"), (None, "B"), ("gemensamt", "A"), ("B", "A")],
    "reallocation": [("A", "B"), ("B", "A"), ("A1", "A2"), ("A2", "A1"), ("KS", "B"), ("A1", "B1")],
    "technical": [("A", "B"), (None, "B"), ("A", None), ("A2", "A1")],
    "central_pot": [("gemensamt", "A"), ("gemensamt", "B"), ("A", "B")],
    "allocation": [
        *(("A", "kontorA"), ("kontorA", "verksA"), ("verksA", "A1"), ("verksA", "A2"), ("A", "A1")),
        *(("B", "kontorB"), ("kontorB", "verksB"), ("verksB", "B1"), ("KS", "ekonomi"), ("A", "B1")),
    ],
    "return": [("A1", "verksA"), ("verksA", "kontorA"), ("kontorA", "A"), ("ekonomi", "KS"), ("A1", "B")],
}
"""The ways that money goes, and a few that it does not."""
NO_WAY = {
    *(("frame", None, "A1"), ("reallocation", "A1", "B1"), ("central_pot", "A", "B")),
    *(("allocation", "A", "B1"), ("return", "A1", "B")),
}
UNITS = ("ekonomi", "verksA", "A1", "A2", "B1", "gemensamt")
ACCOUNTS = ("3010", "5010", "6010", "7910")
FIGURE_UNITS = ("ekonomi", "verksA", "A1", "A2", "B1")
WORDS = ("Så", "Färre elever", "Vi vikarierar för varandra")
RESULT_LINES = ("revenue", "cost", "depreciation", "tax", "grants", "financial_cost")
ALWAYS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 12, 19})

ways = st.sampled_from([(kind, *ends) for kind, pairs in WAYS.items() for ends in pairs])
amounts = st.sampled_from([1, 99, 700, 3_333, 50_000]) | st.integers(1, 100_000)
line_amounts = st.integers(-60_000, -1) | st.integers(1, 5_000)
units = st.sampled_from(UNITS)
curves = st.sampled_from([*WEIGHTS, "own"])
weights = st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(any).map(tuple)
figure_rows = st.lists(
    st.tuples(
        st.sampled_from(FIGURE_UNITS),
        st.sampled_from([*ACCOUNTS, "8010", "8510"]),
        st.integers(1, 12),
        st.integers(-50_000, 50_000).filter(bool),
    ),
    min_size=1,
    max_size=6,
)
