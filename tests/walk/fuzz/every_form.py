"""No form of any page answers with an error of ours, whatever is typed; and no address does, whatever stands after its question mark.

Many minutes for each role, so it is asked for by its name: ``pytest tests/walk/fuzz/every_form.py -k controller``.
"""

import logging
import random
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import transaction
from django.test import override_settings

from tests.walk.crawler import crawl, kind_of
from tests.walk.fuzz.filling import fill_in
from tests.walk.fuzz.words import WORDS
from tests.walk.test_crawl import client_for
from tests.walk.theft import kinds_of_forms

SEED = 1981
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example", "quiet")]


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals are as they should be: no line in the log for each."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("role", ["politiker", "chef", "controller", "administrator"])
@override_settings(EXAMPLE=True)
def test_what_is_typed_is_answered_in_words(role: str, record_property: Callable[[str, object], None]) -> None:
    client = client_for(role)
    client.raise_request_exception = False
    pages = crawl(client).pages
    chance = random.Random(f"{SEED} {role}")
    forms = [form for form in kinds_of_forms(pages) if kind_of(form.action)[0] not in ("logout", "login_example")]
    sent, faults = fill_in(client, forms, chance)
    asked, wrong = ask_oddly(client, pages, chance)
    record_property("figure", f"{role}: {len(forms)} slags formulär, {sent} ifyllningar, {asked} frågor i adresser")
    assert faults + wrong == []


def ask_oddly(client: object, pages: dict[str, str], chance: random.Random) -> tuple[int, list[str]]:
    """Each kind of address with fields in its query, with other words in them."""
    kinds = {kind_of(address): address for address in pages if urlsplit(address).query}
    asked, wrong = 0, []
    for address in kinds.values():
        parts = urlsplit(address)
        fields = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        for name in fields:
            for word in chance.sample(WORDS, 3):
                odd = f"{parts.path}?{urlencode({**fields, name: word[:2_000]})}"
                asked += 1
                with transaction.atomic():
                    status = client.get(odd).status_code  # type: ignore[attr-defined]
                    transaction.set_rollback(True)
                if status >= 500:
                    wrong.append(f"{status} {odd[:200]}")
    return asked, wrong
