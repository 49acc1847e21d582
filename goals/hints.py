"""Is it a WHAT or a HOW? What elected representatives write is looked over by a pure function, and gets a friendly hint where it reads as a HOW.

Förtroendevalda decide WHAT and WHEN; tjänstepersoner HOW and BY WHOM (leaflet; domain §2.1). A hint is never a stop: it says what was seen, why it
may matter and what one can write instead. It looks for few and plain signs, so that it is seldom wrong: a verb of doing where a sentence begins,
a work role or a person who shall do it, a named system, a number of posts.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _


class Hint(NamedTuple):
    """``seen``: the words as they were written; ``reason``: why they read as a HOW; ``instead``: a question that leads to the WHAT."""

    seen: str
    reason: str
    instead: str


# Verbs of doing, as they begin a sentence or a point: infinitive, or imperative where it differs so much that it is not its beginning.
DOING = (
    "anlita",
    "anskaffa",
    "anställa",
    "anställ",
    "anordna",
    "arrangera",
    "beställa",
    "bjuda in",
    "bygga ut system",
    "digitalisera",
    "flytta över",
    "fortbilda",
    "förhandla",
    "genomföra",
    "genomför",
    "hålla kurs",
    "implementera",
    "införa",
    "inför",
    "inrätta",
    "installera",
    "kartlägga",
    "köpa in",
    "köp in",
    "köpa",
    "köp",
    "lansera",
    "organisera om",
    "omorganisera",
    "outsourca",
    "projektera",
    "rekrytera",
    "revidera rutin",
    "schemalägga",
    "sjösätta",
    "skapa en app",
    "skapa en rutin",
    "starta projekt",
    "starta ett",
    "starta en",
    "starta upp",
    "sätta upp",
    "ta fram",
    "tag fram",
    "tillsätta",
    "upphandla",
    "utbilda",
    "utarbeta",
    "utreda",
    "uppdatera rutin",
    "rulla ut",
)
# "Införa" a right or a service level is a WHAT; the things below are means, and make HOW of softer verbs too.
MEANS = (
    "rutin",
    "rutiner",
    "arbetsgrupp",
    "arbetsgrupper",
    "projekt",
    "pilotprojekt",
    "handlingsplan",
    "handlingsplaner",
    "workshop",
    "workshops",
    "system",
    "systemstöd",
    "it-system",
    "app",
    "checklista",
    "checklistor",
    "mall",
    "mallar",
    "kurs",
    "kurser",
    "utbildningsdag",
    "utbildningsdagar",
    "schema",
    "processkartläggning",
    "styrgrupp",
    "projektgrupp",
)
SOFT = (
    "skapa",
    "upprätta",
    "använda",
    "arbeta med",
    "bilda",
    "inleda",
    "påbörja",
    "utveckla en",
    "utveckla ett",
    "utforma",
)
ROLES = (
    "rektor",
    "rektorn",
    "rektorerna",
    "förvaltningschefen",
    "kontorschefen",
    "enhetschefen",
    "enhetscheferna",
    "verksamhetschefen",
    "läraren",
    "lärarna",
    "sjuksköterskan",
    "sjuksköterskorna",
    "handläggaren",
    "handläggarna",
    "projektledaren",
    "kommundirektören",
    "personalchefen",
    "it-chefen",
    "ekonomichefen",
    "biståndshandläggarna",
    "socialsekreterarna",
    "samordnaren",
)
SHALL = ("ska", "skall", "bör", "måste", "får i uppdrag att", "ansvarar för att")
NEGATED = ("inte", "ej", "aldrig")

_SENTENCE = re.compile(r"(?:^|(?<=[.!?:;\n]))\s*(?:[-–•*]|\d+[.)])?\s*(?P<text>[^.!?;\n]+)")
_POSTS = re.compile(
    r"\b(?:\d+(?:,\d+)?|en|ett|två|tre|fyra|fem)\s+(?:heltids)?(?:tjänst|tjänster|årsarbetare)\b", re.IGNORECASE
)
_PERSON = re.compile(
    r"\b[A-ZÅÄÖ][a-zåäöé]+ [A-ZÅÄÖ][a-zåäöé]+(?:son|berg|ström|qvist|kvist|gren|lund|dahl|stedt|mark)\b"
)
_WE = re.compile(
    r"^(?:vi|nämnden|kommunen|förvaltningen|kontoret|verksamheten|man)\s+(?:ska|skall|bör|måste|vill|kommer att)\s+",
    re.IGNORECASE,
)


def _words(choices: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(choices, key=len, reverse=True))


_DOES = re.compile(rf"^(?:att\s+)?(?P<verb>{_words(DOING)})\b", re.IGNORECASE)
_DOES_SOFTLY = re.compile(rf"^(?:att\s+)?(?P<verb>{_words(SOFT)})\b(?P<rest>(?:\s+\S+){{0,5}})", re.IGNORECASE)
_MEANS = re.compile(rf"\b(?:{_words(MEANS)})\b", re.IGNORECASE)
_WHO = re.compile(
    rf"\b(?P<who>{_words(ROLES)})\s+(?P<shall>{_words(SHALL)})\b(?!\s+(?:{_words(NEGATED)})\b)", re.IGNORECASE
)


def hints_in(text: str) -> list[Hint]:
    """The hints of a text, one of each kind, in the order they were found. Empty for a text that says WHAT."""
    found: dict[str, Hint] = {}
    for sentence in _sentences(text):
        for kind, hint in _of_sentence(sentence):
            found.setdefault(kind, hint)
    return list(found.values())


def _sentences(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        yield match["text"].strip(" *#_")


def _of_sentence(sentence: str) -> Iterator[tuple[str, Hint]]:
    said = _WE.sub("", sentence)
    if verb := _DOES.match(said):
        yield (
            "verb",
            Hint(
                _short(said),
                _("”%(verb)s” är något man gör. Hur det görs väljer verksamheten.")
                % {"verb": verb["verb"].capitalize()},
                _("Vad ska bli annorlunda för invånarna när det är gjort?"),
            ),
        )
    elif (softly := _DOES_SOFTLY.match(said)) and (means := _MEANS.search(softly["rest"])):
        yield (
            "verb",
            Hint(
                _short(said),
                _("”%(means)s” är ett sätt att nå dit. Vilket sätt som passar väljer verksamheten.")
                % {"means": means[0].strip()},
                _("Vad ska bli annorlunda för invånarna när det är gjort?"),
            ),
        )
    if who := _WHO.search(sentence):
        yield (
            "who",
            Hint(
                who[0],
                _("Det pekar ut vem i verksamheten som ska göra något. Det bestämmer tjänstepersonerna."),
                _("Vad vill ni uppnå, vem som än gör det?"),
            ),
        )
    elif person := _PERSON.search(sentence):
        yield (
            "who",
            Hint(
                person[0],
                _("Det ser ut som en persons namn. Vem som gör vad bestämmer tjänstepersonerna."),
                _("Vad vill ni uppnå, vem som än gör det?"),
            ),
        )
    if posts := _POSTS.search(sentence):
        yield (
            "posts",
            Hint(
                posts[0],
                _("Hur många som anställs för det är ett sätt att nå dit, inom den ram ni ger."),
                _("Vilken tillgång eller vilket resultat ska invånarna märka?"),
            ),
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
