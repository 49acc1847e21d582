"""The municipality's own words: what it calls its kontor or förvaltningar, its nämnder and verksamheter (domain §7, 6).

``term("the_department")`` in code and ``{% term "the_department" %}`` in a page. A municipality that says nothing is answered with Sala's words,
which are also the ones that are translated. The names of levels are words of the steering model too, and stand on the levels themselves.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from goals.models import Level, OwnerKind, Track
from goals.queries.model_words import activity_level, answering_levels, tracks_of, words_of_year
from sala_styr.errors import RuleBroken

TERMS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "committee": (pgettext_lazy("term", "nämnd"), gettext_lazy("Politiskt organ, en")),
    "committees": (pgettext_lazy("term", "nämnder"), gettext_lazy("Politiska organ, flera")),
    "the_committee": (pgettext_lazy("term", "nämnden"), gettext_lazy("Politiskt organ, bestämd form")),
    "department": (
        pgettext_lazy("term", "kontor"),
        gettext_lazy("Tjänsteorganisation under det politiska organet, en"),
    ),
    "departments": (pgettext_lazy("term", "kontor"), gettext_lazy("Tjänsteorganisation, flera")),
    "the_department": (pgettext_lazy("term", "kontoret"), gettext_lazy("Tjänsteorganisation, bestämd form")),
    "service": (pgettext_lazy("term", "verksamhet"), gettext_lazy("Verksamhet, en")),
    "services": (pgettext_lazy("term", "verksamheter"), gettext_lazy("Verksamheter, flera")),
    "the_service": (pgettext_lazy("term", "verksamheten"), gettext_lazy("Verksamhet, bestämd form")),
}
"""Each key with Sala's word and what it stands for."""


def check_terms(terms: Mapping[str, Any]) -> None:
    """Only words that the pages ask for, and each a word. Raises RuleBroken that says which is not."""
    for key, word in terms.items():
        if key not in TERMS or not isinstance(word, str) or not word.strip() or len(word) > 60:
            raise RuleBroken(_("Ordet %(key)s är okänt, tomt eller för långt.") % {"key": key})


def term(key: str, year: int) -> str:
    """The municipality's word for ``key`` in ``year``. One query, once a request. Raises KeyError for a key that is not in TERMS."""
    words = words_of_year(year)
    own = words.terms.get(key, "") if words else ""
    return pgettext("term", own) if own else str(TERMS[key][0])


# One, several, and the definite form of several, of each track.
_TRACK_WORDS: Mapping[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    Track.GOALS: (pgettext_lazy("ett", "mål"), pgettext_lazy("flera", "mål"), gettext_lazy("målen")),
    Track.PRIORITIES: (
        gettext_lazy("prioritering"),
        pgettext_lazy("flera", "prioriteringar"),
        gettext_lazy("prioriteringarna"),
    ),
    Track.QUALITY: (
        pgettext_lazy("ett", "kvalitetsmål"),
        pgettext_lazy("flera", "kvalitetsmål"),
        gettext_lazy("kvalitetsmålen"),
    ),
    Track.ASSIGNMENTS: (pgettext_lazy("ett", "uppdrag"), pgettext_lazy("flera", "uppdrag"), gettext_lazy("uppdragen")),
}


def wanted(year: int, number: int) -> str:
    """What the elected want, as the year's model sorts it: "12 mål och prioriteringar", "1 mål eller prioritering", "7 uppdrag"."""
    words = [str(_TRACK_WORDS[track][0 if number == 1 else 1]) for track in tracks_of(year)]
    return f"{number} {any_of(words) if number == 1 else listed(words)}"


def the_wanted(year: int) -> str:
    """The same in its definite form: "målen och prioriteringarna", "uppdragen"."""
    return listed([str(_TRACK_WORDS[track][2]) for track in tracks_of(year)])


def all_wanted(year: int) -> str:
    """The same as a heading: "Mål och prioriteringar", "Uppdrag"."""
    return capital(listed([str(_TRACK_WORDS[track][1]) for track in tracks_of(year)]))


def activities(year: int) -> str:
    """What is carried out, several of them: "aktiviteter", "åtgärder"."""
    level = activity_level(year)
    return level.plural if level else _("aktiviteter")


def answers(year: int) -> str:
    """What those who answer the council want: "fokusområden och nämndens prioriteringar"; "mål" where the model says nothing."""
    return listed([level.plural for level in answering_levels(year)]) or pgettext("flera", "mål")


def answer_level(year: int) -> str:
    """The first of them, one of it: "fokusområde"."""
    levels = answering_levels(year)
    return levels[0].singular if levels else pgettext("ett", "mål")


def owner_word(level: Level, year: int) -> str:
    """Who owns a level, in the municipality's own words: its kontor or förvaltningar, its verksamheter."""
    own = {OwnerKind.DEPARTMENT: "department", OwnerKind.OPERATION: "service"}.get(OwnerKind(level.owner_kind))
    return term(own, year) if own else str(level.get_owner_kind_display())


def capital(word: str) -> str:
    """The word as it begins a line."""
    return word[:1].upper() + word[1:]


def named(word: str) -> str:
    """A word of the steering model inside a sentence: as it is in Swedish, in quotation marks in any other language.

    "Lägg till: fokusområde", but "Add: “fokusområde”": the level has no English name, and the reader sees that it is a name.
    """
    return word if is_swedish() else f"“{word}”"


def is_swedish() -> bool:
    """Is the page read in the language of the municipality's words?"""
    return (get_language() or "sv").startswith("sv")


def marked(word: str) -> SafeString:
    """The same in a page, where a screen reader needs to know that the word is Swedish."""
    if is_swedish():
        return format_html("{}", word)
    return format_html('<span lang="sv">{}</span>', word)


def any_of(words: Sequence[str]) -> str:
    """One of them: "mål eller prioritering"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(words)s eller %(last)s") % {"words": ", ".join(words[:-1]), "last": words[-1]}


def listed(words: Sequence[str]) -> str:
    """Words one after the other as one says them: "mål, fokusområden och strategier"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(words)s och %(last)s") % {"words": ", ".join(words[:-1]), "last": words[-1]}
