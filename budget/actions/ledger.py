"""Writing in the budget ledger: a new entry, or a counter-entry that takes one back. Nothing is ever overwritten (domain §4.3)."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from budget import rules
from budget.actions.detail import reopen_for_new_frame
from budget.actions.locks import require_year_not_closed, year_lock
from budget.models import BudgetEntry, EntryKind
from budget.queries.ledger import EMPTY, frames
from budget.queries.structure import Structure, is_municipal, structure
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, UnitKind
from sala_styr.organisation.rules import require


@dataclass(frozen=True)
class EntryDraft:
    """What is to be entered. ``amount`` is öre and positive; ``source`` None is the municipality's common financing."""

    year: int
    kind: str
    source: Unit | None
    target: Unit | None
    amount: int
    text: str
    decision: Decision | None = None
    permanent: bool = False
    financing: str = ""


def record_entry(actor: Actor, draft: EntryDraft) -> BudgetEntry:
    """Enter an amount in the ledger. It counts from its decision's day, or from today where no decision is needed.

    Raises Refused when the person may not, RuleBroken when the ends, the decision or the financing do not fit, when the giver has not that much left,
    and when the year is closed. A locked detail budget whose frame changes is opened again, with that as its reason.
    """
    tree = structure()
    require(rules.may_record_entry(actor, tree, draft.kind, draft.source, draft.target), who_may(tree, draft))
    _require_ends(tree, draft)
    _require_words(tree, draft)
    with recording(actor, _("Antecknade %(kind)s") % {"kind": EntryKind(draft.kind).label}), year_lock(draft.year):
        require_year_not_closed(draft.year)
        _require_enough(draft.source, draft.year, draft.amount)
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
            financing=draft.financing.strip(),
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
    require_corrector(actor, entry, structure())
    if not reason.strip():
        raise RuleBroken(_("Skriv varför posten rättas. Det står sedan i huvudboken."), field="reason")
    with recording(actor, _("Rättade posten: %(reason)s") % {"reason": reason.strip()}), year_lock(entry.year):
        require_year_not_closed(entry.year)
        if entry.corrects_id is not None:
            raise RuleBroken(_("Posten är själv en rättelse. Anteckna i stället en ny post."))
        if BudgetEntry.objects.filter(corrects=entry).exists():
            raise RuleBroken(_("Posten är redan rättad."))
        _require_enough(entry.target, entry.year, entry.amount)
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
            booked_on=max(timezone.localdate(), entry.booked_on),
            corrects=entry,
            recorded_by=actor.user,
        )
        reopen_for_new_frame([entry.source, entry.target], entry.year)
    return counter


def who_may(tree: Structure, draft: EntryDraft) -> str:
    """The refusal: who may record such an entry instead."""
    if not rules.needs_decision(draft.kind, draft.source):
        name = draft.source.name if draft.source else ""
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
    standing = BudgetEntry.objects.filter(year=draft.year, kind=EntryKind.FRAME, target=draft.target, corrects=None)
    if standing.filter(corrected_by=None).exists():
        raise RuleBroken(
            _("Ramen för %(year)s är redan beslutad och året har börjat. Anteckna i stället ett tilläggsanslag.")
            % {"year": draft.year},
            field="kind",
        )


def _require_ends(tree: Structure, draft: EntryDraft) -> None:
    source, target, kind = draft.source, draft.target, draft.kind
    if any(unit is not None and not is_municipal(unit) for unit in (source, target)):
        raise RuleBroken(_("Bolag och förbund har ingen ram. De styrs av resultat och ägardirektiv."), field="target")
    if source is None and target is None:
        raise RuleBroken(_("Ange vem som får eller lämnar pengarna."), field="target")
    if source is not None and target is not None and source.pk == target.pk:
        raise RuleBroken(_("Pengarna behöver gå från en enhet till en annan."), field="target")
    if kind in (EntryKind.FRAME, EntryKind.SUPPLEMENTARY) and (source is not None or not rules.holds_frame(target)):
        raise RuleBroken(
            _(
                "Ram och tilläggsanslag går från den gemensamma finansieringen till en nämnd eller till gemensamma poster."
            ),
            field="target",
        )
    if kind == EntryKind.CENTRAL_POT and not (
        source is not None and source.kind == UnitKind.CENTRAL and rules.holds_frame(target)
    ):
        raise RuleBroken(_("Ur en central pott går pengarna från gemensamma poster till en nämnd."), field="target")
    if kind == EntryKind.ALLOCATION and not _goes_down(tree, source, target):
        raise RuleBroken(_("En fördelning går nedåt: till en enhet som hör till den som fördelar."), field="target")
    if kind in (EntryKind.REALLOCATION, EntryKind.TECHNICAL) and not _side_by_side(tree, source, target):
        raise RuleBroken(
            _("Flytta mellan nämnder, eller mellan två enheter i samma nämnd där ingen hör till den andra."),
            field="target",
        )
    if kind == EntryKind.REALLOCATION and (source is None or target is None):
        raise RuleBroken(_("En omfördelning har både en som lämnar och en som får."), field="target")


def _goes_down(tree: Structure, source: Unit | None, target: Unit | None) -> bool:
    if source is None or target is None:
        return False
    return tree.is_above(source.pk, target.pk) and tree.holder_of[source.pk] == tree.holder_of[target.pk]


def _side_by_side(tree: Structure, source: Unit | None, target: Unit | None) -> bool:
    """Both are committees (or the common financing), or both lie within one committee and neither under the other: else a committee's frame would no longer
    be the sum of what lies in it."""
    if all(unit is None or rules.holds_frame(unit) for unit in (source, target)):
        return True
    if source is None or target is None or tree.holder_of[source.pk] != tree.holder_of[target.pk]:
        return False
    return not tree.is_above(source.pk, target.pk) and not tree.is_above(target.pk, source.pk)


def _require_words(tree: Structure, draft: EntryDraft) -> None:
    if draft.amount <= 0:
        raise RuleBroken(_("Beloppet behöver vara större än noll. Från och till anger riktningen."), field="amount")
    if not draft.text.strip():
        raise RuleBroken(_("Skriv vad posten gäller."), field="text")
    if draft.kind == EntryKind.SUPPLEMENTARY and not draft.financing.strip():
        raise RuleBroken(
            _("Ett tilläggsanslag behöver sin finansiering (kommunallagen 11 kap. 15 §)."), field="financing"
        )
    if not rules.needs_decision(draft.kind, draft.source):
        return
    bodies = rules.deciding_bodies(tree, draft.kind, draft.source, draft.target)
    if draft.decision is None:
        raise RuleBroken(_("Ange beslutet. Saknas det i listan behöver det antecknas först."), field="decision")
    if draft.decision.body_id not in {body.pk for body in bodies}:
        raise RuleBroken(
            _("Beslutet behöver vara fattat av %(bodies)s.")
            % {"bodies": _(" eller ").join(body.name for body in bodies)},
            field="decision",
        )


def _require_enough(giver: Unit | None, year: int, amount: int) -> None:
    """Nobody passes on or gives back more than they have left. Asked inside the year's lock."""
    if giver is None:
        return
    left = frames(year).get(giver.pk, EMPTY).unallocated
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
