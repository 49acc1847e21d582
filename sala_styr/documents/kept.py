"""What is kept beside a report's PDF: what it says, as JSON, and the Word and Excel files made of that in the same moment.

They are made when the report is and not when somebody asks: then their size can be said, their bytes never change with the program, and no web process draws.
Every file is read through its fingerprint.
"""

from contextlib import suppress
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from sala_styr.documents.frozen import document_from_json, document_to_json
from sala_styr.documents.layout import picture_files
from sala_styr.documents.model import Document
from sala_styr.documents.models import Report
from sala_styr.documents.rich import Picture, PictureKind
from sala_styr.documents.store import FOLDER, FileChanged, fingerprint, read_checked, write_once
from sala_styr.errors import RuleBroken

PICTURES = f"{FOLDER}/bilder"
_ENDINGS = {PictureKind.PNG: "png", PictureKind.JPEG: "jpg"}


@dataclass(frozen=True)
class FileForm:
    """A kind of file: how its name ends, and its type."""

    ending: str
    type: str


PDF = FileForm("pdf", "application/pdf")
WORD = FileForm("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
EXCEL = FileForm("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def keep_beside(name: str, document: Document) -> dict[str, str | int]:
    """Store the document and its other forms as ``rapporter/<name>.json``, ``.docx``, ``.xlsx``; what of them the report's row says."""
    from sala_styr.documents.docx import render_docx
    from sala_styr.documents.xlsx import render_xlsx

    for picture in picture_files(document.sections).values():
        _keep_picture(picture)
    content, word, excel = document_to_json(document), render_docx(document), render_xlsx(document)
    return {
        "content_file": write_once(f"{name}.json", content),
        "content_sha256": fingerprint(content),
        "word_file": write_once(f"{name}.docx", word),
        "word_size": len(word),
        "word_sha256": fingerprint(word),
        "excel_file": write_once(f"{name}.xlsx", excel),
        "excel_size": len(excel),
        "excel_sha256": fingerprint(excel),
    }


def _keep_picture(picture: Picture) -> None:
    """A picture lies under its own fingerprint: one that is there already is the same."""
    path = path_of_picture(picture.sha256, picture.kind)
    if not default_storage.exists(path):
        with suppress(FileExistsError):
            write_once(path.removeprefix(f"{FOLDER}/"), picture.content)


def read_document(report: Report) -> Document:
    """What the report says, as it was kept. Raises RuleBroken when nothing is kept, or when a file is missing or is not the one that was stored."""
    if not report.has_content:
        raise RuleBroken(_("Den här rapporten gjordes innan den kunde läsas som sida. Hämta den som PDF."))
    return document_from_json(checked(str(report.content_file.name), report.content_sha256), read_picture)


def read_picture(sha256: str, kind: PictureKind) -> bytes:
    """A picture's bytes. Raises RuleBroken as ``checked`` does."""
    return checked(path_of_picture(sha256, kind), sha256)


def checked(path: str, sha256: str) -> bytes:
    """A stored file's bytes. Raises RuleBroken, with what to do, when it is missing or is not the one that was stored."""
    try:
        return read_checked(path, sha256)
    except FileNotFoundError as error:
        raise RuleBroken(
            _(
                "Filen finns inte på servern. Hör av dig till systemförvaltningen, som kan hämta den från säkerhetskopian."
            )
        ) from error
    except FileChanged as error:
        raise RuleBroken(
            _(
                "Filen på servern är inte den som sparades och lämnas därför inte ut. Hör av dig till systemförvaltningen."
            )
        ) from error


def path_of_picture(sha256: str, kind: PictureKind) -> str:
    """Where a picture lies, whichever reports show it."""
    return f"{PICTURES}/{sha256}.{_ENDINGS[kind]}"
