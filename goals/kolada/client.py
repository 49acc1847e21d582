"""Asking Kolada's API, calmly: pauses between calls, backs off when told to, tries a broken line again, and says in words what went wrong."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3
from django.utils.translation import gettext as _

from goals.kolada.shapes import KoladaFormatError, Package, read

T = TypeVar("T")
MOST_IDS = 25
"""Ids or years in one segment of a path: Kolada takes no more."""
PER_PAGE = 5000
PAUSE = 250
"""Milliseconds between two calls; clients are asked to make at most five a second."""
TRIES = 4
FIRST_WAIT, LONGEST_WAIT = 1000, 120_000
"""Milliseconds before the second try, twice as many before each one after it; never more than the longest."""
MOST_PAGES = 500
LARGEST_ANSWER = 64 * 1024 * 1024


class KoladaUnreachable(Exception):
    """Kolada did not answer as it should. The sentence is for people."""


def _sleep(milliseconds: int) -> None:
    time.sleep(milliseconds / 1000)


class Kolada:
    """``Kolada("https://api.kolada.se/v3").kpis(["N15428"])``. ``sleep`` (milliseconds) is exchanged in tests."""

    def __init__(self, base: str, sleep: Callable[[int], None] = _sleep) -> None:
        self._base = base.rstrip("/") + "/"
        self._sleep = sleep
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=10, read=60), retries=False, headers={"Accept": "application/json"}
        )
        self._asked = False

    def kpis(self, ids: Sequence[str]) -> Package:
        """Definitions of the key figures."""
        return self._all(f"kpi/{','.join(part)}" for part in _parts(ids))

    def municipalities(self) -> Package:
        return self._all(["municipality"])

    def groups(self, title: str) -> Package:
        """Peer groups with ``title`` in their name."""
        return self._all(["municipality_groups"], title=title)

    def values(self, kpis: Sequence[str], municipalities: Sequence[str], years: Sequence[int]) -> Package:
        """Values of every key figure for every municipality and year, asked in parts of at most 25."""
        return self._all(
            f"data/kpi/{','.join(ids)}/municipality/{','.join(codes)}/year/{','.join(map(str, some))}"
            for ids in _parts(kpis)
            for codes in _parts(municipalities)
            for some in _parts(years)
        )

    def _all(self, paths: "Iterator[str] | Sequence[str]", **query: str) -> Package:
        found = Package()
        for path in paths:
            for page in self._pages(f"{self._base}{path}?{urlencode({**query, 'per_page': PER_PAGE})}"):
                found += page
        return found

    def _pages(self, address: str) -> Iterator[Package]:
        """Every page from ``address`` on, never the same twice and never at another server."""
        seen: set[str] = set()
        while address:
            if address in seen or len(seen) >= MOST_PAGES:
                raise KoladaUnreachable(_("Kolada bläddrar i cirkel. Försök igen senare."))
            seen.add(address)
            try:
                package, follows = read(self._get(address), _("Svaret från Kolada"))
            except KoladaFormatError as error:
                raise KoladaUnreachable(str(error)) from error
            yield package
            address = self._next(address, follows) if follows else ""

    def _next(self, address: str, follows: str) -> str:
        """The address of the next page. Raises KoladaUnreachable when it is no address, or at another server."""
        try:
            found = urljoin(address, follows)
            is_ours = urlsplit(found)[:2] == urlsplit(self._base)[:2]
        except ValueError:
            is_ours = False
        if not is_ours:
            raise KoladaUnreachable(_("Kolada hänvisar till en annan adress, som vi inte har bett om."))
        return found

    def _get(self, address: str) -> bytes:
        """The answer's body. Tries again when the line breaks, when Kolada asks us to wait and when it has a fault of its own."""
        problem, wait = "", 0
        for number in range(TRIES):
            if number:
                self._sleep(wait)
            if self._asked:
                self._sleep(PAUSE)
            self._asked = True
            try:
                answer = self._pool.request("GET", address, redirect=False, preload_content=False)
                body = answer.read(LARGEST_ANSWER + 1)
                answer.release_conn()
            except urllib3.exceptions.HTTPError:
                problem = _(
                    "Kolada går inte att nå, eller så bröts förbindelsen. Inget har ändrats. Försök igen senare."
                )
                wait = FIRST_WAIT * 2**number
                continue
            if answer.status == 200:
                if len(body) > LARGEST_ANSWER:
                    raise KoladaUnreachable(_("Svaret från Kolada är orimligt stort. Inget har ändrats."))
                return body
            problem = _told(answer.status)
            if answer.status != 429 and answer.status < 500:
                break
            wait = _wait(answer.headers.get("Retry-After"), number)
        raise KoladaUnreachable(problem)


def _told(status: int) -> str:
    if status == 429:
        return _("Kolada har för mycket att göra och ber oss vänta. Inget har ändrats. Försök igen om en stund.")
    return _("Kolada svarade med fel %(status)s. Inget har ändrats. Försök igen senare.") % {"status": status}


def _wait(retry_after: str | None, number: int) -> int:
    """How many milliseconds to wait: what Kolada says, in seconds or as a moment, else longer for each try."""
    if retry_after and retry_after.strip().isdigit():
        return min(int(retry_after) * 1000, LONGEST_WAIT)
    if retry_after:
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return FIRST_WAIT * 2**number
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0, min((moment - datetime.now(UTC)) // timedelta(milliseconds=1), LONGEST_WAIT))
    return FIRST_WAIT * 2**number


def _parts(rows: Sequence[T]) -> list[Sequence[T]]:
    return [rows[start : start + MOST_IDS] for start in range(0, len(rows), MOST_IDS)]
