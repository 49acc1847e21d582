"""Culture, leisure, building and environment. From 2027 the last two are invented to move to a new committee, to show dated units."""

from datetime import date

from followup.demo.content.shapes import Place

CULTURE_DEPARTMENT = Place(
    "KFK",
    "Kultur- och fritidskontoret",
    "department",
    "kontor",
    4_100,
    (
        Place(
            "KFK-KUL",
            "Kultur",
            "service",
            "kontor",
            1_300,
            (
                Place("5110", "Stadsbiblioteket", "unit", "bibliotek", 11_700),
                Place("5111", "Bibliotek på landsbygden", "unit", "bibliotek", 3_400),
                Place("5112", "Kulturskolan", "unit", "kulturskola", 8_900),
                Place("5113", "Konst och kulturarv", "unit", "kultur", 4_600),
            ),
        ),
        Place(
            "KFK-FRI",
            "Fritid",
            "service",
            "kontor",
            1_200,
            (
                Place("5210", "Simhallen", "unit", "simhall", 10_400),
                Place("5211", "Ishallen", "unit", "anläggning", 5_300),
                Place("5212", "Idrottsplatser och spår", "unit", "anläggning", 6_200),
                Place("5213", "Fritidsgårdarna", "unit", "fritidsgård", 5_900),
            ),
        ),
    ),
)

_LAST = {"valid_to": date(2026, 12, 31)}
_FIRST = {"valid_from": date(2027, 1, 1)}

BUILDING_DEPARTMENT = Place(
    "BMK",
    "Bygg- och miljökontoret",
    "department",
    "kontor",
    2_600,
    (
        Place("6110", "Byggenheten", "unit", "bygg", 6_300, facts=_LAST, became="6111"),
        Place("6120", "Miljöenheten", "unit", "miljö", 5_200, facts=_LAST, became="6121"),
        Place("6130", "Bostadsanpassning", "unit", "kontor", 3_700, facts=_LAST, became="6131"),
    ),
    facts=_LAST,
    became="SBK",
)

BUILDING_DEPARTMENT_NEXT = Place(
    "SBK",
    "Samhällsbyggnadskontoret",
    "department",
    "kontor",
    2_600,
    (
        Place("6111", "Bygg- och planenheten", "unit", "bygg", 6_300, facts=_FIRST),
        Place("6121", "Miljö- och klimatenheten", "unit", "miljö", 5_200, facts=_FIRST),
        Place("6131", "Bostadsanpassning", "unit", "kontor", 3_700, facts=_FIRST),
    ),
    facts=_FIRST,
)
