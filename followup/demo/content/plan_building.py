"""Bygg- och miljönämnden's part of the plan to 2026, and the drafts of the invented Samhällsbyggnadsnämnden for 2027."""

from followup.demo.content.shapes import Item, activity, focus, strategy

PLAN: dict[str, tuple[Item, ...]] = {
    "växa": (
        focus(
            "BMN",
            "Snabba och begripliga besked om bygglov",
            "Den som vill bygga ska veta vad som behövs, vad det kostar och när beskedet kommer.",
            "bmn-plan-2023",
            strategy(
                "BMK",
                "Rätt från början",
                "Vi hjälper den sökande innan ansökan skickas in, så att färre ärenden behöver kompletteras.",
                activity(
                    "6110",
                    "Bygglovsjour på distans två kvällar i månaden",
                    *("2025-02-03", "2026-11-27", "ongoing"),
                ),
                activity(
                    "6110",
                    "Digital checklista för de sju vanligaste ansökningarna",
                    *("2025-03-03", "2025-12-12", "done"),
                    account="7430",
                    costs={2025: 120},
                ),
                activity(
                    "6110",
                    "Skriv om alla beslutsbrev på klarspråk",
                    *("2026-01-12", "2026-10-30", "done"),
                    account="7410",
                    costs={2026: 40},
                ),
                key="rätt-från-början",
                years=(2024, 2026),
            ),
            key="bygglov",
            years=(2024, 2026),
        ),
        focus(
            "BMN",
            "Rent vatten i sjöar och brunnar",
            "Enskilda avlopp ska inte förorena. Vi börjar där vattnet är känsligast.",
            "bmn-plan-2023",
            strategy(
                "BMK",
                "Rådgivning före föreläggande",
                "Fastighetsägare får besök och ett skriftligt råd innan vi ställer krav.",
                activity(
                    "6120",
                    "Inventera enskilda avlopp i två avrinningsområden",
                    *("2025-04-07", "2026-10-30", "delayed"),
                    "312 av 460 anläggningar är besökta. En inspektör har varit tjänstledig.",
                    account="5010",
                    costs={2025: 310, 2026: 420},
                    key="avlopp",
                ),
                activity("6120", "Möte med byalagen om gemensamma lösningar", "2026-02-09", "2026-11-27", "ongoing"),
                years=(2024, 2026),
            ),
            key="vatten",
            years=(2024, 2026),
        ),
        Item(
            "focus",
            "SBN",
            "Från idé till färdigt hus med en kontakt i kommunen",
            "Utkast inför 2027. Den nya nämnden samlar plan, bygglov och miljötillsyn.",
            (2027, 2027),
        ),
        Item(
            "focus",
            "SBN",
            "Rent vatten och levande sjöar",
            "Utkast inför 2027. Fortsätter Bygg- och miljönämndens arbete med enskilda avlopp.",
            (2027, 2027),
        ),
    ),
    "klimat": (
        Item(
            "committee_priority",
            "BMN",
            "Klimatanpassning i varje lov och plan",
            "Skyfall, värme och ras ska prövas på samma sätt i alla ärenden.",
            (2025, 2026),
            "bmn-plan-2024",
            "bmn-klimat",
        ),
    ),
}
