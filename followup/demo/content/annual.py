"""The joint judgement and the financial goals of the annual report 2025, and what two units have said about a period as a whole. Invented."""

YEAR = 2025

JUDGEMENT = (
    "partly",
    "Två av tre finansiella mål nåddes; resultatet blev 1,6 procent mot målet 2. "
    "Av målen för verksamheten är ett uppfyllt och fyra delvis uppfyllda. Två nämnder gick tydligt över sin ram. "
    "Sammantaget bedöms utfallet vara delvis förenligt med målen för god ekonomisk hushållning.",
)

# (year, the goal, ratio, at least, how it ended, why)
FINANCIAL_GOALS = (
    (
        2025,
        "Resultatet ska vara minst 2 procent av skatteintäkter och generella statsbidrag.",
        "result_share",
        "2",
        "not_met",
        "Resultatet blev lägre än målet. Skolan och vården gick över sina ramar, och hyrd personal kostade mer än väntat.",
    ),
    (
        2025,
        "Soliditeten med hela pensionsåtagandet ska vara minst 10 procent.",
        "solidity_full",
        "10",
        "met",
        "Soliditeten ligger över målet och har stigit, mest genom att åtagandet för äldre pensioner minskar.",
    ),
    (
        2025,
        "Investeringarna ska betalas till minst 60 procent utan nya lån.",
        "self_financing",
        "60",
        "met",
        "Självfinansieringen når målet, men marginalen är liten när de stora projekten med simhallen och skolan kommer igång.",
    ),
    (
        2026,
        "Resultatet ska vara minst 2 procent av skatteintäkter och generella statsbidrag.",
        "result_share",
        "2",
        "",
        "",
    ),
    (2026, "Soliditeten med hela pensionsåtagandet ska vara minst 10 procent.", "solidity_full", "10", "", ""),
    (2026, "Investeringarna ska betalas till minst 60 procent utan nya lån.", "self_financing", "60", "", ""),
)
OPERATIONAL_YEARS = (2025, 2026)

# (period, unit, about the money, what we have learnt)
REFLECTIONS = (
    (
        "2026-delår",
        "SK-GRU",
        "Prognosen är två miljoner över budget. Vikarierna på Gruvbackens skola är hälften av det.",
        "Det som vi planerar tillsammans med eleverna håller längre. Vi har för många parallella projekt.",
    ),
    (
        "2026-delår",
        "VOK-HTJ",
        "Timlönerna är för höga i Centrum och Söder. Öst ligger under budget med samma behov.",
        "När arbetslaget planerar sin egen vecka minskar både byten och övertid.",
    ),
    (
        "2026-delår",
        "KFK-KUL",
        "I balans.",
        "Fler kommer när vi inte är där. Det får oss att tänka nytt om vad personalens tid ska användas till.",
    ),
    (
        "2025-helår",
        "SK-GRU",
        "Underskott på en skola, överskott på fyra.",
        "Gemensam kartläggning gav oss ett gemensamt språk.",
    ),
)
