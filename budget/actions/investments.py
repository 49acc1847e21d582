"""Writing decided money of investments: a project begun, what is decided for it, moved between projects, carried over and taken back (domain §4.3, §4.5).

Amounts are öre in report sign: an expenditure is negative. Nothing is overwritten; a mistake is met by a counter-entry.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from budget import rules
from budget.actions.locks import require_year_not_closed, year_lock
from budget.models import InvestmentEntry, InvestmentEntryKind, InvestmentProject
from budget.queries.investments import ProjectMoney, investments
from budget.queries.structure import structure
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import UnitKind
from sala_styr.organisation.rules import require, require_own_hand

NO_YEAR = 0
"""What ``year_lock`` is asked for where all years of a project are written: one at a time among investments."""


@dataclass(frozen=True)
class Decided:
    """What a decision gives a project: its total (None: unchanged), and an amount for each of some years. ``financing`` where it is decided within the year."""

    decision: Decision
    text: str
    total: int | None = None
    years: Mapping[int, int] = field(default_factory=dict)
    financing: str = ""


@contextmanager
def investments_lock() -> Iterator[None]:
    """A transaction that alone may write decided money of investments until it ends."""
    with year_lock(NO_YEAR):
        yield


def decide_investment(actor: Actor, project: InvestmentProject, decided: Decided) -> list[InvestmentEntry]:
    """Enter what kommunfullmäktige has decided for a project: one entry for the total and one for each year, from the decision's day.

    What is decided within its own year is a tilläggsanslag and says its financing (KL 11:15). Raises Refused, and RuleBroken when the decision is not the
    council's, nothing is given, the years are more than the total, or a year is closed.
    """
    require_own_hand(actor)
    require_recorder(actor, [project])
    years = {year: amount for year, amount in decided.years.items() if amount}
    _require_words(decided.text)
    _require_council(decided.decision)
    if not decided.total and not years:
        raise RuleBroken(_("Skriv ett belopp för totalutgiften eller för minst ett år."), field="total")
    within = sorted(year for year in years if _is_within(decided.decision, year))
    if within and not decided.financing.strip():
        raise RuleBroken(
            _(
                "Beslutet gäller %(year)s och är fattat när året har börjat. Skriv finansieringen (kommunallagen 11 kap. 15 §)."
            )
            % {"year": within[0]},
            field="financing",
        )
    common: dict[str, Any] = {"decision": decided.decision, "text": decided.text}
    made = [_entry(actor, project, InvestmentEntryKind.TOTAL, None, decided.total, **common)] if decided.total else []
    for year, amount in sorted(years.items()):
        late = year in within
        kind = InvestmentEntryKind.SUPPLEMENTARY if late else InvestmentEntryKind.BUDGET
        made.append(
            _entry(actor, project, kind, year, amount, financing=decided.financing.strip() if late else "", **common)
        )
    with recording(actor, _("Antecknade beslut om investeringen")), investments_lock():
        _require_open([project])
        for year in years:
            require_year_not_closed(year)
        written = _write(made)
        _require_sound(_money_of([project]))
    return written


def reallocate_investments(
    actor: Actor, year: int, shares: Mapping[InvestmentProject, int], decided: Decided, *, with_totals: bool = True
) -> list[InvestmentEntry]:
    """Move a year's money between projects: the shares sum to zero (+ gives, − gets). ``with_totals``: what they may cost in all moves with it.

    Decided by kommunfullmäktige, or by the committee when all the projects are its own. Raises Refused, and RuleBroken when the shares do not sum to zero,
    a project gives more than its budget of the year, or another decision is needed.
    """
    require_own_hand(actor)
    moved = {project: amount for project, amount in shares.items() if amount}
    require_recorder(actor, moved)
    _require_words(decided.text)
    if len(moved) < 2:
        raise RuleBroken(_("En omfördelning behöver minst ett projekt som lämnar och ett som får."))
    _require_zero(sum(moved.values()))
    _require_body(moved, decided.decision)
    kinds: list[tuple[str, int | None]] = [(InvestmentEntryKind.REALLOCATION, year)]
    kinds += [(InvestmentEntryKind.TOTAL, None)] if with_totals else []
    common: dict[str, Any] = {"decision": decided.decision, "text": decided.text}
    made = [
        _entry(actor, project, kind, of_year, amount, **common)
        for kind, of_year in kinds
        for project, amount in moved.items()
    ]
    with recording(actor, _("Omfördelade mellan investeringar")), investments_lock():
        require_year_not_closed(year)
        _require_open(moved)
        before = _money_of(moved)
        if with_totals:
            _require_totals(before)
        for money in before:
            _require_budget(money, year, moved[money.project])
        written = _write(made)
        _require_sound(_money_of(moved))
    return written


def carry_over(
    actor: Actor, from_year: int, amounts: Mapping[InvestmentProject, int], decided: Decided
) -> list[InvestmentEntry]:
    """Ombudgetering: let what several projects did not use in ``from_year`` be used the year after, in one step. What they may cost in all stays.

    At most what is unused, with its sign: − is money to spend, + an overspending that the new year answers for. Raises Refused, and RuleBroken when a
    project's outcome of the whole year is not known, more is carried than is unused, or the decision is not the council's.
    """
    require_own_hand(actor)
    carried = {project: amount for project, amount in amounts.items() if amount}
    require_recorder(actor, carried)
    _require_words(decided.text)
    _require_council(decided.decision)
    if not carried:
        raise RuleBroken(_("Välj minst ett projekt att ombudgetera."))
    common: dict[str, Any] = {"decision": decided.decision, "text": decided.text, "from_year": from_year}
    made = [
        _entry(actor, project, InvestmentEntryKind.CARRY_OVER, from_year + 1, amount, **common)
        for project, amount in carried.items()
    ]
    with recording(actor, _("Ombudgeterade investeringar")), investments_lock():
        require_year_not_closed(from_year + 1)
        _require_open(carried)
        for money in _money_of(carried):
            _require_unused(money, from_year, carried[money.project])
        return _write(made)


def correct_investment(
    actor: Actor, entry: InvestmentEntry, reason: str, *, with_years: bool = False
) -> list[InvestmentEntry]:
    """Take back an entry by its counter-entry, from today: earlier days still show the mistake. A reallocation is taken back whole, so that it sums to zero.

    ``with_years``: with a total go the years' budgets that the same decision gave, in the same step. Raises Refused, and RuleBroken without a reason, when it
    is taken back already or is itself a counter-entry, and when the years would be more than the total that is left.
    """
    require_own_hand(actor)
    require_recorder(actor, [entry.project])
    if not reason.strip():
        raise RuleBroken(_("Skriv varför posten rättas. Det står sedan i huvudboken."), field="reason")
    with recording(actor, _("Rättade posten: %(reason)s") % {"reason": reason.strip()}), investments_lock():
        wrong = entries_taken_back_with(entry, with_years=with_years)
        require_recorder(actor, [each.project for each in wrong])
        if any(each.corrects_id is not None for each in wrong):
            raise RuleBroken(_("Posten är själv en rättelse. Anteckna i stället en ny post."))
        if InvestmentEntry.objects.filter(corrects__in=wrong).exists():
            raise RuleBroken(_("Posten är redan rättad."))
        for year in {each.year for each in wrong if each.year is not None}:
            require_year_not_closed(year)
        written = _write([_counter(actor, each, reason.strip()) for each in wrong])
        _require_sound_without(_money_of({each.project for each in wrong}), entry, with_years)
        return written


def entries_taken_back_with(entry: InvestmentEntry, *, with_years: bool = False) -> list[InvestmentEntry]:
    """The entry; or all of the reallocation that it is a part of; or, ``with_years``, a total with the years of the same decision. One query."""
    group = list(
        InvestmentEntry.objects.filter(group=entry.group)
        .select_related("project__unit", "project__project", "corrected_by")
        .order_by("kind", "year", "pk")
    )
    if any(each.kind == InvestmentEntryKind.REALLOCATION for each in group):
        return group
    if with_years and entry.kind == InvestmentEntryKind.TOTAL:
        return [each for each in group if each.pk == entry.pk or not hasattr(each, "corrected_by")]
    return [each for each in group if each.pk == entry.pk]


def require_recorder(actor: Actor, projects: Iterable[InvestmentProject]) -> None:
    """Raises Refused, with the words for who writes decided money of investments."""
    projects = list(projects)
    allowed = (
        all(rules.may_record_investment(actor, each.unit) for each in projects)
        if projects
        else rules.may_record_any_investment(actor)
    )
    require(allowed, _("Investeringarnas beslut och utfall antecknas av en controller. Hör av dig dit."))


def _entry(
    actor: Actor, project: InvestmentProject, kind: str, year: int | None, amount: int, **fields: Any
) -> InvestmentEntry:
    decision: Decision = fields["decision"]
    fields["text"] = fields["text"].strip()[:200]
    return InvestmentEntry(
        project=project, kind=kind, year=year, amount=amount, booked_on=decision.date, recorded_by=actor.user, **fields
    )


def _counter(actor: Actor, wrong: InvestmentEntry, reason: str) -> InvestmentEntry:
    return InvestmentEntry(
        project=wrong.project,
        kind=wrong.kind,
        year=wrong.year,
        from_year=wrong.from_year,
        amount=-wrong.amount,
        text=_("Rättelse: %(reason)s") % {"reason": reason[:180]},
        financing=wrong.financing,
        decision_id=wrong.decision_id,
        booked_on=max(timezone.localdate(), wrong.booked_on),
        corrects=wrong,
        recorded_by=actor.user,
    )


def _write(made: list[InvestmentEntry]) -> list[InvestmentEntry]:
    """All of them, as one group."""
    group = uuid.uuid4()
    for each in made:
        each.group = group
    return bulk_create(InvestmentEntry, made)


def _money_of(projects: Iterable[InvestmentProject]) -> list[ProjectMoney]:
    return investments(projects=InvestmentProject.objects.filter(pk__in=[each.pk for each in projects]))


def _is_within(decision: Decision, year: int) -> bool:
    """Is it decided when the year has already begun?"""
    return decision.date.year >= year


def _require_words(text: str) -> None:
    if not text.strip():
        raise RuleBroken(_("Skriv vad posten gäller."), field="text")


def _require_council(decision: Decision) -> None:
    if decision.body.kind != UnitKind.COUNCIL:
        raise RuleBroken(_("Investeringar beslutas av kommunfullmäktige. Välj dess beslut."), field="decision")


def _require_body(projects: Iterable[InvestmentProject], decision: Decision) -> None:
    """Within a committee it may decide itself; between committees the council does."""
    tree = structure()
    holders = {tree.holder_of.get(each.unit_id) for each in projects}
    if decision.body.kind == UnitKind.COUNCIL or holders == {decision.body_id}:
        return
    raise RuleBroken(
        _("Mellan nämnder beslutar kommunfullmäktige. Inom en nämnd kan också nämnden själv besluta."), field="decision"
    )


def _require_zero(off: int) -> None:
    if off:
        raise RuleBroken(
            _("Omfördelningen behöver bli noll. Det som lämnas och det som fås skiljer sig %(off)s kr.")
            % {"off": format_amount(abs(off), Shown.KR)}
        )


def _require_open(projects: Iterable[InvestmentProject]) -> None:
    """As they are now, whatever the person read."""
    for each in InvestmentProject.objects.filter(pk__in=[each.pk for each in projects]).select_related("project"):
        if not each.is_open:
            raise RuleBroken(
                _("%(project)s är %(state)s och tar inga nya poster. En controller kan öppna projektet igen.")
                % {"project": each, "state": each.get_state_display()}
            )


def _require_totals(found: Iterable[ProjectMoney]) -> None:
    for money in found:
        if money.approved is None:
            raise RuleBroken(
                _("%(project)s har ingen beslutad totalutgift. Välj att bara årets budget flyttas.")
                % {"project": money.project},
                field="with_totals",
            )


def _require_budget(money: ProjectMoney, year: int, gives: int) -> None:
    """Nobody gives away more than the year's budget."""
    current = money.of(year).current or 0
    if gives > 0 and current + gives > 0:
        raise RuleBroken(
            _("%(project)s har %(current)s kr i budget %(year)s och kan inte lämna %(gives)s kr.")
            % {
                "project": money.project,
                "current": format_amount(-current, Shown.KR),
                "year": year,
                "gives": format_amount(gives, Shown.KR),
            }
        )


def _require_unused(money: ProjectMoney, year: int, amount: int) -> None:
    """What is carried over lies between nothing and what is unused, with the same sign."""
    names: dict[str, Any] = {"project": money.project, "year": year}
    unused = money.of(year).unused
    if money.of(year).booked is not None and not money.of(year).is_closed:
        raise RuleBroken(
            _("%(project)s har bokfört utfall för en del av %(year)s. Läs in bokföringen för hela året först.") % names
        )
    if unused is None or not money.of(year).is_closed:
        raise RuleBroken(
            _(
                "%(project)s saknar budget eller utfall för hela %(year)s. Anteckna utfallet till och med december först, också när det är 0."
            )
            % names
        )
    if amount * unused <= 0 or abs(amount) > abs(unused):
        names |= {"unused": format_amount(unused, Shown.KR), "amount": format_amount(amount, Shown.KR)}
        raise RuleBroken(
            _(
                "%(project)s har %(unused)s kr kvar från %(year)s (− är kvar att använda) och %(amount)s kr ryms inte i det."
            )
            % names
        )


def _require_sound_without(found: Iterable[ProjectMoney], entry: InvestmentEntry, with_years: bool) -> None:
    """The same when an entry has been taken back; what to do is said where a total leaves its years behind."""
    try:
        _require_sound(found)
    except RuleBroken as broken:
        if entry.kind != InvestmentEntryKind.TOTAL:
            raise
        what = (
            _("Andra beslut har gett projektet årsbudgetar. Rätta dem först.")
            if with_years
            else _("Ta tillbaka årens budget i samma steg, eller rätta åren först.")
        )
        raise RuleBroken(
            _("Totalutgiften kan inte tas tillbaka för sig. %(why)s %(what)s") % {"why": broken, "what": what},
            field="with_years",
        ) from broken


def _require_sound(found: Iterable[ProjectMoney]) -> None:
    """An expenditure is an expenditure, and the years are not more than the total."""
    for money in found:
        if (money.approved or 0) > 0 or (money.approved is None and (money.planned or 0) > 0):
            raise RuleBroken(
                _("%(project)s skulle bli en inkomst. Utgifter skrivs med minus.") % {"project": money.project},
                field="total",
            )
        if money.approved is not None and money.planned is not None and money.planned < money.approved:
            raise RuleBroken(
                _(
                    "%(project)s: åren är tillsammans %(planned)s kr och den beslutade totalutgiften %(approved)s kr. "
                    "Det skiljer %(off)s kr. Ändra åren, eller låt totalutgiften följa med."
                )
                % {
                    "project": money.project,
                    "planned": format_amount(money.planned, Shown.KR),
                    "approved": format_amount(money.approved, Shown.KR),
                    "off": format_amount(money.approved - money.planned, Shown.KR),
                },
                field="total",
            )
