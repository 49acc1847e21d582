"""The chain of seals: each one's digest, link and signature, and the tree's root computed again from the leaves."""

import hmac
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from sala_styr.seal.codes import means
from sala_styr.seal.merkle import Peaks
from sala_styr.seal.models import Leaf, Seal
from sala_styr.seal.sealing import NO_SEAL, PORTION, seal_digest, signature
from sala_styr.seal.verifying.findings import Finding, Kind

TABLE = "seal_seal"


def check_chain() -> Iterator[Finding]:
    """Faults of the seals and of the tree under them, in order."""
    tree, previous = Peaks(), None
    digests = _digests()
    for seal in Seal.objects.order_by("number").iterator(PORTION):
        yield from _links(seal, previous)
        while tree.size < seal.size:
            found = next(digests, None)
            if found is None:
                detail = _("sigillet omfattar %(said)s löv, men det finns bara %(there)s")
                yield Finding(
                    Kind.LEAVES, "seal_leaf", tree.size, detail=detail % {"said": seal.size, "there": tree.size}
                )
                return
            position, digest = found
            if position != tree.size:
                detail = _("löv %(place)s saknas") % {"place": tree.size}
                yield Finding(Kind.LEAVES, "seal_leaf", tree.size, detail=detail)
                return
            tree.add(digest)
        if tree.size == seal.size and tree.root.hex() != seal.root:
            yield Finding(Kind.SEAL, TABLE, seal.number, ("root",), _("lövens rot är en annan än den förseglade"))
        previous = seal
    if previous and settings.SALA_SEAL_KEY and not Seal.objects.exclude(signature="").exists():
        detail = _("inget sigill är signerat, fast det finns en nyckel; är nyckeln ny, försegla en gång till")
        yield Finding(Kind.SIGNATURE, TABLE, previous.number, ("signature",), detail)


def _digests() -> Iterator[tuple[int, bytes]]:
    rows = Leaf.objects.order_by("position").values_list("position", "digest")
    return ((position, bytes(digest)) for position, digest in rows.iterator(PORTION))


def _links(seal: Seal, previous: Seal | None) -> Iterator[Finding]:
    number, before = (previous.number + 1, previous.digest) if previous else (1, NO_SEAL)
    if seal.number != number:
        yield Finding(Kind.SEAL, TABLE, number, detail=_("sigillet saknas"))
    elif seal.previous != before:
        yield Finding(Kind.SEAL, TABLE, seal.number, ("previous",))
    if seal.digest != seal_digest(seal):
        yield Finding(Kind.SEAL, TABLE, seal.number, ("digest",))
    if previous and seal.made_at < previous.made_at:
        yield Finding(Kind.SEAL, TABLE, seal.number, ("made_at",), _("sigillet är äldre än det före"))
    if settings.SALA_SEAL_KEY:
        yield from _signed(seal, previous)


def _signed(seal: Seal, previous: Seal | None) -> Iterator[Finding]:
    """With a key every seal is signed from the first signed one on."""
    if not seal.signature:
        if previous and previous.signature:
            detail = _("sigillet är inte signerat, fast det före är det")
            yield Finding(Kind.SIGNATURE, TABLE, seal.number, ("signature",), detail)
    elif not hmac.compare_digest(seal.signature, signature(seal.digest)):
        yield Finding(Kind.SIGNATURE, TABLE, seal.number, ("signature",))


def check_roots(roots: Sequence[str]) -> Iterator[Finding]:
    """Faults of codes and digests that were kept outside: each must be in the chain."""
    missing = list(roots)
    for digest in Seal.objects.values_list("digest", flat=True).iterator(PORTION):
        missing = [said for said in missing if not means(said, digest)]
    for said in missing:
        yield Finding(Kind.ROOT, TABLE, said)
