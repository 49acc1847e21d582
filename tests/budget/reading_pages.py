"""Reading what stands on a page."""

import re
from typing import Any


def text(response: Any) -> str:
    """What stands on the page, with ordinary blanks and without tags."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\u00a0", " ").replace("&nbsp;", " ")
    return re.sub(r"\s+", " ", plain)
