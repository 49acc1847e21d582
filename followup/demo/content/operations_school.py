"""Skolkontoret and its services. Names of preschools and schools are invented."""

from followup.demo.content.shapes import Place

PRESCHOOL = Place(
    "SK-FSK",
    "Förskolan",
    "service",
    "kontor",
    6_700,
    (
        Place("3110", "Förskolan Silverknappen", "unit", "förskola", 19_400),
        Place("3111", "Förskolan Blåklockan", "unit", "förskola", 16_800),
        Place("3112", "Förskolan Kotten", "unit", "förskola", 14_100),
        Place("3113", "Förskolan Lingonbacken", "unit", "förskola", 21_300),
        Place("3114", "Förskolan Solrosen", "unit", "förskola", 17_600),
        Place("3115", "Förskolan Ängsullet", "unit", "förskola", 12_900),
        Place("3116", "Förskolan Myrstacken", "unit", "förskola", 18_700),
        Place("3117", "Förskolan Tranan", "unit", "förskola", 11_200),
        Place("3118", "Pedagogisk omsorg", "unit", "förskola", 5_600),
    ),
)

COMPULSORY = Place(
    "SK-GRU",
    "Grundskolan",
    "service",
    "kontor",
    8_900,
    (
        Place("3210", "Lindallens skola", "unit", "skola", 48_200),
        Place("3211", "Gruvbackens skola", "unit", "skola", 61_700),
        Place("3212", "Sandbäckens skola", "unit", "skola", 37_500),
        Place("3213", "Björkhagens skola", "unit", "skola", 42_300),
        Place("3214", "Kyrkbyns skola", "unit", "skola", 21_800),
        Place("3215", "Åsens skola", "unit", "skola", 18_600),
        Place("3216", "Mossebo skola", "unit", "skola", 15_900),
        Place("3217", "Norrängens skola", "unit", "skola", 29_700),
        Place("3218", "Anpassade grundskolan", "unit", "anpassad", 26_400),
        Place("3219", "Elevhälsan", "unit", "elevhälsa", 22_600),
    ),
)

UPPER = Place(
    "SK-GYM",
    "Gymnasium och vuxenutbildning",
    "service",
    "kontor",
    5_800,
    (
        Place("3310", "Silverstadens gymnasium, högskoleförberedande", "unit", "gymnasium", 58_600),
        Place("3311", "Silverstadens gymnasium, yrkesprogram", "unit", "gymnasium", 67_900),
        Place("3312", "Anpassade gymnasieskolan", "unit", "anpassad", 14_800),
        Place("3313", "Vuxenutbildningen", "unit", "vux", 24_500),
    ),
)

SCHOOL_DEPARTMENT = Place(
    "SK",
    "Skolkontoret",
    "department",
    "kontor",
    13_400,
    (PRESCHOOL, COMPULSORY, UPPER, Place("3010", "Skolskjuts och lokaler", "unit", "skolskjuts", 41_300)),
)
