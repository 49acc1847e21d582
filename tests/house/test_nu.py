"""The checker of HTML finds what it is there to find."""

from tests.support import nu

PAGE = '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title></head><body>{}</body></html>'


def test_a_good_page_has_no_errors() -> None:
    assert nu.errors({"/": PAGE.format("<h1>Prov</h1><p data-hx-get='/x'>Åäö</p>")}) == []


def test_every_fault_is_told_with_its_page_and_line() -> None:
    pages = {"/rätt/": PAGE.format("<h1>Rätt</h1>"), "/fel/": PAGE.format("<span><div>Fel</div></span>")}
    (told,) = nu.errors(pages)
    assert told.startswith("/fel/ 1: ")
    assert "div" in told
