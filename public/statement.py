"""What the accessibility statement says of itself: the days when the open pages were tested and the words last looked over."""

from datetime import date

TESTED = date(2026, 11, 27)
LOOKED_OVER = date(2026, 11, 27)
