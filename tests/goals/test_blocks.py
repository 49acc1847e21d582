"""What the plan contributes to reports."""

from decimal import Decimal
from typing import Any

from goals import actions, blocks
from goals.laws import Law
from goals.models import CoreMission, ItemState
from sala_styr.documents.model import Column, ColumnKind, RowKind, Status
from tests.cast import Cast


def test_the_vision_stands_with_its_decision(cast: Cast) -> None:
    vision = cast.item("vision", "KF", title="Ett hållbart samhälle", description="Första.\n\nAndra.")
    found = blocks.vision_blocks(blocks.reported_items(2026))
    assert [block.text for block in found] == ["Ett hållbart samhälle", "Första.", "Andra.", str(vision.decision)]  # type: ignore[union-attr]


def test_each_body_has_its_goals_level_by_level_with_decisions(cast: Cast, django_assert_num_queries: Any) -> None:
    chain = cast.chain()
    cast.item("priority", "KF", parent=chain["vision"], title="Skolan först")
    cast.item("focus", "A", parent=chain["goal"], state=ItemState.DRAFT)
    with django_assert_num_queries(2):
        sections = blocks.goals_sections(2026)
    assert [section.heading for section in sections] == ["Kommunfullmäktige", "Nämnd A"]
    (table,) = sections[0].blocks
    headings = [row.cells[0] for row in table.rows if row.kind == RowKind.HEADING]  # type: ignore[union-attr]
    assert headings == ["Visioner", "Övergripande mål", "Övergripande prioriteringar"]
    (own,) = sections[1].blocks
    assert [row.cells for row in own.rows] == [("Fokusområden",), ("Ett fokusområde", str(chain["focus"].decision))]  # type: ignore[union-attr]


def test_another_apps_columns_are_joined_by_item(cast: Cast) -> None:
    chain = cast.chain()
    status = Status("◐", "osäkert")
    more = blocks.joined({chain["focus"].pk: (status,)}, 1)
    columns = (Column("Läge", ColumnKind.STATUS),)
    sections = blocks.goals_sections(2026, columns, more)
    assert sections[1].blocks[0].rows[1].cells[2] == status  # type: ignore[union-attr]
    assert sections[0].blocks[0].rows[1].cells[2] is None  # type: ignore[union-attr]


def test_a_wording_that_was_replaced_is_in_no_report(cast: Cast) -> None:
    chain = cast.chain()
    new = actions.revise_item(cast.actor("chair_a"), chain["focus"], 2025)
    actions.decide_item(cast.actor("chair_a"), new, cast.decision("A"), 1, cast.user("chair_a"))
    found = {item.pk for item in blocks.reported_items(2025)}
    assert new.pk in found
    assert chain["focus"].pk not in found


def test_indicators_keep_what_is_missing_missing(cast: Cast, django_assert_num_queries: Any) -> None:
    focus = cast.item("focus", "A", first_year=2024)
    chair = cast.actor("chair_a")
    asked = actions.create_indicator(chair, focus, name="Nöjda", unit_of_measure="procent", decimals=1)
    other = actions.create_indicator(chair, focus, name="Antal", unit_of_measure="antal", decimals=0)
    actions.set_value(chair, asked, 2024, None, Decimal("80.25"))
    actions.set_value(chair, asked, 2025, Decimal(90), None, "Ingen enkät")
    actions.set_value(chair, other, 2025, Decimal(5), Decimal(0))
    with django_assert_num_queries(2):
        table = blocks.indicators_table("Indikatorer 2025", [focus], 2025)
    assert table is not None
    assert [row.cells for row in table.rows] == [
        ("Nöjda", "procent", Decimal("80.3"), Decimal("90.0"), None, "Ingen enkät"),
        ("Antal", "antal", None, Decimal(5), Decimal(0), None),
    ]
    assert blocks.indicators_table("Indikatorer", [cast.item("focus", "B")], 2025) is None


def test_the_grunduppdrag_has_its_laws_and_its_decision(cast: Cast) -> None:
    actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "Förskola för alla.", [Law("Skollagen", "2010:800")], 0)
    decision = cast.decision("A")
    actions.set_local(cast.actor("chair_a"), cast["A1"], "Öppet till 18.", decision, 1)
    found = [block.text for block in blocks.mission_blocks(CoreMission.objects.get())]  # type: ignore[union-attr]
    assert found == ["Förskola för alla.", "Lagar: Skollagen (2010:800).", "Öppet till 18.", f"Beslutat: {decision}."]
