"""The uppdrag in reports: the year's, under their giver, with how they stand."""

from typing import Any

from goals.actions import assignments as actions
from goals.assignment_blocks import assignments_blocks
from sala_styr.documents.model import Paragraph, Status, Table
from tests.cast import Cast
from tests.goals.test_assignments import answer, give, late, today


def test_the_years_uppdrag_stand_under_their_giver(cast: Cast, django_assert_num_queries: Any) -> None:
    late(cast, title="För sent")
    done = give(cast, to=("A", "B"), title="Klart")
    answer(cast, "chair_a", done, "A", "reported", report="Vi har byggt.")
    answer(cast, "chair_b", done, "B", "reported", report="Vi har målat.")
    own = give(cast, "A", ("kontorA",), title="Eget")
    answer(cast, "head_a", own, "kontorA", "ongoing", report="Hemligt utkast")
    actions.close_assignment(cast.actor("kf_chair"), done, 1, cast.decision("KF", today()), "Godkänt.")
    with django_assert_num_queries(2):
        lead, table = assignments_blocks(2026)
    assert isinstance(lead, Paragraph)
    assert lead.text == "3 uppdrag var igång under 2026. Avslutade: 1. Försenade: 1."
    assert isinstance(table, Table)
    rows = [row.cells for row in table.rows]
    assert [row[0] for row in (rows[0], rows[3])] == ["Kommunfullmäktige", "Nämnd A"]
    assert rows[1][3:] == (Status("○", "försenat"), None)
    assert rows[2][3:] == (Status("●", "avslutat"), "Nämnd A: Vi har byggt. Nämnd B: Vi har målat. Godkänt.")
    assert rows[4][3:] == (Status("◐", "pågår"), None)


def test_a_year_without_any_has_nothing(cast: Cast) -> None:
    give(cast)
    assert assignments_blocks(2024) == ()
