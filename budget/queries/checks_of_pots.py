"""The reconciliation's line about central pots (invariant 2)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from budget.queries.check import Check, Part, all_ok
from budget.queries.pots import pots
from budget.queries.structure import Structure, total


def pots_hold(tree: Structure, year: int) -> list[Check]:
    """Invariant 2 for the central pots: what has been given out of each and what is left are what it was given. One query."""
    parts = list(_pots(tree, year))
    return [
        Check(
            2,
            "frames",
            _("Ur varje central pott är utdelat högst vad den har fått"),
            _("Utdelat + kvar i potten"),
            total(part.left for part in parts),
            _("Potten har fått"),
            total(part.right for part in parts),
            all_ok(parts),
            parts=tuple(parts),
            missing=_("Ingen central pott har fått pengar."),
        )
    ]


def _pots(tree: Structure, year: int) -> Iterable[Part]:
    for row in pots(tree, year):
        given, left = row.sums.given, max(row.sums.left, 0)
        if row.sums.received or given:
            terms = ((_("utdelat"), given), (_("kvar i potten"), left))
            ok = given + left == row.sums.received
            yield Part(str(row.unit), given + left, row.sums.received, ok, unit=row.unit.pk, terms=terms)
