"""Drawing a sample: by a seed that is told, so that who doubts it draws it again and gets the same."""

import hashlib
import heapq
import secrets
from collections import defaultdict
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.audit.models import LARGEST, Draw
from sala_styr.audit.search import Matching, Wanted
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.history.telling import Change, tell
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require, require_own_hand

Key = tuple[str, int]


def draw(actor: Actor, wanted: Wanted, size: int, seed: str = "") -> tuple[Draw, list[Change]]:
    """Draw ``size`` of the changes that match, and note it in the history. Without ``seed`` one is made.

    Those are drawn whose SHA-256 of "seed:model:number" is the lowest: every one has the same chance, and nobody can choose. Raises RuleBroken when
    nothing matches, or the size is not 1–200.
    """
    require_own_hand(actor)
    require(actor.sees_everything, _("Stickprov dras av revisorer, controllrar och systemförvaltare."))
    if not 1 <= size <= LARGEST:
        raise RuleBroken(_("Dra mellan 1 och %(most)s ändringar.") % {"most": LARGEST}, field="antal")
    seed = seed or secrets.token_hex(8)
    now = wanted.until or timezone.now()
    matching = Matching(actor, Wanted(**{**vars(wanted), "until": now}))
    population = 0

    def counted() -> Any:
        nonlocal population
        for key in matching.each():
            population += 1
            yield key

    chosen = heapq.nsmallest(size, counted(), key=lambda key: _rank(seed, key))
    if not chosen:
        raise RuleBroken(_("Inga ändringar stämmer med villkoren, så det finns inget att dra ur."))
    with recording(actor, _("Drog ett stickprov")):
        drawn = Draw.objects.create(
            drawn_by=actor.user,
            drawn_at=now,
            seed=seed,
            size=len(chosen),
            population=population,
            conditions=wanted.told(),
        )
    return drawn, told(chosen)


def _rank(seed: str, key: Key) -> bytes:
    return hashlib.sha256(f"{seed}:{key[0]}:{key[1]}".encode()).digest()


def told(chosen: list[Key]) -> list[Change]:
    """The chosen changes with before and after, in the order they were drawn. A few queries for each kind of thing and one for each change."""
    by_model: dict[str, list[int]] = defaultdict(list)
    for label, number in chosen:
        by_model[label].append(number)
    found: dict[Key, Change] = {}
    for label, numbers in by_model.items():
        history: Any = apps.get_model(label).history.model
        rows = list(history.objects.filter(history_id__in=numbers).select_related("history_user"))
        for row, change in zip(rows, tell([(row, row.prev_record) for row in rows]), strict=True):
            found[label, row.history_id] = change
    return [found[key] for key in chosen]
