"""Where an object can be seen as it was: apps that can show it so say at which address, and the history leads there."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

Address = Callable[[Any, date], str]
_addresses: dict[str, Address] = {}


def shown_as_it_was(label: str) -> Callable[[Address], Address]:
    """Decorator: the function gives the address of an object of ``label`` (``goals.planitem``) as it was when a day ended."""

    def register(address: Address) -> Address:
        _addresses[label] = address
        return address

    return register


def address_then(label: str, key: Any, when: datetime) -> str:
    """Where the object is shown as it was on the day of ``when``; "" where nobody shows it, and for today, which is not past yet."""
    day = timezone.localtime(when).date()
    address = _addresses.get(label)
    return address(key, day) if address is not None and day < timezone.localdate() else ""
