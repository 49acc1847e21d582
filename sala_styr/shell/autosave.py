"""The server's half of a form that saves itself (static/styr/js/autosave.js says the whole agreement).

A view reads what was typed with ``typed_fields``, lets its action put each text together with what stands now (``Typed.onto``), and answers
with ``saved``. ``@autosaving`` says an action's no in the way that the page understands.
"""

import json
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sala_styr.errors import Refused, RuleBroken
from sala_styr.shell.once import wait_for_turn
from sala_styr.text_merge import Merged, Typed

__all__ = ["Typed", "autosaving", "saved", "sent_bases", "typed_fields"]
REMEMBERED = 40
"""Sendings of the last minutes, over all the pages that one has open."""

_IN_SESSION = "autosaved"
View = Callable[..., HttpResponse]


def typed_fields(request: HttpRequest, allowed: Collection[str], longest: int = 50_000) -> dict[str, Typed]:
    """The fields that came with the request. Raises RuleBroken for what cannot be read, is not among ``allowed`` or is too long."""
    try:
        sent = json.loads(request.body)
        again = sent.get("stamp") in request.session.get(_IN_SESSION, [])
        fields = {
            str(name): Typed(_plain(each["base"]), _plain(each["text"]), again) for name, each in sent["fields"].items()
        }
        writer = sent.get("user")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleBroken(_("Det som skickades gick inte att läsa. Ladda om sidan och försök igen.")) from error
    if writer is not None and str(writer) != str(request.actor.user.pk):  # type: ignore[attr-defined]
        raise RuleBroken(_("Du är inloggad som någon annan nu. Det du skrev finns kvar här; logga in som förut."))
    if not fields or not set(fields) <= set(allowed):
        raise RuleBroken(_("Någon av rutorna kan inte sparas av dig här. Ladda om sidan; det du skrev finns kvar."))
    if any(len(typed.text) > longest for typed in fields.values()):
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken får plats.") % {"n": longest})
    return fields


def _plain(text: Any) -> str:
    """Line ends as one sign; a sign that no database keeps is left out."""
    if not isinstance(text, str):
        raise TypeError(text)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").encode("utf-8", "ignore").decode()


def sent_bases(data: Mapping[str, Any]) -> dict[str, str]:
    """What each text began from, when the form's own button was used on a page that saves itself; empty without scripts."""
    return {name.removeprefix("bas-"): _plain(data[name]) for name in data if name.startswith("bas-")}


def saved(
    request: HttpRequest,
    version: int,
    texts: Mapping[str, Merged],
    also: Mapping[str, int] | None = None,
    held: Mapping[str, str] | None = None,
    note: str = "",
) -> JsonResponse:
    """The answer yes: what now stands, what both wrote in the same sentence, and when. The sending's stamp is remembered in the session,
    in the same transaction as what was written: either both are kept or neither.

    ``also``: what unseen fields of the form say now, where a page of many things has a version for each. ``held``: fields that wait for something
    else to be written, with what is saved of them so far; ``note`` says what for.
    """
    stamp = json.loads(request.body).get("stamp")
    if stamp:
        seen = request.session.get(_IN_SESSION, [])
        request.session[_IN_SESSION] = [*seen[1 - REMEMBERED :], str(stamp)[:40]]
        request.session.save()
        request.session.modified = False
    fields = {name: {"text": merged.text, "clashes": merged.clashes} for name, merged in texts.items()}
    now = f"{timezone.localtime():%H:%M}"
    more = {"also": dict(also or {}), "held": dict(held or {}), "note": note}
    return JsonResponse({"version": version, "at": now, "fields": fields, **more})


def autosaving(view: View) -> View:
    """Decorator: POST only; an action's no becomes ``{"fault": …}``, which the page shows beside the text that it keeps.

    One sending of a session at a time: what is sent again while the first still runs waits for it, and finds that it has been taken. On PostgreSQL
    they wait at the session's row, on SQLite because a transaction there has the whole file.
    """

    @wraps(view)
    @require_POST
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                wait_for_turn(request)
                return view(request, *args, **kwargs)
        except Refused as error:
            return JsonResponse({"fault": str(error)}, status=403)
        except RuleBroken as error:
            return JsonResponse({"fault": str(error)}, status=409)

    return answer
