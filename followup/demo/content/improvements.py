"""Improvements of the example: ideas and findings at every quarter of the wheel. Invented."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Tried:
    """``dialogue``: (period, upper, lower) that it came out of; ``assessed``: the period of the assessment. ``became``: the plan item's key."""

    unit: str
    title: str
    raised: date
    stage: str
    seen: str
    due: date | None = None
    origin: str = "own"
    plan: str = ""
    done: str = ""
    studied: str = ""
    learnt: str = ""
    outcome: str = ""
    closed: date | None = None
    dialogue: tuple[str, str, str] | None = None
    assessed: str = ""
    about: str = ""
    became: str = ""
    who: str = ""


IMPROVEMENTS = (
    Tried(
        "3219",
        "Hitta elever med lång frånvaro tidigare",
        date(2025, 10, 14),
        "act",
        "Samtalet med kommunfullmäktige visade att elever med lång frånvaro får stöd först efter flera månader.",
        date(2026, 12, 11),
        dialogue=("2025-delår", "KF", "SN"),
        plan="Elevhälsan får en egen väg in: mentorn ringer samma vecka som frånvaron passerar tio procent. "
        "Vi ser om det blev bättre på antalet dagar till första mötet.",
        done="Två skolor prövade under våren 2026.",
        studied="Tiden till första mötet gick från 41 till 12 dagar på de två skolorna. Det krävde en kurator som fanns på plats.",
        learnt="Vi gör det till en aktivitet för alla skolor och söker kuratorer.",
        became="frånvaro-snabbspår",
    ),
    Tried(
        "SK-GRU",
        "Låta eleverna själva säga om det är lugnt på lektionerna",
        date(2026, 9, 22),
        "plan",
        "Vi förstod i dialogen att ”studiero” betyder olika saker för elever och vuxna.",
        date(2026, 12, 4),
        dialogue=("2026-delår", "SK", "SK-GRU"),
        plan="Tre frågor till varje klass i november och mars. Vi jämför svaren med vad lärarna tror att eleverna svarar.",
        who="exempel-chef",
    ),
    Tried(
        "3211",
        "Kortare möten, mer tid att planera lektioner",
        date(2026, 3, 9),
        "study",
        "Lärarna sade i medarbetarsamtalen att onsdagsmötena tog tid från lektionerna.",
        date(2026, 11, 20),
        plan="Vi halverar onsdagsmötet i åtta veckor och räknar planeringstimmarna.",
        done="Åtta veckor från mitten av augusti. Information lämnas skriftligt på måndagar.",
        studied="Planeringstiden ökade med en och en halv timme i veckan. Två arbetslag saknar samtalet om eleverna.",
    ),
    Tried(
        "3210",
        "Dokumentera stöd på en sida i stället för fyra",
        date(2026, 10, 19),
        "idea",
        "Vid höstens bedömning såg vi att samma uppgift skrivs på fyra ställen.",
        date(2026, 12, 18),
        assessed="2026-delår",
    ),
    Tried(
        "VOK-HTJ",
        "Ringa dagen före ett nytt besök",
        date(2026, 2, 11),
        "done",
        "En anhörig skrev att mamma inte visste vem som skulle komma.",
        origin="citizen",
        plan="Den som ska komma ringer dagen före. Vi räknar hur många som inte öppnar.",
        done="Prövades i norra hemtjänstgruppen i tre månader.",
        studied="Besök där ingen öppnade minskade från nio till två i månaden.",
        learnt="Alla grupper ringer från och med september.",
        outcome="Det blev vårt sätt att arbeta. Samtalet tar två minuter och sparar en resa.",
        closed=date(2026, 9, 4),
    ),
    Tried(
        "5110",
        "Kvällsöppet bibliotek en torsdag i månaden",
        date(2025, 11, 6),
        "dropped",
        "Flera låntagare frågade efter längre öppettider.",
        origin="citizen",
        plan="Öppet till 21 fyra torsdagar under våren. Vi räknar besök per timme.",
        done="Fyra kvällar, januari till april.",
        studied="I genomsnitt fyra besök efter klockan 19. Meröppet täcker redan behovet.",
        outcome="Vi slutade efter fyra kvällar. Meröppet med tagg fungerar bättre, och det berättar vi mer om.",
        closed=date(2026, 5, 7),
    ),
    Tried(
        "BMK",
        "Svara på bygglovsfrågor med exempel i bild",
        date(2026, 8, 27),
        "do",
        "Fyra av tio frågor gäller samma tre saker: altan, friggebod och solceller.",
        date(2026, 11, 13),
        origin="citizen",
        plan="Tre sidor med bilder på sala.se. Vi räknar frågorna i växeln före och efter.",
        done="Sidan om altaner är klar. Solceller och friggebod återstår.",
    ),
)
