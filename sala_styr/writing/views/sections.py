"""A section's page: writing that saves itself, what is shown live below, comments, and the steps from draft to approved."""

import hashlib
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.documents.layout import section_views
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.shell.autosave import autosaving, saved, sent_bases, typed_fields
from sala_styr.text_merge import Typed
from sala_styr.writing.actions import sections as verbs
from sala_styr.writing.actions.presence import note_presence
from sala_styr.writing.composing import compose_section, owner_words
from sala_styr.writing.forms import CommentForm, ReturnForm, SectionForm
from sala_styr.writing.models import ReportSection, SectionComment, SectionState
from sala_styr.writing.queries import writing_now
from sala_styr.writing.rules import may_comment, may_hand_in, may_judge, may_write, readable_comments, readable_sections
from sala_styr.writing.views import known

FIELD = "text"


def section_or_404(actor: Actor, pk: int) -> ReportSection:
    """A section of a report that the person may read."""
    rows = readable_sections(actor).select_related(
        "report__template", "report__unit", "owner_unit", "written_by", "gathers"
    )
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: int) -> HttpResponse:
    """The section to write or read. Sent by its button it saves, puts together with what others wrote, and says so."""
    actor = known(request)
    found = section_or_404(actor, pk)
    writes = found.has_text and may_write(actor, found) and found.is_editable
    form = SectionForm(request.POST or None, initial={"version": found.version, "text": found.text})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        base = sent_bases(request.POST).get(FIELD, "")
        try:
            found, merged = verbs.write_section(actor, found, Typed(base, text.replace("\r\n", "\n")))
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            if merged.clashes:
                messages.warning(
                    request,
                    _("Ni skrev i samma mening samtidigt. Båda står kvar: läs, och stryk det som inte ska vara med."),
                )
            if "lamna" in request.POST:
                return _moved(request, actor, found, "lamna", found.version)
            messages.success(request, _("Avsnittet är sparat."))
            return redirect("writing:section", pk)
    return _page(request, actor, found, form if writes else None)


def _page(request: HttpRequest, actor: Actor, found: ReportSection, form: SectionForm | None) -> HttpResponse:
    section_shown, faults = compose_section(found)
    report = found.report
    comments = _threads(found)
    context = {
        "section": found,
        "report": report,
        "form": form,
        "owner": owner_words(found),
        "shown": section_views((section_shown,))[0],
        "faults": faults,
        "open_comments": [each for each in comments if each["first"].settled_at is None],
        "settled_comments": [each for each in comments if each["first"].settled_at is not None],
        "comment_form": CommentForm() if may_comment(actor, found) else None,
        "return_form": ReturnForm(initial={"version": found.version}) if _may_return(actor, found) else None,
        "may_hand_in": form is not None and may_hand_in(actor, found),
        "may_approve": found.state == SectionState.SUBMITTED and may_judge(actor, found),
        "pictures": list(report.pictures.all()) if form is not None else [],
    }
    return render(request, "writing/section.html", context, status=422 if form is not None and form.errors else 200)


def _threads(found: ReportSection) -> list[dict[str, Any]]:
    """Each comment with its answers, in order. One query."""
    rows = list(found.comments.select_related("author", "settled_by"))
    return [
        {"first": row, "answers": [each for each in rows if each.answers_id == row.pk]}
        for row in rows
        if row.answers_id is None
    ]


def _may_return(actor: Actor, found: ReportSection) -> bool:
    return found.state in (SectionState.SUBMITTED, SectionState.APPROVED) and may_judge(actor, found)


@autosaving
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what was typed onto what stands, and answer with what both have written (static/styr/js/autosave.js)."""
    actor = known(request)
    found = section_or_404(actor, pk)
    typed = typed_fields(request, {FIELD}, verbs.LONGEST)
    with transaction.atomic():
        found, merged = verbs.write_section(actor, found, typed[FIELD])
        note_presence(actor, found)
    return saved(request, found.version, {FIELD: merged})


@require_safe
def now(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands in the section now and who is writing, for a page that is open (static/styr/js/room.js). With an ETag."""
    actor = known(request)
    found = section_or_404(actor, pk)
    people = [
        {"field": FIELD, "words": _("%(name)s skriver här") % {"name": name}} for name in writing_now(found, actor.hand)
    ]
    marks = f"{found.state}-{found.comments.count()}"
    tag = hashlib.sha256(f"{found.version}|{marks}|{people}".encode()).hexdigest()[:24]
    if request.headers.get("If-None-Match", "").strip('W/"') == tag:
        return HttpResponseNotModified(headers={"ETag": f'"{tag}"'})
    answer = {"version": found.version, "marks": marks, "fields": {FIELD: found.text}, "people": people}
    return JsonResponse(answer, headers={"ETag": f'"{tag}"', "Cache-Control": "no-cache, private"})


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """``gor``: lamna, godkann or tillbaka (with ``because``)."""
    actor = known(request)
    found = section_or_404(actor, pk)
    version = request.POST.get("version", "")
    return _moved(request, actor, found, request.POST.get("gor", ""), int(version) if version.isdecimal() else 0)


def _moved(request: HttpRequest, actor: Actor, found: ReportSection, what: str, version: int) -> HttpResponse:
    if what == "lamna":
        verbs.hand_in(actor, found, version)
        messages.success(
            request, _("Avsnittet är inlämnat. Den som läser det godkänner eller skickar tillbaka med en fråga.")
        )
    elif what == "godkann":
        verbs.approve(actor, found, version)
        messages.success(request, _("Avsnittet är godkänt."))
    elif what == "tillbaka":
        verbs.send_back(actor, found, request.POST.get("because", ""), version)
        messages.success(request, _("Avsnittet är tillbaka hos den som skriver det."))
    return redirect("writing:section", found.pk)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A word beside the text."""
    actor = known(request)
    verbs.comment(actor, section_or_404(actor, pk), request.POST.get("comment", ""))
    return redirect("writing:section", pk)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The comment is taken care of."""
    actor = known(request)
    found = _comment(actor, pk)
    verbs.settle_comment(actor, found)
    return redirect("writing:section", found.section_id)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The comment was not taken care of after all."""
    actor = known(request)
    found = _comment(actor, pk)
    verbs.reopen_comment(actor, found)
    return redirect("writing:section", found.section_id)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """An answer to the comment."""
    actor = known(request)
    found = _comment(actor, pk)
    verbs.comment(actor, found.section, request.POST.get("comment", ""), answers=found)
    return redirect("writing:section", found.section_id)


def _comment(actor: Actor, pk: int) -> SectionComment:
    rows: object = readable_comments(actor).select_related("section__report", "answers")
    found: SectionComment = get_object_or_404(rows, pk=pk)  # type: ignore[arg-type]
    return found


@require_safe
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """The section as it would be printed now, for a page where it is being written (static/styr/js/preview.js)."""
    found = section_or_404(known(request), pk)
    section_shown, faults = compose_section(found)
    context = {"shown": section_views((section_shown,))[0], "faults": faults}
    return render(request, "writing/parts/shown.html", context)
