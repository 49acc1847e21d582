"""What good quality is in the example's main grunduppdrag: each factor in words, some with an indicator (invented values)."""

from dataclasses import dataclass
from typing import NamedTuple


class Gauge(NamedTuple):
    """An indicator of a factor: name, unit, the target and the outcomes by year (None: not measured yet)."""

    name: str
    unit: str
    target: str
    outcomes: dict[int, str]


@dataclass(frozen=True)
class Factor:
    name: str
    text: str
    gauge: Gauge | None = None


FACTORS: dict[str, tuple[Factor, ...]] = {
    "SK-FSK": (
        Factor(
            "Trygghet och anknytning",
            "Barnen söker tröst hos pedagogerna och leker vidare. Vårdnadshavare vet vem de ska prata med.",
            Gauge(
                "Vårdnadshavare som säger att barnet är tryggt",
                "procent",
                "96",
                {2024: "93", 2025: "95", 2026: "95"},
            ),
        ),
        Factor("Språk hela dagen", "Det samtalas, läses och leks med ord i alla rutiner, inte bara i samlingen."),
        Factor(
            "Lagom stora grupper",
            "Tillräckligt få barn i varje sammanhang för att alla ska hinna bli sedda.",
            Gauge("Barn per pedagog", "antal", "5.1", {2024: "5.4", 2025: "5.3", 2026: "5.3"}),
        ),
    ),
    "SK-GRU": (
        Factor(
            "Studiero",
            "Lektionerna börjar i tid, eleverna vet vad de ska göra och kan arbeta utan att bli störda.",
            Gauge(
                "Elever i årskurs 8 som har studiero på lektionerna",
                "procent",
                "70",
                {2024: "58", 2025: "61", 2026: "64"},
            ),
        ),
        Factor(
            "Stöd i tid",
            "När en elev riskerar att inte nå målen börjar stödet inom två veckor, och det märks på resultaten.",
        ),
        Factor("Behöriga lärare", "Undervisningen leds av lärare som har utbildning för ämnet och årskursen."),
    ),
    "SK-GYM": (
        Factor("Närvaro", "Eleverna är där, och den som uteblir blir kontaktad samma dag."),
        Factor("Vägar vidare", "Varje elev vet vad utbildningen leder till och har mött arbetslivet."),
    ),
    "VOK-SÄB": (
        Factor(
            "En egen vardag",
            "Den som bor här bestämmer själv över sitt dygn, sin mat och sin utevistelse.",
            Gauge("Boende som kommer ut när de vill", "procent", "80", {2024: "66", 2025: "71"}),
        ),
        Factor("Kända ansikten", "Få och fasta medarbetare som vet vem personen är."),
    ),
    "VOK-HTJ": (
        Factor("Kontinuitet", "Så få olika medarbetare som möjligt hos var och en."),
        Factor("Rätt tid", "Hjälpen kommer när den är lovad, eller så ringer vi."),
    ),
    "KFK-KUL": (Factor("Nära alla", "Bibliotek och kulturskola går att nå utan bil, på tider då man är ledig."),),
    "TEK": (
        Factor("Det fungerar", "Vatten, avlopp och gator utan avbrott, och snabb åtgärd när något går sönder."),
        Factor("Det sköts i tid", "Underhållet följer planen, så att skulden till framtiden inte växer."),
    ),
}
