"""Pages of mail: what I want to be reminded of, saying no from a letter, and the controller's outbox."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.errors import RuleBroken
from sala_styr.mail import actions
from sala_styr.mail.composing import read_token
from sala_styr.mail.forms import AbsenceForm, OutboxFilter
from sala_styr.mail.kinds import find_mail_kind
from sala_styr.mail.lists import outbox_listing
from sala_styr.mail.models import Message
from sala_styr.mail.queries import absences_of, choices_of, outbox, people_without_address, troubled_counts
from sala_styr.mail.rules import may_see_outbox, require_outbox
from sala_styr.organisation.models import User
from sala_styr.organisation.rules import may_administer
from sala_styr.shell.addresses import way_back
from sala_styr.shell.contributions import panels
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

PAGE_SIZE = 50


def _mine_page(request: HttpRequest, form: AbsenceForm) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "choices": choices_of(actor),
        "absences": absences_of(actor),
        "form": form,
        "address": request.user.email,  # type: ignore[union-attr]
        "may_see_outbox": may_see_outbox(actor),
    }
    return render(request, "mail/mine.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """My reminders: which kinds I get, and when I am away."""
    form = AbsenceForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            actions.be_away(request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Antecknat. Vi påminner någon annan medan du är borta."))
            return redirect("mail:mine")
    return _mine_page(request, form)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Save which kinds I want."""
    actions.choose_kinds(request.actor, request.POST.getlist("kind"))  # type: ignore[attr-defined]
    messages.success(request, _("Sparat. Det gäller från och med nästa brev."))
    return redirect("mail:mine")


@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a note of being away."""
    actions.be_back(request.actor, get_object_or_404(absences_of(request.actor), pk=pk))  # type: ignore[attr-defined]
    messages.success(request, _("Borttaget. Påminnelserna kommer till dig."))
    return redirect("mail:mine")


# Without the seal: the mail program's own button posts here (RFC 8058). What it may do is signed in the address.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Say no to a kind of letter from the letter itself, without logging in. Looking changes nothing; the button does."""
    read = read_token(token)
    user = User.objects.filter(pk=read[0]).first() if read else None
    kind = find_mail_kind(read[1]) if read else None
    if user is None or kind is None:
        raise Http404
    done = ""
    if request.method == "POST":
        done = "yes" if request.POST.get("igen") else "no"
        (actions.say_yes if done == "yes" else actions.say_no)(user, kind.name)
    return render(request, "mail/unsubscribe.html", {"kind": kind, "done": done, "address": user.email})


@require_safe
@never_cache
def outbox_page(request: HttpRequest) -> HttpResponse:
    """What was sent, to whom, and what did not arrive. A constant number of queries."""
    actor = request.actor  # type: ignore[attr-defined]
    require_outbox(actor)
    form = OutboxFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"lage": "", "q": ""}
    found = outbox(actor, asked["lage"], asked["q"])
    if file := as_file(request, lambda: outbox_listing(found)):
        return file
    context = {
        "form": form,
        "page": page_of(request, found, PAGE_SIZE),
        "narrowed": bool(asked["lage"] or asked["q"]),
        "troubled": troubled_counts(),
        "without_address": list(people_without_address(timezone.localdate())),
        "may_administer": may_administer(actor),
        "panels": panels("outbox", request),
    }
    return render(request, "mail/outbox.html", context)


def _letter(request: HttpRequest, pk: int) -> Message:
    require_outbox(request.actor)  # type: ignore[attr-defined]
    return get_object_or_404(outbox(request.actor).select_related("content"), pk=pk)  # type: ignore[attr-defined]


@require_safe
@never_cache
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: what stands in it, when it left, or why it did not."""
    found = _letter(request, pk)
    return render(request, "mail/letter.html", {"letter": found})


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a letter again that failed, or of which nobody knows."""
    actions.send_again(request.actor, _letter(request, pk))  # type: ignore[attr-defined]
    messages.success(request, _("Brevet ligger i kön igen och skickas strax."))
    return redirect(way_back(request))


@require_POST
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a letter that did not arrive, or take that back."""
    wanted = request.POST.get("fram") != "1"
    actions.put_aside(request.actor, _letter(request, pk), wanted)  # type: ignore[attr-defined]
    messages.success(request, _("Brevet är lagt åt sidan.") if wanted else _("Brevet är framtaget igen."))
    return redirect(way_back(request))
