"""The only way a report reaches a file while it is laid out: named parts of our own, nothing else.

WeasyPrint's default fetcher opens any address that stands in the HTML (quality §0.7: one injected fragment made five requests and attached a
local file). This one knows a short list of names under ``styr:``; every other address, ``data:`` included, is refused and
logged. It never opens a connection, so redirects, proxies and files do not exist for it.
"""

import logging
from collections.abc import Mapping
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

from sala_styr.documents.rich import Picture

logger = logging.getLogger(__name__)

SCHEME = "styr:/"
PRINT_DIR = Path(__file__).parent / "print"
FONT_DIR = Path(__file__).resolve().parents[2] / "static" / "node_modules" / "@fontsource" / "inter" / "files"
FONTS = frozenset(f"inter-{script}-{weight}-normal.woff2" for script in ("latin", "latin-ext") for weight in (400, 600))
STYLESHEETS = ("report.css", "part.css")


class RefusedAddress(ValueError):
    """The report's HTML asked for something that is not one of our own parts."""


class OwnPartsFetcher(URLFetcher):
    """Serves our stylesheets and fonts (``styr:/report.css``), and this document's own figures and pictures. Remembers what it refused in ``refused``."""

    def __init__(self, figures: Mapping[str, str] | None = None, pictures: Mapping[str, Picture] | None = None) -> None:
        super().__init__(allowed_protocols=("styr",), allow_redirects=False)
        self.figures = figures or {}
        self.pictures = pictures or {}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The part named by ``url``. Raises RefusedAddress for everything else; WeasyPrint then goes on without it."""
        name = url.removeprefix(SCHEME)
        if url.startswith(SCHEME):
            if name in STYLESHEETS:
                return URLFetcherResponse(
                    url, (PRINT_DIR / name).read_bytes(), {"Content-Type": "text/css; charset=utf-8"}
                )
            if name in FONTS:
                return URLFetcherResponse(url, (FONT_DIR / name).read_bytes(), {"Content-Type": "font/woff2"})
            if name in self.figures:
                return URLFetcherResponse(url, self.figures[name].encode(), {"Content-Type": "image/svg+xml"})
            if name in self.pictures:
                picture = self.pictures[name]
                return URLFetcherResponse(url, picture.content, {"Content-Type": str(picture.kind)})
        self.refused.append(url[:200])
        logger.warning("refused an address in a report: %s", url[:200])
        raise RefusedAddress(url[:200])
