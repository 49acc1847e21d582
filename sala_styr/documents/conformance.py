"""What WeasyPrint leaves out of a file that shall be both PDF/A-3a and PDF/UA-1, and good to hear read aloud.

veraPDF's rules are run on the result in ``tests/documents``.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO

import pikepdf

_CLOSING = b"</rdf:RDF>"
_PDFUA_XMP = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""  # noqa: E501
_BDC = pikepdf.Operator("BDC")
_ARTIFACT = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))


def finish(raw: bytes, names: Mapping[str, str]) -> bytes:
    """The file with its PDF/UA mark, page labels, artifacts, header scopes and named links. The same input gives the same bytes.

    ``names`` gives the words for each link: the heading behind an anchor within the document, what a figure's address is about.
    """
    with pikepdf.open(BytesIO(raw)) as pdf:
        tidy(pdf, names)
        identify(pdf)
        return saved(pdf)


def tidy(pdf: pikepdf.Pdf, names: Mapping[str, str], prefix: str = "") -> None:
    """What is mended page by page and tag by tag. ``prefix`` goes before the name of every head cell, so that files can be joined."""
    inside = _mend_structure(pdf, prefix.encode())
    _name_links(pdf, names)
    _mark_artifacts(pdf, inside)


def identify(pdf: pikepdf.Pdf) -> None:
    """What is said once of the whole file: that it is PDF/UA, and what its pages are called."""
    _say_pdfua(pdf)
    _label_pages(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes; the same content always gives the same."""
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def page_count(content: bytes) -> int:
    """The number of pages in a finished PDF."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def _say_pdfua(pdf: pikepdf.Pdf) -> None:
    """Add PDF/UA identification, and the schema that PDF/A wants declared for it, to the one rdf:RDF that validators read."""
    before, closing, after = pdf.Root.Metadata.read_bytes().rpartition(_CLOSING)
    metadata = pdf.make_stream(before + _PDFUA_XMP + closing + after)
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = metadata


def _label_pages(pdf: pikepdf.Pdf) -> None:
    """Page labels 1, 2, 3 … that agree with the printed "Sida x (y)"."""
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D)])


def _mend_structure(pdf: pikepdf.Pdf, prefix: bytes) -> set[tuple[int, int]]:
    """Give every TH a Scope (WeasyPrint #2508): Column inside a THead, else Row. Headers and IDs stay. Returns the elements of the tree.

    One walk: a report of 200 pages has sixty thousand elements.
    """
    inside = set()
    for element, in_head in _structure(pdf):
        inside.add(element.objgen)
        kind = element.get("/S")
        if kind == "/TH":
            element.A.Scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
            if prefix:
                element.ID = pikepdf.String(prefix + bytes(element.ID))
        elif prefix and kind == "/TD" and "/Headers" in element.A:
            element.A.Headers = [pikepdf.String(prefix + bytes(name)) for name in element.A.Headers]
    return inside


def _name_links(pdf: pikepdf.Pdf, names: Mapping[str, str]) -> None:
    """A link is described by the heading or the figure it leads to, not by its address (PDF/UA-1 7.18.5: the description is read aloud)."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            name = names.get(str(annotation.get("/Contents", "")))
            if name:
                annotation.Contents = pikepdf.String(name)


def _structure(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, bool]]:
    """Every structure element below the root, with whether it stands in a table head."""
    waiting = [(pdf.Root.StructTreeRoot, False)]
    while waiting:
        element, in_head = waiting.pop()
        yield element, in_head
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else []:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                waiting.append((kid, in_head or kid.S == "/THead"))


def _mark_artifacts(pdf: pikepdf.Pdf, inside: set[tuple[int, int]]) -> None:
    """Running heads, page numbers and the draft mark become artifacts, which a screen reader passes by.

    WeasyPrint marks them as content but leaves them outside the structure tree; PDF/UA-1 7.1 wants one or the other.
    """
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    by_key = {int(parents[i]): parents[i + 1] for i in range(0, len(parents), 2)}
    for page in pdf.pages:
        elements = by_key[int(page.obj.StructParents)]
        outside = {mcid for mcid, element in enumerate(elements) if element.objgen not in inside}
        if not outside:
            continue
        page.obj.Contents = pdf.make_stream(_without_tags(page, outside))
        for mcid in outside:
            elements[mcid] = None


def _without_tags(page: pikepdf.Page, outside: set[int]) -> bytes:
    instructions = list(pikepdf.parse_content_stream(page))
    for number, instruction in enumerate(instructions):
        if instruction.operator == _BDC and int(instruction.operands[1].get("/MCID", -1)) in outside:
            instructions[number] = _ARTIFACT
    return pikepdf.unparse_content_stream(instructions)
