"""What a report is, for those who look for it in an archive: Dublin Core for every archive, the case in our own words, and a file for people."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils import timezone

from sala_styr.documents.archive.content import NAMESPACE
from sala_styr.documents.archive.parts import add, written
from sala_styr.documents.corrections import correction_line
from sala_styr.documents.model import Document
from sala_styr.documents.models import Report

DC = "http://purl.org/dc/elements/1.1/"
RETENTION = (
    "Bevaras: fullmäktiges och nämndernas beslutade planer, budgetar och rapporter gallras inte (arkivlagen 1990:782)."
)

_PLACES = (
    ("METS.xml", "Innehållsförteckning för arkivet: varje fil med storlek och kontrollsumma."),
    ("manifest-sha256.txt", "Samma kontrollsummor, en per rad. Kontrollera med: sha256sum -c manifest-sha256.txt"),
    ("representations/rep1/data/*.pdf", "Rapporten som den beslutades, PDF/A-3a och PDF/UA-1. Den är originalet."),
    ("representations/rep1/data/rapport.xml", "Allt som rapporten säger, som XML med exakta värden."),
    ("representations/rep1/data/tabeller", "Varje tabell som CSV: UTF-8, semikolon, belopp i kronor och ören."),
    ("representations/rep1/data/figurer", "Diagrammen som SVG."),
    ("representations/rep1/data/bilder", "Bilderna."),
    ("metadata/descriptive", "Vad handlingen är: arende.xml och dc.xml (Dublin Core)."),
    ("schemas/rapport.xsd", "Beskrivning av XML-filerna."),
)


def facts(report: Report, document: Document) -> Iterator[tuple[str, str]]:
    """What is known of the case, name by name; what is empty is left out."""
    decision = report.decision
    assert decision is not None
    known = (
        ("Titel", document.title),
        ("Slag", report.kind_title),
        ("År", str(report.year)),
        ("Arkivbildare", document.municipality),
        ("Beslutat av", decision.body.name),
        ("Beslutsdatum", decision.date.isoformat()),
        ("Paragraf", str(decision.paragraph)),
        ("Diarienummer", decision.registry_number),
        ("Beslutets rubrik", decision.title),
        ("Beslut", str(decision)),
        ("Uppgifterna hämtade", document.generated_at.isoformat()),
        ("Filen klar", _moment(report)),
        ("Uppgifternas kod", document.data_id),
        ("PDF-filens kontrollsumma (SHA-256)", report.sha256),
        ("Mallens version", str(report.template_version or "")),
        ("Rättelse", correction_line(report)),
        ("Gallring", RETENTION),
    )
    return ((name, value) for name, value in known if value)


def case_xml(report: Report, document: Document) -> bytes:
    """``arende.xml``: the case, by the same schema as the report."""
    root = Element("arende", {"xmlns": NAMESPACE, "version": "1"})
    for name, value in facts(report, document):
        add(root, "uppgift", value, {"namn": name})
    return written(root)


def dublin_core(report: Report, document: Document) -> bytes:
    """``dc.xml``: simple Dublin Core."""
    decision = report.decision
    assert decision is not None
    root = Element("metadata", {"xmlns:dc": DC})
    for name, value in (
        ("title", document.title),
        ("creator", document.municipality),
        ("publisher", decision.body.name),
        ("date", decision.date.isoformat()),
        ("description", document.subtitle),
        ("identifier", decision.registry_number),
        ("identifier", f"sha256:{report.sha256}"),
        ("type", report.kind_title),
        ("format", "application/pdf"),
        ("language", "sv"),
        ("coverage", str(report.year)),
        ("source", str(decision)),
        ("relation", f"sha256:{report.corrects.sha256}" if report.corrects else ""),
    ):
        if value:
            add(root, f"dc:{name}", value)
    return written(root)


def read_me(report: Report, document: Document, office: bool) -> bytes:
    """``LÄSMIG.txt``: what lies where, and how to check it, for somebody who has nothing but this folder."""
    lines = [
        document.title,
        "=" * len(document.title),
        "",
        *(f"{name}: {value}" for name, value in facts(report, document)),
        "",
        "Vad som ligger var",
        "------------------",
        *(f"{path:<38} {what}" for path, what in _PLACES),
        *(["Word- och Excelfilerna bredvid PDF-filen är arbetskopior."] if office else []),
        "",
        "En tom ruta i en CSV-fil betyder att uppgiften saknas, aldrig noll. En apostrof står först i en text som ett kalkylprogram annars",
        "kunde ta för en formel. I rapport.xml står texten som den är.",
        "",
        "Paketet följer FGS Paketstruktur 2.0 (E-ARK CSIP och E-ARK SIP, version 2.1.0).",
        "",
    ]
    return "\n".join(lines).encode()


def _moment(report: Report) -> str:
    return timezone.localtime(report.finished_at).isoformat(timespec="seconds") if report.finished_at else ""
