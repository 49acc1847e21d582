"""What somebody who had not built the plan's pages found when using them: mistakes in addresses, forms and files that shall be met calmly."""

from decimal import Decimal

import pytest

from goals import actions
from goals.models import IndicatorValue
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/mal/", "/mal/tidslinje/", "/mal/indikatorer/", "/mal/uppdrag/"])
def test_a_search_with_what_no_text_can_hold_is_a_search_without_it(cast: Cast, page: str) -> None:
    answer = cast.client("controller").get(page, {"q": "mål\0"})

    assert answer.status_code == 200


def test_a_reason_why_a_figure_is_missing_is_not_taken_beside_the_figure(cast: Cast) -> None:
    writer = cast.actor("manager_a1")
    measured = actions.create_indicator(writer, cast.item("activity", "A1"), name="Nöjda", unit_of_measure="procent")
    actions.set_value(writer, measured, 2026, None, Decimal(84))

    page = f"/mal/indikator/{measured.pk}/2026/"
    answer = cast.client("manager_a1").post(page, {"outcome": "84", "missing_reason": "Bara två svar"})

    assert answer.status_code == 422
    assert "kommentaren" in answer.content.decode()
    stored = IndicatorValue.objects.get(indicator=measured)
    assert (stored.outcome, stored.missing_reason) == (Decimal(84), "")
