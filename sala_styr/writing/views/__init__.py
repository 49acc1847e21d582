"""Pages of writing together."""

from django.http import Http404, HttpRequest

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.writing.rules import may_arrange_templates


def known(request: HttpRequest) -> Actor:
    """The acting person. Raises Http404 for somebody without an appointment: that there are reports is nobody else's business."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_known:
        raise Http404
    return actor


def arranger(request: HttpRequest, reason: str) -> Actor:
    """The acting person, who may arrange templates. Raises Refused with ``reason``."""
    actor = known(request)
    require(may_arrange_templates(actor), reason)
    return actor
