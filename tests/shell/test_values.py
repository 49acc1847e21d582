"""Values in words: amounts, variances, days and ages, always the same way."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from sala_styr.shell import wording
from sala_styr.shell.symbols import symbol

TODAY = date(2026, 11, 24)


def shown(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


def test_an_amount_is_shown_in_its_unit_with_no_break_spaces_and_a_real_minus() -> None:
    assert shown('{{ ore|amount:"tkr" }}', ore=-12_430_000_000) == "−124\u00a0300"
    assert shown('{{ ore|amount:"mnkr" }}', ore=41_240_000_000) == "412,4"
    assert shown('{{ ore|amount:"kr" }}', ore=0) == "0"


def test_a_missing_amount_is_a_dash_with_its_word_and_never_a_zero() -> None:
    html = shown("{{ ore|amount }}", ore=None)
    assert '<span aria-hidden="true">–</span>' in html
    assert "uppgift saknas" in html
    assert "0" not in html


@pytest.mark.parametrize(
    ("ore", "figure", "word", "sign"),
    [
        (120_000_000, "+1\u00a0200", "överskott", "plus"),
        (-120_000_000, "−1\u00a0200", "underskott", "minus"),
        (0, "0", "varken överskott eller underskott", "even"),
        (-40_000, "0", "varken överskott eller underskott", "even"),
    ],
)
def test_a_variance_has_sign_and_word(ore: int, figure: str, word: str, sign: str) -> None:
    assert shown("{{ ore|surplus }}", ore=ore) == (
        f'<span class="variance" data-sign="{sign}">{figure}<span class="ds-sr-only"> {word}</span></span>'
    )


def test_a_missing_variance_is_neither_good_nor_bad() -> None:
    assert "variance" not in shown("{{ ore|surplus }}", ore=None)


def test_a_number_of_things_has_its_thousands_apart() -> None:
    assert shown("{{ n|whole }}", n=12_335) == "12\u00a0335"
    assert shown("{{ n|whole }}", n=0) == "0"
    assert shown("{{ n|whole }}", n=None) == "–"


def test_days_are_written_in_swedish() -> None:
    day = date(2025, 11, 4)
    assert wording.day_in_words(day) == "4 november 2025"
    assert wording.day_in_words(day, "kort") == "4 nov 2025"
    assert wording.day_in_words(day, "dag") == "4 november"
    assert wording.day_in_words(day, "iso") == "2025-11-04"
    assert wording.day_in_words(None) == "–"


def test_a_moment_is_shown_on_the_municipality_s_clock() -> None:
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert wording.day_in_words(moment, "tid") == "2 juli 2026 00:30"
    assert wording.day_in_words(moment) == "2 juli 2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "i dag"),
        (date(2026, 11, 23), "i går"),
        (date(2026, 11, 25), "i morgon"),
        (date(2026, 11, 21), "för 3 dagar sedan"),
        (date(2026, 11, 11), "för 13 dagar sedan"),
        (date(2026, 11, 10), "för 2 veckor sedan"),
        (date(2026, 9, 25), "för 8 veckor sedan"),
        (date(2026, 9, 24), "för 2 månader sedan"),
        (date(2026, 7, 24), "för 4 månader sedan"),
        (date(2026, 7, 25), "för 3 månader sedan"),
        (date(2024, 11, 25), "för 23 månader sedan"),
        (date(2024, 11, 24), "för 2 år sedan"),
        (date(2026, 12, 4), "om 10 dagar"),
        (date(2027, 3, 1), "om 3 månader"),
    ],
)
def test_the_age_of_a_value_is_said_in_words(day: date, words: str) -> None:
    assert wording.age_in_words(day, TODAY) == words


def test_the_age_of_nothing_is_a_dash() -> None:
    assert wording.age_in_words(None) == "–"


def test_a_value_that_is_zero_is_not_missing() -> None:
    assert shown("{{ value|or_missing }}", value=0) == "0"
    assert "–" in shown("{{ value|or_missing }}", value="")


@pytest.mark.parametrize("sign", ["●", "◐", "○", "？", "–", "↗", "→", "↘", "full", "check", "attention"])
def test_every_sign_is_drawn_and_hidden_from_those_who_hear_the_word(sign: str) -> None:
    drawing = symbol(sign)
    assert drawing.startswith('<svg class="symbol"')
    assert 'aria-hidden="true"' in drawing
    assert "style=" not in drawing


def test_an_unknown_sign_is_an_error_and_not_an_empty_space() -> None:
    with pytest.raises(KeyError):
        symbol("☃")


def test_a_status_is_symbol_word_and_colour() -> None:
    html = shown('{% status "◐" "osäkert" "warning" %}')
    assert 'data-color="warning"' in html
    assert "<svg" in html
    assert "<span>osäkert</span>" in html


def test_words_from_people_are_escaped() -> None:
    html = shown('{% status "●" word "success" %}{% trend "↗" word %}', word="<b>fet</b>")
    assert "<b>" not in html


def test_english_months_for_those_who_chose_english() -> None:
    with translation.override("en"):
        assert wording.day_in_words(date(2025, 5, 4)) == "4 May 2025"
