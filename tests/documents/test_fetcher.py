"""While a report is laid out nothing is fetched but our own named parts."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import weasyprint

from sala_styr.documents.fetcher import FONT_DIR, FONTS, OwnPartsFetcher, RefusedAddress
from sala_styr.documents.model import Paragraph, Section
from sala_styr.documents.pdf import render_pdf
from tests.documents.builders import document
from tests.documents.reading import attachments, opened, text_of


class Listener:
    """A server on this machine that counts who calls."""

    def __init__(self) -> None:
        self.calls = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _address = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.socket.close()


def dangerous(port: int, secret: Path) -> str:
    """The ways an injected piece of HTML may ask for something (quality §4.3)."""
    http, file = f"http://127.0.0.1:{port}", secret.as_uri()
    return f"""<html lang="sv"><head><title>t</title>
    <link rel="attachment" href="{file}"><link rel="attachment" href="{http}/a"><link rel="stylesheet" href="{http}/c.css">
    <link rel="attachment" href="data:text/plain,x"><base href="{http}/">
    <style>@import url("{http}/i.css"); @font-face {{ font-family: x; src: url("{http}/f.woff2") }} p {{ background: url("{http}/b.png") }}</style>
    </head><body><p>Text</p><img src="{http}/i.png" alt="a"><img src="{file}" alt="b"><img src="relativ.png" alt="c">
    <a rel="attachment" href="{file}">fil</a><object data="{http}/o"></object><embed src="{file}">
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">
    <image xlink:href="{http}/x.png" width="9" height="9"/><use href="{file}#a"/></svg>
    <img src="ftp://127.0.0.1:{port}/f" alt="d"><img src="styr:/../settings.py" alt="e"><img src="styr:/annan.svg" alt="f"></body></html>"""


def test_injected_html_gives_no_request_and_no_attachment(listener: Listener, tmp_path: Path) -> None:
    secret = tmp_path / "hemlig.txt"
    secret.write_text("en hemlighet")
    fetcher = OwnPartsFetcher()
    raw = weasyprint.HTML(string=dangerous(listener.port, secret), base_url="styr:/", url_fetcher=fetcher).write_pdf(
        pdf_variant="pdf/a-3a"
    )
    assert listener.calls == 0
    assert attachments(opened(raw)) == {}
    assert b"en hemlighet" not in raw
    assert len(fetcher.refused) >= 8


def test_the_listener_would_have_noticed(listener: Listener) -> None:
    weasyprint.HTML(string=f'<img src="http://127.0.0.1:{listener.port}/i.png">').write_pdf()
    assert listener.calls > 0


def test_html_in_a_document_is_text(listener: Listener) -> None:
    hostile = f'<img src="http://127.0.0.1:{listener.port}/x"><link rel="attachment" href="http://127.0.0.1:{listener.port}/y">'
    content = render_pdf(document(Section(hostile, (Paragraph(hostile),), owner=hostile), title=hostile))
    assert listener.calls == 0
    assert '<link rel="attachment"' in text_of(content, "-raw").replace("\n", " ")
    assert attachments(opened(content)) == {}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://styr.example/report.css",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "styr:/../fetcher.py",
        "styr:/report.css?x",
        "styr:report.css",
        "STYR:/report.css",
        "styr:/inter-latin-900-normal.woff2",
        "",
    ],
)
def test_only_exact_names_are_served(url: str) -> None:
    with pytest.raises(RefusedAddress):
        OwnPartsFetcher().fetch(url)


def test_our_own_parts_are_served() -> None:
    fetcher = OwnPartsFetcher({"figur-1.svg": "<svg/>"})
    assert fetcher.fetch("styr:/report.css").content_type == "text/css"
    assert fetcher.fetch("styr:/figur-1.svg").read() == b"<svg/>"
    for name in FONTS:
        assert fetcher.fetch(f"styr:/{name}").read() == (FONT_DIR / name).read_bytes()
    assert fetcher.refused == []


def test_an_svg_cannot_fetch_either(listener: Listener, figure: object) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="http://127.0.0.1:{listener.port}/x.png" width="9" height="9"/></svg>'
    fetcher = OwnPartsFetcher({"figur-1.svg": svg})
    weasyprint.HTML(string='<img src="styr:/figur-1.svg" alt="a">', base_url="styr:/", url_fetcher=fetcher).write_pdf()
    assert listener.calls == 0
    assert fetcher.refused
