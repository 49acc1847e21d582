"""``METS.xml``: what the package is, who made it, and every file in it, by E-ARK CSIP and E-ARK SIP 2.1.0 (the numbers in the test are theirs)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from urllib.parse import quote

from sala_styr.documents.archive.parts import ArchiveFile, Element, add, written

METS = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
XLINK = "http://www.w3.org/1999/xlink"
PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
CONTENT_TYPE = "Sala styr rapport 1"
MAKER, MAKER_VERSION = "Sala styr", "Arkivpaket 1"
"""The version is that of the package's form, not of the program: a report that is fetched again later gives the same bytes."""
METADATA, DOCUMENTATION, SCHEMAS, REPRESENTATIONS = "Metadata", "Documentation", "Schemas", "Representations"
_CONTENT = {"csip:CONTENTINFORMATIONTYPE": "OTHER", "csip:OTHERCONTENTINFORMATIONTYPE": CONTENT_TYPE}
_DIVISIONS = (DOCUMENTATION, SCHEMAS, REPRESENTATIONS)


def mets_xml(
    name: str, label: str, made: datetime, organisation: tuple[str, str], files: Sequence[ArchiveFile]
) -> bytes:
    """The METS file of the package called ``name``. ``made``: when the report was; ``organisation``: name and number, the latter may be empty."""
    writer = _Writer(made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    root = Element(
        "mets",
        {
            "xmlns": METS,
            "xmlns:csip": CSIP,
            "xmlns:sip": SIP,
            "xmlns:xlink": XLINK,
            "OBJID": name,
            "LABEL": label,
            "TYPE": "Textual works – Digital",
            "PROFILE": PROFILE,
        }
        | _CONTENT,
    )
    writer.header(root, organisation)
    described = [file for file in files if file.group == METADATA]
    writer.descriptive(root, described)
    groups = {each: [file for file in files if file.group == each] for each in _DIVISIONS}
    writer.file_section(root, groups)
    writer.map(root, name, len(described), groups)
    return written(root)


def _group_id(use: str) -> str:
    return f"grupp-{use.lower()}"


class _Writer:
    def __init__(self, made: str) -> None:
        self.made = made
        self.numbers = count(1)

    def header(self, root: Element, organisation: tuple[str, str]) -> None:
        """Made when and by what, whose archive it is, who hands it over."""
        head = add(
            root,
            "metsHdr",
            attributes={
                "CREATEDATE": self.made,
                "LASTMODDATE": self.made,
                "RECORDSTATUS": "NEW",
                "csip:OAISPACKAGETYPE": "SIP",
            },
        )
        software = {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}
        self._agent(head, software, MAKER, ("SOFTWARE VERSION", MAKER_VERSION))
        owner, number = organisation
        code = ("IDENTIFICATIONCODE", f"ORG:{number}" if number else "")
        self._agent(head, {"ROLE": "ARCHIVIST", "TYPE": "ORGANIZATION"}, owner, code)
        handing_over = {"ROLE": "OTHER", "OTHERROLE": "SUBMITTER", "TYPE": "ORGANIZATION"}
        self._agent(head, handing_over, owner, code)

    def _agent(self, head: Element, attributes: Mapping[str, str], name: str, note: tuple[str, str]) -> None:
        agent = add(head, "agent", attributes=attributes)
        add(agent, "name", name)
        kind, text = note
        if text:
            add(agent, "note", text, {"csip:NOTETYPE": kind})

    def descriptive(self, root: Element, files: Sequence[ArchiveFile]) -> None:
        """A section for each file that says what the report is."""
        for number, file in enumerate(files, start=1):
            section = add(
                root,
                "dmdSec",
                attributes={"ID": f"beskrivning-{number}", "CREATED": self.made, "STATUS": "CURRENT"},
            )
            kind = (
                {"MDTYPE": "DC"} if file.path.endswith("/dc.xml") else {"MDTYPE": "OTHER", "OTHERMDTYPE": CONTENT_TYPE}
            )
            add(section, "mdRef", attributes=self._location(file) | kind | self._known(file))

    def file_section(self, root: Element, groups: Mapping[str, Sequence[ArchiveFile]]) -> None:
        """Every file with its size, type and fingerprint."""
        section = add(root, "fileSec", attributes={"ID": "filer"})
        for use, files in groups.items():
            group = add(section, "fileGrp", attributes={"ID": _group_id(use), "USE": use} | _CONTENT)
            for file in files:
                self._file(group, file)

    def _file(self, group: Element, file: ArchiveFile) -> None:
        name, version, key = file.format
        form = {
            "sip:FILEFORMATNAME": name,
            "sip:FILEFORMATVERSION": version,
            "sip:FILEFORMATREGISTRY": "PRONOM" if key else "",
            "sip:FILEFORMATKEY": key,
        }
        element = add(
            group,
            "file",
            attributes={"ID": f"fil-{next(self.numbers)}"} | self._known(file) | form,
        )
        add(element, "FLocat", attributes=self._location(file))

    def _known(self, file: ArchiveFile) -> dict[str, str]:
        return {
            "MIMETYPE": file.type,
            "SIZE": str(len(file.content)),
            "CREATED": self.made,
            "CHECKSUM": file.sha256,
            "CHECKSUMTYPE": "SHA-256",
        }

    def _location(self, file: ArchiveFile) -> dict[str, str]:
        return {"LOCTYPE": "URL", "xlink:type": "simple", "xlink:href": quote(file.path)}

    def map(self, root: Element, name: str, described: int, groups: Mapping[str, Sequence[ArchiveFile]]) -> None:
        """The package's divisions: what describes it, what documents it, the schemas, the report itself."""
        structure = add(
            root, "structMap", attributes={"ID": "karta", "TYPE": "PHYSICAL", "LABEL": "CSIP"}
        )  # fmt: skip
        whole = add(structure, "div", attributes={"ID": "paketet", "LABEL": name})
        sections = " ".join(f"beskrivning-{number}" for number in range(1, described + 1))
        add(whole, "div", attributes={"ID": "del-metadata", "LABEL": METADATA, "DMDID": sections})
        for use in groups:
            division = add(whole, "div", attributes={"ID": f"del-{use.lower()}", "LABEL": use})
            add(division, "fptr", attributes={"FILEID": _group_id(use)})
