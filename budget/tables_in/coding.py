"""The codes of a row besides its account."""

from typing import NamedTuple


class Coding(NamedTuple):
    """Codes just as a file writes them; "" where it has none. ``unit`` is ansvar, the code of a unit of ours."""

    unit: str = ""
    activity: str = ""
    project: str = ""
    counterparty: str = ""


NO_CODING = Coding()
