"""What a person's browser does with a page: keeps cookies and the connection, follows redirects, fills in a form as it stands and sends it."""

import gzip
import http.client
import re
import secrets
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

FORM = "application/x-www-form-urlencoded"
REDIRECTS = (301, 302, 303)
IDLE = 5.0
"""Seconds a kept connection may have been quiet: after that it may be just about to be closed, and a form sent on it lost."""


@dataclass(frozen=True)
class Page:
    """An answer, and the seconds until it was all here."""

    status: int
    address: str
    text: str
    seconds: float
    location: str = ""


@dataclass
class Form:
    """A form of a page: where it is sent, and its fields as they stand."""

    action: str
    method: str = "get"
    name: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    """Finds the forms; fields that name their form by ``form=`` are given to it in the end."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._elsewhere: list[tuple[str, str, str]] = []
        self._box: tuple[str, str] | None = None
        self._select = ("", "")
        self._chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(of.get("action", ""), of.get("method", "get").lower(), of.get("id", ""))
            self.forms.append(self._open)
        elif tag == "input" and of.get("name") and "disabled" not in of:
            kind = of.get("type", "text")
            if kind in ("submit", "button", "file") or (kind in ("radio", "checkbox") and "checked" not in of):
                return
            self._give(of, of.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "textarea":
            self._box = (of.get("name", ""), of.get("form", ""))
            self._chosen = ""
        elif tag == "select":
            self._select, self._chosen = (of.get("name", ""), of.get("form", "")), None
        elif tag == "option" and self._select[0] and ("selected" in of or self._chosen is None):
            self._chosen = of.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._box is not None and self._chosen is not None:
            self._chosen += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea" and self._box is not None:
            self._give({"name": self._box[0], "form": self._box[1]}, (self._chosen or "").lstrip("\n"))
            self._box = None
        elif tag == "select":
            self._give({"name": self._select[0], "form": self._select[1]}, self._chosen or "")
            self._select = ("", "")

    def _give(self, of: dict[str, str], value: str) -> None:
        if not of.get("name"):
            return
        if of.get("form"):
            self._elsewhere.append((of["form"], of["name"], value))
        elif self._open is not None:
            self._open.fields.append((of["name"], value))

    def found(self) -> list[Form]:
        """All of them, with what stands outside."""
        for name, key, value in self._elsewhere:
            for form in self.forms:
                if form.name == name:
                    form.fields.append((key, value))
        return self.forms


def forms_of(page: Page) -> list[Form]:
    """All forms of the page."""
    reader = _Forms()
    reader.feed(page.text)
    return reader.found()


def form_of(page: Page, having: str) -> Form:
    """The form to be sent that has a field whose name matches. Raises LookupError."""
    for form in forms_of(page):
        if form.method == "post" and any(re.fullmatch(having, name) for name, _value in form.fields):
            return form
    raise LookupError(f"no form with {having} on {page.address} ({page.status})")


class Visitor:
    """A browser of one person."""

    def __init__(self, base: str, patience: float = 60.0) -> None:
        parts = urlsplit(base)
        self.host, self.port, self.patience = parts.hostname or "", parts.port or 80, patience
        self.cookies: dict[str, str] = {}
        self._line: http.client.HTTPConnection | None = None
        self._used = 0.0

    def get(self, address: str) -> Page:
        """A page; redirects are followed, and their time is part of it."""
        page = self._ask("GET", address)
        for _step in range(5):
            if page.status not in REDIRECTS:
                return page
            onwards = self._ask("GET", page.location)
            page = Page(onwards.status, onwards.address, onwards.text, page.seconds + onwards.seconds, onwards.location)
        return page

    def send(self, page: Page, form: Form, **changed: str) -> Page:
        """Send the form with some fields changed. A redirect is returned and not followed: it is the acknowledgement."""
        fields = [(name, value) for name, value in form.fields if name not in changed] + list(changed.items())
        return self._ask("POST", urljoin(page.address, form.action or page.address), urlencode(fields))

    def send_file(self, page: Page, form: Form, name: str, file: tuple[str, bytes], **changed: str) -> Page:
        """The same with a file (its name and what is in it) in the field ``name``."""
        fields = [(key, value) for key, value in form.fields if key not in changed] + list(changed.items())
        edge = f"----{secrets.token_hex(12)}"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file[0]}"\r\n\r\n'
        body = ("".join(parts) + head).encode() + file[1] + f"\r\n--{edge}--\r\n".encode()
        address = urljoin(page.address, form.action or page.address)
        return self._ask("POST", address, body, f"multipart/form-data; boundary={edge}")

    def _ask(self, method: str, address: str, body: str | bytes | None = None, kind: str = FORM) -> Page:
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        here = f"{self.host}:{self.port}"
        headers = {"Host": here, "Referer": f"http://{here}{path}", "Accept-Encoding": "gzip"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = kind
        began = time.monotonic()
        if began - self._used > IDLE:
            self.hang_up()
        answer = self._answer(method, path, body, headers)
        content = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        text = content.decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if answer.headers.get("Connection", "").lower() == "close":
            self.hang_up()
        self._used = time.monotonic()
        return Page(answer.status, path, text, time.monotonic() - began, answer.headers.get("Location", ""))

    def _answer(
        self, method: str, path: str, body: str | bytes | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        """A kept connection may have been closed by the other side meanwhile; a browser then asks once more on a new one, when nothing was answered.

        Only a GET is asked again after it may have been received: a POST might have been carried out.
        """
        if self._line is not None:
            try:
                self._line.request(method, path, body, headers)
                return self._line.getresponse()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.hang_up()
                if method != "GET":
                    raise
        self._line = http.client.HTTPConnection(self.host, self.port, timeout=self.patience)
        try:
            self._line.request(method, path, body, headers)
            return self._line.getresponse()
        except BaseException:
            self.hang_up()
            raise

    def hang_up(self) -> None:
        """Close the connection."""
        if self._line is not None:
            self._line.close()
            self._line = None
