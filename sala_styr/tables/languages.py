"""A file that was taken out in one language is read in another: its headings and the words of its cells are known in each that the product has."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TypeVar

from django.conf import settings
from django.utils.translation import get_language, override

from sala_styr.tables.listing import Column

Said = TypeVar("Said")


def in_other_languages(make: Callable[[], Said]) -> list[Said]:
    """What ``make`` says in each language but the reader's own."""
    said = []
    for code, _name in settings.LANGUAGES:
        if code != get_language():
            with override(code):
                said.append(make())
    return said


def known_in_every_language(make: Callable[[], dict[str, Column]]) -> Callable[[], dict[str, Column]]:
    """The columns that ``make`` makes, each with its headings and words in the other languages beside those in the reader's own."""

    @wraps(make)
    def columns() -> dict[str, Column]:
        here, elsewhere = make(), in_other_languages(make)
        return {name: _known(column, [each[name] for each in elsewhere]) for name, column in here.items()}

    return columns


def _known(column: Column, elsewhere: list[Column]) -> Column:
    own = {word.casefold() for word in _words(column)}
    same = {
        theirs.casefold(): ours
        for other in elsewhere
        for theirs, ours in zip(_words(other), _words(column), strict=True)
        if theirs.casefold() not in own
    }
    return replace(column, also=tuple(other.label for other in elsewhere), same=tuple(same.items()))


def _words(column: Column) -> tuple[str, ...]:
    return column.choices or column.words
