"""A file that was taken out in one language and is brought in in the other: the same file."""

from collections import Counter

import pytest
from django.utils.translation import override

from goals.exchange.answer_kind import answer_columns
from goals.exchange.kinds import KINDS, ExchangeKind, kind_in
from goals.exchange.plan_in import understand_plan
from goals.exchange.plan_write import bring_in_plan
from goals.exchange.value_kind import understand_values, value_columns, value_listing
from goals.models import ActivityStatus, Indicator, PlanItem
from sala_styr.tables import Listing, Sheet, TableError
from sala_styr.tables.back import fold, read_cell
from sala_styr.tables.out import CSV, XLSX
from tests.cast import Cast
from tests.goals.test_exchange_plan import exported, new, sheet, sheet_of, states, told

YEAR = 2026
WAYS = [("sv", "en"), ("en", "sv"), ("en", "en")]
KEYS = [kind.key for kind in KINDS]


@pytest.mark.parametrize(("out", "back"), WAYS)
@pytest.mark.parametrize("format_", [CSV, XLSX])
def test_the_plan_changes_nothing_on_its_way_between_languages(cast: Cast, out: str, back: str, format_: str) -> None:
    cast.chain()
    actor = cast.actor("manager_a1")
    with override(out):
        file = sheet_of(next(kind for kind in KINDS if kind.key == "planen").listing(actor, YEAR), format_)
    with override(back):
        assert kind_in(file).key == "planen"
        understood = understand_plan(actor, file)
    assert states(understood) == ["unchanged"] * 5, [told(line) for line in understood]


@pytest.mark.parametrize(("out", "back"), WAYS)
def test_what_was_changed_in_the_file_is_written(cast: Cast, out: str, back: str) -> None:
    chain = cast.chain()
    actor = cast.actor("manager_a1")
    with override(out):
        words = {value: str(label) for value, label in ActivityStatus.choices}
        rows = exported(cast, "manager_a1")
        ongoing = words[ActivityStatus.ONGOING]
        rows[-1] |= {"title": "Läsning", "activity_status": ongoing}
        more = {"activity_status": ongoing, "parent": str(chain["strategy"].pk)}
        file = sheet([*rows, new("aktivitet", "Ny", "A1", **more)])
    with override(back):
        bring_in_plan(actor, file, "plan.csv")
    found = PlanItem.objects.filter(title__in=["Läsning", "Ny"])
    assert {item.activity_status for item in found} == {ActivityStatus.ONGOING}
    assert len(found) == 2


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("out", "back"), WAYS)
def test_every_kind_of_file_is_known(cast: Cast, key: str, out: str, back: str) -> None:
    cast.chain()
    kind = next(kind for kind in KINDS if kind.key == key)
    with override(out):
        file = sheet_of(kind.template(cast.actor("controller"), YEAR))
    with override(back):
        assert kind_in(file).key == key


@pytest.mark.parametrize("kind", KINDS, ids=KEYS)
def test_no_heading_means_two_things(kind: ExchangeKind) -> None:
    names: Counter[str] = Counter()
    for column in kind.columns().values():
        names.update({fold(label) for label in (column.label, *column.also)})
    assert [name for name, number in names.items() if number > 1] == []


@pytest.mark.parametrize(("out", "back"), WAYS)
def test_a_value_s_sex_is_read_in_either_language(cast: Cast, out: str, back: str) -> None:
    item = cast.chain()["focus"]
    indicator = Indicator.objects.create(item=item, name="Lässtunder", unit_of_measure="st")
    actor = cast.actor("chair_a")
    with override(out):
        row = list(next(iter(value_listing("Värden", [indicator], YEAR).rows)))
        columns = tuple(value_columns().values())
        place = list(value_columns()).index("sex")
        row[place] = columns[place].choices[1]
        row[list(value_columns()).index("outcome")] = 3
        file = sheet_of(Listing("Värden", columns, [row]))
    with override(back):
        line = understand_values(actor, file).lines[0]
    assert (line.state, told(line)) == ("new", "")


@pytest.mark.parametrize(("out", "back"), WAYS)
def test_an_answer_s_state_is_read_as_it_is_said_here(out: str, back: str) -> None:
    with override(out):
        words = answer_columns()["state"].choices
    with override(back):
        column = answer_columns()["state"]
        assert [read_cell(column, word.upper()).casefold() for word in words] == [w.casefold() for w in column.choices]  # type: ignore[union-attr]


def test_a_table_of_something_else_is_still_not_known() -> None:
    with override("en"), pytest.raises(TableError):
        kind_in(Sheet(headers=("Level", "Something"), rows=(), header_row=1))
