"""What the council does with frames: a change from last year with its cause, and a reallocation between several that sums to nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from budget.actions.ledger import EntryDraft, record_entries, record_entry
from budget.models import BudgetEntry, EntryKind, FrameCause
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.money import format_kronor
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit


def change_frame(
    actor: Actor,
    unit: Unit,
    year: int,
    *,
    cause: str,
    amount: int,
    text: str,
    decision: Decision | None,
    permanent: bool = True,
) -> BudgetEntry:
    """One step from last year's frame to this year's: öre, + raises the frame and − lowers it.

    Raises RuleBroken when no cause is given or the amount is nothing, and as ``record_entry``.
    """
    if cause not in FrameCause.values:
        raise RuleBroken(_("Välj varför ramen ändras."), field="cause")
    if not amount:
        raise RuleBroken(_("Skriv med hur mycket ramen ändras: + höjer, − sänker."), field="amount")
    if cause == FrameCause.BASE and amount < 0:
        raise RuleBroken(_("Ramen från året innan är ett belopp utan minus."), field="amount")
    draft = EntryDraft(
        year=year,
        kind=EntryKind.FRAME,
        source=None if amount > 0 else unit,
        target=unit if amount > 0 else None,
        amount=abs(amount),
        text=text,
        decision=decision,
        permanent=permanent,
        cause=cause,
    )
    return record_entry(actor, draft)


@dataclass(frozen=True)
class Move:
    """What one unit gets (+) or gives up (−) in a reallocation: öre."""

    unit: Unit
    amount: int


def reallocate(
    actor: Actor, year: int, moves: Sequence[Move], *, text: str, decision: Decision | None, permanent: bool = False
) -> list[BudgetEntry]:
    """Move money between several units at once, by one decision: all of it or none. The sum must be nothing (invariant 5).

    Each krona goes from one who gives to one who gets, in the order of ``moves``, so the ledger stays double entry. Raises RuleBroken with the arithmetic
    when it does not sum to nothing or nobody gives, and as ``record_entry``.
    """
    moves = [move for move in moves if move.amount]
    require_sums_to_nothing(moves)
    if len({move.unit.pk for move in moves}) < len(moves):
        raise RuleBroken(_("Varje enhet står på en rad. Lägg ihop raderna som gäller samma enhet."))
    drafts = [
        EntryDraft(
            year=year,
            kind=EntryKind.REALLOCATION,
            source=source,
            target=target,
            amount=amount,
            text=text,
            decision=decision,
            permanent=permanent,
        )
        for source, target, amount in paired(moves)
    ]
    return record_entries(actor, drafts, _("Omfördelade: %(text)s") % {"text": text.strip()[:180]})


def require_sums_to_nothing(moves: Iterable[Move]) -> None:
    """Raises RuleBroken, which says both sides and the difference."""
    moves = list(moves)
    up = sum(move.amount for move in moves if move.amount > 0)
    down = -sum(move.amount for move in moves if move.amount < 0)
    if not up and not down:
        raise RuleBroken(_("Skriv vem som får och vem som lämnar: + höjer, − sänker."))
    if up != down:
        raise RuleBroken(
            _(
                "En omfördelning går jämnt upp. Ökningar %(up)s kr, minskningar %(down)s kr: det skiljer %(apart)s kr. Ingenting är antecknat."
            )
            % {"up": format_kronor(up), "down": format_kronor(down), "apart": format_kronor(abs(up - down))}
        )


def paired(moves: Iterable[Move]) -> list[tuple[Unit, Unit, int]]:
    """(giver, receiver, öre) that together make ``moves``, which must sum to nothing. At most one fewer than the moves. Pure."""
    moves = list(moves)
    givers = [Move(move.unit, -move.amount) for move in moves if move.amount < 0]
    receivers = [move for move in moves if move.amount > 0]
    pairs: list[tuple[Unit, Unit, int]] = []
    while givers and receivers:
        amount = min(givers[0].amount, receivers[0].amount)
        pairs.append((givers[0].unit, receivers[0].unit, amount))
        givers, receivers = _without(givers, amount), _without(receivers, amount)
    return pairs


def _without(side: list[Move], amount: int) -> list[Move]:
    """The moves less ``amount`` of the first one, which is gone when nothing of it is left."""
    first, *rest = side
    return [Move(first.unit, first.amount - amount), *rest] if first.amount > amount else rest
