"""The package for the e-archive: what is in it, that it is the same each time, that its checksums hold, and that METS says what FGS Paketstruktur wants."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from lxml import etree

from sala_styr.documents.archive import Package, archive_package, verify_package, write_folder, write_zip
from sala_styr.documents.archive.mets import CSIP, METS, XLINK
from sala_styr.documents.model import Figure, walk
from sala_styr.documents.models import Report
from sala_styr.errors import RuleBroken
from tests.cast import Cast
from tests.documents.builders import everything, tiny
from tests.documents.kept_reports import CONTENT, kept_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_kinds")]
DATA = "representations/rep1/data"
NS = {"m": METS, "r": "urn:sala-styr:rapport:1", "dc": "http://purl.org/dc/elements/1.1/"}


@pytest.fixture
def report(cast: Cast, figure: Figure) -> Report:
    """A decided report with everything in it."""
    decision = cast.decision("KF", registry_number="KS 2026/112")
    return kept_report(everything(figure), decision=decision)


def files(package: Package) -> dict[str, bytes]:
    return {file.path: file.content for file in package.files}


def test_the_package_holds_the_report_its_data_and_what_it_is(report: Report) -> None:
    held = files(archive_package(report))
    assert held[f"{DATA}/provrapport-2025.pdf"] == CONTENT
    names = sorted(held)
    assert [name for name in names if "/" not in name] == ["METS.xml", "manifest-sha256.txt"]
    assert [name for name in names if not name.startswith(DATA) and "/" in name] == [
        "documentation/LÄSMIG.txt",
        "metadata/descriptive/arende.xml",
        "metadata/descriptive/dc.xml",
        "schemas/rapport.xsd",
    ]
    assert len([name for name in names if name.startswith(f"{DATA}/tabeller/")]) == 6
    assert f"{DATA}/figurer/figur-1.svg" in names
    assert len([name for name in names if name.startswith(f"{DATA}/bilder/")]) == 1
    assert not [name for name in names if name.endswith(("docx", "xlsx"))]


def test_word_and_excel_come_along_when_wished(report: Report) -> None:
    held = files(archive_package(report, office=True))
    assert f"{DATA}/provrapport-2025.docx" in held
    assert f"{DATA}/provrapport-2025.xlsx" in held
    assert "arbetskopior" in held["documentation/LÄSMIG.txt"].decode()


def test_the_xml_files_follow_the_schema_in_the_package(report: Report) -> None:
    held = files(archive_package(report))
    schema = etree.XMLSchema(etree.fromstring(held["schemas/rapport.xsd"]))
    for name in (f"{DATA}/rapport.xml", "metadata/descriptive/arende.xml"):
        schema.assertValid(etree.fromstring(held[name]))


def test_the_content_has_every_section_and_exact_values(report: Report, figure: Figure) -> None:
    held = files(archive_package(report))
    root = ElementTree.fromstring(held[f"{DATA}/rapport.xml"])
    headings = [each.text for each in root.iterfind(".//r:avsnitt/r:rubrik", NS)]
    assert headings == [section.heading for _level, section in walk(everything(figure).sections)]
    goals = next(
        each for each in root.iterfind(".//r:tabell", NS) if each.findtext("r:rubrik", "", NS) == "Måluppfyllelse"
    )
    cells: list[dict[str, str | None]] = [{**cell.attrib, "": cell.text} for cell in goals.findall("r:rad", NS)[1]]
    assert cells[1] == {"tecken": "●", "": "uppfyllt"}
    assert cells[3] == {"enhet": "öre", "": "-4120000000"}
    assert [cell[""] for cell in cells[4:]] == ["87.5", "2026-01-15"]
    missing = goals.findall("r:rad", NS)[2]
    assert [cell.get("saknas") for cell in missing] == [None, None, None, "ja", "ja", None]


def test_each_table_names_its_own_csv_file(report: Report) -> None:
    held = files(archive_package(report))
    root = ElementTree.fromstring(held[f"{DATA}/rapport.xml"])
    for table in root.iterfind(".//r:tabell", NS):
        rows = list(csv.reader(io.StringIO(held[f"{DATA}/{table.get('fil')}"].decode("utf-8-sig")), delimiter=";"))
        assert [head.removesuffix(" (kr)") for head in rows[0]] == [each.text for each in table.findall("r:kolumn", NS)]
        assert len(rows) - 1 == len(table.findall("r:rad", NS))
        for row, element in zip(rows[1:], table.findall("r:rad", NS), strict=True):
            for shown, cell in zip(row, element.findall("r:cell", NS), strict=False):
                if cell.get("enhet") == "öre":
                    assert int(shown.replace(",", "")) == int(cell.text or "")


def test_the_case_is_told_with_decision_registry_number_and_retention(report: Report) -> None:
    held = files(archive_package(report))
    root = ElementTree.fromstring(held["metadata/descriptive/arende.xml"])
    told = {each.get("namn"): each.text for each in root}
    assert told["Diarienummer"] == "KS 2026/112"
    assert told["Beslut"] == str(report.decision)
    assert told["PDF-filens kontrollsumma (SHA-256)"] == report.sha256
    assert str(told["Gallring"]).startswith("Bevaras")
    core = ElementTree.fromstring(held["metadata/descriptive/dc.xml"])
    assert core.findtext("dc:title", "", NS) == "Årsredovisning 2025"
    assert "KS 2026/112" in [each.text for each in core.iterfind("dc:identifier", NS)]


# METS


def test_mets_says_what_csip_and_sip_want(report: Report) -> None:
    """E-ARK CSIP and SIP 2.1.0, by the numbers of their requirements."""
    package = archive_package(report)
    root = ElementTree.fromstring(files(package)["METS.xml"])
    assert root.tag == f"{{{METS}}}mets"
    assert root.get("OBJID") == package.name  # CSIP1
    assert root.get("TYPE") == "Textual works – Digital"  # CSIP2
    assert root.get(f"{{{CSIP}}}CONTENTINFORMATIONTYPE") == "OTHER"  # CSIP4
    assert root.get(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE")  # CSIP5
    assert root.get("PROFILE") == "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"  # SIP2
    head = root.find("m:metsHdr", NS)
    assert head is not None
    assert head.get("CREATEDATE")  # CSIP7
    assert head.get(f"{{{CSIP}}}OAISPACKAGETYPE") == "SIP"  # CSIP9, SIP4
    roles = [
        (agent.get("ROLE"), agent.get("OTHERROLE") or agent.get("OTHERTYPE")) for agent in head.iterfind("m:agent", NS)
    ]
    assert roles == [("CREATOR", "SOFTWARE"), ("ARCHIVIST", None), ("OTHER", "SUBMITTER")]  # CSIP10–13, SIP9, SIP15
    note = head.find("m:agent/m:note", NS)
    assert note is not None
    assert note.get(f"{{{CSIP}}}NOTETYPE") == "SOFTWARE VERSION"  # CSIP16


def test_mets_lists_every_file_with_size_type_and_checksum(report: Report) -> None:
    package = archive_package(report)
    by_path = {file.path: file for file in package.files}
    root = ElementTree.fromstring(by_path["METS.xml"].content)
    entries = [*root.iterfind(".//m:fileGrp/m:file", NS), *root.iterfind(".//m:mdRef", NS)]
    listed = set()
    for entry in entries:
        location = entry.find("m:FLocat", NS) if entry.tag.endswith("file") else entry
        assert location is not None
        assert (location.get("LOCTYPE"), location.get(f"{{{XLINK}}}type")) == ("URL", "simple")  # CSIP77, 78
        file = by_path[unquote(location.get(f"{{{XLINK}}}href", ""))]
        assert entry.get("SIZE") == str(len(file.content))  # CSIP69
        assert (entry.get("CHECKSUM"), entry.get("CHECKSUMTYPE")) == (file.sha256, "SHA-256")  # CSIP71, 72
        assert entry.get("MIMETYPE") == file.type  # CSIP68
        assert entry.get("CREATED")  # CSIP70
        listed.add(file.path)
    assert listed == set(by_path) - {"METS.xml", "manifest-sha256.txt"}


def test_the_map_points_at_every_group_and_names_are_given_once(report: Report) -> None:
    root = ElementTree.fromstring(files(archive_package(report))["METS.xml"])
    names = [each.get("ID") for each in root.iter() if each.get("ID")]
    assert len(names) == len(set(names))  # CSIP67, 85 and others
    structure = root.find("m:structMap", NS)
    assert structure is not None
    assert (structure.get("TYPE"), structure.get("LABEL")) == ("PHYSICAL", "CSIP")  # CSIP81, 82
    divisions = {each.get("LABEL"): each for each in structure.iterfind("m:div/m:div", NS)}
    assert list(divisions) == ["Metadata", "Documentation", "Schemas", "Representations"]
    assert str(divisions["Metadata"].get("DMDID")).split() == [each.get("ID") for each in root.iterfind("m:dmdSec", NS)]
    groups = [each.get("ID") for each in root.iterfind(".//m:fileGrp", NS)]
    assert [each.get("FILEID") for each in structure.iterfind(".//m:fptr", NS)] == groups  # CSIP96, 100, 104


# The same each time, and whole


def zipped(report: Report) -> bytes:
    out = io.BytesIO()
    write_zip(archive_package(report), out)
    return out.getvalue()


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    with translation.override("en"):
        once = zipped(report)
    assert once == zipped(Report.objects.get(pk=report.pk))


def test_the_zip_unpacks_to_a_package_that_is_whole(report: Report, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(report))) as held:
        held.extractall(tmp_path / "ut")
    (folder,) = (tmp_path / "ut").iterdir()
    assert folder.name == archive_package(report).name
    assert verify_package(folder) == []


DAMAGES: dict[str, Callable[[Path], object]] = {
    f"{DATA}/rapport.xml är inte den fil": lambda folder: flip(folder / DATA / "rapport.xml"),
    f"{DATA}/provrapport-2025.pdf är inte den fil": lambda folder: flip(folder / DATA / "provrapport-2025.pdf"),
    "METS.xml är inte den fil": lambda folder: flip(folder / "METS.xml", b"NEW", b"OLD"),
    "documentation/LÄSMIG.txt saknas": lambda folder: (folder / "documentation" / "LÄSMIG.txt").unlink(),
    "METS.xml saknas": lambda folder: (folder / "METS.xml").unlink(),
    "extra.txt ligger i paketet": lambda folder: (folder / "extra.txt").write_text("hej"),
    "pekar utanför paketet": lambda folder: append(folder, f"{'0' * 64}  ../annan\n"),
    "rad 9: det är inte en kontrollsumma": lambda folder: append(folder, "skräp\n"),
    "har en DTD": lambda folder: flip(folder / "METS.xml", b"<mets", b"<!DOCTYPE a><mets"),
    "går inte att läsa som XML": lambda folder: flip(folder / "METS.xml", b"</mets>", b""),
}


def flip(file: Path, old: bytes = b"", new: bytes = b"") -> None:
    content = file.read_bytes()
    file.write_bytes(content.replace(old, new, 1) if old else content[:-5] + bytes([content[-5] ^ 1]) + content[-4:])


def append(folder: Path, line: str) -> None:
    manifest = folder / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text() + line)


@pytest.mark.parametrize("words", DAMAGES)
def test_what_has_been_changed_is_found(cast: Cast, tmp_path: Path, words: str) -> None:
    folder = write_folder(archive_package(kept_report(tiny(), decision=cast.decision("KF"))), tmp_path / "ut")
    DAMAGES[words](folder)
    faults = verify_package(folder)
    assert words in "\n".join(faults)


# Commands


def test_the_command_writes_the_folder_and_checks_it(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ut"
    call_command("archive_report", str(report.pk), str(out))
    (folder,) = out.iterdir()
    call_command("archive_report", "--check", str(folder))
    assert "paketet är helt" in capsys.readouterr().out
    with pytest.raises(CommandError, match="finns redan"):
        call_command("archive_report", str(report.pk), str(out))
    flip(folder / DATA / "rapport.xml")
    with pytest.raises(CommandError, match=r"rapport\.xml är inte den fil"):
        call_command("archive_report", "--check", str(folder))


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Skriv rapportens nummer"):
        call_command("archive_report")
    with pytest.raises(CommandError, match="ingen rapport med numret"):
        call_command("archive_report", "987654", str(tmp_path))


def test_a_draft_is_no_handling_for_the_archive(cast: Cast, tmp_path: Path) -> None:
    draft = kept_report(tiny(), by=cast.user("controller"))
    with pytest.raises(RuleBroken, match="beslutad rapport"):
        archive_package(draft)
    with pytest.raises(CommandError, match="beslutad rapport"):
        call_command("archive_report", str(draft.pk), str(tmp_path))
