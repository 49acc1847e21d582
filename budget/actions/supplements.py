"""A supplementary appropriation that one or several pay for: an entry each, all or none, whose parts are the appropriation to the öre (KL 11:15)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from budget.actions.ledger import EntryDraft, record_entries
from budget.models import BudgetEntry
from sala_styr.errors import RuleBroken
from sala_styr.money import format_kronor
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit


@dataclass(frozen=True)
class Payer:
    """Who pays a part: öre, positive. ``source`` is the pot or frame where one pays; ``words`` say how, else."""

    financed_by: str
    amount: int
    source: Unit | None = None
    words: str = ""


def supplement(actor: Actor, draft: EntryDraft, payers: Sequence[Payer]) -> list[BudgetEntry]:
    """Enter ``draft``, whose amount is the whole appropriation, as ``payers`` pay it. What it says itself of its financing is not asked.

    Raises RuleBroken when the parts are not exactly the whole or somebody stands there twice, and as ``record_entry`` for each part.
    """
    require_exact(draft.amount, [payer.amount for payer in payers])
    if len({(payer.financed_by, payer.source) for payer in payers}) < len(payers):
        raise RuleBroken(_("Varje betalare står på en rad. Lägg ihop raderna som gäller samma betalare."))
    drafts = [
        replace(
            draft,
            amount=payer.amount,
            source=payer.source,
            financed_by=payer.financed_by,
            financing=payer.words,
        )
        for payer in payers
    ]
    return record_entries(actor, drafts, _("Antecknade tilläggsanslag: %(text)s") % {"text": draft.text.strip()[:180]})


def require_exact(whole: int, parts: Sequence[int]) -> None:
    """Raises RuleBroken with both sides and the difference unless positive ``parts`` are exactly ``whole``. Pure."""
    if sum(parts) == whole and all(part > 0 for part in parts):
        return
    raise RuleBroken(
        _(
            "Finansieringen ska vara exakt anslaget, med något från var och en. Delarna %(parts)s = %(sum)s kr och anslaget är %(whole)s kr: "
            "det skiljer %(apart)s kr. Ingenting är antecknat."
        )
        % {
            "parts": " + ".join(format_kronor(part) for part in parts) or "–",
            "sum": format_kronor(sum(parts)),
            "whole": format_kronor(whole),
            "apart": format_kronor(abs(whole - sum(parts))),
        },
        field="amount",
    )
