"""The plan out and in again as a table: what is new, changed and in the way, by the rules that the pages follow."""

from typing import Any

import pytest

from goals.exchange.plan_columns import plan_columns, plan_template, whole_plan
from goals.exchange.plan_in import understand_plan
from goals.exchange.plan_write import bring_in_plan
from goals.exchange.understood import Line, State, Understood
from goals.models import ActivityStatus, ItemState, ParentLink, PlanItem
from sala_styr import trees
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.tables import Listing, Sheet, TableError, read_table
from sala_styr.tables.out import CSV, XLSX, written
from tests.cast import Cast
from tests.goals.big_plan import grow

YEAR = 2026
NAMES = list(plan_columns())


def sheet_of(listing: Listing, format_: str = CSV) -> Sheet:
    with written(listing, format_) as file:
        return read_table(file.read())


def exported(cast: Cast, person: str) -> list[dict[str, Any]]:
    listing = whole_plan(cast.actor(person), YEAR)
    return [dict(zip(NAMES, row, strict=True)) for row in listing.rows]


def sheet(rows: list[dict[str, Any]], names: list[str] | None = None) -> Sheet:
    """A file with the rows; ``names``: only those columns."""
    names = names or NAMES
    columns = tuple(plan_columns()[name] for name in names)
    return sheet_of(Listing("Planen", columns, [tuple(row.get(name) for name in names) for row in rows]))


def new(step: str, title: str, owner: str, **more: Any) -> dict[str, Any]:
    return {"step": step, "title": title, "owner": owner, "first_year": 2026, "last_year": 2026} | more


def told(line: Line) -> str:
    return " | ".join(f"{problem.column}: {problem.text}" for problem in line.problems)


def states(understood: Understood) -> list[str]:
    return [line.state.value for line in understood]


@pytest.mark.parametrize("format_", [CSV, XLSX])
def test_what_was_taken_out_changes_nothing(cast: Cast, format_: str) -> None:
    chain = cast.chain()
    chain["activity"].description = "=1+1\r\n'hej\r\n  och  slut "
    PlanItem.objects.filter(pk=chain["activity"].pk).update(description=chain["activity"].description)
    understood = understand_plan(
        cast.actor("manager_a1"), sheet_of(whole_plan(cast.actor("manager_a1"), YEAR), format_)
    )
    assert states(understood) == ["unchanged"] * 5
    assert not understood.can_be_brought_in


def test_a_changed_row_is_told_before_and_after_and_written_with_history(cast: Cast) -> None:
    item = cast.chain()["activity"]
    rows = exported(cast, "manager_a1")
    rows[-1] |= {"title": "Läsning", "responsible": "staff_a1", "activity_status": "Pågår", "end_date": None}
    understood = understand_plan(cast.actor("manager_a1"), sheet(rows))
    line = understood.lines[-1]
    assert [(change.column, change.after) for change in line.changes] == [
        ("Rubrik", "Läsning"),
        ("Ansvarig", "staff_a1"),
        ("Genomförande", "Pågår"),
    ]
    bring_in_plan(cast.actor("manager_a1"), sheet(rows), "plan.xlsx")
    item.refresh_from_db()
    assert (item.title, item.responsible, item.activity_status, item.version) == (
        "Läsning",
        cast.user("staff_a1"),
        ActivityStatus.ONGOING,
        2,
    )
    row = PlanItem.history.filter(id=item.pk).first()
    assert row.history_change_reason == "Läste in planen ur plan.xlsx"
    assert row.history_user == cast.user("manager_a1")
    assert PlanItem.history.filter(id=item.pk).count() == 2


def test_the_same_file_twice_has_nothing_more_to_change_but_is_old(cast: Cast) -> None:
    cast.chain()
    rows = exported(cast, "manager_a1")
    rows[-1]["title"] = "Läsning"
    bring_in_plan(cast.actor("manager_a1"), sheet(rows), "plan.csv")
    assert states(understand_plan(cast.actor("manager_a1"), sheet(rows))) == ["unchanged"] * 5


def test_a_row_that_somebody_changed_meanwhile_is_told_with_both_and_not_overwritten(cast: Cast) -> None:
    item = cast.chain()["activity"]
    rows = exported(cast, "manager_a1")
    PlanItem.objects.filter(pk=item.pk).update(title="Någon annans", version=2)
    rows[-1]["title"] = "Min"
    understood = understand_plan(cast.actor("manager_a1"), sheet(rows))
    line = understood.lines[-1]
    assert line.state == State.PROBLEM
    assert "Någon annan har ändrat" in told(line)
    assert [(change.before, change.after) for change in line.changes] == [("Någon annans", "Min")]
    with pytest.raises(RuleBroken):
        bring_in_plan(cast.actor("manager_a1"), sheet(rows), "plan.csv")
    item.refresh_from_db()
    assert item.title == "Någon annans"


def test_what_is_decided_cannot_be_changed_and_the_row_says_what_to_do(cast: Cast) -> None:
    cast.chain()
    rows = exported(cast, "chair_a")
    rows[2]["title"] = "Ett annat fokus"
    understood = understand_plan(cast.actor("chair_a"), sheet(rows))
    assert "är beslutat och kan inte ändras. Gör en ny lydelse" in told(understood.lines[2])


def test_nobody_changes_what_is_others(cast: Cast) -> None:
    cast.chain()
    rows = exported(cast, "manager_b")
    rows[-1]["title"] = "Intrång"
    rows.append(new("aktivitet", "Vår i deras", "A1", parent=rows[-2]["id"]))
    understood = understand_plan(cast.actor("manager_b"), sheet(rows))
    assert "skrivs av chefer och medarbetare där" in told(understood.lines[-2])
    assert "skrivs av chefer och medarbetare där" in told(understood.lines[-1])


def test_drafts_of_others_are_neither_taken_out_nor_found(cast: Cast) -> None:
    chain = cast.chain()
    draft = cast.item("focus", "A", parent=chain["goal"], state=ItemState.DRAFT, title="Hemligt")
    assert "Hemligt" not in [row["title"] for row in exported(cast, "manager_b")]
    rows = [{"id": str(draft.pk), "step": "fokusområde", "title": "Hemligt", "version": 1}]
    line = understand_plan(cast.actor("manager_b"), sheet(rows)).lines[0]
    assert line.state == State.PROBLEM
    assert "Det finns ingen del av planen med id" in told(line)


def test_a_whole_plan_comes_from_a_spreadsheet(cast: Cast) -> None:
    """New rows answer to one another by a name of their own, by row, and by title, whatever their order."""
    vision = cast.item("vision", "KF", title="Visionen")
    goal = cast.item("goal", "KF", parent=vision, title="Trygg uppväxt")
    strategies = [
        new("aktivitet", "Högläsning", "A1", parent="s1", start_date="2026-02-01", responsible="staff_a1"),
        new(
            "strategi",
            "Läsa mer",
            "verksA",
            id="s1",
            parent=str(cast.item("focus", "A", parent=goal, title="Läslust").pk),
        ),
        new("aktivitet", "Bokcirkel", "A1", parent="rad 3"),
        new("strategi", "Skriva mer", "Verksamhet A", parent_title="Trygg uppväxt > Läslust"),
        new("aktivitet", "Dagbok", "Enhet A1", parent_title="Skriva mer", area=None),
    ]
    actor = cast.actor("manager_a")
    file = sheet(strategies)
    understood = understand_plan(actor, file)
    assert [told(line) for line in understood] == [""] * 5
    assert states(understood) == ["new"] * 5
    bring_in_plan(actor, file, "plan.csv")
    assert trees.check(PlanItem) == []
    order = list(PlanItem.objects.order_by("tree_id", "lft").values_list("title", "level"))
    assert order[3:] == [("Läsa mer", 3), ("Högläsning", 4), ("Bokcirkel", 4), ("Skriva mer", 3), ("Dagbok", 4)]
    made = PlanItem.objects.get(title="Högläsning")
    assert (made.state, made.activity_status, made.responsible) == ("active", "not_started", cast.user("staff_a1"))
    assert str(made.start_date) == "2026-02-01"
    assert PlanItem.history.filter(title="Högläsning", history_type="+").count() == 1


def test_what_politicians_make_is_a_draft(cast: Cast) -> None:
    vision = cast.item("vision", "KF")
    bring_in_plan(
        cast.actor("kf_chair"), sheet([new("övergripande mål", "Nytt mål", "KF", parent=str(vision.pk))]), "x.csv"
    )
    assert PlanItem.objects.get(title="Nytt mål").state == ItemState.DRAFT


def test_officials_do_not_write_what_politicians_own(cast: Cast) -> None:
    vision = cast.item("vision", "KF")
    understood = understand_plan(
        cast.actor("manager_a"), sheet([new("övergripande mål", "Vårt mål", "KF", parent=str(vision.pk))])
    )
    assert "skrivs av förtroendevalda där" in told(understood.lines[0])


def test_a_row_moves_to_another_parent(cast: Cast) -> None:
    chain = cast.chain()
    other = cast.item("strategy", "verksA", parent=chain["focus"], title="Den andra")
    rows = exported(cast, "manager_a1")
    moved = next(row for row in rows if row["id"] == str(chain["activity"].pk))
    moved["parent"] = str(other.pk)
    understood = understand_plan(cast.actor("manager_a1"), sheet(rows))
    assert [change.after for line in understood.changed for change in line.changes] == ["Den andra"]
    bring_in_plan(cast.actor("manager_a1"), sheet(rows), "x.csv")
    assert PlanItem.objects.get(pk=chain["activity"].pk).parent == other
    assert trees.check(PlanItem) == []


def test_it_is_all_or_nothing(cast: Cast) -> None:
    strategy = cast.chain()["strategy"]
    rows = [
        new("aktivitet", "Bra", "A1", parent=str(strategy.pk)),
        new("aktivitet", "Dålig", "A1", parent=str(strategy.pk), last_year=2025),
    ]
    with pytest.raises(RuleBroken):
        bring_in_plan(cast.actor("manager_a1"), sheet(rows), "x.csv")
    assert not PlanItem.objects.filter(title="Bra").exists()


@pytest.mark.parametrize(
    ("fault", "column", "text"),
    [
        ({"title": ""}, "Rubrik", "Rubriken saknas"),
        ({"title": "x" * 201}, "Rubrik", "längre än 200"),
        ({"first_year": None}, "Från år", "Året saknas"),
        ({"last_year": 2025}, "Till år", "kan inte ligga före"),
        ({"first_year": 2031, "last_year": 2032}, "Från år", "minst ett år gemensamt"),
        ({"step": "dröm"}, "Nivå", "ingen nivå i styrmodellen"),
        ({"owner": "ZZ"}, "Ägare", "finns inte i organisationen"),
        ({"owner": ""}, "Ägare", "Ägaren saknas"),
        ({"owner": "A"}, "Ägare", "kan inte äga"),
        ({"responsible": "Ingen Alls"}, "Ansvarig", "Ingen person med uppdrag heter"),
        ({"area": "Nowhere"}, "Område", "inget område"),
        ({"activity_status": "kanske"}, "Genomförande", "Skriv ett av lägena"),
        ({"start_date": "2026-05-01", "end_date": "2026-04-01"}, "Klar senast", "före startdagen"),
        ({"parent": ""}, "Svarar på", "behöver svara på"),
        ({"parent": "99999999"}, "Svarar på", "finns varken i planen eller i filen"),
        ({"parent": "rad 2"}, "Svarar på", "svara på sig själv"),
        ({"parent": "", "parent_title": "Finns ej"}, "Svarar på, rubrik", "Det finns inget i planen"),
        ({"id": "12345678"}, "Id", "Det finns ingen del av planen med id"),
    ],
)
def test_each_fault_is_told_with_its_column_and_what_to_do(
    cast: Cast, fault: dict[str, Any], column: str, text: str
) -> None:
    strategy = cast.chain()["strategy"]
    row = new("aktivitet", "Läsning", "A1", parent=str(strategy.pk)) | fault
    line = understand_plan(cast.actor("manager_a1"), sheet([row])).lines[0]
    assert line.number == 2
    assert column in [problem.column for problem in line.problems], told(line)
    assert text in told(line)


def test_a_cell_that_cannot_be_read_is_told(cast: Cast) -> None:
    cast.chain()
    file = read_table("Nivå;Rubrik;Från år;Startar\naktivitet;Läsa;tjugosex;i vår\n".encode())
    assert "Från år: ”tjugosex” går inte att läsa som ett år" in told(
        understand_plan(cast.actor("manager_a1"), file).lines[0]
    )


def test_level_and_state_are_not_changed_by_a_file(cast: Cast) -> None:
    cast.chain()
    rows = exported(cast, "manager_a1")
    rows[-1] |= {"step": "strategi", "state": "avslutat"}
    assert told(understand_plan(cast.actor("manager_a1"), sheet(rows)).lines[-1]).count("ändras inte genom en fil") == 2


def test_an_id_twice_is_told(cast: Cast) -> None:
    cast.chain()
    rows = exported(cast, "manager_a1")
    line = understand_plan(cast.actor("manager_a1"), sheet([*rows, rows[-1]])).lines[-1]
    assert "Samma id står redan på rad 6" in told(line)


def test_columns_that_are_not_there_change_nothing(cast: Cast) -> None:
    item = cast.chain()["activity"]
    rows = exported(cast, "manager_a1")
    rows[-1]["title"] = "Läsning"
    bring_in_plan(cast.actor("manager_a1"), sheet(rows, ["id", "step", "title", "version"]), "x.csv")
    item.refresh_from_db()
    assert (item.title, item.last_year, item.parent_id) == ("Läsning", 2027, rows and int(rows[-2]["id"]))


def test_another_kind_of_table_is_refused(cast: Cast) -> None:
    with pytest.raises(TableError, match="”Nivå”"):
        understand_plan(cast.actor("manager_a1"), read_table(b"konto;belopp\n3010;5\n"))


def test_the_template_has_the_headings_and_the_instructions(cast: Cast) -> None:
    listing = plan_template(cast.actor("manager_a1"), YEAR)
    found = sheet_of(listing, XLSX)
    assert found.headers == tuple(column.label for column in plan_columns().values())
    assert found.rows == ()
    assert found.others == ("Så gör du",)


@pytest.mark.parametrize("goals", [1, 6])
def test_a_file_costs_the_same_number_of_queries_whatever_its_size(
    cast: Cast, goals: int, django_assert_num_queries: Any
) -> None:
    grow(cast, goals)
    actor = cast.actor("manager_a")
    file = sheet_of(whole_plan(actor, YEAR))
    with django_assert_num_queries(20):
        understand_plan(actor, file)


def test_the_owner_changes_for_one_who_writes_for_both(cast: Cast) -> None:
    item = cast.chain()["activity"]
    rows = exported(cast, "manager_a")
    rows[-1]["owner"] = "A2"
    assert "skrivs av chefer och medarbetare där" in told(
        understand_plan(cast.actor("manager_a1"), sheet(rows)).lines[-1]
    )
    bring_in_plan(cast.actor("manager_a"), sheet(rows), "x.csv")
    item.refresh_from_db()
    assert item.owner == cast["A2"]


def test_the_owners_name_is_as_good_as_its_code(cast: Cast) -> None:
    cast.chain()
    rows = exported(cast, "manager_a")
    rows[-1]["owner"] = "Enhet A1"
    assert states(understand_plan(cast.actor("manager_a"), sheet(rows))) == ["unchanged"] * 5


def test_who_is_responsible_for_what_is_decided_can_be_changed_but_not_taken_away(cast: Cast) -> None:
    item = cast.chain()["focus"]
    rows = exported(cast, "chair_a")
    rows[2]["responsible"] = "politician_a"
    bring_in_plan(cast.actor("chair_a"), sheet(rows), "x.csv")
    item.refresh_from_db()
    assert item.responsible == cast.user("politician_a")
    rows = exported(cast, "chair_a")
    rows[2]["responsible"] = None
    assert "behöver en ansvarig" in told(understand_plan(cast.actor("chair_a"), sheet(rows)).lines[2])


def test_a_how_from_politicians_gets_a_friendly_hint_and_not_a_stop(cast: Cast) -> None:
    vision = cast.item("vision", "KF")
    row = new("övergripande mål", "Anställa tre kuratorer", "KF", parent=str(vision.pk))
    understood = understand_plan(cast.actor("kf_chair"), sheet([row]))
    assert understood.can_be_brought_in
    assert "Anställa" in understood.lines[0].hints[0]


def many_parents(cast: Cast, step: str) -> None:
    level = cast.levels[step]
    level.many_parents = True
    with recording(system_actor(), "Test"):
        level.save(update_fields=["many_parents"])


def test_what_a_row_answers_to_besides_is_added_and_never_taken_away(cast: Cast) -> None:
    chain = cast.chain()
    many_parents(cast, "activity")
    others = [cast.item("strategy", "verksA", parent=chain["focus"], title=f"Strategi {n}") for n in range(2)]
    rows = exported(cast, "manager_a")
    mine = next(row for row in rows if row["id"] == str(chain["activity"].pk))
    mine["also"] = str(others[0].pk)
    rows.append(new("aktivitet", "Ny", "A1", parent=str(chain["strategy"].pk), also=f"{others[0].pk}, {others[1].pk}"))
    understood = understand_plan(cast.actor("manager_a"), sheet(rows))
    assert [told(line) for line in understood.problems] == []
    assert understood.changed[0].changes[0].after == "”Strategi 0”"
    bring_in_plan(cast.actor("manager_a"), sheet(rows), "x.csv")
    assert ParentLink.objects.filter(item=chain["activity"], above=others[0]).count() == 1
    assert ParentLink.objects.filter(item__title="Ny").count() == 2
    chain["activity"].refresh_from_db()
    assert chain["activity"].version == 1
    rows = exported(cast, "manager_a")
    assert next(row for row in rows if row["id"] == str(chain["activity"].pk))["also"] == str(others[0].pk)
    mine["also"] = ""
    assert understand_plan(cast.actor("manager_a"), sheet([mine])).lines[0].state == State.UNCHANGED


@pytest.mark.parametrize(
    ("also", "text"),
    [
        ("999999", "finns varken i planen"),
        ("priority", "Välj något som står ovanför i kedjan"),
        ("strategy", "svarar raden redan på"),
    ],
)
def test_a_link_that_cannot_be_is_told(cast: Cast, also: str, text: str) -> None:
    chain = cast.chain()
    many_parents(cast, "activity")
    chain["priority"] = cast.item("priority", "KF", parent=chain["vision"])
    target = str(chain[also].pk) if also in chain else also
    row = new("aktivitet", "Ny", "A1", parent=str(chain["strategy"].pk), also=target)
    assert text in told(understand_plan(cast.actor("manager_a"), sheet([row])).lines[0])


def test_a_level_that_answers_to_one_thing_only_gets_no_links(cast: Cast) -> None:
    chain = cast.chain()
    other = cast.item("strategy", "verksA", parent=chain["focus"])
    row = new("aktivitet", "Ny", "A1", parent=str(chain["strategy"].pk), also=str(other.pk))
    assert "svarar bara på en sak" in told(understand_plan(cast.actor("manager_a"), sheet([row])).lines[0])


def test_something_new_is_of_the_model_in_force_that_year(cast: Cast) -> None:
    strategy = cast.chain()["strategy"]
    model = cast.levels["activity"].steering_model
    model.last_year = 2026
    with recording(system_actor(), "Test"):
        model.save(update_fields=["last_year"])
    row = new("aktivitet", "Ny", "A1", parent=str(strategy.pk)) | {"first_year": 2027, "last_year": 2027}
    assert "styrmodell som inte gäller 2027" in told(understand_plan(cast.actor("manager_a1"), sheet([row])).lines[0])


def test_a_file_makes_and_moves_nothing_into_closed_years(cast: Cast) -> None:
    chain = cast.chain()
    rows = exported(cast, "manager_a1")
    rows[-1]["last_year"] = 2025
    rows.append(new("aktivitet", "Förra året", "A1", parent=str(chain["strategy"].pk), first_year=2025, last_year=2025))
    understood = understand_plan(cast.actor("manager_a1"), sheet(rows))
    assert [told(line) for line in understood.lines[-2:]] == [
        "Till år: Åren är avslutade. Minst ett av dem behöver vara ett år som inte är det."
    ] * 2
