"""A password of words that everybody here guesses is no secret."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sala_styr.access.local_words import LocalWordsValidator
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password", ["SalaKommun2026!", "Sommar-November-2026", "Ekonomikontoret1", "enhet a1 Kommunstyrelsen"]
)
def test_it_is_refused_with_what_to_do(cast: Cast, password: str) -> None:
    with pytest.raises(ValidationError, match="Lägg till något eget"):
        validate_password(password)


@pytest.mark.parametrize("password", ["åtta gröna cyklar", "Kommunen målar blå båtar", "x7#kQ!tWz-pLm"])
def test_ones_own_words_are_taken(cast: Cast, password: str) -> None:
    validate_password(password)


def test_it_costs_one_query(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        LocalWordsValidator().validate("åtta gröna cyklar")
