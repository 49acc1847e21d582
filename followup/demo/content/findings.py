"""What the example's dialogues arrived at. Invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """``lower`` and ``upper``: each side's words of a disagreement. ``answer``: what the upper unit said to a need, ``days`` after the talk."""

    kind: str
    text: str
    lower: str = ""
    upper: str = ""
    answer: str = ""
    days: int = 0


FINDINGS: dict[str, tuple[Finding, ...]] = {
    "kf-sn-2025": (
        Finding("agreement", "Frånvaron följs varje månad, på samma sätt på alla skolor."),
        Finding(
            "support",
            "Besked i god tid om ramen för 2026.",
            answer="Ramen beslutas i juni. Nämnden får ett första förslag i april och kan svara innan det är klart.",
            days=21,
        ),
    ),
    "kf-sn-2026": (
        Finding("agreement", "Det som ligger närmast klassrummet skyddas först när pengarna blir färre."),
        Finding(
            "disagreement",
            "Hur fort det går att få ner frånvaron i årskurs 8.",
            lower="Utan fler kuratorer tar det minst två läsår. Vi vill inte lova mer än vi kan hålla.",
            upper="Vi tycker att de tolv elever som varit borta längst behöver märka skillnad redan i vår.",
        ),
        Finding("support", "Besked om vem som ansvarar för skolskjutsarnas upphandling."),
    ),
    "sn-sk-2026v": (
        Finding("agreement", "Nämnden och kontoret besöker skolor tillsammans, inte var för sig."),
        Finding(
            "support",
            "Fler besök av nämnden i verksamheten.",
            answer="Tre skolor är inbokade i höst. Rektorerna väljer vad vi ska få se.",
            days=28,
        ),
    ),
    "sk-gru-2026": (
        Finding("agreement", "Fasta resurslärare prövas före fler timvikarier."),
        Finding(
            "disagreement",
            "Om två miljoner över budget är ett avsteg eller en satsning.",
            lower="Barnen behöver vuxna som de känner. Det kostar nu och sparar senare.",
            upper="Vi delar bilden av barnen, men ramen gäller tills nämnden har sagt något annat.",
        ),
        Finding("support", "Hjälp att rekrytera kuratorer: annons, lön och introduktion behöver göras tillsammans."),
    ),
    "vok-htj-2026": (Finding("support", "Besked om digitala lås."),),
}
