"""The real pages, through all of the application but the socket, by somebody who is signed in and sees everything."""

from collections.abc import Callable
from gzip import compress

from django.db.models import Count
from django.test import Client, override_settings
from django.urls import reverse

from goals.models import PlanItem
from sala_styr.organisation.models import Unit, User

YEAR = 2026
READER = "exempel-controller"
HOST = "localhost"
NULL_URLS = "followup.bench.null_urls"


class PageFailed(Exception):
    """A page did not answer as it should, so its time would mean nothing."""


class Browser:
    """Somebody who reads pages."""

    def __init__(self, username: str = READER) -> None:
        self.client = Client(SERVER_NAME=HOST)
        self.client.force_login(User.objects.get(username=username))

    def get(self, address: str, **headers: str) -> bytes:
        """The page's bytes. Raises PageFailed unless it was found and allowed."""
        response = self.client.get(address, secure=True, headers=headers)
        if response.status_code != 200:
            raise PageFailed(f"{address}: {response.status_code}")
        return response.content

    def reader_of(self, address: str, **headers: str) -> Callable[[], bytes]:
        """An action that reads the page."""
        return lambda: self.get(address, **headers)

    def null(self) -> bytes:
        """A page with nothing on it."""
        return self._compared("/")

    def way(self, name: str) -> bytes:
        """The red thread's rows written in another way (``thread_ways.WAYS``)."""
        return self._compared(f"/satt/{name}/")

    def _compared(self, address: str) -> bytes:
        with override_settings(ROOT_URLCONF=NULL_URLS):
            return self.get(address)


def thread_address(*, everything: bool = False) -> str:
    """The red thread, collapsed or with all of it open."""
    return f"{reverse('goals:thread')}?ar={YEAR}" + ("&visa=alla" if everything else "")


def branch_address() -> str:
    """The branch with most below it of those that one opens: a focus area."""
    focus = PlanItem.objects.filter(step__key="focus").annotate(below=Count("children")).order_by("-below").first()
    if focus is None:
        raise PageFailed("no focus area")
    return reverse("goals:branch", args=[focus.pk]) + "?oppen=ja"


def budget_address() -> str:
    """The detail budget of the unit with most lines."""
    unit = Unit.objects.annotate(lines=Count("detail_lines")).order_by("-lines").first()
    if unit is None:
        raise PageFailed("no unit")
    return reverse("budget:detail", args=[unit.pk]) + f"?ar={YEAR}"


def gzipped(page: bytes) -> int:
    """The page's size over the wire, in kB."""
    return round(len(compress(page)) / 1000)
