"""What an entry of the ledger must be: its ends, its words, its decision and how it is paid. Nothing here asks the database."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from budget import rules
from budget.models import EntryKind, FinancedBy
from budget.queries.structure import Structure, is_municipal
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit, UnitKind

if TYPE_CHECKING:
    from budget.actions.ledger import EntryDraft


def require_sound(tree: Structure, draft: "EntryDraft") -> None:
    """Raises RuleBroken, with the field, for what does not fit in an entry."""
    _require_ends(tree, draft)
    _require_words(tree, draft)


def financing_words(draft: "EntryDraft") -> str:
    """How it is paid, in words: those that were given, else the frame or pot that pays."""
    if draft.financing.strip() or draft.financed_by != FinancedBy.FRAME or draft.source is None:
        return draft.financing.strip()
    return _("Ur %(unit)s") % {"unit": draft.source.name}


def _require_ends(tree: Structure, draft: "EntryDraft") -> None:
    source, target, kind = draft.source, draft.target, draft.kind
    if any(unit is not None and not is_municipal(unit) for unit in (source, target)):
        raise RuleBroken(_("Bolag och förbund har ingen ram. De styrs av resultat och ägardirektiv."), field="target")
    if source is None and target is None:
        raise RuleBroken(_("Ange vem som får eller lämnar pengarna."), field="target")
    if source is not None and target is not None and source.pk == target.pk:
        raise RuleBroken(_("Pengarna behöver gå från en enhet till en annan."), field="target")
    _require_ends_of_frames(draft)
    if kind == EntryKind.CENTRAL_POT and not (
        source is not None and source.kind == UnitKind.CENTRAL and rules.holds_frame(target)
    ):
        raise RuleBroken(_("Ur en central pott går pengarna från gemensamma poster till en nämnd."), field="target")
    if kind == EntryKind.ALLOCATION and not _goes_down(tree, source, target):
        raise RuleBroken(_("En fördelning går nedåt: till en enhet som hör till den som fördelar."), field="target")
    if kind == EntryKind.RETURN and not _goes_down(tree, target, source):
        raise RuleBroken(_("En återlämning går uppåt: till den som pengarna fördelades av."), field="target")
    if kind in (EntryKind.REALLOCATION, EntryKind.TECHNICAL) and not _side_by_side(tree, source, target):
        raise RuleBroken(
            _("Flytta mellan nämnder, eller mellan två enheter i samma nämnd där ingen hör till den andra."),
            field="target",
        )
    if kind == EntryKind.REALLOCATION and (source is None or target is None):
        raise RuleBroken(_("En omfördelning har både en som lämnar och en som får."), field="target")


def _require_ends_of_frames(draft: "EntryDraft") -> None:
    """Frames come from the common financing and go back there; a supplement comes from there, or from the frame or pot that pays it."""
    source, target = draft.source, draft.target
    if draft.kind == EntryKind.FRAME and not (
        (source is None and rules.holds_frame(target)) or (target is None and rules.holds_frame(source))
    ):
        raise RuleBroken(
            _(
                "En ram går från den gemensamma finansieringen till en nämnd eller till gemensamma poster. Sänks den går beloppet tillbaka dit."
            ),
            field="target",
        )
    if draft.kind != EntryKind.SUPPLEMENTARY:
        return
    if not rules.holds_frame(target):
        raise RuleBroken(_("Ett tilläggsanslag går till en nämnd eller till gemensamma poster."), field="target")
    if source is not None and not rules.holds_frame(source):
        raise RuleBroken(
            _("Ett tilläggsanslag betalas av den gemensamma finansieringen, en central pott eller en nämnds ram."),
            field="source",
        )


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


def _require_words(tree: Structure, draft: "EntryDraft") -> None:
    if draft.amount <= 0:
        raise RuleBroken(_("Beloppet behöver vara större än noll. Från och till anger riktningen."), field="amount")
    if not draft.text.strip():
        raise RuleBroken(_("Skriv vad posten gäller."), field="text")
    if draft.cause and draft.kind != EntryKind.FRAME:
        raise RuleBroken(_("Skäl till ändring från året innan hör till ramen. Lämna det tomt här."), field="cause")
    if draft.kind == EntryKind.SUPPLEMENTARY:
        _require_financing(draft)
    if not rules.needs_decision(draft.kind, draft.source, draft.target):
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


def _require_financing(draft: "EntryDraft") -> None:
    """A supplement says what pays it (KL 11:15), and the one who pays is at its other end."""
    if not financing_words(draft):
        raise RuleBroken(
            _("Ett tilläggsanslag behöver sin finansiering (kommunallagen 11 kap. 15 §)."), field="financing"
        )
    if not draft.financed_by:
        raise RuleBroken(_("Välj vad som betalar tilläggsanslaget."), field="financed_by")
    if draft.financed_by == FinancedBy.FRAME and draft.source is None:
        raise RuleBroken(_("Välj vilken pott eller ram som betalar."), field="source")
    if draft.financed_by != FinancedBy.FRAME and draft.source is not None:
        raise RuleBroken(
            _("Betalas anslaget av %(unit)s, välj att en pott eller annan ram betalar.") % {"unit": draft.source.name},
            field="financed_by",
        )
