"""The codes that a detail budget is written with, and how a typed text is read as one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from budget.curves import curve_of_line
from budget.models import (
    Account,
    ActivityCode,
    Code,
    Counterparty,
    Curve,
    CurveKind,
    DetailLine,
    LineLink,
    Project,
)
from budget.queries.detail import accounts_in_detail, curves_for
from goals.models import PlanItem
from goals.queries import linkable_items
from sala_styr.organisation.models import Unit

DIMENSIONS: dict[str, type[Code]] = {"activity": ActivityCode, "project": Project, "counterparty": Counterparty}
"""The parts of the coding string that a municipality may have codes in, by the line's field."""


@dataclass(frozen=True)
class Codes:
    """What a unit may write in its detail budget of a year."""

    accounts: Mapping[str, Account]
    items: Mapping[int, PlanItem]
    own_curves: Sequence[Curve]
    by_dimension: Mapping[str, Mapping[str, Code]]

    def account(self, text: str) -> Account | None:
        """``5010`` or ``5010 Löner``."""
        return self.accounts.get(text.split(" ")[0]) if text else None

    def code(self, dimension: str, text: str) -> Code | None:
        """A verksamhet, projekt or motpart by its code, with or without its name after; None when there is none."""
        known = self.by_dimension[dimension]
        return (known.get(text) or known.get(text.split(" ")[0])) if text else None

    @cached_property
    def purposes(self) -> dict[str, tuple[str, PlanItem | None]]:
        """What a line may belong to, by how it is written."""
        found: dict[str, tuple[str, PlanItem | None]] = {
            str(LineLink(link).label): (link, None) for link in (LineLink.CORE_MISSION.value, LineLink.UNLINKED.value)
        }
        found |= {_item_text(item): (LineLink.PLAN_ITEM.value, item) for item in self.items.values()}
        return found

    def purpose(self, text: str) -> tuple[str, PlanItem | None] | None:
        """Its whole text, a title that only one part of the plan has, or ``#number``. Empty is the core mission. None when it is nothing of these."""
        text = text.strip()
        if not text:
            return LineLink.CORE_MISSION.value, None
        by_number = text.rpartition("#")[2]
        if "#" in text and by_number.isascii() and by_number.isdigit() and int(by_number) in self.items:
            return LineLink.PLAN_ITEM.value, self.items[int(by_number)]
        asked = text.casefold()
        alike = [
            found
            for written, found in self.purposes.items()
            if asked in (written.casefold(), found[1].title.casefold() if found[1] else "")
        ]
        return alike[0] if len(alike) == 1 else None

    def purpose_text(self, line: DetailLine) -> str:
        """How what a line belongs to is written."""
        return _item_text(line.plan_item) if line.plan_item else str(LineLink(line.link).label)

    @cached_property
    def curves(self) -> dict[str, tuple[str, Curve | None]]:
        """The curves by how they are written."""
        plain: dict[str, tuple[str, Curve | None]] = {
            str(kind.label): (kind.value, None) for kind in CurveKind if kind != CurveKind.OWN
        }
        return plain | {curve.name: (CurveKind.OWN.value, curve) for curve in self.own_curves}

    def curve(self, text: str) -> tuple[str, Curve | None] | None:
        """A curve by its name, or by its beginning when that is enough. Empty is even. None when it is none of them."""
        asked = text.strip().casefold()
        if not asked:
            return CurveKind.EVEN.value, None
        exact = [found for name, found in self.curves.items() if name.casefold() == asked]
        begins = [found for name, found in self.curves.items() if name.casefold().startswith(asked)]
        return exact[0] if exact else begins[0] if len(begins) == 1 else None

    def curve_text(self, line: DetailLine) -> str:
        """How a line's curve is written."""
        return line.own_curve.name if line.own_curve else str(CurveKind(curve_of_line(line)).label)


def _item_text(item: PlanItem) -> str:
    return f"{item.title} #{item.pk}"


def codes_for(unit: Unit, year: int) -> Codes:
    """The codes of the unit's detail budget. Seven queries."""
    return Codes(
        accounts={account.number: account for account in accounts_in_detail()},
        items={item.pk: item for item in linkable_items(unit, year)},
        own_curves=curves_for(unit),
        by_dimension={
            name: {code.code: code for code in model._default_manager.filter(in_use=True)}
            for name, model in DIMENSIONS.items()
        },
    )
