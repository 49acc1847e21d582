"""The seal as a decided report says it: a line for people, and all of it as a QR code for whoever verifies the history."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.seal.codes import mark_of
from sala_styr.seal.models import Cause
from sala_styr.seal.sealing import seal


@dataclass(frozen=True)
class Sealed:
    """``line``: the seal's short code in a sentence. ``mark``: all of the seal, as ``codes.mark_of`` writes it."""

    line: str
    mark: str


def sealed(about: str) -> Sealed | None:
    """Seal the history and tell the seal; None when there is no history at all."""
    made = seal(Cause.REPORT, about)
    if made is None:
        return None
    day = timezone.localtime(made.made_at).date().isoformat()
    told = {"code": made.code, "day": day, "size": made.size}
    line = _("Historikens sigill: %(code)s (%(day)s, %(size)s rader)") % told
    return Sealed(line, mark_of(made.number, day, made.size, made.digest))
