"""The styles, page and settings of a Word file: python-docx's empty document, cleaned of what no report uses and dressed as the municipality's reports are."""

from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from sala_styr.documents.docx_tables import DENSE, FIGURE, FIGURE_HEAD, HEAD, TABLE_STYLE, TEXT, TEXT_WIDTH
from sala_styr.documents.docx_xml import element

LANGUAGE = "sv-SE"
FONT = "Arial"
"""Is on every machine, or something of the same measures is."""
BLUE, GREY, COPPER = RGBColor(0x24, 0x40, 0x5C), RGBColor(0x55, 0x63, 0x6F), RGBColor(0x9A, 0x56, 0x30)
_HEADINGS = ((20, 0, 14), (14, 22, 6), (11.5, 16, 4), (10.5, 12, 3), (10, 10, 2))  # size, space before and after, in pt
_LIST_STYLES = ("List Bullet", "List Number")
_UNUSED_PARTS = ("thumbnail", "customXml", "stylesWithEffects")


def empty_document(*, chapters_apart: bool) -> Any:
    """A Word document with styles and page but no content. ``chapters_apart``: each chapter begins on a new page."""
    made = docx.Document()
    _clean(made)
    _defaults(made)
    _page(made)
    _headings(made, chapters_apart)
    _texts(made)
    _contents(made)
    _tables(made)
    _settings(made)
    return made


def style_id(name: str) -> str:
    """What a style of ours is called inside the file: ``toc 1`` is TOC1, as in Word's own files."""
    return name.replace("toc ", "TOC").replace("ö", "o").replace("ä", "a")


def _clean(made: Any) -> None:
    """Away with the sample's table styles (400 kB), its picture and its XML data."""
    styles = made.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) != "TableNormal":
            styles.remove(style)
    for relations in (made.part.package.rels, made.part.rels):
        for key, relation in list(relations.items()):
            if any(word in relation.reltype for word in _UNUSED_PARTS):
                del relations[key]


def _defaults(made: Any) -> None:
    defaults = made.styles.element.find(qn("w:docDefaults"))
    dress = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    dress.clear()
    dress.append(element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT))
    dress.append(element("w:sz", val=20))
    dress.append(element("w:szCs", val=20))
    dress.append(element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
    for dressed in made.styles.element.iter(qn("w:rFonts")):
        for name in list(dressed.attrib):
            if name.endswith("Theme"):
                del dressed.attrib[name]
    spacing = defaults.find(qn("w:pPrDefault")).find(qn("w:pPr")).find(qn("w:spacing"))
    spacing.set(qn("w:after"), "120")
    spacing.set(qn("w:line"), "276")


def _page(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(25)
    section.top_margin, section.bottom_margin = Mm(30), Mm(26)
    section.header_distance, section.footer_distance = Mm(14), Mm(12)
    for name in ("Header", "Footer"):
        style = made.styles[name]
        _dress(style, size=8, colour=GREY)
        for old in list(style.element.pPr.iter(qn("w:tabs"))):
            style.element.pPr.remove(old)
        style.paragraph_format.tab_stops.add_tab_stop(Pt(TEXT_WIDTH / 20), WD_TAB_ALIGNMENT.RIGHT)


def _headings(made: Any, chapters_apart: bool) -> None:
    for level, (size, before, after) in enumerate(_HEADINGS, start=1):
        style = made.styles[f"Heading {level}"]
        _dress(style, size=size, colour=BLUE, bold=level < 5, before=before, after=after)
        style.font.italic = False
        style.paragraph_format.keep_with_next = True
        if level == 1:
            style.paragraph_format.page_break_before = chapters_apart
            style.paragraph_format.space_before = Pt(0 if chapters_apart else 28)
    title, subtitle = made.styles["Title"], made.styles["Subtitle"]
    _dress(title, size=34, colour=BLUE, bold=True, before=170, after=8)
    _without(title, "w:pBdr", "w:contextualSpacing")
    _dress(subtitle, size=14, colour=GREY, after=150)
    _without(subtitle, "w:numPr")
    subtitle.font.italic = False
    _style(made, "Försättsblad", size=10.5, after=3)
    _style(made, "Version", size=14, colour=BLUE, bold=True, after=8)
    _style(made, "Utkast", base="Version", colour=COPPER)


def _texts(made: Any) -> None:
    _style(made, "Ingress", size=12, colour=BLUE, after=10)
    _style(made, "Not", size=8.5, colour=GREY, after=6)
    _style(made, "Ansvarig", size=8.5, colour=GREY, after=6).paragraph_format.keep_with_next = True
    _style(made, "Underskrift", size=8.5, colour=GREY, before=80)
    _style(made, "Figur", after=6).paragraph_format.keep_with_next = True
    _style(made, "Bild", before=8, after=3)
    _style(made, "Bildtext", size=8.5, colour=GREY, after=10)
    caption = made.styles["Caption"]
    _dress(caption, size=10, colour=BLUE, bold=True, before=14, after=4)
    caption.paragraph_format.keep_with_next = True
    for name in _LIST_STYLES:
        made.styles[name].paragraph_format.space_after = Pt(3)
        _without(made.styles[name], "w:contextualSpacing")
    hyperlink = made.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    hyperlink.font.color.rgb, hyperlink.font.underline = BLUE, True
    unit = made.styles.add_style("Enhet", WD_STYLE_TYPE.CHARACTER)
    unit.font.bold, unit.font.color.rgb = False, GREY


def _contents(made: Any) -> None:
    heading = made.styles["TOC Heading"]
    heading.paragraph_format.page_break_before = True
    heading.hidden = False
    for level, (indent, bold) in enumerate(((0, True), (6, False), (12, False)), start=1):
        style = _style(made, f"toc {level}", size=10, bold=bold, before=6 if level == 1 else 0, after=2)
        style.paragraph_format.left_indent = Mm(indent)
        style.paragraph_format.tab_stops.add_tab_stop(Pt(TEXT_WIDTH / 20), WD_TAB_ALIGNMENT.RIGHT)


def _tables(made: Any) -> None:
    made.styles.element.append(parse_xml(_TABLE_STYLE))
    for name, bold, figures, size in (
        (TEXT, False, False, 8.5),
        (FIGURE, False, True, 8.5),
        (HEAD, True, False, 8.5),
        (FIGURE_HEAD, True, True, 8.5),
    ):
        for ending, points in (("", size), (DENSE, size - 1)):
            style = _style(made, name + ending, size=points, bold=bold, colour=BLUE if bold else None, after=0)
            style.paragraph_format.line_spacing = 1.1
            if figures:
                _align_right(style)
    _style(made, "Tabellnot", size=8, colour=GREY, before=3, after=4)


def _align_right(style: Any) -> None:
    """To the right, and every digit as wide as the others."""
    style.element.get_or_add_pPr().append(element("w:jc", val="right"))
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    dress = style.element.get_or_add_rPr()
    dress.append(parse_xml(f'<w14:numForm {w14} w14:val="lining"/>'))
    dress.append(parse_xml(f'<w14:numSpacing {w14} w14:val="tabular"/>'))


def _settings(made: Any) -> None:
    settings = made.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    for name in ("w:proofState", "w:savePreviewPicture"):
        settings.remove(settings.find(qn(name)))
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _style(made: Any, name: str, *, base: str = "Normal", **dress: Any) -> Any:
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.styleId = style_id(name)
    style.base_style = made.styles[base]
    style.quick_style = True
    _dress(style, **dress)
    return style


def _dress(
    style: Any,
    *,
    size: float | None = None,
    colour: RGBColor | None = None,
    bold: bool | None = None,
    before: float | None = None,
    after: float | None = None,
) -> None:
    if size is not None:
        style.font.size = Pt(size)
    if colour is not None:
        style.font.color.rgb = colour
    if bold is not None:
        style.font.bold = bold
    if before is not None:
        style.paragraph_format.space_before = Pt(before)
    if after is not None:
        style.paragraph_format.space_after = Pt(after)


def _without(style: Any, *tags: str) -> None:
    """What the sample's style had and ours has not."""
    for tag in tags:
        for found in style.element.pPr.findall(qn(tag)):
            style.element.pPr.remove(found)


_TABLE_STYLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">
<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
<w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="D5DCE2"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DCE2"/></w:tblBorders>
<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="40" w:type="dxa"/>
<w:bottom w:w="45" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="24405C"/></w:tcBorders>
<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>"""
