"""A decided report as a package for the e-archive: which files, in a folder or a zip."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sala_styr.documents.archive.content import FIGURES, SCHEMA, TABLES, content_xml, picture_path
from sala_styr.documents.archive.described import case_xml, dublin_core, read_me
from sala_styr.documents.archive.mets import DOCUMENTATION, METADATA, REPRESENTATIONS, SCHEMAS, mets_xml
from sala_styr.documents.archive.parts import ArchiveFile
from sala_styr.documents.kept import EXCEL, WORD, checked, read_document
from sala_styr.documents.layout import figure_files, picture_files
from sala_styr.documents.model import Document
from sala_styr.documents.models import Report
from sala_styr.documents.printing import attached_tables
from sala_styr.errors import RuleBroken
from sala_styr.files.disk import write_file

DATA = "representations/rep1/data"
METS_FILE, MANIFEST = "METS.xml", "manifest-sha256.txt"
_PDF_A_3A = ("Acrobat PDF/A - Portable Document Format", "3a", "fmt/479")
_XML = ("Extensible Markup Language", "1.0", "fmt/101")


@dataclass(frozen=True)
class Package:
    """``name``: what its folder is called. ``files``: METS and the manifest last."""

    name: str
    made: datetime
    files: tuple[ArchiveFile, ...]


def archive_package(report: Report, *, office: bool = False) -> Package:
    """The package of a decided report; with ``office`` its Word and Excel files too. In Swedish, whoever asks.

    Raises RuleBroken for a report that is not decided and done, or was made before its content was kept, and when a stored file is not the one
    that was stored.
    """
    if not report.is_frozen or report.finished_at is None:
        raise RuleBroken(
            _("Bara en beslutad rapport kan lämnas till e-arkivet. Den här är ett utkast eller inte klar.")
        )
    document = read_document(report)
    with translation.override("sv"):
        stem = slugify(str(report))[:60]
        name = f"{slugify(document.municipality)}-{stem}-{report.sha256[:12]}"
        files = (
            ArchiveFile("documentation/LÄSMIG.txt", read_me(report, document, office), "text/plain", DOCUMENTATION),
            ArchiveFile("metadata/descriptive/arende.xml", case_xml(report, document), "application/xml", METADATA),
            ArchiveFile("metadata/descriptive/dc.xml", dublin_core(report, document), "application/xml", METADATA),
            ArchiveFile("schemas/rapport.xsd", SCHEMA.read_bytes(), "application/xml", SCHEMAS),
            *_data(report, document, stem, office),
        )
        owner = (document.municipality, settings.SALA_ORGANISATION_NUMBER)
        mets = mets_xml(name, f"{document.title}, {report.decision}", report.finished_at, owner, files)
    listed = (*files, ArchiveFile(METS_FILE, mets, "application/xml", ""))
    return Package(name, report.finished_at, (*listed, ArchiveFile(MANIFEST, _manifest(listed), "text/plain", "")))


def _data(report: Report, document: Document, stem: str, office: bool) -> Iterator[ArchiveFile]:
    """The report itself and its data."""

    def held(path: str, content: bytes, kind: str, form: tuple[str, str, str] = ("", "", "")) -> ArchiveFile:
        return ArchiveFile(f"{DATA}/{path}", content, kind, REPRESENTATIONS, form)

    yield held(f"{stem}.pdf", checked(str(report.file.name), report.sha256), "application/pdf", _PDF_A_3A)
    yield held("rapport.xml", content_xml(document), "application/xml", _XML)
    for table in attached_tables(document):
        yield held(f"{TABLES}/{table.name}", table.content, "text/csv")
    for name, svg in figure_files(document.sections).items():
        yield held(f"{FIGURES}/{name}", svg.encode(), "image/svg+xml")
    for picture in picture_files(document.sections).values():
        yield held(picture_path(picture), picture.content, str(picture.kind))
    if office:
        for stored, sha256, form in (
            (report.word_file, report.word_sha256, WORD),
            (report.excel_file, report.excel_sha256, EXCEL),
        ):
            yield held(f"{stem}.{form.ending}", checked(str(stored.name), sha256), form.type)


def _manifest(files: tuple[ArchiveFile, ...]) -> bytes:
    """A line for each file, as ``sha256sum -c`` reads it."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in files).encode()


def write_zip(package: Package, out: IO[bytes]) -> None:
    """The package as a zip whose only folder has the package's name. Nothing is packed tighter, so that the bytes do not depend on the packer's version."""
    moment = package.made.astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as held:
        for file in package.files:
            entry = zipfile.ZipInfo(f"{package.name}/{file.path}", moment)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            held.writestr(entry, file.content)


def write_folder(package: Package, folder: Path) -> Path:
    """Write the package as a new folder inside ``folder``; the path of it. Raises FileExistsError when it is there already."""
    target = folder / package.name
    target.mkdir(parents=True)
    for file in package.files:
        write_file(target / file.path, file.content, replace=False)
    return target
