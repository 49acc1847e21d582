"""Sub-steps of a few activities, and what answers to more than one strategy. Keyed by the activity's title."""

from datetime import date

STEPS: dict[str, list[tuple[str, date | None, date | None]]] = {
    # what, by when, done
    "Ta bort dokumentation som ingen läser": [
        ("Fråga alla arbetslag vilka mallar som aldrig läses", date(2026, 2, 27), date(2026, 2, 25)),
        ("Gå igenom mallarna på fyra skolor", date(2026, 5, 29), date(2026, 6, 3)),
        ("Gå igenom mallarna på de fyra andra skolorna", date(2026, 10, 16), None),
        ("Stäng de mallar som ingen saknar", date(2026, 12, 11), None),
    ],
    "Lässtuga med biblioteket varje vecka": [
        ("Bestäm dag och lokal med biblioteket", date(2026, 1, 23), date(2026, 1, 21)),
        ("Bjud in familjerna på fyra språk", date(2026, 1, 30), date(2026, 1, 29)),
        ("Fråga barnen vad de vill läsa till våren", date(2026, 12, 4), None),
    ],
    "Digitala lås hos alla nya kunder": [
        ("Prova låsen hos tio kunder", date(2026, 4, 30), date(2026, 4, 28)),
        ("Skriv en enkel bruksanvisning", date(2026, 6, 12), date(2026, 6, 9)),
        ("Sätt upp låsen hos dem som väntar", date(2026, 11, 6), None),
    ],
}
# An activity, and one more strategy that it serves.
LINKS = [
    ("Lässtuga med biblioteket varje vecka", "Högläsning och samtal varje dag"),
    ("Trygghetsvandring med eleverna varje termin", "Mer tid för undervisning"),
]
