"""One line of a SIE file into its fields.

Fields are parted by blanks or tabs; a field may stand in quotes, where ``\\"`` means a quote and any other backslash is itself; ``{...}`` is an object list and
becomes a tuple of its fields; a lone ``{`` last on the line opens a voucher's block and becomes BLOCK. Linear time: possessive patterns never back up, and the
first thing that does not fit ends the reading with SieError.
"""

import re
from functools import lru_cache

from django.utils.translation import gettext as _

from budget.sie.findings import SieError

Field = str | tuple[str, ...]
BLOCK = ("{",)
"""Stands for the brace that opens a voucher's block. An object list never holds a bare brace, so the two cannot be mixed up."""

_QUOTED = r'"((?:[^"\\]++|\\"?+)*+)"'
_LIST = r'\{((?:[^"{}]++|"(?:[^"\\]++|\\"?+)*+")*+)\}'
_FIELD = re.compile(rf"[ \t]*+(?:{_QUOTED}|{_LIST}|([^ \t\"{{}}][^ \t{{}}]*+)|([\"{{}}]))")
_LIST_FIELD = re.compile(rf'{_QUOTED}|([^ \t"]++)')
_QUOTE, _OBJECTS, _PLAIN = 1, 2, 3


def split_fields(line: str, number: int) -> list[Field]:
    """Split ``line`` (without line end) into fields. ``number`` is the line's number, for the message of the SieError that is raised when it cannot be done."""
    fields: list[Field] = []
    line = line.rstrip(" \t")  # blanks that no field follows would be tried from each of their places
    for match in _FIELD.finditer(line):
        kind = match.lastindex
        if kind == _PLAIN:
            fields.append(match[_PLAIN])
        elif kind == _OBJECTS:
            fields.append(list_fields(match[_OBJECTS]))
        elif kind == _QUOTE:
            fields.append(match[_QUOTE].replace('\\"', '"'))
        elif match[0].endswith("{") and match.end() == len(line):
            fields.append(BLOCK)
        else:
            raise SieError(_misfit(match[0][-1]), number)
    return fields


@lru_cache(maxsize=65536)  # the same few lists come on every row
def list_fields(content: str) -> tuple[str, ...]:
    """The fields within the braces of an object list."""
    if not content:
        return ()
    return tuple(
        match[1].replace('\\"', '"') if match.lastindex == 1 else match[2] for match in _LIST_FIELD.finditer(content)
    )


def _misfit(character: str) -> str:
    if character == '"':
        return _("Ett citattecken öppnas men avslutas inte på samma rad. Rätta raden eller exportera filen igen.")
    if character == "{":
        return _("Klammern { öppnas men avslutas inte på samma rad. Rätta raden eller exportera filen igen.")
    return _("Klammern } står utan en { före sig på raden. Rätta raden eller exportera filen igen.")
