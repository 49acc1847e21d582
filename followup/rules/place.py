"""A place in the organisation, as the rules see it."""

from dataclasses import dataclass

from sala_styr.organisation.models import POLITICAL_KINDS, UnitKind

OWN_BOARD_KINDS = frozenset({UnitKind.COMPANY, UnitKind.FEDERATION})


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as the rules see it: its own kind, the one above, and the ids right below."""

    unit_id: int
    kind: str
    parent_id: int | None = None
    parent_kind: str = ""
    children: frozenset[int] = frozenset()

    @property
    def is_political(self) -> bool:
        return self.kind in POLITICAL_KINDS
