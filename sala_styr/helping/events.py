"""Lines about help in the log of log-ins."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sala_styr.access.events import note
from sala_styr.access.models import EventKind
from sala_styr.helping.models import HelpConsent


def note_help(kind: EventKind, consent: HelpConsent, request: HttpRequest | None) -> None:
    """A line about the person; ``by`` is the helper, also where the person did it: the two belong together."""
    note(kind, request, user=consent.person, by=consent.helper, way=_("medgivande nr %(n)s") % {"n": consent.pk})
