"""A table pasted into a statement: what is understood, what is not, and sums held against their rows."""

import pytest

from budget.models import Statement
from budget.pasted_statement import read_pasted
from budget.queries.shapes import INCOME, filled
from tests.budget.published import (
    SJOBO,
    SJOBO_GRANTS,
    SJOBO_PLAN,
    SJOBO_PLAN_YEARS,
    SJOBO_SUMS,
    SJOBO_TAX,
    mnkr,
)

LABELS = {line.key: str(line.label) for line in INCOME}


def sjobo(place: int, **changed: str) -> str:
    """Sjöbo's published column as it is copied, with decimal commas and sums between the rows."""
    cells = {str(key): amounts[place] for key, amounts in {**SJOBO, **SJOBO_SUMS}.items()} | changed
    rows = [f"{LABELS[line.key]}\t{cells[line.key].replace('.', ',')}" for line in INCOME]
    return "\n".join(["Rad\tmnkr", *rows])


@pytest.mark.parametrize("place", range(5))
def test_sjobos_table_fills_every_line_and_its_sums_tie(place: int) -> None:
    found = read_pasted(sjobo(place), Statement.INCOME, "mnkr")
    assert found.problems == []
    assert found.amounts == {line.value: mnkr(amounts[place]) for line, amounts in SJOBO.items()}


def test_a_sum_that_does_not_tie_is_told_with_the_difference() -> None:
    found = read_pasted(sjobo(1, net_cost="-1128.4"), Statement.INCOME, "mnkr")
    (problem,) = found.problems
    assert problem.replace("\u00a0", " ") == (
        "Verksamhetens nettokostnader är −1 128,4 i tabellen, men raderna ger −1 127,4. Skillnaden är −1,0 mnkr."
    )


def test_what_rounding_can_explain_is_no_fault() -> None:
    assert read_pasted(sjobo(1, net_cost="-1127.5"), Statement.INCOME, "mnkr").problems == []


@pytest.mark.parametrize("place", range(len(SJOBO_PLAN_YEARS)), ids=map(str, SJOBO_PLAN_YEARS))
def test_sjobos_budget_with_plan_gives_its_sums_though_costs_have_no_minus(place: int) -> None:
    text = "\n".join(f"{label}\t{amounts[place]}" for label, amounts in SJOBO_PLAN.items())
    found = read_pasted(text, Statement.INCOME, "mnkr", costs_are_positive=True)
    assert found.problems == []
    values = filled(INCOME, found.amounts)
    revenue, cost, tax, grants = (mnkr(SJOBO_PLAN[label][place]) for label in SJOBO_PLAN)
    assert (values["net_cost"], values["operating"]) == (revenue - cost, revenue - cost + tax + grants)
    # The printed sums of taxes and grants are those of their parts, within the rounding of one decimal each.
    for total, parts in ((tax, SJOBO_TAX), (grants, SJOBO_GRANTS)):
        assert abs(total - sum(mnkr(amounts[place]) for amounts in parts.values())) <= mnkr("0.1")


def test_rows_that_are_not_ours_are_named_and_the_rest_is_taken() -> None:
    found = read_pasted(
        "Konst;5\nSkatteintäkter;7\nSkatteintäkter;8\nAvskrivningar;3;4\nFinansiella intäkter;x1", "income", "kr"
    )
    assert found.amounts == {"tax": 700}
    assert [problem.split(",")[0] for problem in found.problems] == [
        "Rad 4",
        "Rad 1",
        "Rad 3",
        "Rad 5: ”x1” går inte att läsa som ett belopp. Skriv till exempel 1 250 eller −3 000",
    ]


def test_other_reports_words_are_known() -> None:
    found = read_pasted("Av- och nedskrivningar\t-28,1\nGenerella statsbidrag\t3", Statement.INCOME, "mnkr")
    assert found.amounts == {"depreciation": mnkr("-28.1"), "grants": mnkr("3.0")}


def test_nothing_gives_nothing() -> None:
    assert read_pasted(" \n;;\n2021\t2022\n", Statement.BALANCE, "tkr").amounts == {}
