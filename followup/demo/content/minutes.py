"""The decisions of the example. Only the day of the vision is real (KF 26 April 2021); days, paragraphs and diary numbers are otherwise invented."""

from datetime import date

from followup.demo.content.corrective import MINUTED
from followup.demo.content.investments import MINUTES as INVESTMENT_MINUTES
from followup.demo.content.shapes import Minute

COUNCIL_MINUTES = {
    "vision": Minute(
        "KF", date(2021, 4, 26), 57, "KS 2021/214", "Vision och målområden (dagen är verklig, numren är exempel)"
    ),
    "mål": Minute("KF", date(2023, 6, 19), 88, "KS 2023/341", "Övergripande mål 2024–2027"),
    "prioriteringar": Minute("KF", date(2024, 6, 17), 74, "KS 2024/298", "Övergripande prioriteringar 2025–2027"),
    "budget-2025": Minute("KF", date(2024, 11, 25), 131, "KS 2024/512", "Budget 2025 med plan 2026–2028"),
    "budget-2026": Minute("KF", date(2025, 11, 24), 127, "KS 2025/497", "Budget 2026 med plan 2027–2029"),
    "budget-2027": Minute("KF", date(2026, 11, 16), 119, "KS 2026/503", "Budget 2027 med plan 2028–2030"),
    "tillägg-2025-von": Minute(
        "KF", date(2025, 4, 28), 46, "KS 2025/188", "Tilläggsanslag till Vård- och omsorgsnämnden"
    ),
    "omfördelning-2025": Minute("KF", date(2025, 6, 16), 69, "KS 2025/260", "Omfördelning för skolbibliotek"),
    "teknisk-2025": Minute("KF", date(2025, 6, 16), 70, "KS 2025/261", "Teknisk justering av ramar 2025"),
    "årsredovisning-2025": Minute("KF", date(2026, 4, 27), 40, "KS 2026/112", "Årsredovisning 2025"),
    "tillägg-2026-sn": Minute("KF", date(2026, 4, 27), 41, "KS 2026/171", "Tilläggsanslag till Skolnämnden"),
    "tillägg-2026-von": Minute(
        "KF", date(2026, 6, 15), 63, "KS 2026/244", "Tilläggsanslag till Vård- och omsorgsnämnden"
    ),
    "teknisk-2026": Minute("KF", date(2026, 6, 15), 64, "KS 2026/245", "Teknisk justering av ramar 2026"),
    "omfördelning-2026": Minute("KF", date(2026, 9, 28), 92, "KS 2026/377", "Omfördelning mellan nämnder hösten 2026"),
    "uppdrag-svar-2026": Minute("KF", date(2026, 6, 15), 65, "KS 2026/246", "Svar på uppdrag i budget 2026"),
    "uppdrag-reservkraft": Minute("KS", date(2026, 5, 27), 109, "KS 2026/221", "Uppdrag om reservkraft"),
    "prövning-2025": Minute("KS", date(2026, 3, 25), 62, "KS 2026/119", "Prövning av bolagens verksamhet 2025"),
    "oförutsett-2026": Minute("KS", date(2026, 3, 25), 61, "KS 2026/118", "Medel ur oförutsett efter vattenskada"),
    "lönereserv-2025": Minute("KS", date(2025, 5, 28), 112, "KS 2025/233", "Fördelning av central lönereserv 2025"),
    "lönereserv-2026": Minute("KS", date(2026, 5, 27), 108, "KS 2026/219", "Fördelning av central lönereserv 2026"),
}

CONTROL_MINUTES = {
    "ks-intern-2026": Minute("KS", date(2025, 12, 3), 241, "KS 2025/512", "Internkontrollplan 2026"),
    "sn-intern-2026": Minute("SN", date(2025, 12, 10), 109, "SN 2025/173", "Internkontrollplan 2026"),
    "sn-intern-2026-2": Minute("SN", date(2026, 6, 10), 58, "SN 2026/88", "Internkontrollplan 2026, ändrad"),
    "von-intern-2026": Minute("VON", date(2025, 12, 11), 118, "VON 2025/201", "Internkontrollplan 2026"),
    "kfn-intern-2026": Minute("KFN", date(2025, 12, 9), 84, "KFN 2025/97", "Internkontrollplan 2026"),
    "bmn-intern-2026": Minute("BMN", date(2025, 12, 9), 131, "BMN 2025/140", "Internkontrollplan 2026"),
}

# The days on which each committee decided its plan and budget for the year after.
MEETINGS = {
    "KS": (date(2023, 12, 6), date(2024, 12, 4), date(2025, 12, 3), date(2026, 11, 18)),
    "SN": (date(2023, 12, 13), date(2024, 12, 11), date(2025, 12, 10), date(2026, 11, 18)),
    "VON": (date(2023, 12, 14), date(2024, 12, 12), date(2025, 12, 11), date(2026, 11, 19)),
    "KFN": (date(2023, 12, 12), date(2024, 12, 10), date(2025, 12, 9), date(2026, 11, 17)),
    "BMN": (date(2023, 12, 12), date(2024, 12, 10), date(2025, 12, 9), None),
    "SALABO": (None, date(2024, 12, 5), None, None),
}
FIRST_PLAN_YEAR = 2024
# Where the committees decided how to use what they were given, or had to give, during the year.
AMENDMENT_MEETINGS = {
    ("KS", 2025): date(2025, 9, 3),
    ("SN", 2025): date(2025, 9, 10),
    ("VON", 2025): date(2025, 8, 28),
    ("KFN", 2025): date(2025, 9, 9),
    ("BMN", 2025): date(2025, 9, 9),
    ("KS", 2026): date(2026, 10, 7),
    ("SN", 2026): date(2026, 10, 14),
    ("VON", 2026): date(2026, 10, 22),
    ("KFN", 2026): date(2026, 10, 13),
    ("BMN", 2026): date(2026, 10, 13),
}


# Where a committee decided measures against a feared deficit.
MEASURE_MEETINGS = {"VON": date(2026, 9, 24), "SN": date(2026, 10, 14)}


def minutes() -> dict[str, Minute]:
    """Every decision by the name that the example's texts use for it, such as ``budget-2026``, ``sn-plan-2024`` and ``sn-budget-2025``."""
    found = COUNCIL_MINUTES | INVESTMENT_MINUTES | CONTROL_MINUTES
    for body, days in MEETINGS.items():
        for year, day in enumerate(days, FIRST_PLAN_YEAR):
            if day:
                found |= _committee_minutes(body, year, day)
    for (body, year), day in AMENDMENT_MEETINGS.items():
        registry = f"{body} {year}/{70 + len(body)}"
        found[f"{body.lower()}-ändring-{year}"] = Minute(
            body, day, 61, registry, f"Ändrad fördelning inom nämnden {year}"
        )
    for body, day in MEASURE_MEETINGS.items():
        found[f"{body.lower()}-åtgärder-2026"] = Minute(body, day, 57, f"{body} 2026/{90 + len(body)}", MINUTED)
    return found


def _committee_minutes(body: str, year: int, day: date) -> dict[str, Minute]:
    number = 80 + 7 * len(body) + year % 10
    registry = f"{body} {day.year}/{number * 2 - 31}"
    if body == "SALABO":
        title = f"Affärsplan {year}–2027"
        return {f"salabo-plan-{day.year}": Minute(body, day, number, registry, title)}
    name = body.lower()
    return {
        f"{name}-plan-{day.year}": Minute(body, day, number, registry, f"Verksamhetsplan från {year}"),
        f"{name}-budget-{year}": Minute(body, day, number + 1, registry, f"Fördelning av ramen {year}"),
        f"{name}-uppdrag-{day.year}": Minute(body, day, number + 2, registry, "Grunduppdrag, lokalt beslutad del"),
    }
