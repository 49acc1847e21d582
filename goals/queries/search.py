"""What one looks for in the plan: free text as Swedish is written, an area, one of the goals of Agenda 2030.

A word finds its other forms ("målen" finds "mål") and what begins with it ("utbild" finds "utbildningar"); å, ä and ö are letters of their own, so
"for" never finds "för". PostgreSQL does it with its Swedish full text search and an index (migration ``text_search``); on SQLite the same
stems are looked for in Python. On both, a text that stands in a title just as it was typed is found there too.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from goals.models import AgendaLink, Area, PlanItem
from goals.queries.as_of import whole_plan_on
from goals.queries.model_words import words_of_year

DOCUMENT = "goals_planitem.search_document"
"""What PostgreSQL's index holds: a column of the database's own (migration 0009), in which signs that it would read as addresses are spaces."""
_WORD = re.compile(r"[^\W_]+")
SHORTEST_STEM, SHORTEST_WITH_ARTICLE = 3, 6
# What is in every text, and therefore not looked for: PostgreSQL's own list (swedish.stop).
STOP_WORDS = frozenset(
    [
        "och",
        "det",
        "att",
        "i",
        "en",
        "jag",
        "hon",
        "som",
        "han",
        "på",
        "den",
        "med",
        "var",
        "sig",
        "för",
        "så",
        "till",
        "är",
        "men",
        "ett",
        "om",
        "hade",
        "de",
        "av",
        "icke",
        "mig",
        "du",
        "henne",
        "då",
        "sin",
        "nu",
        "har",
        "inte",
        "hans",
        "honom",
        "skulle",
        "hennes",
        "där",
        "min",
        "man",
        "ej",
        "vid",
        "kunde",
        "något",
        "från",
        "ut",
        "när",
        "efter",
        "upp",
        "vi",
        "dem",
        "vara",
        "vad",
        "över",
        "än",
        "dig",
        "kan",
        "sina",
        "här",
        "ha",
        "mot",
        "alla",
        "under",
        "någon",
        "eller",
        "allt",
        "mycket",
        "sedan",
        "ju",
        "denna",
        "själv",
        "detta",
        "åt",
        "utan",
        "varit",
        "hur",
        "ingen",
        "mitt",
        "ni",
        "bli",
        "blev",
        "oss",
        "din",
        "dessa",
        "några",
        "deras",
        "blir",
        "mina",
        "samma",
        "vilken",
        "er",
        "sådan",
        "vår",
        "blivit",
        "dess",
        "inom",
        "mellan",
        "sådant",
        "varför",
        "varje",
        "vilka",
        "ditt",
        "vem",
        "vilket",
        "sitta",
        "sådana",
        "vart",
        "dina",
        "vars",
        "vårt",
        "våra",
        "ert",
        "era",
        "vilkas",
    ]
)


@dataclass(frozen=True)
class Sought:
    """A search as it was typed, made into what it looks for."""

    typed: str

    @cached_property
    def text(self) -> str:
        """In small letters, å ä ö written as one letter each however they were typed."""
        return " ".join(unicodedata.normalize("NFC", self.typed).casefold().split())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that say something; where none does, the last one, as the beginning of what is being typed."""
        words = _WORD.findall(self.text)
        return tuple(word for word in words if word not in STOP_WORDS) or tuple(words[-1:])

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """What every form of each word begins with."""
        import snowballstemmer  # when somebody searches: it brings thirty languages along

        stem = snowballstemmer.stemmer("swedish").stemWord
        return tuple(_shortest(word, stem(word), stem(stem(_without_article(word)))) for word in self.words)

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """Each word in any of its forms, as it stands in a text."""
        return tuple(re.compile(rf"\b{stem}\w*", re.IGNORECASE) for stem in self.stems)

    def is_in(self, text: str) -> bool:
        """Does the text hold every word in some form?"""
        low = text.casefold()
        return all(
            stem in low and any(found not in STOP_WORDS for found in pattern.findall(low))
            for stem, pattern in zip(self.stems, self.patterns, strict=True)
        )

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where in ``text`` the hits stand, from and to, in order and not over each other."""
        found = [match.span() for pattern in self.patterns for match in pattern.finditer(text)]
        start = text.casefold().find(self.text) if self.text else -1
        if start >= 0 and len(text.casefold()) == len(text):
            found.append((start, start + len(self.text)))
        return _joined(found)


def _without_article(word: str) -> str:
    """ "förskolan" → "förskola", which the stemmer leaves as it is."""
    if len(word) < SHORTEST_WITH_ARTICLE:
        return word
    return word[:-1] if word.endswith("an") else word[:-2] if word.endswith("ans") else word


def _shortest(word: str, *stems: str) -> str:
    return min((stem for stem in stems if len(stem) >= min(SHORTEST_STEM, len(word))), key=len, default=word)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def items_with_words(sought: Sought, year: int, day: date | None = None) -> frozenset[int]:
    """The items of ``year`` whose title and description together hold every word; as they were when ``day`` ended, if that is said.

    One query. Whoever asks keeps to the rows they may see.
    """
    if not sought.words:
        return frozenset()
    items = PlanItem.objects.in_year(year).order_by() if day is None else whole_plan_on(year, day).order_by()
    if day is None and connection.vendor == "postgresql":
        return frozenset(items.filter(_indexed(sought)).values_list("pk", flat=True))
    texts = items.values_list("id", "title", "description")
    return frozenset(pk for pk, title, description in texts if sought.is_in(f"{title} {description}"))


def _indexed(sought: Sought) -> RawSQL:
    """Every word, by our stem or by PostgreSQL's own: their tables of endings are of different years."""
    query = " && ".join(["(to_tsquery('simple', %s) || to_tsquery('swedish', %s))"] * len(sought.words))
    parameters = [f"{each}:*" for pair in zip(sought.stems, sought.words, strict=True) for each in pair]
    return RawSQL(f"{DOCUMENT} @@ ({query})", parameters, output_field=BooleanField())


def serving(goal: int) -> frozenset[int]:
    """The items that serve a goal of Agenda 2030. One query."""
    links = AgendaLink.objects.filter(goal=goal, item__isnull=False).order_by()
    return frozenset(pk for pk in links.values_list("item_id", flat=True) if pk is not None)


def in_area(area: int, year: int, day: date | None = None) -> frozenset[int]:
    """The items of an area. One query."""
    items = PlanItem.objects.in_year(year) if day is None else whole_plan_on(year, day)
    return frozenset(items.filter(area=area).order_by().values_list("id", flat=True))


def areas_in(year: int) -> dict[str, list[tuple[int, str]]]:
    """The areas of the year's model under the name of their grouping. No query where the model has none (see ``words_of_year``), else one."""
    model = words_of_year(year)
    found: dict[str, list[tuple[int, str]]] = {}
    if model is None or not model.is_sorted:
        return found
    areas = Area.objects.filter(grouping__steering_model=model.pk).order_by("grouping__order", "order", "pk")
    for pk, grouping, name in areas.values_list("pk", "grouping__plural", "name"):
        found.setdefault(grouping, []).append((pk, name))
    return found
