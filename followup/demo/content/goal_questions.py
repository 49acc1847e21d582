"""What elected representatives have asked about the goals, and what was answered. Invented, as everything in the example.

(key of the plan item, who asks by the code of their body, day of the question, the question, day of the answer or None, the answer)
"""

from datetime import date

QUESTIONS: tuple[tuple[str, str, date, str, date | None, str], ...] = (
    (
        "läsa-skriva-räkna",
        "KF",
        date(2026, 9, 14),
        "Hur många av eleverna i årskurs 3 når inte målen i läsning, och vad får de för stöd?",
        date(2026, 9, 23),
        "Ungefär var åttonde elev. Alla har en egen plan och läser varje dag i liten grupp. Vi berättar i december hur det har gått.",
    ),
    (
        "mindre-grupper",
        "KF",
        date(2026, 10, 20),
        "Räcker lokalerna om grupperna ska bli mindre på alla förskolor?",
        date(2026, 10, 29),
        "Ja, utom på två förskolor i tätorten. Där byter vi avdelningar i januari.",
    ),
    (
        "vikariepool",
        "KF",
        date(2026, 11, 9),
        "Har vikariepoolen gjort att de boende möter färre olika personer under en vecka?",
        None,
        "",
    ),
    (
        "energi",
        "KF",
        date(2026, 11, 18),
        "Vilka byggnader drar mest energi, och i vilken ordning tar ni dem?",
        None,
        "",
    ),
)
