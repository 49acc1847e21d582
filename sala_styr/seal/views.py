"""The page of seals: the codes are no secret, and the more who have them, the better they hold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sala_styr.organisation.rules import require
from sala_styr.seal.exporting import verifier
from sala_styr.seal.models import Seal
from sala_styr.seal.sealing import unsealed
from sala_styr.shell.paging import page_of


def _reads(request: HttpRequest) -> None:
    """Everybody with an appointment. Raises Refused for others."""
    require(request.actor.is_known, _("Sigillen läses av dem som har ett uppdrag i kommunen."))  # type: ignore[attr-defined]


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """Every seal, the newest first, and how much no seal covers yet."""
    _reads(request)
    waits, since = unsealed()
    context = {"page": page_of(request, Seal.objects.all()), "waits": waits, "since": since}
    return render(request, "seal/seals.html", context)


@require_safe
def verifier_file(request: HttpRequest) -> HttpResponse:
    """The program that verifies an export of the history, as a file."""
    _reads(request)
    headers = {"Content-Disposition": 'attachment; filename="verify_offline.py"'}
    return HttpResponse(verifier(), content_type="text/x-python; charset=utf-8", headers=headers)
