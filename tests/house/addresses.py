"""Every address of the application, found in its own address book, so that a new one is tested without a word."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, URLPattern, URLResolver, converters, get_resolver, reverse

NOBODY_HAS_THIS_NUMBER = 987_654_321


@dataclass(frozen=True)
class Address:
    """A named address, its path with made-up values in the places, and whether it has such places."""

    name: str
    path: str
    has_places: bool


def made_up(place: str, converter: object) -> object:
    """A value that fits the place in an address and belongs to nothing that exists."""
    if place in ("year", "ar"):
        return date.today().year
    if isinstance(converter, converters.IntConverter):
        return NOBODY_HAS_THIS_NUMBER
    if isinstance(converter, converters.UUIDConverter):
        return uuid.UUID(int=0)
    return "finns-inte"


def every_address() -> Iterator[Address]:
    """Every address of ours, without Django's own housekeeping pages (those are tested as a whole)."""
    yield from walk(get_resolver(), namespace="", places={})


def walk(resolver: URLResolver, namespace: str, places: dict[str, object]) -> Iterator[Address]:
    """The addresses under a resolver, in order."""
    for entry in resolver.url_patterns:
        here = places | {name: made_up(name, converter) for name, converter in entry.pattern.converters.items()}
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from walk(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, here)
        else:
            yield address_of(entry, namespace, here)


def address_of(entry: URLPattern, namespace: str, places: dict[str, object]) -> Address:
    """One address. Raises AssertionError when it has no name: pages are linked by name, never by path."""
    assert entry.name, f"an address without name: {entry.pattern}"
    name = f"{namespace}{entry.name}"
    try:
        return Address(name, reverse(name, kwargs=places), bool(places))
    except NoReverseMatch as error:
        raise AssertionError(f"{name} cannot be reached by its name with {places}") from error
