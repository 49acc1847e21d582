"""Writing in the budget ledger: a new entry, or a counter-entry that takes one back. Nothing is ever overwritten (domain §4.3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from budget import rules
from budget.actions.detail import reopen_for_new_frame
from budget.actions.entry_rules import financing_words, require_sound
from budget.actions.locks import require_budget_open, require_year_not_closed, year_lock
from budget.models import BudgetEntry, EntryKind
from budget.queries.ledger import EMPTY, frames
from budget.queries.pots import PotSums, sums_of_pot
from budget.queries.structure import Structure, structure
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount, format_kronor
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require, require_own_hand


@dataclass(frozen=True)
class EntryDraft:
    """What is to be entered. ``amount`` is öre and positive; an end that is None is the municipality's common financing.

    ``cause`` says why a frame is what it is, ``financed_by`` and ``financing`` how a supplement is paid. A frame is lowered by an entry from the
    committee; a supplement that another frame or a pot pays has that one as its source.
    """

    year: int
    kind: str
    source: Unit | None
    target: Unit | None
    amount: int
    text: str
    decision: Decision | None = None
    permanent: bool = False
    financing: str = ""
    financed_by: str = ""
    cause: str = ""


def record_entry(actor: Actor, draft: EntryDraft) -> BudgetEntry:
    """Enter an amount in the ledger. It counts from its decision's day, or from today where no decision is needed.

    Raises Refused when the person may not, RuleBroken when the ends, the decision or the financing do not fit, when the giver has not that much left,
    and when the year is closed. A locked detail budget whose frame changes is opened again, with that as its reason.
    """
    return record_entries(actor, [draft])[0]


def record_entries(actor: Actor, drafts: Sequence[EntryDraft], reason: str = "") -> list[BudgetEntry]:
    """Enter several amounts of one year in one transaction: all or none. Raises as ``record_entry``; ``reason`` is for the history."""
    require_own_hand(actor)
    tree = structure()
    for draft in drafts:
        require(rules.may_record_entry(actor, tree, draft.kind, draft.source, draft.target), who_may(tree, draft))
        require_sound(tree, draft)
    (year,) = {draft.year for draft in drafts}
    label = EntryKind(drafts[0].kind).label
    with recording(actor, reason or _("Antecknade %(kind)s") % {"kind": label}), year_lock(year):
        require_year_not_closed(year)
        if any(draft.kind == EntryKind.FRAME for draft in drafts):
            require_budget_open(year)
        return [_enter(actor, tree, draft) for draft in drafts]


def _enter(actor: Actor, tree: Structure, draft: EntryDraft) -> BudgetEntry:
    """One entry, inside the year's lock."""
    _require_enough(tree, draft.source, draft.year, draft.amount)
    _require_no_second_frame(draft)
    entry = BudgetEntry.objects.create(
        year=draft.year,
        kind=draft.kind,
        source=draft.source,
        target=draft.target,
        amount=draft.amount,
        text=draft.text.strip(),
        decision=draft.decision,
        permanent=draft.permanent,
        financing=financing_words(draft),
        financed_by=draft.financed_by,
        cause=draft.cause,
        booked_on=draft.decision.date if draft.decision else timezone.localdate(),
        recorded_by=actor.user,
    )
    reopen_for_new_frame([draft.source, draft.target], draft.year)
    return entry


def require_corrector(actor: Actor, entry: BudgetEntry, tree: Structure) -> None:
    """Raises Refused, with the words for who may take back an entry: the page that asks why uses them too."""
    require(
        rules.may_correct_entry(actor, tree, entry),
        _("En post rättas av den som får anteckna sådana poster. Hör av dig till en controller."),
    )


def correct_entry(actor: Actor, entry: BudgetEntry, reason: str) -> BudgetEntry:
    """Take back an entry by its counter-entry, which counts from today: earlier days still show the mistake as it stood.

    Raises Refused, and RuleBroken when no reason is given, when the entry is already taken back or is itself a counter-entry, or when the receiver has
    already passed the money on.
    """
    require_own_hand(actor)
    require_corrector(actor, entry, structure())
    if not reason.strip():
        raise RuleBroken(_("Skriv varför posten rättas. Det står sedan i huvudboken."), field="reason")
    with recording(actor, _("Rättade posten: %(reason)s") % {"reason": reason.strip()}), year_lock(entry.year):
        require_year_not_closed(entry.year)
        if entry.kind == EntryKind.FRAME:
            require_budget_open(entry.year)
        if entry.corrects_id is not None:
            raise RuleBroken(_("Posten är själv en rättelse. Anteckna i stället en ny post."))
        if BudgetEntry.objects.filter(corrects=entry).exists():
            raise RuleBroken(_("Posten är redan rättad."))
        _require_enough(structure(), entry.target, entry.year, entry.amount)
        counter = BudgetEntry.objects.create(
            year=entry.year,
            kind=entry.kind,
            source=entry.target,
            target=entry.source,
            amount=entry.amount,
            text=_("Rättelse: %(reason)s") % {"reason": reason.strip()[:180]},
            decision=entry.decision,
            permanent=entry.permanent,
            financing=entry.financing,
            financed_by=entry.financed_by,
            cause=entry.cause,
            booked_on=max(timezone.localdate(), entry.booked_on),
            corrects=entry,
            recorded_by=actor.user,
        )
        reopen_for_new_frame([entry.source, entry.target], entry.year)
    return counter


def who_may(tree: Structure, draft: EntryDraft) -> str:
    """The refusal: who may record such an entry instead."""
    if not rules.needs_decision(draft.kind, draft.source, draft.target):
        upper = draft.target if draft.kind == EntryKind.RETURN else draft.source
        name = upper.name if upper else ""
        return _("Inom verksamheten fördelar den chef som ansvarar för %(unit)s.") % {"unit": name}
    bodies = rules.deciding_bodies(tree, draft.kind, draft.source, draft.target)
    return _("%(kind)s antecknas av %(bodies)s eller av en controller, med organets beslut.") % {
        "kind": str(EntryKind(draft.kind).label).capitalize(),
        "bodies": _(" eller ").join(body.name for body in bodies) or _("det beslutande organet"),
    }


def _require_no_second_frame(draft: EntryDraft) -> None:
    """A frame that is decided stands as the original budget; what is changed once the year has begun is an amendment (KL 11:15, RKR R14)."""
    if draft.kind != EntryKind.FRAME or draft.decision is None or draft.decision.date.year < draft.year:
        return
    holder = draft.target or draft.source
    standing = BudgetEntry.objects.filter(year=draft.year, kind=EntryKind.FRAME, target=holder, corrects=None)
    if standing.filter(corrected_by=None).exists():
        raise RuleBroken(
            _("Ramen för %(year)s är redan beslutad och året har börjat. Anteckna i stället ett tilläggsanslag.")
            % {"year": draft.year},
            field="kind",
        )


def _require_enough(tree: Structure, giver: Unit | None, year: int, amount: int) -> None:
    """Nobody passes on or gives back more than they have left. Asked inside the year's lock."""
    if giver is None:
        return
    left = frames(year).get(giver.pk, EMPTY).unallocated
    if left < amount and giver.pk in tree.pots:
        raise RuleBroken(_overdrawn(giver, sums_of_pot(giver, year), amount), field="amount")
    if left < amount:
        raise RuleBroken(
            _("%(unit)s har %(left)s kr kvar att fördela, och posten är på %(amount)s kr. Det fattas %(short)s kr.")
            % {
                "unit": giver.name,
                "left": format_amount(left, Shown.KR),
                "amount": format_amount(amount, Shown.KR),
                "short": format_amount(amount - left, Shown.KR),
            },
            field="amount",
        )


def _overdrawn(pot: Unit, sums: PotSums, amount: int) -> str:
    return _(
        "%(pot)s har fått %(received)s kr och delat ut %(given)s kr, så %(left)s kr är kvar. Posten är på %(amount)s kr. Det fattas %(short)s kr."
    ) % {
        "pot": pot.name,
        "received": format_kronor(sums.received),
        "given": format_kronor(sums.given),
        "left": format_kronor(sums.left),
        "amount": format_kronor(amount),
        "short": format_kronor(amount - sums.left),
    }
