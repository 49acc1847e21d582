"""Pages of a report that is kept for ever: is each file the one that was stored, and the package for the e-archive. They only read."""

from tempfile import TemporaryFile
from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sala_styr.documents.archive import archive_package, write_zip
from sala_styr.documents.rules import may_archive
from sala_styr.documents.stored import stored_files
from sala_styr.documents.views.shared import done_report, report_or_404
from sala_styr.organisation.rules import require

OFFICE_FIELD = "kontorsfiler"


@require_safe
@never_cache
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The fingerprint of each stored file, reckoned now, beside the one from when it was stored."""
    found = done_report(request, pk)
    files = stored_files(found)
    faults = sum(not file.is_whole for file in files)
    context = {"report": found, "files": files, "faults": faults, "now": timezone.now()}
    return render(request, "documents/check.html", context)


@require_safe
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """The package for the e-archive as a zip (``?kontorsfiler=1``: with Word and Excel).

    Said to be what views promise; a stream only shares its base with that.
    """
    found = report_or_404(request, pk)
    require(
        may_archive(request.actor),  # type: ignore[attr-defined]
        _("Arkivpaketet hämtas av en controller, en revisor eller systemförvaltaren."),
    )
    package = archive_package(found, office=OFFICE_FIELD in request.GET)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_zip(package, file)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"{package.name}.zip", content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, response)
