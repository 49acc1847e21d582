"""Formula injection (quality §4.3): a text that a spreadsheet would take for a formula gets an apostrophe in front, and loses it on the way back.

Only texts: −5 is a number and stays one. A text that already looks guarded is guarded once more, so that what comes back is what went out.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """As it is written in CSV, where nothing says what is text."""
    return "'" + text if _FORMULA.match(text) else text


def doubled(text: str) -> str:
    """As it is written where cells are marked as text (XLSX): only what ``bare`` would take an apostrophe from gets one more."""
    return "'" + text if _GUARDED.match(text) else text


def bare(text: str) -> str:
    """The text without its guard, from CSV, from XLSX, and from CSV that a spreadsheet has saved as XLSX."""
    return text[1:] if _GUARDED.match(text) else text
