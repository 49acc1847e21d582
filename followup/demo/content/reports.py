"""Texts of the reports that are written together: the half-written interim report of 2026. Invented. (heading, text, state)."""

Text = tuple[str, str, str]

INTERIM_2026: tuple[Text, ...] = (
    (
        "Händelser av väsentlig betydelse",
        "Grundläggningen av simhallen började i maj. Skolnämnden har samlat all frånvaro i ett gemensamt arbetssätt.",
        "submitted",
    ),
    (
        "Resultat och ekonomisk ställning",
        "Resultatet till och med augusti är [[budget.result]]. Vård- och omsorgsnämnden väntas gå över sin ram, mest för placeringar.",
        "draft",
    ),
    ("Balanskrav", "Balanskravet väntas klaras på prognosen.", "returned"),
)

RETURNED = "Skriv gärna med vilket belopp, och om reserven behövs."
COMMENT = ("Resultat och ekonomisk ställning", "Ska vi nämna räntan också? Den är lägre än i budgeten.")
