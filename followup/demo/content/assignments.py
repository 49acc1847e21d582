"""Uppdrag of the example, in every state: invented, but of kinds that Swedish councils give with their budgets."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Part:
    """A receiver's part by the unit's code. ``on``: the day of its last change; ``below``: those it was passed on to."""

    unit: str
    state: str = "given"
    report: str = ""
    on: date | None = None
    returned: str = ""
    below: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Given:
    """An uppdrag. ``decision``, ``closed`` and ``item`` are named as in the minutes and in the plan."""

    decision: str
    title: str
    text: str
    due: date
    parts: tuple[Part, ...]
    item: str = ""
    closed: str = ""
    closing: str = ""


GIVEN = (
    Given(
        "budget-2026",
        "Se över hur kommunens lokaler används",
        "Nämnderna ska tillsammans med tekniska kontoret visa vilka lokaler som används mindre än halva tiden, vad de kostar och "
        "vad som skulle hända om de delades, hyrdes ut eller lämnades. Svaret ska innehålla belopp per år.",
        date(2026, 9, 30),
        (
            Part(
                "KS",
                "reported",
                "Tre av elva förvaltningslokaler står tomma mer än halva tiden. Två kan hyras ut från mars 2027, vilket ger omkring "
                "640 tkr om året. Den tredje behövs som reserv vid höjd beredskap.",
                date(2026, 9, 22),
            ),
            Part(
                "SN",
                "ongoing",
                "Grundskolan har mätt användningen i sju skolor. Förskolan mäter i november.",
                date(2026, 10, 8),
                below=(
                    Part(
                        "SK-GRU",
                        "reported",
                        "Slöjdsalar och hemkunskap står tomma halva veckan på fyra skolor. Studieförbund har hört av sig om kvällarna.",
                        date(2026, 10, 8),
                    ),
                    Part("SK-FSK", "ongoing", "", date(2026, 9, 1)),
                ),
            ),
            Part("KFN", "received", "", date(2026, 1, 14)),
        ),
        "ekonomi",
    ),
    Given(
        "budget-2026",
        "Minska sjukfrånvaron i äldreomsorgen",
        "Nämnden ska pröva minst två arbetssätt som forskningen ger stöd för, och redovisa vad de kostade och ledde till.",
        date(2026, 10, 31),
        (
            Part(
                "VON",
                "ongoing",
                "Två enheter har arbetat med egna scheman och fasta arbetslag sedan mars. Sjukfrånvaron har gått från 11,2 till 9,6 procent.",
                date(2026, 11, 4),
                returned="Bra resultat. Vad kostade det, och går det att jämföra med enheter som inte var med?",
            ),
        ),
        "ekonomi",
    ),
    Given(
        "budget-2026",
        "Redovisa vad fria bussresor för unga skulle kosta",
        "Gäller den som är 7–19 år och bor i kommunen. Visa kostnaden med och utan helger, och vad andra kommuner har lärt sig.",
        date(2026, 10, 1),
        (
            Part(
                "KS",
                "reported",
                "Fria resor på vardagar kostar omkring 2,1 mnkr om året, alla dagar 2,9 mnkr. Fyra kommuner som har infört det ser fler "
                "resor på kvällar men inte färre skjutsar till skolan.",
                date(2026, 9, 24),
            ),
        ),
        "uppväxt",
    ),
    Given(
        "budget-2026",
        "Ett gemensamt sätt att boka hallar och lokaler",
        "Den som vill boka en kommunal lokal ska kunna göra det på ett ställe.",
        date(2026, 6, 1),
        (
            Part(
                "KFN",
                "reported",
                "Sedan april bokas alla hallar, klubbhus och samlingssalar på samma sida. 1 140 bokningar gjordes före sommaren.",
                date(2026, 5, 27),
            ),
        ),
        "liv",
        "uppdrag-svar-2026",
        "Fullmäktige godkände återrapporten.",
    ),
    Given(
        "budget-2027",
        "Föreslå hur fler unga kan få sommarjobb 2027",
        "Målet är 300 platser, också i bolagen och hos företag i kommunen.",
        date(2027, 2, 26),
        (Part("KS"), Part("SN"), Part("SALABO")),
        "växa",
    ),
    Given(
        "uppdrag-reservkraft",
        "Reservkraft för äldreboenden och kök",
        "Redovisa vilka hus som klarar tre dygn utan el, och vad det kostar att resten gör det.",
        date(2026, 12, 15),
        (
            Part(
                "TEK",
                "ongoing",
                "Fyra av sex boenden är genomgångna. Elcentralen på två behöver byggas om.",
                date(2026, 11, 10),
            ),
            Part("SALABO", "received", "", date(2026, 6, 9)),
        ),
    ),
    Given(
        "sn-plan-2025",
        "Så följs elevernas frånvaro upp",
        "Nämnden vill veta vad som händer från den första frånvarotimmen till ett möte med vårdnadshavaren, och hur lång tid det tar.",
        date(2026, 12, 4),
        (Part("SK-GRU", "received", "", date(2026, 1, 19)),),
        "studiero",
    ),
    Given(
        "sn-plan-2025",
        "Behovet av förskoleplatser till 2030",
        "Per område, med hänsyn till bostäder som planeras.",
        date(2026, 11, 1),
        (
            Part(
                "SK-FSK",
                "reported",
                "Fram till 2030 behövs 40 platser mer i centrum och 25 färre på landsbygden. Två avdelningar kan flyttas utan ny lokal.",
                date(2026, 10, 26),
            ),
        ),
        "språk",
    ),
    Given(
        "sn-plan-2025",
        "Bemannade skolbibliotek på alla skolor",
        "Redovisa hur bemanningen kan ordnas och vad den kostar, skola för skola.",
        date(2026, 10, 15),
        (
            Part("SK-GRU", "ongoing", "Sex av nio skolor är bemannade minst två dagar i veckan.", date(2026, 9, 30)),
            Part("SK-GYM"),
        ),
    ),
)
