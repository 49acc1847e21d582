"""The seal as a decided report says it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.seal.models import Cause
from sala_styr.seal.sealing import seal


def sealed_line(about: str) -> str:
    """Seal the history and tell the seal in a sentence; empty when there is no history at all."""
    made = seal(Cause.REPORT, about)
    if made is None:
        return ""
    told = {"code": made.code, "day": timezone.localtime(made.made_at).date().isoformat(), "size": made.size}
    return _("Historikens sigill: %(code)s (%(day)s, %(size)s rader)") % told
