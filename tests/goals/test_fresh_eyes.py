"""What somebody who had not built the plan's pages found when using them: mistakes in addresses, forms and files that shall be met calmly."""

import pytest

from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/mal/", "/mal/tidslinje/", "/mal/indikatorer/", "/mal/uppdrag/"])
def test_a_search_with_what_no_text_can_hold_is_a_search_without_it(cast: Cast, page: str) -> None:
    answer = cast.client("controller").get(page, {"q": "mål\0"})

    assert answer.status_code == 200
