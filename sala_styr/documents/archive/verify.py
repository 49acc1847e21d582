"""Is a package whole? Each file against the fingerprints in ``METS.xml`` and ``manifest-sha256.txt``, with nothing but the folder at hand."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sala_styr.documents.archive.mets import METS, XLINK
from sala_styr.documents.archive.package import MANIFEST, METS_FILE
from sala_styr.documents.store import fingerprint

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def verify_package(folder: Path) -> list[str]:
    """What is wrong with the package in ``folder``, a sentence in Swedish for each fault; nothing when it is whole."""
    missing = [name for name in (METS_FILE, MANIFEST) if not (folder / name).is_file()]
    if missing:
        return [f"{name} saknas, så paketet går inte att kontrollera." for name in missing]
    try:
        from_mets = _read_mets((folder / METS_FILE).read_bytes())
        from_manifest = _read_manifest((folder / MANIFEST).read_bytes())
    except ValueError as error:
        return [str(error)]
    faults = list(_compared(folder, from_manifest, MANIFEST))
    faults += [fault for fault in _compared(folder, from_mets, METS_FILE) if fault not in faults]
    known = {*from_mets, METS_FILE, MANIFEST}
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    faults += [f"{path} ligger i paketet men finns inte i {METS_FILE}." for path in sorted(present - known)]
    faults += [f"{path} finns i {MANIFEST} men inte i {METS_FILE}." for path in sorted(set(from_manifest) - known)]
    return faults


def _compared(folder: Path, known: dict[str, str], source: str) -> Iterator[str]:
    root = folder.resolve()
    for path, sha256 in known.items():
        file = (folder / path).resolve()
        if not file.is_relative_to(root):
            yield f"{source} pekar utanför paketet: {path}."
        elif not file.is_file():
            yield f"{path} saknas."
        elif fingerprint(file.read_bytes()) != sha256:
            yield f"{path} är inte den fil som packades: kontrollsumman stämmer inte."


def _read_mets(content: bytes) -> dict[str, str]:
    """The fingerprint of each file by its path. Raises ValueError, in Swedish, when it is no METS file of ours."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise ValueError(f"{METS_FILE} har en DTD och läses inte.") from error
    except ParseError as error:
        raise ValueError(f"{METS_FILE} går inte att läsa som XML.") from error
    found = {}
    for element in root.iter():
        location = element if element.tag == f"{{{METS}}}mdRef" else element.find(f"{{{METS}}}FLocat")
        if element.get("CHECKSUM") and location is not None:
            found[unquote(location.get(f"{{{XLINK}}}href", ""))] = element.get("CHECKSUM", "").lower()
    return found


def _read_manifest(content: bytes) -> dict[str, str]:
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{MANIFEST} går inte att läsa.") from error
    found = {}
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{MANIFEST}, rad {number}: det är inte en kontrollsumma och ett filnamn.")
        found[match[2]] = match[1]
    return found
