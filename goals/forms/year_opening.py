"""What was chosen on the page that opens a year."""

from django.http import QueryDict

from goals.outline import numbers
from goals.queries.year_opening import Choices, LevelChoice

LEVEL = "niva-"
SHOWN, TAKEN = "visade", "med"


def choices_in(data: QueryDict) -> Choices:
    """The choices for each level and item; what makes no sense is as if it were not said."""
    levels = {
        int(name.removeprefix(LEVEL)): value
        for name, value in data.items()
        if name.startswith(LEVEL) and name.removeprefix(LEVEL).isdecimal() and value in LevelChoice.values
    }
    return Choices(levels, numbers(str(data.get(SHOWN, ""))), numbers(",".join(data.getlist(TAKEN))))
