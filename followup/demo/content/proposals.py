"""The budget of the coming year as it is being prepared: what controllers have adjusted in the base, measures, and three proposals. tkr.

Parties, texts and amounts are invented; each party says that it is an example.
"""

from dataclasses import dataclass

YEAR = 2028

# The base's lines that differ from last year's without any decision: the tax forecast and what follows from loans.
FORECAST = {
    "tax": (1_274_000, 1_307_000, 1_341_500, 1_377_000),
    "grants": (558_900, 564_300, 569_800, 575_500),
    "financial_revenue": (10_300, 10_500, 10_700, 10_900),
    "financial_cost": (-27_400, -28_900, -29_600, -30_100),
}


@dataclass(frozen=True)
class Idea:
    """A measure. ``place`` is a committee's code or a line; ``amounts`` are what it does to the result, year by year; ``goal`` is the
    key of what it touches in the plan."""

    key: str
    title: str
    place: str
    amounts: tuple[int, int, int, int]
    cause: str
    text: str = ""
    consequence: str = ""
    goal: str = ""


@dataclass(frozen=True)
class Side:
    """A proposal: who writes it (a user name, or the chair of a unit), what it wants, the measures on offer that it takes, and its own."""

    name: str
    party: str
    author: str
    text: str
    chosen: tuple[str, ...]
    own: tuple[Idea, ...] = ()
    submitted: bool = False


IDEAS = (
    Idea(
        "löner",
        "Pris- och lönekompensation",
        "LÖN",
        (-34_500, -71_000, -109_000, -148_500),
        "compensation",
        "Avsätts i den centrala lönereserven och fördelas när avtalen är klara. Beräknad på 2,4 procent av lönerna.",
        "Utan kompensation motsvarar löneökningarna omkring 60 tjänster.",
    ),
    Idea(
        "förskola",
        "Två nya avdelningar i förskolan",
        "SN",
        (-5_200, -6_400, -6_400, -6_400),
        "volume",
        "Barnen i åldern 1–5 år väntas bli 38 fler till hösten 2028.",
        "Alla får plats inom fyra månader, som lagen kräver.",
    ),
    Idea(
        "elevhälsa",
        "Elevhälsa nära klassrummet i årskurs 4–6",
        "SN",
        (-3_200, -4_100, -4_100, -4_100),
        "initiative",
        "Fyra speciallärare och två kuratorer på de sex största skolorna.",
        "Elever får stöd tidigare; frånvaron väntas minska.",
        "uppväxt",
    ),
    Idea(
        "äldreboende",
        "Nytt särskilt boende vid Lärkan öppnar 2029",
        "VON",
        (-1_400, -18_500, -27_000, -27_000),
        "volume",
        "48 platser. Rekrytering och inflyttning börjar hösten 2028.",
        "Kötiden till särskilt boende kortas från sju månader till under tre.",
        "omsorg",
    ),
    Idea(
        "digital",
        "Digital tillsyn och planering i hemtjänsten",
        "VON",
        (-1_200, 2_600, 3_900, 3_900),
        "efficiency",
        "Inköp och utbildning första året, därefter mindre restid.",
        "Fler nätter utan störning för den som vill; den som inte vill behåller besöken.",
    ),
    Idea(
        "lokaler",
        "Lämna två hyrda kontor och dela arbetsplatser",
        "KS",
        (1_800, 4_300, 4_300, 4_300),
        "efficiency",
        "Kontoren på Norra Esplanaden lämnas när avtalen går ut.",
        "Fler medarbetare delar arbetsplats. Medborgarna berörs inte: besöken finns redan i kontaktcenter.",
    ),
    Idea(
        "simhall",
        "Kortare öppettider i simhallen",
        "KFN",
        (900, 1_100, 1_100, 1_100),
        "efficiency",
        "Stängt söndagar maj till augusti och två kvällar i veckan.",
        "Omkring 9 000 färre besök om året. Simskolan och föreningarnas tider är kvar.",
        "liv",
    ),
    Idea(
        "bygglov",
        "En bygglovshandläggare till",
        "SBN",
        (-780, -800, -800, -800),
        "volume",
        "Begärs av nämnden: ärendena har blivit en femtedel fler sedan 2024.",
        "Besked inom tio veckor i nio ärenden av tio.",
    ),
)

SIDES = (
    Side(
        "Kommunstyrelsens förslag",
        "",
        "KS",
        "En budget som klarar fler barn och fler äldre, och som sparar på lokaler hellre än på händer.",
        ("löner", "förskola", "äldreboende", "digital", "lokaler", "bygglov"),
        (
            Idea(
                "effektivisering-sn",
                "Samlad skolskjuts och färre tomma platser",
                "SN",
                (2_400, 4_800, 6_000, 6_000),
                "efficiency",
                "",
                "Några elever får längre väg till hållplatsen, som mest 400 meter.",
            ),
            Idea(
                "effektivisering-von",
                "Färre hyrda sjuksköterskor",
                "VON",
                (2_000, 7_500, 9_500, 9_500),
                "efficiency",
                "",
                "Egna anställda ger bättre kontinuitet; omställningen tar två år.",
            ),
        ),
        submitted=True,
    ),
    Side(
        "Skolan först",
        "Skollistan (exempel)",
        "KFN",
        "Skolan får mer, och hela kommunen hjälps åt att betala det.",
        ("löner", "förskola", "elevhälsa", "digital", "lokaler", "simhall"),
        (
            Idea("skatt-upp", "Höjd skattesats med 20 öre", "tax", (11_800, 12_200, 12_600, 13_000), "other"),
            Idea(
                "boende-senare",
                "Särskilt boende i befintliga lokaler i stället för nybyggt",
                "VON",
                (-900, -9_500, -13_500, -13_500),
                "volume",
                "24 platser i stället för 48, i lokaler som kommunen redan har.",
                "Kötiden till särskilt boende blir kvar på omkring sex månader.",
            ),
        ),
        submitted=True,
    ),
    Side(
        "Trygg i hela Sala",
        "Landsbygdspartiet (exempel)",
        "exempel-politiker",
        "Lägre skatt, boendet vid Lärkan i tid och simhallen öppen som nu. Förslaget är inte färdigt: det saknar ännu det som betalar.",
        ("löner", "förskola", "äldreboende", "elevhälsa", "bygglov"),
        (Idea("skatt-ned", "Sänkt skattesats med 50 öre", "tax", (-29_500, -30_500, -31_500, -32_500), "other"),),
    ),
)
