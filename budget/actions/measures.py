"""Measures (åtgärder): a change of the base by itself, offered to all or written for one proposal. A committee's request for money is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from budget import proposal_rules as rules
from budget.actions.locks import year_lock
from budget.models import (
    BudgetProposal,
    ChosenMeasure,
    FrameCause,
    Measure,
    MeasureAmount,
    ProposalAuthor,
    ProposalState,
    ResultLine,
)
from budget.proposals import WITHIN_FRAMES
from budget.queries.proposals import base_of, holders_in
from budget.queries.structure import Structure, structure
from goals.models import PlanItem
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require

MEASURE_LINES = tuple(line for line in ResultLine if line not in (ResultLine.COST, *WITHIN_FRAMES))
"""The lines that a measure may change: what is not made up of the committees' frames."""


@dataclass(frozen=True)
class MeasureDraft:
    """What is to be written. Exactly one of ``unit`` and ``line``. ``amounts``: öre per year as they change the result: a cost is negative."""

    title: str
    amounts: Mapping[int, int] = field(default_factory=dict)
    unit: Unit | None = None
    line: str = ""
    cause: str = FrameCause.INITIATIVE
    text: str = ""
    consequence: str = ""
    plan_item: PlanItem | None = None


def write_measure(actor: Actor, budget_year: int, draft: MeasureDraft, owner: BudgetProposal | None = None) -> Measure:
    """Offer a measure to all, or with ``owner`` write one for that proposal alone, which then has it chosen.

    Raises Refused, or RuleBroken when there is no base, the council has decided, or title, place or amounts do not fit.
    """
    tree = structure()
    _require_writer(actor, tree, draft.unit, owner)
    with recording(actor, _("Skrev åtgärden")), year_lock(budget_year):
        require_undecided(budget_year)
        _require_draft_proposal(owner)
        _require_fitting(tree, budget_year, draft)
        measure = Measure.objects.create(budget_year=budget_year, owner=owner, **_values(draft))
        _write_amounts(measure, draft.amounts)
        if owner is not None:
            ChosenMeasure.objects.create(proposal=owner, measure=measure)
    return measure


def change_measure(actor: Actor, measure: Measure, draft: MeasureDraft, version: int) -> Measure:
    """Change a measure that the person read as ``version``. Drafts that have chosen it follow at once.

    Raises Refused, RuleBroken as for a new one and when a proposal that has been handed in counts on it, EditConflict when somebody was there first.
    """
    tree = structure()
    require_measure_writer(actor, measure, tree)
    _require_writer(actor, tree, draft.unit, measure.owner)
    with recording(actor, _("Ändrade åtgärden")), year_lock(measure.budget_year):
        now = _locked(measure)
        if now.version != version:
            raise EditConflict(
                _("Någon annan har ändrat åtgärden medan du skrev. Läs den på nytt och gör om din ändring.")
            )
        _require_fitting(tree, now.budget_year, draft)
        for name, value in _values(draft).items():
            setattr(now, name, value)
        now.version += 1
        now.save()
        _write_amounts(now, draft.amounts)
    return now


def withdraw_measure(actor: Actor, measure: Measure) -> Measure:
    """Take a measure back: it can no longer be chosen, and drafts that had chosen it no longer count it. ``restore_measure`` undoes it.

    Raises Refused, or RuleBroken when a proposal that has been handed in counts on it.
    """
    require_measure_writer(actor, measure, structure())
    with recording(actor, _("Tog tillbaka åtgärden")), year_lock(measure.budget_year):
        now = _locked(measure)
        if now.withdrawn_at is None:
            now.withdrawn_at = timezone.now()
            now.version += 1
            now.save()
    return now


def restore_measure(actor: Actor, measure: Measure) -> Measure:
    """Offer a measure again that was taken back. Raises Refused, RuleBroken."""
    require_measure_writer(actor, measure, structure())
    with recording(actor, _("Lade fram åtgärden igen")), year_lock(measure.budget_year):
        now = _locked(measure)
        if now.withdrawn_at is not None:
            now.withdrawn_at = None
            now.version += 1
            now.save()
    return now


def authors_of(proposal: BudgetProposal | None) -> frozenset[int]:
    """The ids of those who write a proposal. One query."""
    if proposal is None:
        return frozenset()
    return frozenset(ProposalAuthor.objects.filter(proposal=proposal).values_list("user_id", flat=True))


def require_measure_writer(actor: Actor, measure: Measure, tree: Structure) -> None:
    """Raises Refused, with the words for who may change the measure: the page with the form uses them too."""
    require(
        rules.may_change_measure(actor, tree, measure, authors_of(measure.owner)),
        _(
            "Åtgärden ändras av nämnden, av dess kontorschef eller av en controller; ett förslags egen åtgärd av dem som skriver förslaget."
        ),
    )


def _require_writer(actor: Actor, tree: Structure, unit: Unit | None, owner: BudgetProposal | None) -> None:
    if owner is not None:
        require(
            rules.may_write(actor, tree, owner, authors_of(owner)),
            _("Bara de som skriver förslaget kan lägga till i det."),
        )
        return
    require(
        rules.may_offer(actor, tree, unit),
        _(
            "En nämnd begär pengar genom sina ledamöter eller sin kontorschef. Åtgärder om skatt och finansiering skrivs av en controller."
        ),
    )


def require_undecided(budget_year: int) -> None:
    """Raise RuleBroken when the council has decided the budget. Asked inside the year's lock."""
    if BudgetProposal.objects.filter(budget_year=budget_year, state=ProposalState.ADOPTED).exists():
        raise RuleBroken(
            _("Budgeten för %(year)s är beslutad. Ändringar under året antecknas i huvudboken.") % {"year": budget_year}
        )


def _require_draft_proposal(owner: BudgetProposal | None) -> None:
    if owner is not None and not BudgetProposal.objects.filter(pk=owner.pk, state=ProposalState.DRAFT).exists():
        raise RuleBroken(_("Förslaget är inlämnat. Ta tillbaka det först, så kan det ändras."))


def _locked(measure: Measure) -> Measure:
    """The measure as it is now, to be changed. Raises RuleBroken when it no longer may be."""
    require_undecided(measure.budget_year)
    now = Measure.objects.select_for_update().get(pk=measure.pk)
    require_loose(now)
    return now


def require_loose(measure: Measure) -> None:
    """Raise RuleBroken when the measure lies fast: a proposal that has been handed in counts on it. One query; the page with the form asks too."""
    counting = (
        BudgetProposal.objects.filter(chosen__measure=measure).exclude(state=ProposalState.DRAFT).order_by("pk").first()
    )
    if counting is not None:
        raise RuleBroken(
            _("Åtgärden ingår i det inlämnade förslaget ”%(name)s” och ligger fast. Skriv en ny åtgärd i stället.")
            % {"name": counting.name}
        )


def _require_fitting(tree: Structure, budget_year: int, draft: MeasureDraft) -> None:
    years = base_of(budget_year).years
    if not years:
        raise RuleBroken(_("Basen för %(year)s är inte lagd ännu. En controller lägger den.") % {"year": budget_year})
    if not draft.title.strip():
        raise RuleBroken(_("Skriv vad åtgärden heter."), field="title")
    if (draft.unit is None) == (not draft.line):
        raise RuleBroken(_("Välj den nämnd eller den rad som åtgärden gäller."), field="place")
    if draft.unit is not None and draft.unit not in holders_in(tree, budget_year):
        raise RuleBroken(
            _("%(unit)s har ingen egen ram %(year)s.") % {"unit": draft.unit, "year": budget_year}, field="place"
        )
    if draft.line and draft.line not in MEASURE_LINES:
        raise RuleBroken(_("Den raden följer av nämndernas ramar. Välj nämnden i stället."), field="place")
    if not any(draft.amounts.values()):
        raise RuleBroken(_("Skriv beloppet för minst ett år."), field=f"year_{years[0]}")
    outside = set(draft.amounts) - set(years)
    if outside:
        raise RuleBroken(_("Åren är %(first)s–%(last)s.") % {"first": years[0], "last": years[-1]})


def _values(draft: MeasureDraft) -> dict[str, object]:
    return {
        "title": draft.title.strip(),
        "text": draft.text.strip(),
        "consequence": draft.consequence.strip(),
        "cause": draft.cause,
        "unit": draft.unit,
        "line": draft.line,
        "plan_item": draft.plan_item,
    }


def _write_amounts(measure: Measure, amounts: Mapping[int, int]) -> None:
    """Let the measure have these amounts. A year with nothing has no row."""
    wanted = {year: amount for year, amount in amounts.items() if amount}
    for row in MeasureAmount.objects.filter(measure=measure):
        amount = wanted.pop(row.year, None)
        if amount is None:
            row.delete()
        elif amount != row.amount:
            row.amount = amount
            row.save()
    if wanted:
        bulk_create(
            MeasureAmount, [MeasureAmount(measure=measure, year=year, amount=each) for year, each in wanted.items()]
        )
