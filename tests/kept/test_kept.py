"""What is kept between pages is given only while nothing it rests on has changed, whoever changed it and however."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budget.models import BudgetPolicy, Forecast
from budget.queries import frames, structure, sums
from budget.queries.policy import policy_for
from followup.models import Period, WheelStep
from followup.queries import periods, places
from followup.queries.due import due_days
from followup.queries.sections import sections_of
from followup.queries.wheel import wheel_of
from goals.models import Level
from goals.queries import model_words
from sala_styr.decisions.queries import years
from sala_styr.kept import answers, remembered
from sala_styr.kept.answers import forget_all, marks_in, tidy
from sala_styr.kept.models import TableMark
from sala_styr.kept.triggers import _watched, install, remove
from sala_styr.organisation.actor import Actor, actor_for
from sala_styr.organisation.models import OFFICIALS, Appointment, Role, StandIn, Unit, User
from tests.cast import Cast, build_cast
from tests.followup.builders import period

pytestmark = pytest.mark.django_db(transaction=True)
UNIT = Unit._meta.db_table
WATCHED = [model._meta.db_table for model in (Unit, BudgetPolicy, Forecast, Level, Appointment, StandIn, WheelStep)]


@pytest.fixture
def cast(transactional_db: None) -> Iterator[Cast]:
    """The people, in a database where each change is for real; nothing kept from before."""
    install(connection, WATCHED)
    forget_all()
    yield build_cast()
    forget_all()


def page(ask: Callable[[], Any]) -> tuple[Any, int]:
    """The answer as a page that reads gets it, and how many questions of its own that cost the database, marks aside."""
    remembered.begin(environ={"REQUEST_METHOD": "GET"})
    try:
        with CaptureQueriesContext(connection) as queries:
            found = ask()
    finally:
        remembered.end()
    return found, sum(TableMark._meta.db_table not in query["sql"] for query in queries)


def mark(table: str = UNIT) -> Any:
    return marks_in("default").get(table)


def test_the_second_page_asks_nothing(cast: Cast) -> None:
    first, asked = page(places.all_places)
    again, asked_again = page(places.all_places)
    assert (asked, asked_again) == (1, 0)
    assert again is first


@pytest.mark.parametrize(
    "change",
    [
        lambda unit: unit.save(),
        lambda unit: Unit.objects.filter(pk=unit.pk).update(kind="other"),
        lambda unit: raw(f"UPDATE {UNIT} SET kind = 'other' WHERE id = {unit.pk}"),
        lambda unit: Unit.objects.bulk_create([Unit(name="Ny", tree_id=99, lft=1, rght=2, level=0, kind="other")]),
        lambda unit: raw(f"DELETE FROM {UNIT} WHERE id = {unit.pk}"),
    ],
    ids=["save", "update", "raw", "bulk", "delete"],
)
def test_any_change_is_seen_by_the_next_page(cast: Cast, change: Callable[[Unit], Any]) -> None:
    unit = Unit.objects.create(name="Lös", kind="unit", code="LOS")
    page(places.all_places)
    change(unit)
    found, asked = page(places.all_places)
    assert asked == 1
    assert found == places._read_places()


def raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def leads(user: User, day: date | None = None) -> tuple[bool, int]:
    """Is the person a manager somewhere, as a page sees it? And what that cost."""
    return page(lambda: bool(actor_for(user, day).held_ids(Role.MANAGER)))


def test_a_right_that_is_lent_or_ends_is_seen_by_the_next_page(cast: Cast) -> None:
    given = Appointment.objects.filter(role=Role.MANAGER).select_related("user").order_by("pk")[0]
    user, other, today = given.user, User.objects.create(username="vikarie"), timezone.localdate()
    assert [leads(user), leads(user), leads(other)] == [(True, 2), (True, 0), (False, 1)]
    lent = StandIn.objects.create(appointment=given, substitute=other, valid_from=today, valid_to=today)
    assert [leads(other), leads(other)] == [(True, 2), (True, 1)]
    lent.delete()
    assert leads(other)[0] is False
    Appointment.objects.filter(pk=given.pk).delete()
    assert leads(user)[0] is False


def test_a_right_that_ends_today_is_gone_tomorrow(cast: Cast) -> None:
    given = Appointment.objects.filter(role=Role.MANAGER).select_related("user").order_by("pk")[0]
    today = timezone.localdate()
    Appointment.objects.filter(pk=given.pk).update(valid_to=today)
    assert [leads(given.user, today)[0], leads(given.user, today + timedelta(days=1))[0]] == [True, False]


def test_a_change_elsewhere_leaves_it_kept(cast: Cast) -> None:
    page(places.all_places)
    BudgetPolicy.objects.create(first_year=2026)
    assert page(places.all_places)[1] == 0


def test_what_is_rolled_back_takes_its_mark_with_it(cast: Cast) -> None:
    before = mark()
    page(places.all_places)
    with transaction.atomic():
        Unit.objects.filter(code="A").update(kind="other")
        assert mark() != before
        transaction.set_rollback(True)
    assert mark() == before
    assert page(places.all_places)[1] == 0


def test_within_a_transaction_everything_is_asked(cast: Cast) -> None:
    page(places.all_places)
    with transaction.atomic():
        Unit.objects.filter(code="A").update(kind="other")
        inside, asked = page(places.all_places)
        assert asked == 1
        transaction.set_rollback(True)
    outside, asked = page(places.all_places)
    assert asked == 0
    assert outside != inside


def test_where_something_may_be_written_nothing_is_kept(cast: Cast) -> None:
    page(places.all_places)
    with CaptureQueriesContext(connection) as queries:
        places.all_places()
    assert len(queries) == 1


def test_an_answer_that_was_overtaken_is_given_and_not_kept(cast: Cast) -> None:
    def ask() -> str:
        Unit.objects.filter(code="A").update(kind="other")
        return "old"

    def read() -> str:
        return remembered.read_kept("overtaken", (Unit,), ask)

    assert page(read)[0] == "old"
    assert "overtaken" not in answers._answers


def test_a_table_that_is_not_watched_is_no_ground(cast: Cast) -> None:
    with pytest.raises(LookupError, match="is not watched"):
        page(lambda: remembered.read_kept("marks", (TableMark,), list))


def test_a_table_without_a_mark_is_asked_each_time(cast: Cast) -> None:
    TableMark.objects.all().delete()
    assert [page(places.all_places)[1] for _ in range(2)] == [1, 1]


def test_a_process_keeps_so_many_and_lets_the_oldest_go(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST", 2)
    for name in "abc":
        page(partial(remembered.read_kept, name, (Unit,), list))
    assert list(answers._answers) == ["b", "c"]


def test_marks_that_have_gathered_are_tidied_and_the_table_counts_as_changed(cast: Cast) -> None:
    page(places.all_places)
    before = mark()
    for number in range(4):
        TableMark.objects.create(table_name=UNIT, mark=number)
    assert tidy(above=4) >= 4
    assert TableMark.objects.filter(table_name=UNIT).count() == 1
    assert mark() is not None
    assert mark() != before
    assert tidy(above=4) == 0


def test_where_the_marks_are_taken_away_one_writes_as_before(cast: Cast) -> None:
    remove(connection)
    before = mark()
    Unit.objects.filter(code="A").update(kind="other")
    assert mark() == before
    install(connection, [model._meta.db_table for model in _watched])
    Unit.objects.filter(code="A").update(kind="committee")
    assert mark() not in (before, None)


def test_an_emptied_database_keeps_as_before(cast: Cast) -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert set(marks_in("default")) == {model._meta.db_table for model in _watched}
    Unit.objects.create(name="Ny", kind="unit", code="NY")
    assert [page(places.all_places)[1] for _ in range(2)] == [1, 0]


@pytest.mark.postgresql
def test_emptying_a_table_is_a_change(cast: Cast) -> None:
    before = mark()
    raw(f"TRUNCATE {UNIT} CASCADE")
    assert mark() != before


ASKS: dict[str, Callable[[], Any]] = {
    "structure": structure,
    "frames-": lambda: frames(2026),
    "policy-": lambda: policy_for(2026),
    "detail-": lambda: sums.detail_by_unit(2026, 8),
    "actuals-": lambda: sums.actual_by_unit(structure(), 2026, 8),
    "newest-forecasts-": lambda: sums.newest_forecasts(2026),
    "last-period-": lambda: sums.last_period(2026),
    "places": places.all_places,
    "periods-to-write-": lambda: periods.periods_to_write(date(2026, 10, 1)),
    "kept model_words": model_words.model_words,
    "years": years,
    "due-rules": lambda: due_days([Period(pk=1, due=date(2026, 11, 1))]),
    "sections-": lambda: sections_of(Period.objects.get()),
    "kept levels_said": lambda: model_words.levels_said(2026),
    "given-": lambda: somebody().titles,
    "unit-nodes": lambda: somebody().covered,
    "offices": lambda: somebody().bodies_served(*OFFICIALS),
    "units-held-": lambda: places.units_held(somebody()),
    "wheel-": lambda: wheel_of(2026),
}


def somebody() -> Actor:
    """One who leads a unit."""
    return actor_for(Appointment.objects.filter(role=Role.MANAGER).order_by("pk")[0].user)


def test_every_answer_rests_on_all_the_tables_it_is_read_from(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rested: dict[str, set[str]] = {}
    reached: dict[str, set[str]] = {}
    asked: dict[str, set[str]] = {}

    def spy(name: str, rests_on: Any, ask: Callable[[], Any], marks_of: Any) -> Any:
        rested[name] = {model._meta.db_table for model in rests_on}
        with CaptureQueriesContext(connection) as queries:
            answer = ask()
        asked[name] = {table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
        reached[name] = {table for row in rows_in(answer) for table in tables_beside(type(row))}
        return answer

    number = period().pk
    monkeypatch.setattr(remembered, "kept", spy)
    for ask in ASKS.values():
        page(ask)
    assert {name for name in ASKS if not any(found.startswith(name) for found in asked)} == set()
    assert all(asked.values())
    # What is under the units of a file is read out of the structure, which rests on the same table.
    assert {name: asked[name] - rested[name] for name in asked if not asked[name] <= rested[name]} == {}
    # What a page asks for through a shared row (its decision, its unit) stays with the row.
    assert {name: reached[name] - rested[name] for name in reached if not reached[name] <= rested[name]} == {}
    assert {name for name in reached if reached[name]} >= {
        "structure",
        "policy-2026",
        f"sections-{number}",
        "kept levels_said 2026",
    }


def rows_in(answer: Any) -> Iterator[models.Model]:
    """Every row of the database that is part of the answer."""
    if isinstance(answer, models.Model):
        yield answer
    elif is_dataclass(answer):
        yield from rows_in([getattr(answer, each.name) for each in fields(answer)])
    elif isinstance(answer, dict):
        yield from rows_in(list(answer.values()))
    elif isinstance(answer, list | tuple):
        for each in answer:
            yield from rows_in(each)


def tables_beside(model: type[models.Model]) -> set[str]:
    """The tables of what a row points at by a key, and of what there is one of for each row."""
    beside = [f for f in model._meta.get_fields() if f.one_to_one or (f.many_to_one and f.concrete)]
    return {each.related_model._meta.db_table for each in beside}


def test_no_other_answer_is_kept_than_those_looked_at_here() -> None:
    root = Path(__file__).resolve().parents[2]
    sources = [p for app in ("sala_styr", "goals", "budget", "followup", "public") for p in (root / app).rglob("*.py")]
    keeping = {str(p.relative_to(root)) for p in sources if re.search(r"\bread_kept\(", p.read_text())}
    assert keeping == {
        "sala_styr/kept/remembered.py",
        "goals/queries/model_words.py",
        "budget/queries/structure.py",
        "budget/queries/ledger.py",
        "budget/queries/policy.py",
        "budget/queries/sums.py",
        "followup/queries/places.py",
        "followup/queries/periods.py",
        "followup/queries/due.py",
        "followup/queries/sections.py",
        "followup/queries/wheel.py",
        "sala_styr/decisions/queries.py",
        "sala_styr/organisation/actor.py",
    }


def test_all_watched_models_have_their_triggers(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'kept%%'"
            if connection.vendor == "sqlite"
            else "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE 'kept%'"
        )
        there = {table for (table,) in cursor.fetchall()}
    assert there == {model._meta.db_table for model in _watched}
    assert all(issubclass(model, models.Model) for model in _watched)
