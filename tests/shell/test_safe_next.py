"""Where one is sent after saving: an address of ours, or the page that the view says."""

import pytest
from django.test import RequestFactory

from sala_styr.shell.addresses import safe_next


@pytest.mark.parametrize(
    "odd",
    ["", "1 000,50", "start", "//example.com", "https://example.com/", "javascript:alert(1)", '{"a": 1}', "\ufeff"],
)
def test_what_is_no_address_of_ours_leads_to_the_default(rf: RequestFactory, odd: str) -> None:
    assert safe_next(rf.post("/", {"next": odd}), "/mal/") == "/mal/"


def test_an_address_of_ours_is_followed(rf: RequestFactory) -> None:
    assert safe_next(rf.post("/", {"next": "/ekonomi/?ar=2026"}), "/mal/") == "/ekonomi/?ar=2026"
