"""The companies' years, in tkr and report sign. All amounts are invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CompanyBooks:
    """``results``: {year: {account: whole year}}. ``opening``: balances when the example begins, ledger sign; the account of the year's result is 2091.

    ``flows``: changes of balance accounts in a whole year; depreciation and the bank follow by themselves.
    """

    filename: str
    results: dict[int, dict[str, int]]
    opening: dict[str, int]
    flows: dict[int, dict[str, int]]


COMPANIES = {
    "SALABO": CompanyBooks(
        "salabostader",
        {
            2025: {
                "3910": 214_300,
                "5010": -88_600,
                "5170": -41_200,
                "6570": -11_400,
                "7010": -21_900,
                "7510": -8_800,
                "7820": -24_100,
                "8410": -13_900,
            },
            2026: {
                "3910": 223_900,
                "5010": -91_700,
                "5170": -46_800,
                "6570": -11_900,
                "7010": -22_700,
                "7510": -9_100,
                "7820": -24_900,
                "8410": -13_100,
            },
        },
        {
            "1110": 1_240_000,
            "1119": -412_000,
            "1510": 3_100,
            "1930": 38_400,
            "2081": -40_000,
            "2091": -301_500,
            "2350": -480_000,
            "2440": -19_000,
            "2990": -29_000,
        },
        {2025: {"1110": 46_000, "2350": -15_000, "2440": -1_200}, 2026: {"1110": 61_000, "2350": -30_000, "2440": 800}},
    ),
    "SHE": CompanyBooks(
        "sala_heby_energi",
        {
            2025: {
                "3010": 402_600,
                "4010": -251_300,
                "5010": -22_400,
                "6570": -18_700,
                "7010": -34_100,
                "7510": -13_700,
                "7820": -31_800,
                "8310": 900,
                "8410": -6_900,
            },
            2026: {
                "3010": 395_200,
                "4010": -247_900,
                "5010": -23_100,
                "6570": -19_200,
                "7010": -35_300,
                "7510": -14_200,
                "7820": -32_600,
                "8310": 700,
                "8410": -7_200,
            },
        },
        {
            "1110": 890_000,
            "1119": -371_000,
            "1510": 52_000,
            "1930": 61_000,
            "2081": -25_000,
            "2091": -322_000,
            "2350": -210_000,
            "2440": -41_000,
            "2990": -34_000,
        },
        {2025: {"1110": 44_000, "1510": -2_100, "2440": -900}, 2026: {"1110": 52_000, "2350": -10_000, "2440": 1_400}},
    ),
    "GRUVAN": CompanyBooks(
        "sala_silvergruva",
        {
            2025: {
                "3010": 27_900,
                "4010": -6_800,
                "5010": -5_100,
                "6570": -2_900,
                "7010": -9_300,
                "7510": -3_600,
                "7830": -900,
            },
            2026: {
                "3010": 26_400,
                "4010": -6_500,
                "5010": -5_300,
                "6570": -3_000,
                "7010": -9_600,
                "7510": -3_700,
                "7830": -900,
            },
        },
        {
            "1220": 11_000,
            "1229": -6_200,
            "1510": 600,
            "1930": 4_100,
            "2081": -2_000,
            "2091": -4_300,
            "2440": -1_100,
            "2990": -2_100,
        },
        {2025: {"1220": 700, "2440": -200}, 2026: {"1220": 500, "2440": 300}},
    ),
}

# What each company judged after April, August and October: the result after financial items, and what it builds on.
JUDGED = {
    "SALABO": {
        2025: (
            (6_100, "Som budgeterat. Hyreshöjningen blev 4,8 procent från april."),
            (5_200, "Stambytet på Åkra blir dyrare än beräknat. Lägre ränta väger upp en del."),
            (4_500, "Vattenskadorna i september ligger på året. Uthyrningsgraden är fortsatt hög."),
        ),
        2026: (
            (6_300, "Som budgeterat. Vintern var mild och uppvärmningen kostade mindre."),
            (4_900, "Mer underhåll i Jakobsberg: taken kunde inte vänta. Styrelsen skjuter på målningen till 2027."),
            (
                3_900,
                "Underhållet tar mer än beräknat. Resultatet når inte ägarens krav och styrelsen har begärt en dialog.",
            ),
        ),
    },
    "SHE": {
        2025: (
            (22_400, "Som budgeterat. Elnätet går enligt plan."),
            (24_100, "Kall vår och högre försäljning av fjärrvärme."),
            (24_700, "Högre försäljning än budgeterat. Bränslepriserna har sjunkit under hösten."),
        ),
        2026: (
            (21_800, "Mild vinter: lägre försäljning av fjärrvärme."),
            (18_200, "Lägre försäljning och dyrare flis. Investeringar som kan vänta skjuts till nästa år."),
            (16_600, "Försäljningen återhämtar sig inte under året. Prishöjning från januari är beslutad."),
        ),
    },
    "GRUVAN": {
        2025: (
            (-1_000, "Som budgeterat. Bokningarna inför sommaren är goda."),
            (-800, "Bra sommar med fler besökare från Stockholm."),
            (-700, "Konferenserna har ökat under hösten."),
        ),
        2026: (
            (-1_100, "Något färre förbokade grupper än i fjol."),
            (-2_100, "Hissen stod stilla i tre veckor i juli. Visningarna ställdes in."),
            (-2_500, "Bortfallet i juli går inte att ta igen. Julmarknaden är fullbokad."),
        ),
    },
}
