"""The periods of the years. The autumn follow-up of 2026 is the one that is going on."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PeriodText:
    key: str
    year: int
    kind: str
    name: str
    last_day: date
    due: date
    is_open: bool


PERIODS = (
    PeriodText("2025-t1", 2025, "tertial", "Tertial 1", date(2025, 4, 30), date(2025, 5, 16), False),
    PeriodText("2025-delår", 2025, "interim", "Delår augusti", date(2025, 8, 31), date(2025, 9, 19), False),
    PeriodText("2025-helår", 2025, "full_year", "Helår", date(2025, 12, 31), date(2026, 1, 30), False),
    PeriodText("2026-t1", 2026, "tertial", "Tertial 1", date(2026, 4, 30), date(2026, 5, 15), False),
    PeriodText("2026-delår", 2026, "interim", "Delår augusti", date(2026, 8, 31), date(2026, 9, 18), False),
    PeriodText("2026-höst", 2026, "tertial", "Höstuppföljning oktober", date(2026, 10, 31), date(2026, 12, 4), True),
    PeriodText("2026-helår", 2026, "full_year", "Helår", date(2026, 12, 31), date(2027, 1, 29), True),
)
