"""The pictures of a report: the list with the form that adds one, one picture's bytes, and taking one out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.errors import RuleBroken
from sala_styr.shell.once import once
from sala_styr.writing.actions import pictures as verbs
from sala_styr.writing.composing import picture_bytes
from sala_styr.writing.forms import PictureForm
from sala_styr.writing.rules import readable_pictures
from sala_styr.writing.views import known
from sala_styr.writing.views.desk import report_or_404


@require_http_methods(["GET", "POST"])
@once
def pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """The report's pictures, and the form that adds one."""
    actor = known(request)
    report = report_or_404(actor, pk)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read(verbs.LARGEST + 1)
        try:
            made = verbs.add_picture(
                actor,
                report,
                content,
                alternative=form.cleaned_data["alternative"],
                caption=form.cleaned_data["caption"],
            )
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Bilden är med. Skriv ![…](bild:%(n)d) där den ska stå.") % {"n": made.number})
            return redirect("writing:pictures", pk)
    context = {
        "report": report,
        "pictures": report.pictures.all(),
        "form": form,
        "may_add": verbs.writes_in(actor, report),
    }
    return render(request, "writing/pictures.html", context, status=422 if form.is_bound else 200)


@require_safe
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The picture itself, for those who may read the report."""
    found = get_object_or_404(readable_pictures(known(request)), report=pk, number=number)
    try:
        content = picture_bytes(found)
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=found.kind, headers=headers)


@require_POST
def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a picture out of the report."""
    actor = known(request)
    found = get_object_or_404(readable_pictures(actor).select_related("report"), report=pk, number=number)
    verbs.remove_picture(actor, found)
    messages.success(request, _("Bilden är borttagen ur rapporten."))
    return redirect("writing:pictures", pk)
