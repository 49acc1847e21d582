"""A Kolada of our own for the tests: a local server that replays files in the shape of API v3, in pages, and misbehaves when it is told to."""

import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

OWN = Path(__file__).parent / "kolada_samples"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "samples" / "kolada"
"""The real ones, beside the project, on machines that have them."""
MOST_IDS = 25


class FakeKolada(ThreadingHTTPServer):
    """``troubles``: what to do instead of answering, one for each request: ``429``, ``429 soon``, ``500``, ``break`` or ``garbage``.

    ``page``: rows in a page; ``next_name``: what the next page's address is called; ``elsewhere``: it leads to another server.
    """

    daemon_threads = True

    def __init__(self, rows: dict[str, list[dict[str, Any]]]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.rows = rows
        self.asked: list[str] = []
        self.troubles: deque[str] = deque()
        self.page = 3
        self.next_name = "next_url"
        self.elsewhere = False
        self.in_circles = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v3"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A line that was broken on purpose is no news."""


class Handler(BaseHTTPRequestHandler):
    server: FakeKolada

    def do_GET(self) -> None:
        self.server.asked.append(unquote(self.path))
        trouble = self.server.troubles.popleft() if self.server.troubles else ""
        if trouble == "break":
            # Half an answer, and then the line is torn off.
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"values": [')
            self.wfile.flush()
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        if trouble.startswith("429"):
            self._answer(429, b"{}", {"Retry-After": "7"} if trouble == "429 soon" else {})
        elif trouble:
            self._answer(200 if trouble == "garbage" else int(trouble), b"<html>fel</html>")
        else:
            self._found()

    def _found(self) -> None:
        url = urlsplit(self.path)
        query = parse_qs(url.query)
        parts = unquote(url.path).removeprefix("/v3/").strip("/").split("/")
        if any(len(part.split(",")) > MOST_IDS for part in parts):
            self._answer(400, b'{"detail": "too many ids"}')
            return
        rows = self._rows(parts, query)
        first = int(query.get("from", ["0"])[0])
        page = rows[first : first + self.server.page]
        follows = None
        if first + self.server.page < len(rows) or self.server.in_circles:
            at = first if self.server.in_circles else first + self.server.page
            host = "http://localhost:1/v3" if self.server.elsewhere else self.server.address
            follows = f"{host}{url.path.removeprefix('/v3')}?{self._rest(query)}from={at}"
        payload = {"values": page, "count": len(page), self.server.next_name: follows}
        self._answer(200, json.dumps(payload).encode())

    @staticmethod
    def _rest(query: dict[str, list[str]]) -> str:
        return "".join(f"{name}={values[0]}&" for name, values in query.items() if name != "from")

    def _rows(self, parts: list[str], query: dict[str, list[str]]) -> list[dict[str, Any]]:
        rows = self.server.rows.get(parts[0], [])
        if parts[0] == "kpi":
            return [row for row in rows if row["id"] in parts[1].split(",")]
        if parts[0] == "municipality_groups":
            return [row for row in rows if query["title"][0].casefold() in row["title"].casefold()]
        if parts[0] == "data":
            kpis, codes, years = (parts[place].split(",") for place in (2, 4, 6))
            return [r for r in rows if r["kpi"] in kpis and r["municipality"] in codes and str(r["period"]) in years]
        return rows

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def own_rows() -> dict[str, list[dict[str, Any]]]:
    """Our own small samples."""
    return {name: _values(OWN / f"{name}.json") for name in ("kpi", "municipality", "municipality_groups", "data")}


def shared_rows() -> dict[str, list[dict[str, Any]]]:
    """The real samples."""
    files = {
        "kpi": "kpi_subset.json",
        "municipality": "municipality_all.json",
        "municipality_groups": "municipality_groups_sala.json",
        "data": "data_arboga_group.json",
    }
    return {name: _values(SHARED / file) for name, file in files.items()}


def _values(file: Path) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = json.loads(file.read_bytes())["values"]
    return values


@contextmanager
def kolada_server(rows: dict[str, list[dict[str, Any]]] | None = None) -> Iterator[FakeKolada]:
    """A server in a thread of its own, with our own samples unless told otherwise."""
    server = FakeKolada(rows or own_rows())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
