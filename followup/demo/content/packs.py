"""The questions that the example's dialogues begin with, and the invitation that has been sent. Invented."""

from datetime import date, time

QUESTIONS: tuple[tuple[str, str, int, int | None], ...] = (
    ("council", "Vad fungerar i grunduppdraget, och vad oroar?", 2025, None),
    ("council", "Vad har gått framåt i det ni har bestämt, och vad hindrar?", 2025, None),
    ("council", "Hur märker Salaborna skillnad?", 2026, None),
    ("council", "Vad har ni lärt er, och vad förstår ni annorlunda nu?", 2025, None),
    ("office", "Vad fungerar i grunduppdraget, och vad oroar?", 2025, None),
    ("office", "Vad har gått framåt i det nämnden har bestämt, och vad hindrar?", 2025, None),
    ("office", "Vad kostar mer eller mindre än vi trodde, och varför?", 2025, 2025),
    ("office", "Vad har ni lärt er, och vad förstår ni annorlunda nu?", 2025, None),
    ("unit", "Vad fungerar i vardagen, och vad oroar?", 2025, None),
    ("unit", "Vad har ni prövat sedan sist, och vad märkte ni?", 2025, None),
    ("unit", "Vad behöver ni från oss?", 2025, None),
)
"""Kind of pair, words, first year, last year. The companies' are those that come with the model."""

INVITED = ("SK", "SK-GRU", date(2026, 12, 3))
"""The upper unit, the lower unit and the day of the dialogue that has been invited to."""
STARTS, ENDS = time(13, 0), time(14, 30)
SENT = date(2026, 11, 19)
MESSAGE = "Ta gärna med två exempel från klassrummet, ett som har fungerat och ett som inte gjorde det."
