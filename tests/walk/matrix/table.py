"""The matrix as a file that is read by people: one row for each door, one column for each person.

``B`` may read and send, ``r`` only read, ``s`` only send, ``·`` neither. A space before the sign is an address that takes no reading or no sending.
"""

from collections.abc import Iterable
from pathlib import Path

from tests.walk.matrix.cells import Answer
from tests.walk.matrix.people import PEOPLE

FILE = Path(__file__).with_name("matrix.txt")
SIGNS = {(True, True): "B", (True, False): "r", (False, True): "s", (False, False): "·"}


def sign(get: Answer, post: Answer) -> str:
    """One letter for what a person may do at a door."""
    return SIGNS[bool(get.allowed), bool(post.allowed)]


def heads() -> Iterable[str]:
    """What the columns are, first in the file."""
    yield "# Vem som får göra vad: B läsa och skicka, r bara läsa, s bara skicka, · inget. Görs av python -m tests.walk.matrix och läses rad för rad."
    for number, person in enumerate(PEOPLE):
        yield f"# {'│' * number}┌ {person.what}"


def rows_of(text: str) -> dict[str, str]:
    """{door: signs} as the file says."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {" ".join(words): signs for signs, *words in (line.split(" ") for line in lines)}


def written(rows: dict[str, str]) -> str:
    """The file's text."""
    return "\n".join([*heads(), *(f"{signs} {door}" for door, signs in rows.items()), ""])
