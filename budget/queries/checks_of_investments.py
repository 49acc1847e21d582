"""The reconciliation's lines about investments: moves sum to zero, and the pages show what the ledger of investments holds (invariants 5 and 8)."""

from collections.abc import Iterable

from django.db.models import Sum
from django.utils.translation import gettext as _

from budget.models import InvestmentEntry, InvestmentEntryKind, InvestmentKind
from budget.queries.check import Check, Part, all_ok, equal
from budget.queries.investments import by_committee, investments, sum_of
from budget.queries.structure import Structure, total

DEVELOPMENT = -1
"""Stands for exploatering, which is accounted for apart from the committees."""


def investments_tie(tree: Structure, year: int) -> list[Check]:
    """Both lines. Six queries."""
    return [_moves(year), _budgets(tree, year)]


def _moves(year: int) -> Check:
    """Invariant 5. One query."""
    found = InvestmentEntry.objects.filter(year=year, kind=InvestmentEntryKind.REALLOCATION)
    groups: dict[object, list[InvestmentEntry]] = {}
    for entry in found.order_by("booked_on", "pk"):
        groups.setdefault(entry.group, []).append(entry)
    parts = tuple(_move(entries) for entries in groups.values())
    return Check(
        5,
        "investments",
        _("Omfördelningar mellan investeringar tar ut varandra"),
        _("Det projekten har lämnat"),
        total(part.left for part in parts),
        _("Det projekten har fått"),
        total(part.right for part in parts),
        all_ok(parts),
        parts=parts,
        missing=_("Inget har omfördelats mellan investeringar."),
    )


def _move(entries: list[InvestmentEntry]) -> Part:
    gave = sum(each.amount for each in entries if each.amount > 0)
    got = -sum(each.amount for each in entries if each.amount < 0)
    return Part(entries[0].text, gave, got, equal(gave, got), decision=entries[0].decision_id)


def _budgets(tree: Structure, year: int) -> Check:
    """Invariant 8: the committees' sums, as the pages show them, against the ledger's own rows. Five queries."""
    shown, booked = _shown(tree, year), _booked(tree, year)
    names = {None: _("Utan nämnd"), DEVELOPMENT: _("Exploatering")} | {unit.pk: str(unit) for unit in tree.units}
    keys = [key for key in (*(unit.pk for unit in tree.holders), None, DEVELOPMENT) if key in shown or key in booked]
    parts = tuple(
        Part(names[key], shown.get(key), booked.get(key), equal(shown.get(key), booked.get(key))) for key in keys
    )
    left, right = total(shown.values()), total(booked.values())
    return Check(
        8,
        "investments",
        _("Investeringarnas årsbudget är summan av besluten"),
        _("Nämndernas investeringar och exploatering, aktuell budget"),
        left,
        _("Alla poster för året i investeringarnas huvudböcker"),
        right,
        equal(left, right) and all_ok(parts),
        parts=parts,
        missing=_("Inga investeringar är beslutade för %(year)s.") % {"year": year},
    )


def _shown(tree: Structure, year: int) -> dict[int | None, int]:
    rows = investments(year)
    ordinary = [row for row in rows if row.project.kind != InvestmentKind.DEVELOPMENT]
    sums: dict[int | None, int | None] = {
        group.unit.pk if group.unit else None: group.sum.current for group in by_committee(ordinary, tree)
    }
    sums[DEVELOPMENT] = sum_of(row for row in rows if row.project.kind == InvestmentKind.DEVELOPMENT).current
    return {key: amount for key, amount in sums.items() if amount is not None}


def _booked(tree: Structure, year: int) -> dict[int | None, int]:
    rows: Iterable[tuple[int, str, int]] = (
        InvestmentEntry.objects.filter(year=year)
        .order_by()
        .values_list("project__unit_id", "project__kind")
        .annotate(Sum("amount"))
    )
    sums: dict[int | None, int] = {}
    for unit, kind, amount in rows:
        key = DEVELOPMENT if kind == InvestmentKind.DEVELOPMENT else tree.holder_of.get(unit)
        sums[key] = sums.get(key, 0) + amount
    return sums
