"""Vård- och omsorgskontoret and its services. Names of homes and areas are invented."""

from followup.demo.content.shapes import Place

FAMILY = Place(
    "VOK-IFO",
    "Individ- och familjeomsorg",
    "service",
    "kontor",
    5_300,
    (
        Place("4110", "Barn och unga", "unit", "placering", 38_900),
        Place("4120", "Vuxenenheten", "unit", "placering", 21_600),
        Place("4130", "Försörjningsstöd", "unit", "försörjning", 24_800),
        Place("4140", "Familjehem och familjerätt", "unit", "placering", 17_200),
    ),
)

HOMES = Place(
    "VOK-SÄB",
    "Särskilt boende",
    "service",
    "kontor",
    4_600,
    (
        Place("4210", "Silvergården", "unit", "äldreboende", 42_700),
        Place("4211", "Ekbackens äldreboende", "unit", "äldreboende", 38_400),
        Place("4212", "Lärkbo", "unit", "äldreboende", 29_900),
        Place("4213", "Rosendal", "unit", "äldreboende", 33_500),
        Place("4214", "Åkerhöjden, korttidsboende", "unit", "äldreboende", 24_200),
    ),
)

HOME_CARE = Place(
    "VOK-HTJ",
    "Hemtjänst",
    "service",
    "kontor",
    4_900,
    (
        Place("4310", "Hemtjänst Centrum", "unit", "hemtjänst", 23_900),
        Place("4311", "Hemtjänst Norr", "unit", "hemtjänst", 20_600),
        Place("4312", "Hemtjänst Söder", "unit", "hemtjänst", 19_300),
        Place("4313", "Hemtjänst Landsbygd öst", "unit", "hemtjänst", 17_800),
        Place("4314", "Hemtjänst Landsbygd väst", "unit", "hemtjänst", 16_400),
        Place("4315", "Nattpatrullen och larm", "unit", "hemtjänst", 14_900),
    ),
)

HEALTH = Place(
    "VOK-HSL",
    "Hälso- och sjukvård",
    "service",
    "kontor",
    3_700,
    (
        Place("4410", "Sjuksköterskeenheten", "unit", "hälsovård", 33_800),
        Place("4411", "Rehabenheten", "unit", "hälsovård", 16_900),
    ),
)

DISABILITY = Place(
    "VOK-LSS",
    "Funktionsnedsättning",
    "service",
    "kontor",
    4_200,
    (
        Place("4510", "Gruppbostaden Hagalund", "unit", "lss", 12_700),
        Place("4511", "Gruppbostaden Skogsgläntan", "unit", "lss", 13_900),
        Place("4512", "Gruppbostaden Ringvägen", "unit", "lss", 11_800),
        Place("4513", "Servicebostaden Kungsängen", "unit", "lss", 10_600),
        Place("4514", "Daglig verksamhet", "unit", "lss", 18_300),
        Place("4515", "Personlig assistans", "unit", "assistans", 27_500),
        Place("4516", "Boendestöd och socialpsykiatri", "unit", "lss", 9_800),
    ),
)

CARE_DEPARTMENT = Place(
    "VOK",
    "Vård- och omsorgskontoret",
    "department",
    "kontor",
    12_600,
    (FAMILY, HOMES, HOME_CARE, HEALTH, DISABILITY, Place("4010", "Biståndsenheten", "unit", "kontor", 11_400)),
)
