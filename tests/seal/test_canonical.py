"""What a row says as bytes: pinned, since a seal is for ever."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import models

from sala_styr.seal.canonical import canonical, leaf_digest, marks, text, writer
from sala_styr.seal.codes import code_of, means, normal

WINTER = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, None),
        ("", ""),
        ("Å\n", "Å\n"),
        (0, "0"),
        (-5, "-5"),
        (True, "true"),
        (False, "false"),
        (date(2026, 1, 31), "2026-01-31"),
        (time(7, 30), "07:30:00"),
        (datetime(2026, 1, 31, 13, 0, 0, 5, tzinfo=WINTER), "2026-01-31T12:00:00.000005Z"),
        (datetime(2026, 1, 31, 12, tzinfo=UTC), "2026-01-31T12:00:00.000000Z"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_each_kind_of_value_has_one_text(value: Any, said: str | None) -> None:
    assert text(value) == said


def test_json_and_decimals_are_written_the_same_from_every_database() -> None:
    assert writer(models.JSONField())({"b": [1, None], "a": "å"}) == '{"a":"å","b":[1,null]}'
    number: Any = models.DecimalField(max_digits=9, decimal_places=3)
    assert writer(number)(Decimal("2.5")) == writer(number)(Decimal("2.500")) == "2.500"


def test_a_float_has_no_form() -> None:
    with pytest.raises(TypeError):
        text(0.5)


def test_the_bytes_of_form_1_never_change() -> None:
    content = canonical("a_table", "+", None, ["history_id", "title"], ["7", 'Ett "mål"'])
    assert content == '["sala-leaf-1","a_table","+",null,[["history_id","7"],["title","Ett \\"mål\\""]]]'.encode()
    assert leaf_digest(bytes(16), content).hex() == "9b3e89b94bb41fc04f9bc3f481a6347a463cba0306cc72adc1aaf53dbd05325a"
    assert marks(bytes(16), ["title"], [None]).hex() == "1d65"


def test_nothing_is_not_the_empty_text() -> None:
    assert canonical("t", "+", None, ["a"], [None]) != canonical("t", "+", None, ["a"], [""])


def test_a_code_is_read_as_people_write_it() -> None:
    digest = "0123456789abcdef" * 4
    code = code_of(digest)
    assert len(code) == 19
    assert means(code.lower().replace("0", "o").replace("1", "l").replace("-", " "), digest)
    assert means(digest.upper(), digest)
    assert not means(code_of("f" * 64), digest)
    assert normal("inte en kod") == ""
