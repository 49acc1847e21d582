"""The reconciliation's lines about investments (invariants 5, 7 and 8).

Moves sum to zero; the pages show what the ledger of investments and the bookkeeping hold; and what is noted beside the bookkeeping says the same.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from budget.models import Actual, BatchState, InvestmentEntry, InvestmentEntryKind, InvestmentKind, Outlay
from budget.queries.check import Check, Part, Severity, all_ok, equal
from budget.queries.investments import ProjectMoney, by_committee, investments, sum_of
from budget.queries.structure import Structure, total
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount

DEVELOPMENT = -1
"""Stands for exploatering, which is accounted for apart from the committees."""
Sums = Mapping[int | None, int]
"""Öre by committee; None is no committee."""


def investments_tie(tree: Structure, year: int) -> list[Check]:
    """All four lines. Eleven queries."""
    rows = investments(year)
    booked = _booked_outcomes(tree, year)
    return [
        _moves(year),
        _budgets(tree, rows, year),
        _outcomes(tree, rows, booked, year),
        _noted_and_booked(rows, year),
    ]


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


def _budgets(tree: Structure, rows: list[ProjectMoney], year: int) -> Check:
    """Invariant 8: the committees' sums, as the pages show them, against the ledger's own rows. One query."""
    shown, booked = _shown(tree, rows, "current"), _booked(tree, year)
    parts = _by_committee(tree, shown, booked)
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


def _outcomes(tree: Structure, rows: list[ProjectMoney], booked: Sums, year: int) -> Check:
    """Invariant 8: the statement's outcome is what the ledger's files hold on the projects' codes, and what is noted of projects that they do not name."""
    shown = _shown(tree, rows, "actual")
    only_noted = [row for row in rows if row.of(year).booked is None and row.of(year).noted is not None]
    lies = dict(booked)
    for row in only_noted:
        key = _key(tree, row.project.unit_id, row.project.kind)
        lies[key] = lies.get(key, 0) + (row.of(year).noted or 0)
    parts = _by_committee(tree, shown, lies)
    left, right = total(shown.values()), total(lies.values())
    return Check(
        8,
        "investments",
        _("Investeringarnas utfall är bokföringens"),
        _("Utfall i investeringsredovisningen"),
        left,
        _("Bokfört på projektens koder, och antecknat där inget är bokfört"),
        right,
        equal(left, right) and all_ok(parts),
        detail=_told(total(booked.values()), total(row.of(year).noted for row in only_noted)),
        parts=parts,
        missing=_("Inget utfall finns för investeringarna %(year)s.") % {"year": year},
    )


def _noted_and_booked(rows: list[ProjectMoney], year: int) -> Check:
    """Invariant 7: where an outcome is both booked and noted through the same month the two say the same. The ledger counts, so it is asked about and stops
    nothing.
    """
    both = [row for row in rows if row.of(year).is_comparable]
    parts = tuple(
        Part(str(row.project), row.of(year).booked, row.of(year).noted, not row.of(year).off, project=row.project.pk)
        for row in both
    )
    return Check(
        7,
        "investments",
        _("Bokfört och antecknat utfall för investeringar är lika"),
        _("Bokfört på projektens koder"),
        total(part.left for part in parts),
        _("Antecknat till och med samma månad"),
        total(part.right for part in parts),
        all_ok(parts),
        Severity.WARNING,
        detail=_("Bokföringen räknas. Det antecknade visas bredvid på projektets sida.") if parts else "",
        parts=parts,
        missing=_("Inget projekt har både bokfört och antecknat utfall till och med samma månad."),
    )


def _told(booked: int | None, noted: int | None) -> str:
    """What the right side is made of; nothing to say where it is one thing only."""
    if booked is None or noted is None:
        return ""
    shown = {"booked": format_amount(booked, Shown.KR, decimals=2), "noted": format_amount(noted, Shown.KR, decimals=2)}
    return _("Bokfört %(booked)s kr, bara antecknat %(noted)s kr.") % shown


def _by_committee(tree: Structure, shown: Sums, stored: Sums) -> tuple[Part, ...]:
    names = {None: _("Utan nämnd"), DEVELOPMENT: _("Exploatering")} | {unit.pk: str(unit) for unit in tree.units}
    keys = [key for key in (*(unit.pk for unit in tree.holders), None, DEVELOPMENT) if key in shown or key in stored]
    return tuple(
        Part(names[key], shown.get(key), stored.get(key), equal(shown.get(key), stored.get(key))) for key in keys
    )


def _shown(tree: Structure, rows: list[ProjectMoney], field: str) -> dict[int | None, int]:
    """Each committee's sum as the pages show it."""
    ordinary = [row for row in rows if row.project.kind != InvestmentKind.DEVELOPMENT]
    sums: dict[int | None, int | None] = {
        group.unit.pk if group.unit else None: getattr(group.sum, field) for group in by_committee(ordinary, tree)
    }
    development = sum_of(row for row in rows if row.project.kind == InvestmentKind.DEVELOPMENT)
    sums[DEVELOPMENT] = getattr(development, field)
    return {key: amount for key, amount in sums.items() if amount is not None}


def _key(tree: Structure, unit: int, kind: str) -> int | None:
    return DEVELOPMENT if kind == InvestmentKind.DEVELOPMENT else tree.holder_of.get(unit)


def _booked_outcomes(tree: Structure, year: int) -> Sums:
    """What the files that count hold on investments' codes, straight from their rows, by committee. Two queries."""
    sums: dict[int | None, int] = {}
    depreciation = Q(account__number__gte="79", account__number__lt="8")
    financial = Q(account__number__gte="8", account__number__lt="9")
    of_year = Q(year=year, batch__state=BatchState.ACTIVE, unit__legal_form="municipality")
    figures = Actual.objects.filter(of_year, project__investment__isnull=False).exclude(depreciation | financial)
    for rows in (figures, Outlay.objects.filter(of_year, project__investment__isnull=False)):
        named = rows.order_by().values_list("project__investment__unit_id", "project__investment__kind")
        for unit, kind, amount in named.annotate(Sum("amount")):
            key = _key(tree, unit, kind)
            sums[key] = sums.get(key, 0) + amount
    return sums


def _booked(tree: Structure, year: int) -> dict[int | None, int]:
    rows: Iterable[tuple[int, str, int]] = (
        InvestmentEntry.objects.filter(year=year)
        .order_by()
        .values_list("project__unit_id", "project__kind")
        .annotate(Sum("amount"))
    )
    sums: dict[int | None, int] = {}
    for unit, kind, amount in rows:
        key = _key(tree, unit, kind)
        sums[key] = sums.get(key, 0) + amount
    return sums
