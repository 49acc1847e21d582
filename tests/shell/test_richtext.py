"""Text with a few forms: what it becomes on a page and in a report, and that nothing else gets through."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from sala_styr.documents.model import BulletList, Paragraph
from sala_styr.shell.richtext import to_blocks, to_html, to_plain

ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3"}


class Seen(HTMLParser):
    """The elements, attributes and addresses of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, Any]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ett stycke", "<p>Ett stycke</p>"),
        ("Rad ett\nrad två", "<p>Rad ett<br>\nrad två</p>"),
        ("**fet** och *kursiv*", "<p><strong>fet</strong> och <em>kursiv</em></p>"),
        ("- ett\n- två", "<ul>\n<li>ett</li>\n<li>två</li>\n</ul>"),
        ("1. ett\n2. två", "<ol>\n<li>ett</li>\n<li>två</li>\n</ol>"),
        ("# Rubrik", "<h3>Rubrik</h3>"),
        ("### Rubrik", "<h3>Rubrik</h3>"),
        ("[Sala](https://www.sala.se)", '<p><a href="https://www.sala.se" rel="noopener noreferrer">Sala</a></p>'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("    indraget är ingen kod", "<p>indraget är ingen kod</p>"),
        ("a_b_c och 2 * 3 * 4", "<p>a_b_c och 2 * 3 * 4</p>"),
        ("", ""),
    ],
)
def test_what_is_written_becomes_html(text: str, html: str) -> None:
    assert to_html(text).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://www.sala.se/x.png)",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](<java\nscript:alert(1)>)",
        "&lt;script&gt;",
        '[x](https://www.sala.se "onmouseover=alert(1)")',
        "```\nkod\n```",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ],
)
def test_nothing_else_gets_through(text: str) -> None:
    seen = Seen(to_html(text))
    assert seen.tags <= ALLOWED
    for name, value in seen.attributes:
        assert name in ("href", "rel", "start")
        assert name != "href" or value.startswith(("https://", "http://", "mailto:"))


@given(st.text(max_size=400))
def test_whatever_is_typed_is_safe(text: str) -> None:
    seen = Seen(to_html(text))
    assert seen.tags <= ALLOWED
    assert {name for name, _value in seen.attributes} <= {"href", "rel", "start"}
    to_blocks(text)
    to_plain(text)


def test_the_headings_fit_where_the_text_stands() -> None:
    page = Template("{{ text|richtext:2 }}{{ text|richtext }}{{ nothing|richtext }}")
    assert page.render(Context({"text": "## A"})).replace("\n", "") == "<h2>A</h2><h3>A</h3>"


def test_a_report_shows_the_same_as_paragraphs_and_lists() -> None:
    text = "### Varför\nFör **barnen**.\n\n- läsa\n- [räkna](https://www.sala.se)\n  - plus\n\nSlut."
    assert to_blocks(text) == (
        Paragraph("Varför"),
        Paragraph("För barnen."),
        BulletList(("läsa", "räkna (https://www.sala.se)", "plus")),
        Paragraph("Slut."),
    )


def test_the_words_alone() -> None:
    assert to_plain("**Ett**\n\n- två\n- tre") == "Ett två tre"
