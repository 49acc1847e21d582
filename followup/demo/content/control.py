"""The committees' plans for internal control, what the controls found, and the board's test of the companies. Invented."""

from dataclasses import dataclass, field
from datetime import date

YEAR = 2026
ONCE, HALF, TERTIAL, QUARTER = 1, 2, 3, 4


@dataclass(frozen=True)
class Found:
    """What a control found on a day, with the measure, its day, and when and how it was done."""

    day: date
    finding: str
    text: str
    measure: str = ""
    due: date = date(YEAR, 12, 31)
    done: date | None = None
    how: str = ""
    improvement: str = ""


@dataclass(frozen=True)
class Moment:
    """A control: what, how, how often, whose (the unit's manager), its day when it is done once."""

    text: str
    method: str
    frequency: int
    who: str
    due: date | None = None
    found: tuple[Found, ...] = ()


@dataclass(frozen=True)
class Feared:
    """A risk of a unit. ``added``: is it first in the second version of the plan?"""

    unit: str
    process: str
    text: str
    category: str
    value: tuple[int, int]
    existing: str
    choice: str
    moments: tuple[Moment, ...] = ()
    added: bool = False


@dataclass(frozen=True)
class Planned:
    """A body's plan with the names of its decisions, one for each version."""

    body: str
    decisions: tuple[str, ...]
    risks: tuple[Feared, ...] = field(default=())


SCHOOL = Planned(
    "SN",
    ("sn-intern-2026", "sn-intern-2026-2"),
    (
        Feared(
            "SK-GYM",
            "Köp av gymnasieplatser",
            "Vi betalar för elever som har flyttat eller slutat.",
            "money",
            (3, 3),
            "Skolorna skickar elevlistor varje månad.",
            "control",
            (
                Moment(
                    "Att fakturorna stämmer med elevregistret",
                    "Stickprov på fyrtio fakturor",
                    TERTIAL,
                    "SK-GYM",
                    found=(
                        Found(
                            date(2026, 4, 27),
                            "minor",
                            "Tre av fyrtio fakturor gällde elever som hade slutat, tillsammans 84 tkr.",
                            "Kräv tillbaka beloppen och låt registret varna när en elev flyttar",
                            date(2026, 9, 1),
                            date(2026, 8, 24),
                            "Beloppen är återbetalda och varningen finns i registret.",
                            improvement="Elevregistret varnar när en elev flyttar",
                        ),
                        Found(date(2026, 8, 26), "none", "Fyrtio fakturor, alla stämmer med registret."),
                    ),
                ),
            ),
        ),
        Feared(
            "SK-GRU",
            "Frånvaro i grundskolan",
            "Vi upptäcker lång frånvaro för sent, så att elever inte får sin utbildning.",
            "legal",
            (3, 4),
            "Mentorn ringer hem samma dag.",
            "control",
            (
                Moment(
                    "Att frånvaro över tio procent har utretts inom två veckor",
                    "Genomgång av fem klasser per skola",
                    HALF,
                    "SK-GRU",
                    found=(
                        Found(
                            date(2026, 6, 11),
                            "major",
                            "I nio av tjugotre fall hade utredningen inte börjat inom två veckor. I fyra fall saknades den.",
                            "Elevhälsan får listan varje fredag och börjar utredningen tillsammans med mentorn",
                            date(2026, 10, 15),
                            improvement="Fredagslista över elever som är borta mycket",
                        ),
                    ),
                ),
            ),
        ),
        Feared(
            "SK",
            "Inköp",
            "Någon köper in av ett företag som personen har en egen del i.",
            "fraud",
            (2, 4),
            "Två personer godkänner varje faktura.",
            "control",
            (
                Moment(
                    "Att den som beställer eller attesterar inte är jävig",
                    "Jämförelse mellan leverantörer och anmälda bisysslor",
                    ONCE,
                    "SK",
                    date(2026, 11, 13),
                    (
                        Found(
                            date(2026, 10, 28),
                            "minor",
                            "Två anställda hade inte anmält sin bisyssla. Inga inköp hade gjorts från företagen.",
                            "Fråga om bisysslor vid varje medarbetarsamtal",
                            date(2027, 2, 26),
                        ),
                    ),
                ),
            ),
        ),
        Feared(
            "SK",
            "Elevernas uppgifter",
            "Skyddade personuppgifter hamnar i fel system.",
            "it",
            (2, 4),
            "Skyddade elever registreras av en person.",
            "act",
            (
                Moment(
                    "Ny rutin och utbildning för alla skolassistenter",
                    "",
                    ONCE,
                    "SK",
                    date(2026, 8, 31),
                    (
                        Found(
                            date(2026, 8, 20),
                            "done",
                            "Tjugotvå skolassistenter har gått utbildningen. Rutinen är beslutad.",
                        ),
                    ),
                ),
            ),
        ),
        Feared(
            "SK-FSK",
            "Förskolans statistik",
            "Fel antal barn rapporteras till SCB.",
            "reporting",
            (1, 3),
            "Listorna hämtas ur elevregistret.",
            "accept",
        ),
        Feared(
            "SK-FSK",
            "Utdrag ur belastningsregistret",
            "En vikarie börjar arbeta innan utdraget är kontrollerat.",
            "legal",
            (2, 4),
            "Rektor begär utdraget vid anställning.",
            "control",
            (
                Moment(
                    "Att utdrag är kontrollerade före första arbetsdagen",
                    "Alla nyanställda under halvåret",
                    HALF,
                    "SK-FSK",
                    found=(
                        Found(date(2026, 6, 25), "none", "Trettioåtta nyanställda, alla utdrag kontrollerade i tid."),
                    ),
                ),
            ),
            added=True,
        ),
    ),
)
BOARD = Planned(
    "KS",
    ("ks-intern-2026",),
    (
        Feared(
            "EKO",
            "Leverantörsfakturor",
            "En falsk faktura betalas, eller samma faktura två gånger.",
            "fraud",
            (2, 4),
            "Fakturor matchas mot beställning.",
            "control",
            (
                Moment(
                    "Dubbla betalningar och nya bankkonton hos leverantörer",
                    "Körning i ekonomisystemet",
                    QUARTER,
                    "EKO",
                    found=(
                        Found(date(2026, 3, 30), "none", "Inga dubbla betalningar bland 7 412 fakturor."),
                        Found(
                            date(2026, 6, 29),
                            "minor",
                            "En faktura på 18 tkr betald två gånger. Beloppet är återbetalt.",
                            "Låt systemet stoppa samma fakturanummer från samma leverantör",
                            date(2026, 10, 31),
                            date(2026, 10, 12),
                            "Spärren är på sedan den 12 oktober.",
                        ),
                        Found(date(2026, 9, 29), "none", "Inga avvikelser bland 6 905 fakturor."),
                    ),
                ),
            ),
        ),
        Feared(
            "PER",
            "Löner",
            "Fel lön betalas ut och upptäcks sent.",
            "money",
            (3, 2),
            "Chefen granskar lönelistan.",
            "control",
            (
                Moment(
                    "Att cheferna har granskat sina lönelistor",
                    "Loggen i lönesystemet",
                    TERTIAL,
                    "PER",
                    found=(
                        Found(date(2026, 4, 29), "none", "96 procent av listorna är granskade i tid."),
                        Found(
                            date(2026, 8, 28),
                            "minor",
                            "Under sommaren granskades 81 procent i tid.",
                            "Vikarierande chefer får behörighet före semestern",
                            date(2027, 5, 31),
                        ),
                    ),
                ),
            ),
        ),
        Feared(
            "KLK",
            "Informationssäkerhet",
            "Ett angrepp stänger ute verksamheterna från sina system.",
            "it",
            (3, 4),
            "Säkerhetskopior varje natt.",
            "control",
            (
                Moment(
                    "Att säkerhetskopiorna går att läsa tillbaka",
                    "Återläsning av två system",
                    ONCE,
                    "KLK",
                    date(2026, 10, 30),
                ),
            ),
        ),
        Feared(
            "TEK",
            "Upphandling",
            "Direktupphandlingar delas upp så att gränsen inte nås.",
            "fraud",
            (2, 3),
            "Avtalskatalog och stöd från upphandlare.",
            "control",
            (
                Moment(
                    "Inköp från samma leverantör över gränsen",
                    "Genomgång av alla leverantörer",
                    HALF,
                    "TEK",
                    found=(Found(date(2026, 6, 18), "none", "Elva leverantörer över gränsen, alla med avtal."),),
                ),
            ),
        ),
    ),
)
CARE = Planned(
    "VON",
    ("von-intern-2026",),
    (
        Feared(
            "VOK-HTJ",
            "Privata medel",
            "Pengar som vi hanterar åt en brukare försvinner.",
            "fraud",
            (2, 4),
            "Kassabok och två underskrifter.",
            "control",
            (
                Moment(
                    "Att kassaböckerna stämmer",
                    "Oanmälda besök på åtta ställen",
                    HALF,
                    "VOK-HTJ",
                    found=(
                        Found(
                            date(2026, 5, 28),
                            "minor",
                            "I en av åtta kassor saknades kvitton på 640 kronor.",
                            "Gå igenom rutinen på arbetsplatsträffen",
                            date(2026, 6, 30),
                            date(2026, 6, 16),
                            "Alla grupper har gått igenom rutinen.",
                        ),
                    ),
                ),
            ),
        ),
        Feared(
            "VOK-HSL",
            "Läkemedel",
            "Narkotikaklassade läkemedel försvinner ur förrådet.",
            "fraud",
            (2, 4),
            "Kontrollräkning varje månad.",
            "control",
            (
                Moment(
                    "Att saldot stämmer med förbrukningen",
                    "Alla förråd",
                    QUARTER,
                    "VOK-HSL",
                    found=(
                        Found(date(2026, 3, 26), "none", "Alla sex förråd stämmer."),
                        Found(date(2026, 6, 24), "none", "Alla sex förråd stämmer."),
                        Found(
                            date(2026, 9, 24),
                            "major",
                            "I ett förråd saknades tolv tabletter utan förklaring. Polisanmält.",
                            "Kodlås med personlig logg på alla förråd",
                            date(2026, 12, 18),
                        ),
                    ),
                ),
            ),
        ),
        Feared(
            "VOK-IFO",
            "Försörjningsstöd",
            "Stöd betalas ut på fel underlag.",
            "money",
            (3, 3),
            "Två handläggare vid nya ärenden.",
            "control",
            (
                Moment(
                    "Att inkomster är kontrollerade mot register",
                    "Stickprov på tjugofem ärenden",
                    TERTIAL,
                    "VOK-IFO",
                    found=(
                        Found(date(2026, 4, 22), "none", "Tjugofem ärenden, alla kontrollerade."),
                        Found(date(2026, 8, 27), "none", "Tjugofem ärenden, alla kontrollerade."),
                    ),
                ),
            ),
        ),
    ),
)
CULTURE = Planned(
    "KFN",
    ("kfn-intern-2026",),
    (
        Feared(
            "KFK-FRI",
            "Bidrag till föreningar",
            "Bidrag betalas för medlemmar som inte finns.",
            "fraud",
            (2, 3),
            "Föreningen skriver under på heder och samvete.",
            "control",
            (
                Moment(
                    "Medlemslistor hos fem föreningar",
                    "Besök och jämförelse med närvaro",
                    ONCE,
                    "KFK-FRI",
                    date(2026, 10, 16),
                    (Found(date(2026, 10, 9), "none", "Fem föreningar besökta. Listorna stämmer."),),
                ),
            ),
        ),
        Feared(
            "KFK-KUL",
            "Kassor",
            "Kontanter i kassan stämmer inte.",
            "money",
            (1, 2),
            "Kassan räknas varje kväll.",
            "accept",
        ),
    ),
)
BUILDING = Planned(
    "BMN",
    ("bmn-intern-2026",),
    (
        Feared(
            "BMK",
            "Bygglov",
            "Beslut dröjer längre än tio veckor, och avgiften måste sättas ned.",
            "legal",
            (2, 3),
            "Handläggningstiden följs varje vecka.",
            "control",
            (
                Moment(
                    "Tid från komplett ansökan till beslut",
                    "Alla ärenden",
                    TERTIAL,
                    "BMK",
                    found=(
                        Found(date(2026, 4, 30), "none", "Alla 61 beslut inom tio veckor."),
                        Found(
                            date(2026, 8, 31),
                            "minor",
                            "Tre av 74 beslut tog elva veckor.",
                            "Ta in en handläggare från grannkommunen under semestern",
                            date(2027, 6, 1),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
PLANS = (BOARD, SCHOOL, CARE, CULTURE, BUILDING)

# The school committee has begun on next year's plan.
NEXT_YEAR, NEXT_BODY = 2027, "SN"
NEXT_RISKS = SCHOOL.risks[:3]

# company, purpose, powers, grounds; the year tested and the decision
REVIEW_YEAR, REVIEW_DECISION = 2025, "prövning-2025"
REVIEWS = (
    (
        *("SALABO", "yes", "yes"),
        "Årsredovisning 2025, ägardirektiv och två dialoger. Bolaget har byggt och förvaltat bostäder i kommunen.",
    ),
    ("SHE", "yes", "yes", "Årsredovisning 2025 och lekmannarevisorns granskning. Elnät och värme inom kommunerna."),
    (
        *("GRUVAN", "yes", "partly"),
        "Årsredovisning 2025 och samråd i februari. Hotell och restaurang behöver en tydligare gräns mot den privata marknaden.",
    ),
)
