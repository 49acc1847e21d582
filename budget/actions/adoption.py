"""The council has decided the budget: the chosen proposal becomes the ledger's frames and the result budget, and the others are rejected.

All in one transaction: each committee's base and each measure is an entry with its cause and the decision, so that the frame is explained by what it is
made of (domain §4.2); the result budget's lines follow from the same sums, so invariant 1 holds by its shape.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from budget import proposal_rules as rules
from budget.actions.decided import decide_budget
from budget.actions.ledger import EntryDraft, record_entries
from budget.actions.locks import year_lock
from budget.actions.proposals import NotReady, what_stands_in_the_way
from budget.actions.statements import enter_result_budget, note_adjustment
from budget.models import (
    AdjustmentKind,
    BudgetEntry,
    BudgetProposal,
    EntryKind,
    ExemptionKind,
    FrameCause,
    ProposalState,
    ResultLine,
)
from budget.proposals import YearSum
from budget.queries.income import result_budget
from budget.queries.ledger import frames
from budget.queries.proposals import BudgetRound, Offer, Reading, budget_round
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.history import bulk_create, bulk_update, recording
from sala_styr.money import format_amount
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import UnitKind
from sala_styr.organisation.rules import require, require_own_hand

LONGEST_TEXT = 200


def require_adopter(actor: Actor) -> None:
    """Raises Refused, with the words for who may: the page with the form uses them too."""
    require(
        rules.may_adopt(actor),
        _("Kommunfullmäktiges beslut om budgeten skrivs in av en controller. Hör av dig dit."),
    )


def adopt_proposal(actor: Actor, proposal: BudgetProposal, decision: Decision) -> BudgetProposal:
    """Record that the council has decided the budget as ``proposal`` has it, for the budget year and the plan years.

    Frames of an earlier plan for the same years are taken back by counter-entries, and the budget year is entered as decided. Raises Refused; RuleBroken
    when the decision is not the council's, the proposal is not handed in, a year is closed or decided, something does not tie, or a committee has already
    passed on more than it would get.
    """
    require_own_hand(actor)
    require_adopter(actor)
    if decision.body.kind != UnitKind.COUNCIL:
        raise RuleBroken(_("Budgeten beslutas av kommunfullmäktige."), field="decision")
    with recording(actor, _("Antecknade beslutet om budgeten")), year_lock(proposal.budget_year):
        now = BudgetProposal.objects.select_for_update().get(pk=proposal.pk)
        if now.state != ProposalState.SUBMITTED:
            raise RuleBroken(_("Bara ett inlämnat förslag som inte är avgjort kan beslutas."))
        found = budget_round(actor, now.budget_year)
        reading = found.reading(now.pk)
        assert reading is not None  # handed in, so everybody may read it
        if problems := what_stands_in_the_way(found, reading):
            raise NotReady(problems)
        for year in reading.years:
            _write_frames(actor, found, reading, year, decision)
            _write_result(actor, year, decision)
        _settle(now, decision)
        first = reading.years[0]
        reason = first.exemption.reason if first.exemption is not None and not first.has_surplus else ""
        decide_budget(actor, now.budget_year, decision, reason)
    return now


def _settle(adopted: BudgetProposal, decision: Decision) -> None:
    """Adopted; and rejected by the same decision what else was handed in."""
    adopted.state, adopted.decision = ProposalState.ADOPTED, decision
    adopted.version += 1
    adopted.save()
    others = list(BudgetProposal.objects.filter(budget_year=adopted.budget_year, state=ProposalState.SUBMITTED))
    for other in others:
        other.state, other.decision = ProposalState.REJECTED, decision
        other.version += 1
    if others:
        bulk_update(BudgetProposal, others, ["state", "decision", "version"])


def _write_frames(actor: Actor, found: BudgetRound, reading: Reading, year: YearSum, decision: Decision) -> None:
    """The year's frames. What is given is entered before what is taken, so that nobody is asked for what they have not got yet."""
    with year_lock(year.year):
        earlier, chosen = _standing_frames(year.year), list(reading.chosen)
        drafts = [*_base_drafts(found, chosen, year, decision), *_measure_drafts(found, chosen, year, decision)]
        drafts.sort(key=lambda draft: draft.target is None)
        if drafts:
            record_entries(actor, drafts, _("Skrev in budgeten %(year)s") % {"year": year.year})
        _counter(actor, earlier, decision)
        _require_enough_left(found, year)


def _base_drafts(found: BudgetRound, chosen: Sequence[Offer], year: YearSum, decision: Decision) -> list[EntryDraft]:
    """Last year's frame of each committee: the base, and what measures of the plan's earlier years go on with."""
    text = _("Ram %(year)s före beslutade åtgärder") % {"year": year.year}
    carried = {unit: amounts.get(year.year, 0) for unit, amounts in found.base.frames.items()}
    for offer in chosen:
        if offer.measure.unit_id is not None:
            step = steps_of(offer.amounts, found.years)[year.year]
            carried[offer.measure.unit_id] = carried.get(offer.measure.unit_id, 0) - step.carried
    return [
        _entry(year, found, unit, amount, text, FrameCause.BASE, decision, permanent=True)
        for unit, amount in carried.items()
        if amount
    ]


def _measure_drafts(found: BudgetRound, chosen: Sequence[Offer], year: YearSum, decision: Decision) -> list[EntryDraft]:
    """What each measure changes from the year before: what it goes on with is in the base already."""
    drafts = []
    for offer in chosen:
        step = steps_of(offer.amounts, found.years)[year.year]
        if offer.measure.unit_id is not None and step.change:
            text, cause = offer.measure.title[:LONGEST_TEXT], offer.measure.cause
            unit_id, lasts = offer.measure.unit_id, step.permanent
            drafts.append(_entry(year, found, unit_id, -step.change, text, cause, decision, permanent=lasts))
    return drafts


@dataclass(frozen=True, slots=True)
class Step:
    """A measure in one year of a plan: what the year before goes on with, and what is changed from that. Öre, as the measure's own amounts."""

    carried: int
    change: int
    permanent: bool


def steps_of(amounts: Mapping[int, int], years: Sequence[int]) -> dict[int, Step]:
    """A measure's yearly amounts as changes from year to year: ``carried + change`` is the year's amount. Pure.

    What the year after has nothing of is for that year only, and falls away by itself; what was there for longer is taken away by a change.
    """
    steps, carried = {}, 0
    for year, following in zip_longest(years, years[1:]):
        amount = amounts.get(year, 0)
        lasts = not amount or following is None or bool(amounts.get(following))
        steps[year] = Step(carried, amount - carried, lasts)
        carried = amount if lasts else carried
    return steps


def _entry(
    year: YearSum,
    found: BudgetRound,
    unit_id: int,
    change: int,
    text: str,
    cause: str,
    decision: Decision,
    *,
    permanent: bool,
) -> EntryDraft:
    """What makes the unit's frame ``change`` öre larger, or smaller when it is negative."""
    unit = found.tree.by_id[unit_id]
    return EntryDraft(
        year=year.year,
        kind=EntryKind.FRAME,
        source=None if change > 0 else unit,
        target=unit if change > 0 else None,
        amount=abs(change),
        text=text,
        decision=decision,
        permanent=permanent,
        cause=cause,
    )


def _standing_frames(year: int) -> list[BudgetEntry]:
    """The frames of an earlier plan that nobody has taken back."""
    standing = BudgetEntry.objects.filter(year=year, kind=EntryKind.FRAME, corrects=None, corrected_by=None)
    return list(standing.select_related("source", "target"))


def _counter(actor: Actor, earlier: list[BudgetEntry], decision: Decision) -> None:
    """Take the earlier plan's frames back from the day of the new decision: each by its counter-entry, with its ends turned."""
    text = _("Ersätts av budgeten i %(decision)s") % {"decision": decision}
    rows = []
    for entry in earlier:
        kept = {
            field.attname: getattr(entry, field.attname)
            for field in BudgetEntry._meta.concrete_fields
            if field.name in ("year", "kind", "amount", "permanent", "financing", "cause")
        }
        booked_on = max(decision.date, entry.booked_on)
        ends = {"source_id": entry.target_id, "target_id": entry.source_id}
        rows.append(
            BudgetEntry(
                **kept,
                **ends,
                text=text[:LONGEST_TEXT],
                decision=decision,
                booked_on=booked_on,
                corrects=entry,
                recorded_by=actor.user,
            )
        )
    if rows:
        bulk_create(BudgetEntry, rows)


def _require_enough_left(found: BudgetRound, year: YearSum) -> None:
    """A committee may have passed on what the earlier plan gave it: then the new frame must be enough for that."""
    held = frames(year.year)
    for unit in found.tree.holders:
        row = held.get(unit.pk)
        if row is not None and row.unallocated < 0:
            raise RuleBroken(
                _(
                    "%(unit)s har redan fördelat %(passed)s tkr av ramen %(year)s, men får %(frame)s tkr. Fördelningen behöver rättas först."
                )
                % {
                    "unit": unit.name,
                    "passed": format_amount(row.allocated),
                    "year": year.year,
                    "frame": format_amount(row.current),
                }
            )


def _write_result(actor: Actor, year: YearSum, decision: Decision) -> None:
    """The result budget's lines, each as it is in the proposal; a line that an earlier plan had and this has not becomes nothing."""
    amounts = {line.value: year.statement[line] for line in ResultLine}
    lines = {line: amount for line, amount in amounts.items() if amount is not None}
    stale = {line: 0 for line in result_budget(year.year) if line not in lines}
    enter_result_budget(actor, year.year, {**lines, **stale}, decision)
    _write_exemption(actor, year)


def _write_exemption(actor: Actor, year: YearSum) -> None:
    """What the year leans on. What an earlier plan leaned on is taken away: the reserve is asked for once."""
    exemption = None if year.has_surplus else year.exemption
    leans: dict[str, int] = {}
    if exemption is not None and year.result is not None:
        by_reserve = exemption.kind == ExemptionKind.RESERVE
        kind = AdjustmentKind.FROM_RESERVE if by_reserve else AdjustmentKind.SPECIAL_REASONS
        leans[kind] = exemption.amount if by_reserve else -year.result
    for kind in (AdjustmentKind.FROM_RESERVE, AdjustmentKind.SPECIAL_REASONS):
        note_adjustment(actor, year.year, kind, leans.get(kind), exemption.reason if exemption else "")
