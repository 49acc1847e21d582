"""The other ways to look at a plan of ten years: table, timeline, flow, search and the lists beside it (issue 3: within 300 ms, constant queries)."""

from collections.abc import Callable, Iterator

from django.urls import reverse

from followup.bench.pages import YEAR, Browser
from followup.bench.table import Measured, Promise
from followup.bench.timing import measure

WORDS = "läsning"


def pages(browser: Browser) -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Each page by a short name: what it is called in the table, and how it is read."""
    thread, at = reverse("goals:thread"), f"?ar={YEAR}"
    timeline = reverse("goals:timeline")
    addresses = {
        "tree": ("Röda tråden, hopfälld", f"{thread}{at}"),
        "whole": ("Röda tråden, allt öppet", f"{thread}{at}&visa=alla"),
        "table": ("Tabellen, första sidan", f"{thread}{at}&som=tabell"),
        "sorted": ("Tabellen efter rubrik", f"{thread}{at}&som=tabell&sort=title"),
        "search": (f"Sökning i planen efter ”{WORDS}”", f"{thread}{at}&q={WORDS}"),
        "timeline": ("Tidslinjen", f"{timeline}{at}"),
        "flow": ("Flödet", f"{reverse('goals:flow')}{at}"),
        "leftovers": ("Kvar att koppla", f"{reverse('goals:leftovers')}{at}"),
        "assignments": ("Uppdragen", f"{reverse('goals:assignments')}{at}"),
        "indicators": ("Indikatorerna", f"{reverse('goals:indicators')}{at}"),
        "agenda": ("Agenda 2030", f"{reverse('goals:agenda')}{at}"),
    }
    return {name: (words, browser.reader_of(address)) for name, (words, address) in addresses.items()}


def measured(small: dict[str, int], runs: int) -> Iterator[Measured]:
    """The rows of the table. ``small``: how many queries each took in the small database."""
    for name, (words, read) in pages(Browser()).items():
        timing = measure(read, runs)
        promises = (
            Promise("median < 300 ms", timing.median < 300),
            Promise("lika många frågor", small[name] == timing.queries),
        )
        yield Measured(words, timing, small[name], promises=promises)
