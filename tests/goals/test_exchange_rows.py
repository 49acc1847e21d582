"""Uppdrag, the answers to them and quality factors out and in again: each row by the very action that the pages use."""

from datetime import date
from typing import Any

import pytest

from goals.actions.assignments import give_assignment
from goals.actions.missions import set_statutory
from goals.actions.quality import add_factor
from goals.exchange.kinds import kind_of
from goals.laws import Law
from goals.models import Assignment, AssignmentReceiver, LawReference, QualityFactor
from sala_styr.errors import RuleBroken
from sala_styr.tables import Column, Listing, Sheet, read_table
from sala_styr.tables.out import CSV, XLSX, written
from tests.cast import Cast

YEAR = 2026


class File:
    """A kind's list as rows of a dictionary by heading, and back as a file."""

    def __init__(self, cast: Cast, key: str, person: str) -> None:
        kind = kind_of(key)
        assert kind is not None
        self.kind, self.actor = kind, cast.actor(person)
        listing = kind.listing(self.actor, YEAR)
        self.columns: tuple[Column, ...] = listing.columns
        self.rows = [dict(zip((c.label for c in self.columns), row, strict=True)) for row in listing.rows]

    def sheet(self, format_: str = CSV) -> Sheet:
        rows = [tuple(row.get(column.label) for column in self.columns) for row in self.rows]
        with written(Listing("Prov", self.columns, rows), format_) as file:
            return read_table(file.read())

    def states(self) -> list[str]:
        return [line.state.value for line in self.kind.understand(self.actor, self.sheet())]

    def told(self) -> str:
        lines = self.kind.understand(self.actor, self.sheet())
        return " ".join(f"{problem.column}: {problem.text}" for line in lines for problem in line.problems)

    def bring_in(self) -> None:
        self.kind.bring_in(self.actor, self.sheet(), "fil.csv")


@pytest.fixture
def given(cast: Cast) -> Assignment:
    decision = cast.decision("KF", date(2026, 1, 26), paragraph=7)
    return give_assignment(
        cast.actor("kf_chair"),
        cast["KF"],
        decision,
        title="Utred läsron",
        due=date(2026, 9, 1),
        receivers=[cast["A"], cast["B"]],
    )


@pytest.mark.parametrize("key", ["uppdrag", "svar"])
@pytest.mark.parametrize("format_", [CSV, XLSX])
def test_what_was_taken_out_changes_nothing(cast: Cast, given: Assignment, key: str, format_: str) -> None:
    file = File(cast, key, "kf_chair")
    assert file.rows
    understood = file.kind.understand(file.actor, file.sheet(format_))
    assert {line.state.value for line in understood} == {"unchanged"}


def test_many_uppdrag_are_written_down_from_a_file(cast: Cast, given: Assignment) -> None:
    file = File(cast, "uppdrag", "kf_chair")
    for title in ("Ett", "Två"):
        file.rows.append(
            {"Rubrik": title, "Uppdragsgivare": "KF", "Beslut": "KF 2026-01-26 § 7", "Mottagare": "A, B",
             "Återrapporteras senast": date(2026, 10, 1)}
        )  # fmt: skip
    assert file.states() == ["unchanged", "new", "new"]
    assert Assignment.objects.count() == 1, "the preview writes nothing"
    file.bring_in()
    made = Assignment.objects.get(title="Två")
    assert made.receivers.count() == 2
    assert made.number != Assignment.objects.get(title="Ett").number


def test_an_uppdrag_is_put_right_and_a_later_change_is_told(cast: Cast, given: Assignment) -> None:
    file = File(cast, "uppdrag", "kf_chair")
    file.rows[0]["Rubrik"] = "Utred läsron i skolan"
    file.bring_in()
    given.refresh_from_db()
    assert given.title == "Utred läsron i skolan"
    assert "fil.csv" in Assignment.history.filter(id=given.pk).first().history_change_reason
    file.rows[0]["Rubrik"] = "Något annat"
    assert "Någon annan har ändrat uppdraget" in file.told()


def test_only_the_giver_writes_uppdrag(cast: Cast, given: Assignment) -> None:
    file = File(cast, "uppdrag", "manager_a")
    file.rows[0]["Rubrik"] = "Vårt"
    assert "skrivs in av förtroendevalda där" in file.told()


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ({"Beslut": "KF 1999-01-01 § 1"}, "Beslut: ”KF 1999-01-01 § 1” finns inte bland"),
        ({"Beslut": ""}, "Beslut: Beslutet saknas"),
        ({"Mottagare": "Okänd"}, "Mottagare: ”Okänd” finns inte"),
        ({"Mottagare": ""}, "Mottagare: Välj minst en mottagare"),
        ({"Återrapporteras senast": None}, "Återrapporteras senast: Dagen saknas"),
        ({"Återrapporteras senast": date(2020, 1, 1)}, "ligger före beslutet"),
        ({"Rubrik": ""}, "Rubrik: Rubriken saknas"),
    ],
)
def test_each_fault_of_a_new_uppdrag_is_told(cast: Cast, given: Assignment, fault: dict[str, Any], text: str) -> None:
    file = File(cast, "uppdrag", "kf_chair")
    row = {"Rubrik": "Nytt", "Uppdragsgivare": "KF", "Beslut": "KF 2026-01-26 § 7", "Mottagare": "A"}
    file.rows = [row | {"Återrapporteras senast": date(2026, 10, 1)} | fault]
    assert text in file.told()
    with pytest.raises(RuleBroken):
        file.bring_in()
    assert Assignment.objects.count() == 1


def test_a_receiver_reports_from_a_file_and_not_for_others(cast: Cast, given: Assignment) -> None:
    file = File(cast, "svar", "chair_a")
    mine = next(row for row in file.rows if row["Mottagare"] == "A")
    mine |= {"Läge": "återrapporterat", "Återrapport": "Klart."}
    assert sorted(file.states()) == ["changed", "unchanged"]
    file.bring_in()
    assert AssignmentReceiver.objects.get(unit=cast["A"]).report == "Klart."
    other = File(cast, "svar", "chair_a")
    next(row for row in other.rows if row["Mottagare"] == "B")["Läge"] = "pågår"
    assert "Nämnd B" in other.told()


def test_an_unknown_state_or_receiver_is_told(cast: Cast, given: Assignment) -> None:
    file = File(cast, "svar", "chair_a")
    file.rows[0] |= {"Läge": "kanske", "Ansvarig": "Ingen Alls"}
    file.rows.append({"Nummer": given.number, "Mottagare": "A1", "Läge": "pågår"})
    assert "Skriv ett av lägena" in file.told()
    assert "Ingen person med uppdrag heter" in file.told()
    assert "inget sådant uppdrag" in file.told()


@pytest.fixture
def factor(cast: Cast) -> QualityFactor:
    actor = cast.actor("manager_a")
    return add_factor(
        actor, set_statutory(actor, cast["verksA"], "Undervisning", [], 0), "Trygghet", "Alla vågar fråga."
    )


def test_quality_factors_come_in_by_the_manager(cast: Cast, factor: QualityFactor) -> None:
    file = File(cast, "kvalitetsfaktorer", "manager_a")
    assert file.states() == ["unchanged"]
    file.rows[0]["Hur vi märker att det är bra"] = "Alla vågar svara."
    file.rows.append({"Verksamhet": "verksA", "Kvalitetsfaktor": "Läslust"})
    assert file.states() == ["changed", "new"]
    file.bring_in()
    assert list(QualityFactor.objects.values_list("name", "text")) == [
        ("Trygghet", "Alla vågar svara."),
        ("Läslust", ""),
    ]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"Id": "99999", "Kvalitetsfaktor": "x"}, "ingen kvalitetsfaktor med det id:t"),
        ({"Verksamhet": "A2", "Kvalitetsfaktor": "x"}, "har inget grunduppdrag än"),
        ({"Verksamhet": "ZZ", "Kvalitetsfaktor": "x"}, "finns inte i organisationen"),
        ({"Verksamhet": "verksA", "Kvalitetsfaktor": ""}, "Namnet saknas"),
        ({"Verksamhet": "verksA", "Kvalitetsfaktor": "x" * 201}, "längre än 200"),
    ],
)
def test_each_fault_of_a_factor_is_told(cast: Cast, factor: QualityFactor, row: dict[str, Any], text: str) -> None:
    file = File(cast, "kvalitetsfaktorer", "manager_a")
    file.rows = [row]
    assert text in file.told()


def test_nobody_else_writes_factors(cast: Cast, factor: QualityFactor) -> None:
    file = File(cast, "kvalitetsfaktorer", "manager_b")
    file.rows[0]["Kvalitetsfaktor"] = "Vår"
    assert "skrivs av en chef för Verksamhet A" in file.told()


def test_laws_are_added_from_a_file_and_never_taken_away(cast: Cast) -> None:
    actor = cast.actor("manager_a")
    set_statutory(actor, cast["verksA"], "Undervisning", [Law("skollagen", "2010:800", "1", "4")], 0)
    file = File(cast, "lagrum", "manager_a")
    assert file.states() == ["unchanged"]
    for paragraph in ("5", "6–7"):
        file.rows.append(
            {
                "Verksamhet": "verksA",
                "Lag": "skollagen",
                "SFS-nummer": "2010:800",
                "Kapitel": "1",
                "Paragraf": paragraph,
            }
        )
    assert file.states() == ["unchanged", "new", "new"]
    assert LawReference.objects.count() == 1, "the preview writes nothing"
    file.bring_in()
    assert list(LawReference.objects.order_by("order").values_list("paragraph", flat=True)) == ["4", "5", "6–7"]
    assert file.states() == ["unchanged"] * 3
    file.rows = file.rows[:1]
    assert file.states() == ["unchanged"]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"Verksamhet": "verksA", "Lag": "skollagen", "SFS-nummer": "förra året"}, "SFS-nummer: Skriv SFS-numret"),
        ({"Verksamhet": "verksA", "Lag": ""}, "Lag: Skriv lagens namn"),
        ({"Verksamhet": "A2", "Lag": "skollagen"}, "inget grunduppdrag än"),
        ({"Verksamhet": "ZZ", "Lag": "skollagen"}, "finns inte i organisationen"),
        ({"Verksamhet": "verksA", "Lag": "x" * 121}, "längre än 120"),
    ],
)
def test_each_fault_of_a_law_is_told(cast: Cast, factor: QualityFactor, row: dict[str, Any], text: str) -> None:
    file = File(cast, "lagrum", "manager_a")
    file.rows = [row]
    assert text in file.told()


def test_nobody_else_writes_laws(cast: Cast, factor: QualityFactor) -> None:
    file = File(cast, "lagrum", "manager_b")
    file.rows = [{"Verksamhet": "verksA", "Lag": "skollagen"}]
    assert "skrivs av en chef för Verksamhet A" in file.told()
