"""The example's measures against deficits: what each unit does, what it shall give and what it has given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """A measure of ``unit``: tkr in the year, from which month, what it has given from the year's beginning through a month, and how it goes."""

    unit: str
    title: str
    text: str
    expected: int
    starts_in: int
    state: str
    decision: str = ""
    given: tuple[tuple[int, int, str], ...] = ()


EFFORTS = (
    Effort(
        "4110",
        "Fler familjer får stöd hemma i stället för placering",
        "Familjebehandlarna arbetar med fyra familjer till. Varje placering gås igenom var sjätte vecka.",
        1_800,
        5,
        "ongoing",
        "von-åtgärder-2026",
        (
            (6, 250, "Två placeringar avslutade"),
            (8, 620, "En flytt hem blev senare än vi trodde"),
            (10, 1_150, "Fyra av fem hem är på plats"),
        ),
    ),
    Effort(
        "4410",
        "Anställda sjuksköterskor i stället för hyrda",
        "Två tjänster är tillsatta från oktober. Hyrd personal avvecklas på dagtid.",
        900,
        10,
        "ongoing",
        "von-åtgärder-2026",
        ((10, 210, "En av två tjänster började den 1 oktober"),),
    ),
    Effort(
        "4310",
        "Arbetslagen planerar sina egna scheman",
        "Fyra arbetslag provar. Timvikarier tas in först när laget har prövat att lösa det.",
        600,
        9,
        "ongoing",
        "von-åtgärder-2026",
        ((10, 140, ""),),
    ),
    Effort(
        "3211",
        "Två fasta resurslärare i stället för vikarier",
        "Barnen möter samma vuxna, och vikariekostnaden minskar.",
        300,
        11,
        "planned",
        "sn-åtgärder-2026",
    ),
    Effort(
        "3010",
        "Skolskjutsens linjer ses över",
        "Två linjer slås ihop från januari. I år ger det ingenting, så åtgärden är flyttad till nästa år.",
        200,
        10,
        "cancelled",
    ),
    Effort(
        "1410",
        "Beläggningar för en halv miljon skjuts till våren",
        "Tre gator i Salberga. Säkerheten påverkas inte enligt besiktningen.",
        500,
        6,
        "done",
        "",
        ((6, 180, ""), (8, 500, "Allt är gjort")),
    ),
)
MINUTED = "Åtgärder för en budget i balans 2026"
