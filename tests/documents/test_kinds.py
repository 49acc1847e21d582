"""Kinds of reports are registered by those who can build them."""

import pytest

from sala_styr.documents.kinds import find_kind, kind_page, kind_title, report_kind
from sala_styr.errors import RuleBroken

pytestmark = pytest.mark.usefixtures("report_kinds")


def test_a_registered_kind_is_found_by_its_key() -> None:
    assert find_kind("tiny").title == "Provrapport"


def test_an_unknown_kind_says_which_there_are() -> None:
    with pytest.raises(RuleBroken, match=r"”julkort”.*broken, killed, long, ruled, slow, tiny"):
        find_kind("julkort")


def test_a_key_is_taken_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        report_kind("tiny", title="En till")(find_kind("tiny").build)


def test_a_kind_that_is_gone_still_has_a_name() -> None:
    assert kind_title("tiny") == "Provrapport"
    assert kind_title("avskaffad") == "avskaffad"
    assert kind_page("tiny") == kind_page("avskaffad") == ""
