"""The addresses that machines ask: health and metrics. No log-in, nothing about any person."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from sala_styr.operation import health
from sala_styr.operation.addresses import may_read_metrics
from sala_styr.operation.metrics import exposition


def _told(*groups: dict[str, health.Question]) -> JsonResponse:
    answers = health.ask(*groups)
    well = all(answer.well for answer in answers.values())
    told: dict[str, object] = {"läge": "ok" if well else "inte redo"}
    told |= {name: {"ok": answer.well, "säger": answer.words} for name, answer in answers.items()}
    return JsonResponse(told, status=200 if well else 503, json_dumps_params={"ensure_ascii": False})


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing of anybody: a database that is away is no reason to start the process again."""
    return JsonResponse({"läge": "ok"}, json_dumps_params={"ensure_ascii": False})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """May this process be sent people? Database, tables, file store. 200 or 503."""
    return _told(health.READY)


@login_not_required
@never_cache
@require_safe
def whole(request: HttpRequest) -> JsonResponse:
    """Does the service do all it should, its background worker too? For whoever watches over it. 200 or 503."""
    return _told(health.READY, health.WHOLE)


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus. Not there for who is not let in."""
    if not may_read_metrics(request):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
