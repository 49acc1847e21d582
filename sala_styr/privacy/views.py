"""Pages: what we hold about people in open words, an extract for a person, somebody's data taken away, and how long things are kept."""

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import User
from sala_styr.organisation.rules import may_administer, require_administrator
from sala_styr.privacy import actions
from sala_styr.privacy import retention as keeping
from sala_styr.privacy.forms import EraseForm, RetentionForm
from sala_styr.privacy.held import held_about
from sala_styr.privacy.models import Kept, Weeding


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is held, why and for how long, in words for anybody; and which cookies there are."""
    context = {
        "municipality": settings.MUNICIPALITY_NAME,
        "log_days": settings.ACCESS_LOG_DAYS,
        "kept": [(what.label, count) for what, count in keeping.months().items()],
        "email": settings.CONTACT_EMAIL,
    }
    return render(request, "privacy/about.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """What is held about oneself; sent, the answer is the file."""
    return _extract(request, request.user)  # type: ignore[arg-type]


@require_http_methods(["GET", "POST"])
@never_cache
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What is held about somebody who has asked, and the way to take it away when they have left."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    return _extract(request, get_object_or_404(User, pk=pk))


def _extract(request: HttpRequest, of: User) -> HttpResponse:
    if request.method == "POST":
        taken = actions.take_extract(request.actor, of, request)  # type: ignore[attr-defined]
        answer = HttpResponse(
            json.dumps(taken, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="registerutdrag-{slugify(of.username)}.json"'
        return answer
    found = held_about(of)
    context = {
        "person": of,
        "is_own": of == request.user,
        "may_erase": may_administer(request.actor) and of != request.user,  # type: ignore[attr-defined]
        "own": [held for held in found if held.place.is_own],
        "work": [held for held in found if not held.place.is_own and not held.place.is_history],
        "history": sum(held.rows for held in found if held.place.is_history),
    }
    return render(request, "privacy/person.html", context)


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes and what stays when a person's data is taken away, and doing it."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    found = get_object_or_404(User, pk=pk)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            gone = actions.make_pseudonym(request.actor, found, form.cleaned_data["confirmed"], request=request)  # type: ignore[attr-defined]
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(
                request,
                _("Personuppgifterna är borta. Det personen gjorde i tjänsten står kvar under %(name)s.")
                % {"name": gone},
            )
            return redirect("organisation:people")
    return render(request, "privacy/erase.html", {"person": found, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """For how long things are kept, what waits to be weeded and what has been."""
    require_administrator(request.actor)  # type: ignore[attr-defined]
    now = keeping.months()
    form = RetentionForm(request.POST or None, kinds=now)
    if request.method == "POST" and form.is_valid():
        for what, count in now.items():
            if form.cleaned_data[what.value] != count:
                actions.keep_for(request.actor, Kept(what), form.cleaned_data[what.value])  # type: ignore[attr-defined]
        messages.success(request, _("Sparat. Det som är äldre tas bort vid nästa gallring."))
        return redirect("privacy:retention")
    context = {
        "form": form,
        "log_days": settings.ACCESS_LOG_DAYS,
        "waiting": [(what.label, count) for what, count in keeping.waiting().items()],
        "done": Weeding.objects.all()[:20],
    }
    return render(request, "privacy/retention.html", context, status=422 if form.is_bound else 200)
