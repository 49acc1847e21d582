"""The example's investments, in tkr and report sign (expenditure −). Invented; of the size that Sala has. VA is a company's and not here."""

from dataclasses import dataclass
from datetime import date

from followup.demo.content.shapes import Minute

CARRIED = "ombudgetering-2026"
MOVED = "investering-omfördelning-2026"
SUPPLEMENT = "investering-tillägg-2026"
MINUTES = {
    CARRIED: Minute("KF", date(2026, 4, 27), 42, "KS 2026/172", "Ombudgetering av investeringar från 2025 till 2026"),
    SUPPLEMENT: Minute("KF", date(2026, 6, 15), 66, "KS 2026/247", "Tilläggsanslag för ventilation i Silvergården"),
    MOVED: Minute("KF", date(2026, 9, 28), 93, "KS 2026/378", "Omfördelning mellan investeringsprojekt 2026"),
}


@dataclass(frozen=True)
class Judged:
    """A forecast: after which month, the year's and the project's cost, when it is ready and why."""

    month: int
    year_amount: int
    total: int
    ready: int
    comment: str


@dataclass(frozen=True)
class Venture:
    """A project. ``budgets``: by year, each decided with that year's budget. ``spent``: 2025, and 2026 through October, of which ``income``."""

    code: str
    name: str
    unit: str
    text: str
    budgets: dict[int, int]
    spent: tuple[int | None, int | None]
    ready: int
    running: int | None
    judged: tuple[Judged, ...] = ()
    kind: str = "new"
    state: str = "ongoing"
    carried: int = 0
    moved: int = 0
    supplement: int = 0
    income: int | None = None
    account: str = "1110"
    """The fixed asset's account that the ledger books it on."""
    judged_2025: int | None = None
    """What it was judged to end at in the closing of 2025, where that was not what was decided."""

    @property
    def whole(self) -> int:
        """What it may cost in all as first decided: what its years sum to."""
        return sum(self.budgets.values())


CLOSING = "Bedömt i bokslutet: enligt beslutet."
CLOSING_APART = "Bedömt i bokslutet: markarbetena ser ut att bli dyrare än beräknat."

VENTURES = (
    Venture(
        "8101",
        "Ny simhall",
        "5210",
        "Ny simhall med 25-metersbassäng och undervisningsbassäng. Den gamla hallen från 1970-talet är uttjänt.",
        {2025: -38_000, 2026: -112_000, 2027: -83_000, 2028: -15_000},
        (-31_400, -97_300),
        2028,
        -19_800,
        (
            Judged(
                8, -116_000, -255_000, 2028, "Grundläggningen blev dyrare: berget låg högre än provborrningen visade."
            ),
            Judged(
                10,
                -121_500,
                -261_500,
                2028,
                "Utöver grundläggningen har stålpriset stigit. Vi prövar en enklare fasad, som kan spara 4–6 miljoner, och återkommer i december.",
            ),
        ),
        carried=-6_600,
        judged_2025=-250_000,
        account="1170",
    ),
    Venture(
        "8102",
        "Lindallens skola, ombyggnad och kök",
        "3210",
        "Tillagningskök, ny matsal och bättre ventilation i två huskroppar.",
        {2025: -22_000, 2026: -30_000, 2027: -12_000},
        (-21_150, -24_900),
        2027,
        -2_900,
        (Judged(8, -30_400, -63_400, 2027, "Köket togs i bruk till höstterminen. Matsalen följer tidplanen."),),
        kind="renewal",
        carried=-850,
    ),
    Venture(
        "8103",
        "Ny förskola i Kotten",
        "3112",
        "Sex avdelningar som ersätter paviljonger.",
        {2026: -8_000, 2027: -34_000, 2028: -10_000},
        (None, -2_350),
        2028,
        -3_700,
        (
            Judged(
                10, -5_500, -52_000, 2028, "Upphandlingen överklagades i våras och är nu klar. Bygget börjar i januari."
            ),
        ),
        account="1170",
    ),
    Venture(
        "8201",
        "Gator och beläggning 2025–2027",
        "1410",
        "Beläggning efter trafik och skick, enligt underhållsplanen.",
        {2025: -15_000, 2026: -15_000, 2027: -15_000},
        (-14_720, -13_900),
        2027,
        -1_900,
        (Judged(10, -14_900, -44_700, 2027, "Årets sträckor är klara. Oljepriset har gynnat oss något."),),
        kind="renewal",
    ),
    Venture(
        "8202",
        "Gång- och cykelväg längs Västeråsvägen",
        "1410",
        "2,4 kilometer belyst väg. Staten bidrar med 4,5 miljoner.",
        {2025: -5_000, 2026: -9_000},
        (-1_950, -8_100),
        2026,
        -620,
        (Judged(10, -11_650, -13_600, 2026, "Belysning och skyltar återstår och är klara till jul."),),
        carried=-3_050,
        income=4_500,
    ),
    Venture(
        "8203",
        "Bron över Sagån",
        "1410",
        "Den gamla bron bar inte tung trafik. Ny bro med gångbana.",
        {2025: -7_000, 2026: -4_200},
        (-7_380, -3_640),
        2026,
        -310,
        kind="renewal",
        state="done",
        carried=380,
    ),
    Venture(
        "8301",
        "Nät och servrar 2025–2027",
        "1120",
        "Utbyte av nätverk i skolor och boenden, i den takt utrustningen åldras.",
        {2025: -3_200, 2026: -3_200, 2027: -3_200},
        (-3_050, -2_400),
        2027,
        -1_500,
        (Judged(10, -2_900, -9_150, 2027, "Lägre priser än väntat i den nya upphandlingen."),),
        kind="renewal",
        carried=-150,
        moved=400,
        account="1210",
    ),
    Venture(
        "8302",
        "Släckbil till brandstationen i Sala",
        "1510",
        "Ersätter en bil från 2004.",
        {2026: -6_800},
        (None, -7_150),
        2026,
        -560,
        (
            Judged(
                10, -7_150, -7_150, 2026, "Bilen är levererad. Utrustningen kostade mer, vilket omfördelningen täcker."
            ),
        ),
        kind="renewal",
        moved=-400,
        account="1210",
    ),
    Venture(
        "8303",
        "Energieffektivisering av fastigheter",
        "1440",
        "Värmeåtervinning, solceller och styrning. Lägre energikostnad betalar kapitaltjänsten och mer därtill.",
        {2025: -10_000, 2026: -10_000, 2027: -10_000},
        (-6_900, -11_200),
        2027,
        1_650,
        (Judged(10, -12_600, -29_500, 2027, "Solcellerna på ishallen kom igång sent 2025 och är nu ikapp."),),
        carried=-3_100,
    ),
    Venture(
        "8304",
        "Silvergården, ventilation och larm",
        "4210",
        "Ventilationen är underkänd i två plan. Samtidigt byts trygghetslarmen.",
        {2025: -4_500, 2026: -10_000},
        (-3_900, -10_900),
        2026,
        -780,
        (
            Judged(
                10,
                -12_300,
                -16_200,
                2026,
                "Asbest i undertaken gav tilläggsanslaget i juni. Slutbesiktning i december.",
            ),
        ),
        kind="renewal",
        carried=-600,
        supplement=-1_800,
    ),
    Venture(
        "8401",
        "Exploatering Ängshagen, etapp 2",
        "1410",
        "Gator och ledningar till 40 tomter. Tomterna säljs från 2027.",
        {2025: -6_000, 2026: -8_000, 2027: 5_000},
        (-5_480, -6_900),
        2027,
        -240,
        (Judged(10, -8_000, -8_200, 2027, "Två tomter är redan reserverade."),),
        kind="development",
        account="1410",
    ),
)
