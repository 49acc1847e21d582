"""The last page of a report in every form but the PDF's own: what it stands on, when it was made, and what its signs mean."""

from django.utils import timezone

from sala_styr.documents.model import Document, Paragraph, ParagraphKind, Section
from sala_styr.documents.printing import COLOPHON, FROZEN_COLOPHON


def made_at(document: Document) -> str:
    """When it was made, as people read it: ``2026-02-03 kl. 14:05``, by the municipality's clock."""
    return timezone.localtime(document.generated_at).strftime("%Y-%m-%d kl. %H:%M")


def standing(document: Document) -> str:
    """What the document stands on, in a line for each page: that it is a draft, or its decision."""
    if document.draft:
        return f"Utkast, uppgifter hämtade {made_at(document)}"
    return document.frozen_line or document.decision_line or ""


def closing(document: Document) -> Section:
    """The last page, as a section."""
    if document.draft:
        stands = (
            _lead("Utkast. Rapporten är inte beslutad och uppgifterna kan ändras."),
            *_normal(*document.references),
        )
    elif document.frozen_line:
        stands = (
            _lead(document.frozen_line),
            *_normal(
                "Innehållet frystes när det skickades och ändras aldrig, vad som än händer med uppgifterna det kom ur.",
                *document.references,
            ),
        )
    else:
        stands = (
            _lead(document.decision_line or ""),
            *_normal(
                f"{document.title} är fastställd genom beslutet ovan. "
                "Den beslutade PDF-filen är originalet och ändras aldrig; en rättelse är en ny rapport med ett eget beslut.",
                *document.references,
            ),
        )
    about = _normal(
        f"Framställd {made_at(document)} ur {document.municipality}s styrsystem. "
        f"Uppgifternas kod är {document.data_id}: samma uppgifter ger alltid samma kod.",
        "Tecknet – betyder att uppgiften saknas, aldrig noll.",
    )
    heading = FROZEN_COLOPHON if document.frozen_line else COLOPHON
    return Section(heading, stands, (Section("Om dokumentet", about),))


def _lead(text: str) -> Paragraph:
    return Paragraph(text, ParagraphKind.LEAD)


def _normal(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text) for text in texts if text.strip())
