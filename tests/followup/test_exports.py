"""The follow-up's lists as files: the same rows as the page, for those who may read them."""

import pytest
from django.urls import reverse

from sala_styr.tables import read_table
from tests.cast import Cast
from tests.followup.builders import period


def rows_of(cast: Cast, person: str, address: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    response = cast.client(person).get(address)
    assert response.status_code == 200
    sheet = read_table(b"".join(response))  # type: ignore[arg-type]
    return sheet.headers, [cells for _number, cells in sheet.rows]


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_the_grid_of_a_period_is_a_file_with_a_row_for_each_unit(cast: Cast, format_: str) -> None:
    cast.chain()
    period()
    headers, rows = rows_of(cast, "controller", reverse("followup:periods") + f"?ar=2026&format={format_}")
    assert headers[:2] == ("Kod", "Enhet")
    assert [row[0] for row in rows if row[0] in ("A", "verksA", "A1")] == ["A", "verksA", "A1"]


def test_the_steps_of_the_dialogues_are_a_file_with_headings_even_when_there_are_none(cast: Cast) -> None:
    headers, rows = rows_of(cast, "manager_a", reverse("followup:dialogues") + "?format=csv")
    assert "Nästa steg" in headers
    assert rows == []
