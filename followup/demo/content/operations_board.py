"""The departments under kommunstyrelsen. Names of units are invented."""

from followup.demo.content.shapes import Place

BOARD_DEPARTMENTS = (
    Place(
        "KLK",
        "Kommunledningskontoret",
        "department",
        "kontor",
        6_400,
        (
            Place("1110", "Kanslienheten", "unit", "kontor", 9_800),
            Place("1120", "IT-enheten", "unit", "it", 21_500),
            Place("1130", "Näringslivsenheten", "unit", "kontor", 6_900),
            Place("1140", "Kommunikation och kontaktcenter", "unit", "kontor", 8_200),
            Place("1150", "Arbetsmarknadsenheten", "unit", "arbetsmarknad", 12_600),
        ),
    ),
    Place(
        "EKO",
        "Ekonomikontoret",
        "department",
        "kontor",
        5_100,
        (
            Place("1210", "Redovisningsenheten", "unit", "kontor", 7_300),
            Place("1220", "Upphandlingsenheten", "unit", "kontor", 3_900),
        ),
    ),
    Place(
        "PER",
        "Personalkontoret",
        "department",
        "kontor",
        4_300,
        (
            Place("1310", "HR-enheten", "unit", "kontor", 6_600),
            Place("1320", "Löneenheten", "unit", "kontor", 5_400),
        ),
    ),
    Place(
        "TEK",
        "Tekniska kontoret",
        "department",
        "kontor",
        5_900,
        (
            Place(
                "TEK-SAM",
                "Gata, park och vatten",
                "service",
                "kontor",
                2_100,
                (
                    Place("1410", "Gatuenheten", "unit", "gata", 31_800),
                    Place("1420", "Parkenheten", "unit", "park", 11_900),
                    Place("1430", "Vatten och avlopp", "unit", "va", 400),
                ),
            ),
            Place(
                "TEK-FAS",
                "Fastighet och service",
                "service",
                "kontor",
                1_900,
                (
                    Place("1440", "Fastighetsenheten", "unit", "fastighet", 24_300),
                    Place("1450", "Måltidsenheten", "unit", "måltid", 19_600),
                    Place("1460", "Lokalvårdsenheten", "unit", "lokalvård", 9_700),
                ),
            ),
        ),
    ),
    Place(
        "RTJ",
        "Räddningstjänsten Sala-Heby",
        "department",
        "räddning",
        4_800,
        (
            Place("1510", "Brandstationen Sala", "unit", "räddning", 19_900),
            Place("1520", "Brandstationen Heby", "unit", "räddning", 9_100),
            Place("1530", "Förebyggande och beredskap", "unit", "räddning", 4_700),
        ),
    ),
)
