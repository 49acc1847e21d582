"""Files of some hundred rows: each row that differs is one action. The preview does them all and undoes them, so it says what would really happen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from goals.exchange.understood import Line, Understood
from sala_styr.errors import Refused, RuleBroken


@dataclass(frozen=True)
class Deed:
    """What a row does. ``labels``: the columns' headings by the action's own names of its fields."""

    line: Line
    act: Callable[[], object]
    labels: Mapping[str, str]


def tried(lines: Sequence[Line], deeds: Sequence[Deed]) -> Understood:
    """Do every deed, note what stands in the way on its row, and undo them all."""
    try:
        with transaction.atomic():
            _do(deeds)
            raise _Undone
    except _Undone:
        return Understood(lines)


def done(lines: Sequence[Line], deeds: Sequence[Deed], why_not: str) -> Understood:
    """Do every deed or none. Raises RuleBroken with ``why_not`` when something stands in the way of one."""
    with transaction.atomic():
        if not any(line.problems for line in lines):
            _do(deeds)
        if any(line.problems for line in lines):
            raise RuleBroken(why_not)
    return Understood(lines)


def _do(deeds: Sequence[Deed]) -> None:
    for deed in deeds:
        if deed.line.problems:
            continue
        try:
            with transaction.atomic():
                deed.act()
        except (Refused, RuleBroken) as broken:
            deed.line.blame(deed.labels.get(getattr(broken, "field", None) or "", ""), str(broken))


class _Undone(Exception):
    """Raised to undo what was only tried."""
