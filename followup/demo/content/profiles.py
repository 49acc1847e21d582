"""How different operations use their money: revenue in per cent of the net cost, costs as weights, each with its curve over the year."""

from dataclasses import dataclass

# Weights of the twelve months.
CURVES = {
    "jämn": (1,) * 12,
    "lön": (98, 98, 99, 100, 100, 104, 112, 96, 97, 98, 99, 99),
    "timlön": (8, 8, 8, 8, 8, 10, 14, 11, 8, 8, 8, 9),
    "termin": (11, 11, 11, 10, 10, 6, 0, 9, 11, 11, 10, 6),
    "läromedel": (10, 6, 4, 3, 2, 4, 2, 34, 22, 6, 4, 3),
    "vinter": (26, 24, 14, 4, 2, 2, 2, 2, 3, 4, 7, 18),
    "sommar": (1, 2, 6, 12, 16, 16, 12, 12, 10, 7, 4, 2),
    "värme": (15, 14, 12, 9, 5, 3, 2, 3, 5, 9, 11, 14),
    "kvartal": (3, 1, 1, 3, 1, 1, 3, 1, 1, 3, 1, 1),
    "val": (2, 2, 3, 4, 6, 8, 10, 24, 34, 5, 1, 1),
}


@dataclass(frozen=True)
class Profile:
    """``revenue``: (account, per cent of net cost, curve). ``costs``: (account, weight, curve)."""

    costs: tuple[tuple[str, int, str], ...]
    revenue: tuple[tuple[str, int, str], ...] = ()


def _staffed(pay: int, hourly: int, *other: tuple[str, int, str]) -> tuple[tuple[str, int, str], ...]:
    """Pay with its contributions, then everything else. Contributions and pensions are 39 per cent of pay here."""
    contributions = (pay + hourly) * 31 // 100
    pensions = (pay + hourly) * 8 // 100
    staff = [("5010", pay, "lön"), ("5610", contributions, "lön"), ("5620", pensions, "kvartal")]
    return (*staff, *((("5020", hourly, "timlön"),) if hourly else ()), *other)


def _round_the_clock(
    pay: int, hourly: int, unsocial: int, *other: tuple[str, int, str]
) -> tuple[tuple[str, int, str], ...]:
    return (*_staffed(pay, hourly, *other), ("5030", unsocial, "timlön"))


RENT = ("6010", 120, "kvartal")
SMALL = (("6810", 6, "jämn"), ("7210", 7, "termin"), ("7590", 8, "jämn"))

PROFILES = {
    "kontor": Profile(
        _staffed(
            560, 0, ("6010", 60, "kvartal"), ("7410", 70, "jämn"), ("7430", 45, "kvartal"), ("6510", 10, "jämn"), *SMALL
        ),
        (("3530", 2, "kvartal"),),
    ),
    "nämnd": Profile(
        (
            ("5050", 620, "jämn"),
            ("5610", 190, "jämn"),
            ("7210", 60, "termin"),
            ("7410", 60, "jämn"),
            ("7690", 70, "jämn"),
        )
    ),
    "revision": Profile(
        (
            ("5050", 330, "jämn"),
            ("5610", 100, "jämn"),
            ("7410", 520, "kvartal"),
            ("7210", 30, "termin"),
            ("7590", 20, "jämn"),
        )
    ),
    "överförmyndare": Profile(
        (
            ("5050", 420, "kvartal"),
            ("5010", 330, "lön"),
            ("5610", 170, "lön"),
            ("7430", 40, "jämn"),
            ("7590", 40, "jämn"),
        )
    ),
    "val": Profile(
        (
            ("5050", 450, "val"),
            ("5020", 230, "val"),
            ("5610", 120, "val"),
            ("6510", 90, "val"),
            ("7410", 80, "val"),
            ("7590", 30, "val"),
        )
    ),
    "finans": Profile((("5620", 870, "kvartal"), ("7310", 90, "kvartal"), ("7690", 20, "jämn"), ("7410", 20, "jämn"))),
    "pott": Profile((("7690", 1, "jämn"),)),
    "it": Profile(
        _staffed(
            330,
            0,
            ("7430", 360, "kvartal"),
            ("6810", 60, "jämn"),
            ("6410", 40, "jämn"),
            ("7920", 75, "jämn"),
            ("7410", 30, "jämn"),
        ),
        (("3010", 12, "kvartal"),),
    ),
    "arbetsmarknad": Profile(
        _staffed(610, 30, ("7410", 60, "jämn"), ("6010", 50, "kvartal"), ("6410", 25, "jämn"), *SMALL),
        (("3510", 38, "jämn"),),
    ),
    "gata": Profile(
        _staffed(
            110,
            0,
            ("4640", 260, "vinter"),
            ("6610", 190, "sommar"),
            ("6210", 70, "värme"),
            ("7910", 270, "jämn"),
            ("6910", 35, "jämn"),
            ("7590", 10, "jämn"),
        ),
        (("3130", 4, "jämn"),),
    ),
    "park": Profile(
        _staffed(
            360,
            60,
            ("4640", 90, "sommar"),
            ("6610", 80, "sommar"),
            ("6910", 60, "jämn"),
            ("7920", 40, "jämn"),
            ("6410", 30, "sommar"),
            ("7590", 8, "jämn"),
        ),
        (("3010", 3, "sommar"),),
    ),
    "va": Profile(
        _staffed(
            230,
            0,
            ("6210", 120, "värme"),
            ("6610", 140, "sommar"),
            ("7910", 290, "jämn"),
            ("7410", 80, "jämn"),
            ("6410", 30, "jämn"),
            ("7590", 15, "jämn"),
        ),
        (("3140", 9_600, "kvartal"), ("3530", 300, "kvartal")),
    ),
    "fastighet": Profile(
        _staffed(
            150,
            0,
            ("6110", 210, "sommar"),
            ("6210", 190, "värme"),
            ("7910", 340, "jämn"),
            ("7410", 60, "jämn"),
            ("7310", 20, "kvartal"),
            ("7590", 8, "jämn"),
        ),
        (("3410", 46, "kvartal"),),
    ),
    "måltid": Profile(
        _staffed(
            390,
            35,
            ("6450", 340, "termin"),
            ("6410", 15, "jämn"),
            ("6910", 15, "jämn"),
            ("7920", 14, "jämn"),
            ("7590", 6, "jämn"),
        ),
        (("3010", 21, "termin"),),
    ),
    "lokalvård": Profile(
        _staffed(600, 40, ("6410", 70, "jämn"), ("6910", 12, "jämn"), ("7920", 12, "jämn"), ("7590", 6, "jämn")),
        (("3010", 6, "jämn"),),
    ),
    "räddning": Profile(
        _round_the_clock(
            430,
            90,
            120,
            ("6910", 35, "jämn"),
            ("6410", 40, "jämn"),
            ("7920", 70, "jämn"),
            ("6010", 45, "kvartal"),
            ("7590", 10, "jämn"),
        ),
        (("3010", 24, "kvartal"),),
    ),
    "förskola": Profile(
        _staffed(550, 45, RENT, ("6450", 45, "termin"), ("6410", 12, "jämn"), ("6420", 8, "läromedel"), *SMALL),
        (("3110", 9, "jämn"), ("3510", 3, "kvartal")),
    ),
    "skola": Profile(
        _staffed(
            540,
            30,
            RENT,
            ("6420", 26, "läromedel"),
            ("6450", 40, "termin"),
            ("7430", 14, "jämn"),
            ("6410", 10, "läromedel"),
            *SMALL,
        ),
        (("3110", 2, "jämn"), ("3510", 6, "kvartal"), ("3610", 2, "termin")),
    ),
    "anpassad": Profile(
        _staffed(
            580,
            40,
            ("6010", 90, "kvartal"),
            ("4630", 60, "termin"),
            ("6420", 20, "läromedel"),
            ("7010", 30, "termin"),
            *SMALL,
        ),
        (("3610", 7, "termin"),),
    ),
    "elevhälsa": Profile(
        _staffed(640, 0, ("7410", 50, "termin"), ("6410", 10, "jämn"), ("7430", 14, "jämn"), *SMALL),
        (("3510", 4, "kvartal"),),
    ),
    "gymnasium": Profile(
        _staffed(
            430,
            15,
            ("4630", 230, "termin"),
            ("6010", 110, "kvartal"),
            ("6420", 26, "läromedel"),
            ("7430", 14, "jämn"),
            ("6450", 26, "termin"),
            *SMALL,
        ),
        (("3610", 13, "termin"), ("3510", 3, "kvartal")),
    ),
    "vux": Profile(
        _staffed(
            420,
            20,
            ("4630", 290, "termin"),
            ("6010", 60, "kvartal"),
            ("6420", 16, "läromedel"),
            ("7430", 10, "jämn"),
            *SMALL,
        ),
        (("3510", 31, "kvartal"), ("3610", 4, "termin")),
    ),
    "skolskjuts": Profile(
        (("7010", 610, "termin"), ("6010", 330, "kvartal"), ("6110", 40, "sommar"), ("7410", 20, "jämn"))
    ),
    "äldreboende": Profile(
        _round_the_clock(
            530,
            85,
            70,
            ("6010", 50, "kvartal"),
            ("6450", 50, "jämn"),
            ("6430", 20, "jämn"),
            ("6410", 10, "jämn"),
            *SMALL,
        ),
        (("3120", 10, "jämn"), ("3410", 7, "jämn"), ("3510", 2, "kvartal")),
    ),
    "hemtjänst": Profile(
        _round_the_clock(
            540,
            110,
            75,
            ("6910", 45, "jämn"),
            ("6430", 12, "jämn"),
            ("7430", 18, "jämn"),
            ("6810", 12, "jämn"),
            ("7590", 8, "jämn"),
        ),
        (("3120", 6, "jämn"), ("3510", 3, "kvartal")),
    ),
    "hälsovård": Profile(
        _round_the_clock(520, 40, 50, ("7410", 90, "timlön"), ("6430", 60, "jämn"), ("6910", 20, "jämn"), *SMALL),
        (("3120", 3, "jämn"),),
    ),
    "lss": Profile(
        _round_the_clock(540, 80, 75, ("6010", 45, "kvartal"), ("6910", 15, "jämn"), ("6410", 10, "jämn"), *SMALL),
        (("3410", 5, "jämn"), ("3120", 1, "jämn")),
    ),
    "assistans": Profile(_round_the_clock(390, 190, 90, ("4610", 190, "jämn"), *SMALL), (("3530", 28, "jämn"),)),
    "placering": Profile(
        _staffed(
            380, 10, ("4620", 420, "jämn"), ("7410", 40, "jämn"), ("6010", 25, "kvartal"), ("6910", 8, "jämn"), *SMALL
        ),
        (("3510", 5, "kvartal"),),
    ),
    "försörjning": Profile(
        _staffed(250, 0, ("4510", 560, "jämn"), ("7410", 20, "jämn"), ("6010", 20, "kvartal"), *SMALL),
        (("3530", 7, "kvartal"),),
    ),
    "bibliotek": Profile(
        _staffed(
            500,
            25,
            ("6420", 110, "jämn"),
            ("6010", 130, "kvartal"),
            ("7430", 35, "kvartal"),
            ("7410", 20, "termin"),
            *SMALL,
        ),
        (("3530", 4, "kvartal"), ("3130", 1, "jämn")),
    ),
    "kulturskola": Profile(
        _staffed(610, 20, ("6010", 70, "kvartal"), ("6410", 26, "läromedel"), ("6910", 8, "termin"), *SMALL),
        (("3130", 6, "termin"), ("3530", 8, "kvartal")),
    ),
    "kultur": Profile(
        _staffed(380, 20, ("4520", 190, "kvartal"), ("7410", 110, "jämn"), ("6010", 70, "kvartal"), *SMALL),
        (("3530", 5, "kvartal"),),
    ),
    "simhall": Profile(
        _staffed(
            330,
            70,
            ("6210", 210, "värme"),
            ("6110", 60, "sommar"),
            ("7910", 110, "jämn"),
            ("6410", 30, "jämn"),
            ("7590", 8, "jämn"),
        ),
        (("3130", 34, "jämn"), ("3010", 4, "jämn")),
    ),
    "anläggning": Profile(
        _staffed(
            270,
            40,
            ("6210", 160, "vinter"),
            ("6110", 90, "sommar"),
            ("4520", 120, "kvartal"),
            ("7910", 120, "jämn"),
            ("6910", 20, "jämn"),
            ("7590", 8, "jämn"),
        ),
        (("3130", 11, "termin"), ("3410", 3, "kvartal")),
    ),
    "fritidsgård": Profile(
        _staffed(560, 70, ("6010", 70, "kvartal"), ("6410", 30, "jämn"), ("7410", 25, "termin"), *SMALL),
        (("3530", 4, "kvartal"),),
    ),
    "bygg": Profile(
        _staffed(620, 0, ("7430", 45, "kvartal"), ("7410", 35, "jämn"), ("6010", 30, "kvartal"), *SMALL),
        (("3150", 52, "sommar"),),
    ),
    "miljö": Profile(
        _staffed(630, 20, ("7430", 30, "kvartal"), ("7410", 20, "jämn"), ("6910", 12, "jämn"), *SMALL),
        (("3150", 41, "kvartal"),),
    ),
}
