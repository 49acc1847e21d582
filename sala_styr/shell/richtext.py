"""Text with a few forms: paragraphs, bold, italic, lists, links and one level of headings. Written as Markdown, shown as HTML or as a document's blocks.

Nothing else gets through: the parser knows no more (raw HTML is text to it), and what it makes is cleaned once more by an allow-list. This is
the only file, besides those that draw, where what people wrote becomes HTML.
"""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sala_styr.documents.model import Block, BulletList, Paragraph, ParagraphKind
from sala_styr.documents.written import plain_lines

KNOWN = ["heading", "list", "emphasis", "link", "newline", "escape"]
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
SCHEMES = {"http", "https", "mailto"}
ORDINARY_HEADING = 3


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "typographer": False})
    return parser.enable(KNOWN)


def to_html(text: str, level: int = ORDINARY_HEADING) -> SafeString:
    """The text as HTML, its headings as ``<h{level}>`` whatever depth they were written with."""
    tokens = _parser().parse(plain_lines(text))
    heading = f"h{min(max(level, 2), 6)}"
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = heading
    html = _parser().renderer.render(tokens, _parser().options, {})
    clean = nh3.clean(
        html,
        tags=TAGS | {heading},
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    return SafeString(clean)


def to_blocks(text: str, kind: ParagraphKind = ParagraphKind.NORMAL) -> tuple[Block, ...]:
    """The same as a report's blocks: paragraphs and lists of plain text; a link's address stands after its words."""
    blocks: list[Block] = []
    items: list[str] | None = None
    depth = 0
    for token in _parser().parse(plain_lines(text)):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
            items = [] if depth == 1 else items
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if depth == 0 and items:
                blocks.append(BulletList(tuple(items)))
                items = None
        elif token.type == "inline" and (words := _words(token)):
            if items is None:
                blocks.append(Paragraph(words, kind))
            else:
                items.append(words)
    return tuple(blocks)


def to_plain(text: str) -> str:
    """The words alone, for a line or a cell."""
    words = (_words(token) for token in _parser().parse(plain_lines(text)) if token.type == "inline")
    return " ".join(" ".join(words).split())


def _words(inline: Token) -> str:
    parts: list[str] = []
    address = ""
    for token in inline.children or []:
        if token.type in ("text", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
        elif token.type == "link_close" and address and address not in parts[-1:]:
            parts.append(f" ({address})")
    return "".join(parts).strip()
