"""Inviting to a dialogue, its appointment for the calendar, and the frozen pack as a page and a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.actions.invitations import USUAL_END, USUAL_START, ask_for_file, invite
from followup.calendar import PUBLISH, invitation_ics
from followup.forms.packs import InvitationForm
from followup.models import Dialogue, DialogueInvitation, DialoguePack, DialogueState
from followup.queries.dialogue_questions import questions_of
from followup.queries.dialogues import followed_dialogues, people_of, with_people
from followup.queries.pack_facts import last_confirmed
from followup.queries.packs import invitation_of, packs_of, readable_packs
from followup.queries.places import place_of
from followup.reports.pack import PackContent, compose, read, read_text
from followup.rules import may_plan_dialogue
from followup.views.shared import known_actor
from sala_styr.documents.layout import section_views
from sala_styr.documents.store import FileChanged, read_checked
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once


def followed_or_404(actor: Actor, pk: int) -> Dialogue:
    """A dialogue whose drafts the person may read, with its participants."""
    dialogues = followed_dialogues(actor).select_related("period", "upper", "lower")
    return get_object_or_404(with_people(dialogues), pk=pk)


def _may_invite(actor: Actor, dialogue: Dialogue) -> bool:
    return may_plan_dialogue(actor, place_of(dialogue.upper), place_of(dialogue.lower))


def _require_may_invite(actor: Actor, dialogue: Dialogue) -> None:
    require(_may_invite(actor, dialogue), _("Inbjudan skickas av någon av de två parterna eller av en controller."))
    if dialogue.state == DialogueState.CONFIRMED:
        raise RuleBroken(_("Dialogen är bekräftad av båda. Nu går det inte att bjuda in till den."))


@require_http_methods(["GET", "POST"])
@once
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle when, where, who and what to talk about; the pack is frozen and the invitation sent by the same press."""
    actor = known_actor(request)
    found = followed_or_404(actor, pk)
    _require_may_invite(actor, found)
    stands = invitation_of(found)
    form = _invitation_form(found, stands, request.POST if request.method == "POST" else None)
    if form.is_valid():
        pack = _sent(actor, found, form)
        if pack is not None:
            messages.success(request, _sent_words(found))
            return redirect("followup:pack", pk, pack.version)
    context = {
        "dialogue": found,
        "form": form,
        "invitation": stands,
        "without": [person for person in form.fields["participants"].queryset if not person.email],  # type: ignore[attr-defined]
    }
    return render(request, "followup/invitation.html", context, status=422 if form.is_bound else 200)


def _invitation_form(found: Dialogue, stands: DialogueInvitation | None, data: Any) -> InvitationForm:
    taking_part = [row.user_id for row in found.participants.all()]
    initial = {
        "day": found.day,
        "place": found.place,
        "version": found.version,
        "starts": stands.starts if stands else USUAL_START,
        "ends": stands.ends if stands else USUAL_END,
        "message": stands.message if stands else "",
        "questions": "\n".join(questions_of(found)),
        "participants": taking_part,
    }
    people = people_of(found.upper, found.lower, found.day, also=taking_part)
    return InvitationForm(data, people=people, initial=initial)


def _sent(actor: Actor, found: Dialogue, form: InvitationForm) -> DialoguePack | None:
    said = dict(form.cleaned_data)
    said["questions"] = said["questions"].splitlines()
    try:
        return invite(actor, found, **said)
    except RuleBroken as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None


def _sent_words(found: Dialogue) -> str:
    people = [row.user for row in found.participants.select_related("user").order_by("pk")]
    without = [str(person) for person in people if not person.email]
    sent = ngettext(
        "Underlaget är fryst och inbjudan är på väg till %(n)d person.",
        "Underlaget är fryst och inbjudan är på väg till %(n)d personer.",
        len(people) - len(without),
    ) % {"n": len(people) - len(without)}
    if not without:
        return sent
    return sent + " " + _("Säg till %(names)s själv: där finns ingen e-postadress.") % {"names": ", ".join(without)}


@require_safe
@never_cache
def calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The appointment as a file for one's own calendar."""
    found = followed_or_404(known_actor(request), pk)
    stands = invitation_of(found)
    if stands is None:
        raise Http404
    content = invitation_ics(found, stands, [], request.build_absolute_uri(address_path(found)), PUBLISH)
    headers = {"Content-Disposition": f'attachment; filename="dialog-{found.day:%Y-%m-%d}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def address_path(dialogue: Dialogue) -> str:
    """The dialogue's own page."""
    return reverse("followup:dialogue", args=[dialogue.pk])


@require_safe
@never_cache
def pack(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """The pack as it was frozen, with the ways to how things are now."""
    actor = known_actor(request)
    found = followed_or_404(actor, pk)
    shown = _pack_or_404(actor, found, version)
    context = _pack_context(found, read(shown)) | {
        "pack": shown,
        "file": getattr(shown, "file", None),
        "versions": packs_of(actor, found),
        "may_invite": found.state != DialogueState.CONFIRMED and _may_invite(actor, found),
    }
    return render(request, "followup/pack.html", context)


@require_safe
@never_cache
def pack_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the pack would say if it were frozen now. Nothing is kept."""
    actor = known_actor(request)
    found = followed_or_404(actor, pk)
    _require_may_invite(actor, found)
    stands = invitation_of(found) or DialogueInvitation(dialogue=found, starts=USUAL_START, ends=USUAL_END)
    stands.questions = "\n".join(questions_of(found))
    newest = packs_of(actor, found)
    text = compose(found, stands, (newest[0].version if newest else 0) + 1, timezone.now())
    return render(request, "followup/pack.html", _pack_context(found, read_text(text)) | {"may_invite": True})


def _pack_or_404(actor: Actor, found: Dialogue, version: int) -> DialoguePack:
    return get_object_or_404(readable_packs(actor), dialogue=found, version=version)


def _pack_context(found: Dialogue, content: PackContent) -> dict[str, Any]:
    now = _ways_to_now(found)
    views = section_views(content.sections)
    parts = [(view, *now.get(key, ("", ""))) for (key, _section), view in zip(content.keyed, views, strict=True)]
    return {"dialogue": found, "content": content, "parts": parts}


def _ways_to_now(found: Dialogue) -> dict[str, tuple[str, str]]:
    """Where each section's matters stand today: address and words."""
    period, lower = found.period, found.lower
    unit_period = reverse("followup:unit_period", args=[period.pk, lower.pk])
    year = f"?ar={period.year}"
    before = last_confirmed(found)
    since = before.day if before is not None else period.first_day
    return {
        "last_time": (address_path(found), _("Så är stegen och frågorna nu")),
        "since": (
            f"{reverse('goals:changes')}{year}&enhet={lower.pk}&sedan={since}",
            _("Det här har ändrats i planen fram till i dag"),
        ),
        "mission": (f"{reverse('goals:mission', args=[lower.pk])}{year}", _("Så är grunduppdraget nu")),
        "wanted": (unit_period, _("Så är målen och bedömningarna nu")),
        "money": (f"{unit_period}#ekonomin", _("Så är siffrorna nu")),
        "needs": (
            f"{reverse('followup:dialogues')}?par={found.upper_id}-{found.lower_id}",
            _("Alla dialoger mellan de två"),
        ),
    }


@require_POST
def pack_file(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Have the PDF made, where it is not there."""
    actor = known_actor(request)
    shown = _pack_or_404(actor, followed_or_404(actor, pk), version)
    ask_for_file(actor, shown)
    messages.info(request, _("PDF-filen görs nu. Läs om sidan om en liten stund."))
    return redirect("followup:pack", pk, version)


@require_safe
@never_cache
def pack_download(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """The file, after its fingerprint has been checked against the one that was kept."""
    actor = known_actor(request)
    found = followed_or_404(actor, pk)
    shown = _pack_or_404(actor, found, version)
    file = getattr(shown, "file", None)
    if file is None:
        raise RuleBroken(_("PDF-filen är inte gjord än. Gå tillbaka till underlaget och tryck på Gör PDF-filen."))
    try:
        content = read_checked(file.path, file.sha256)
    except (FileNotFoundError, FileChanged) as error:
        raise RuleBroken(
            _("Filen finns inte så som den sparades. Underlaget går att läsa på sidan; säg till systemförvaltningen.")
        ) from error
    name = f"underlag-{slugify(found.upper.label)}-{slugify(found.lower.label)}-{found.day:%Y-%m-%d}-{version}.pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
