"""Passwords made of words that anybody at the municipality guesses first (OWASP ASVS 5.0, 6.1.2 and 6.2.11)."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sala_styr.organisation.models import Unit

USUAL = (
    *("kommun", "kommunen", "region", "sverige", "nämnd", "kontor", "budget", "styr", "styrmodell", "mål", "vision"),
    *("lösenord", "losenord", "password", "hemligt", "sommar", "höst", "vinter", "vår", "januari", "februari", "mars"),
    *("april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"),
)
SHORTEST = 4
"""A shorter word of a name says too little by itself: "och", "för"."""
LEAST_OF_ONES_OWN = 8


def words() -> set[str]:
    """What is left out of account: the usual words, those of the municipality's name and of every unit's. One query."""
    return {*USUAL, *_parts(settings.MUNICIPALITY_NAME)}.union(
        *map(_parts, Unit.objects.values_list("name", flat=True))
    )


def _parts(name: str) -> Iterator[str]:
    return (word for word in re.findall(r"\w+", name.casefold()) if len(word) >= SHORTEST)


class LocalWordsValidator:
    """Asks for eight signs beside such words and figures: "SkolnämndenHösten2026!" has four."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError when too little is one's own."""
        rest = password.casefold()
        for word in sorted(words(), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(re.sub(r"[\d\s]", "", rest)) < min(LEAST_OF_ONES_OWN, len(password)):
            raise ValidationError(
                _(
                    "Lösenordet består mest av ord som är lätta att gissa här, som namn på enheter och månader. Lägg till något eget."
                ),
                code="password_local_words",
            )

    def get_help_text(self) -> str:
        """As the form says it beforehand."""
        return _("Undvik kommunens, enheternas och månadernas namn.")
