"""The one lawful way to change history rows: erasing personal data, and upgrades that must move what is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

if TYPE_CHECKING:
    from sala_styr.organisation.actor import Actor
    from sala_styr.seal.models import Rewrite


@contextmanager
def allowing_rewrite(actor: "Actor", reason: str) -> Iterator["Rewrite"]:
    """One transaction in which history rows may be changed and removed. Who, why and when is kept, and which rows the database itself notes: each
    gets a new leaf, so verification tells of a lawful rewriting instead of a fault. Leaves and seals themselves are never changed.
    """
    from sala_styr.seal.models import Rewrite
    from sala_styr.seal.triggers import switch

    with transaction.atomic():
        kept = Rewrite.objects.create(reason=reason, made_at=timezone.now(), made_by=actor.user)
        with switch.rewriting(kept.pk):
            yield kept
