"""The notes of the statements: they add up to their lines, and what the accounts do not say is a row of its own."""

from hypothesis import given
from hypothesis import strategies as st

from budget.queries.notes import NoteRow, account_itself, first_three, grouped, result_group, with_rest
from budget.queries.structure import total

AMOUNTS = st.none() | st.integers(-(10**12), 10**12)
NUMBERS = st.integers(3000, 8899).map(str)


@given(st.lists(st.tuples(NUMBERS, st.just("Konto"), AMOUNTS, AMOUNTS), max_size=40), AMOUNTS, AMOUNTS)
def test_a_note_adds_up_to_its_line_to_the_ore(
    accounts: list[tuple[str, str, int | None, int | None]], now: int | None, before: int | None
) -> None:
    for group in (result_group, account_itself, first_three):
        rows = with_rest(list(grouped(accounts, group)), now, before)
        assert (total(row.now for row in rows) or 0) == (now or 0)
        assert (total(row.before for row in rows) or 0) == (before or 0)


def test_accounts_are_shown_by_their_group_and_a_lone_one_by_its_name() -> None:
    accounts = [
        ("5010", "Löner, månadsanställda", -70, None),
        ("5020", "Löner, timanställda", -30, -20),
        ("7710", "Något eget", -5, None),
        ("7910", "Avskrivningar, hus", -3, None),
        ("7920", "Avskrivningar, bilar", -2, None),
    ]
    rows = list(grouped(accounts, result_group))
    assert [(str(row.label), row.now, row.before) for row in rows] == [
        ("Löner och arvoden", -100, -20),
        ("Något eget", -5, None),
        ("Avskrivningar, hus", -3, None),
        ("Avskrivningar, bilar", -2, None),
    ]


def test_what_is_missing_stays_missing_and_a_whole_line_has_no_rest() -> None:
    rows = [NoteRow("Skatt", 10, None)]
    assert with_rest(rows, 10, None) == tuple(rows)
    rest = with_rest(rows, 10, 8)[-1]
    assert (str(rest.label), rest.now, rest.before) == ("Inte fördelat på konton", None, 8)
