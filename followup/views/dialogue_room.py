"""The room where several people write in the same dialogue: what is typed is saved by itself, and each sees the others' words and who is writing."""

import hashlib

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup import rules
from followup.actions.dialogues import LOWER, PICTURES, SHARED, UPPER, sides, write_texts
from followup.actions.findings import answer_need
from followup.actions.presence import note_presence
from followup.forms.dialogues import WRITTEN
from followup.forms.findings import AnswerNeedForm
from followup.models import Dialogue, DialogueFinding, DialogueState
from followup.queries.dialogues import followed_dialogues, readable_dialogues
from followup.queries.findings import findings_of, writing_now
from followup.views.findings_desk import finding_names, write_findings
from followup.views.shared import known_actor
from sala_styr.errors import Refused, RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.shell.autosave import autosaving, saved, typed_fields


@autosaving
def save_dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what was typed onto what stands, and answer with what both have written (static/styr/js/autosave.js)."""
    actor = known_actor(request)
    dialogue = get_object_or_404(readable_dialogues(actor), pk=pk)
    names = finding_names(actor, findings_of(dialogue))
    typed = typed_fields(request, _writes(actor, dialogue) | set(names))
    with transaction.atomic():
        found, texts = write_findings(actor, names, {name: each for name, each in typed.items() if name in names})
        own = {name: each for name, each in typed.items() if name not in names}
        if own:
            written = write_texts(actor, dialogue, own)
            found, texts = written.dialogue, texts | written.texts
        note_presence(actor, dialogue, next(iter(typed)))
    return saved(request, found.version if found else dialogue.version, texts)


def _writes(actor: Actor, dialogue: Dialogue) -> set[str]:
    """The texts of the dialogue that the person may write. Raises Refused for others than the two sides, RuleBroken when locked."""
    above, below = sides(dialogue)
    if not rules.speaks_in_dialogue(actor, above, below):
        raise Refused(_("Här skriver de två parterna."))
    if dialogue.state == DialogueState.CONFIRMED:
        raise RuleBroken(_("Dialogen är bekräftad av båda och kan inte ändras. Ta upp det i nästa dialog."))
    own = {PICTURES[UPPER]: rules.speaks_for_upper, PICTURES[LOWER]: rules.speaks_for_lower}
    return {name for name, speaks in own.items() if speaks(actor, above, below)} | set(SHARED)


@require_safe
def dialogue_now(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands in the dialogue now and who is writing, for a page that is open. Three queries beside those of every request.

    While it is being written for those who follow it; with an ETag, so that nothing new costs nothing to send.
    """
    actor = known_actor(request)
    dialogue = get_object_or_404(readable_dialogues(actor), pk=pk)
    people = [
        {"field": each.field, "words": _("%(name)s skriver här") % {"name": each.user.first_name or str(each.user)}}
        for each in writing_now(dialogue, actor.hand)
    ]
    marks = f"{dialogue.parts}-{dialogue.state}-{dialogue.upper_confirmed_at}-{dialogue.lower_confirmed_at}"
    tag = hashlib.sha256(f"{dialogue.version}|{marks}|{people}".encode()).hexdigest()[:24]
    if request.headers.get("If-None-Match", "").strip('W/"') == tag:
        return HttpResponseNotModified(headers={"ETag": f'"{tag}"'})
    fields = {name: getattr(dialogue, name) for name in WRITTEN}
    for finding in findings_of(dialogue):
        fields |= {
            f"fynd-{finding.pk}-{name}": getattr(finding, name) for name in ("text", "lower_words", "upper_words")
        }
    answer = {"version": dialogue.version, "marks": marks, "fields": fields, "people": people}
    return JsonResponse(answer, headers={"ETag": f'"{tag}"', "Cache-Control": "no-cache, private"})


@require_http_methods(["GET", "POST"])
def answer_need_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A need of support or decision, and the upper unit's answer to it."""
    actor = known_actor(request)
    needs = DialogueFinding.objects.select_related("dialogue__upper", "dialogue__lower", "answered_by")
    need = get_object_or_404(needs.filter(dialogue__in=readable_dialogues(actor), kind="support"), pk=pk)
    may_answer = rules.may_answer_need(actor, *sides(need.dialogue))
    form = AnswerNeedForm(request.POST or None, initial={"answer": need.answer})
    # Who may not answer is told so by the action, whatever was typed.
    if request.method == "POST" and (not may_answer or form.is_valid()):
        answer_need(actor, need, request.POST.get("answer", ""))
        words = _("Svaret är sparat. %(unit)s ser det här och i nästa dialog.")
        messages.success(request, words % {"unit": need.dialogue.lower.name})
        return redirect("followup:answer_need", pk)
    context = {
        "need": need,
        "form": form if may_answer else None,
        "follows": followed_dialogues(actor).filter(pk=need.dialogue_id).exists(),
    }
    return render(request, "followup/need.html", context, status=422 if form.is_bound else 200)
