"""Indicators of goals and focus areas with values 2022–2027. The sources exist, the values are invented. None is missing, and says why."""

from dataclasses import dataclass, field
from decimal import Decimal

LATER = "Redovisas i januari efter året"
YEARS = (2022, 2023, 2024, 2025, 2026)


@dataclass(frozen=True)
class Measure:
    """``outcomes``: one per year of YEARS, or the reason why it is missing. ``targets``: {year: value}."""

    key: str
    name: str
    unit: str
    outcomes: tuple[str, ...]
    targets: dict[int, str]
    decimals: int = 0
    direction: str = "higher"
    source: str = "Egen mätning (exempelvärden)"
    kpi: str = ""
    partly: tuple[str, str] = ("", "")
    """From and to which value it is partly fulfilled."""
    highs: dict[int, str] = field(default_factory=dict)
    """The upper target of an interval."""
    sexes: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Women's and men's outcome of a year."""
    interim: dict[tuple[int, int], str] = field(default_factory=dict)
    """Outcomes up to and with a month."""
    frequency: str = "year"
    delay: int = 0
    definition: str = ""
    baseline: str = ""

    @property
    def kind(self) -> str:
        """Kolada for what has a key figure there, else our own or somebody else's."""
        return "kolada" if self.kpi else "own" if self.source.startswith("Egen") else "other"

    def outcome(self, number: int) -> tuple[Decimal | None, str]:
        """The value of the year with this number in YEARS, or None and the reason."""
        text = self.outcomes[number]
        try:
            return Decimal(text), ""
        except ArithmeticError:
            return None, text


MEASURES = (
    Measure(
        "uppväxt",
        "Elever i årskurs 9 som är behöriga till ett yrkesprogram",
        "procent",
        ("77", "78", "79", "82", "84"),
        {2024: "80", 2025: "84", 2026: "86", 2027: "88"},
        source="Kolada N15428 (exempelvärden)",
        kpi="N15428",
        partly=("80", ""),
        sexes={2022: ("80", "74"), 2023: ("82", "74"), 2024: ("82", "76"), 2025: ("85", "79"), 2026: ("87", "81")},
        definition="Elever som gick ut årskurs 9 under året och är behöriga till ett yrkesprogram, av alla elever som är folkbokförda här.",
        baseline="77",
    ),
    Measure(
        "uppväxt",
        "Barn placerade utanför hemmet, dygn per barn och år i kommunen",
        "dygn",
        ("3.1", "3.3", "3.6", "4.2", LATER),
        {2025: "3.4", 2026: "3.6", 2027: "3.2"},
        1,
        "lower",
    ),
    Measure(
        "omsorg",
        "Brukare som är nöjda med hemtjänsten som helhet",
        "procent",
        ("86", "85", "Undersökningen ställdes in 2024", "87", LATER),
        {2025: "88", 2026: "89", 2027: "90"},
        source="Kolada U21468 (exempelvärden)",
    ),
    Measure(
        "omsorg",
        "Brukare som är nöjda med särskilt boende som helhet",
        "procent",
        ("79", "80", "Undersökningen ställdes in 2024", "83", LATER),
        {2025: "82", 2026: "84", 2027: "85"},
        source="Kolada U23471 (exempelvärden)",
    ),
    Measure(
        "växa",
        "Företagsklimat enligt Insikt, totalt",
        "index",
        ("70", "71", "Mätningen lades om", "74", "75"),
        {2025: "74", 2026: "76", 2027: "78"},
        source="Kolada U07453 (exempelvärden)",
    ),
    Measure(
        "växa",
        "Invånare i kommunen den 31 december",
        "antal",
        ("22816", "22790", "22812", "22874", LATER),
        {},
        direction="none",
        source="Kolada N01951 (exempelvärden)",
        kpi="N01951",
        sexes={2023: ("11290", "11500"), 2024: ("11302", "11510"), 2025: ("11338", "11536")},
        delay=2,
    ),
    Measure(
        "växa",
        "Utsläpp av växthusgaser, ton koldioxidekvivalenter per invånare",
        "ton",
        ("4.6", "4.4", "Statistiken för 2024 är inte klar", LATER, LATER),
        {2025: "4.1", 2026: "3.9", 2027: "3.7"},
        1,
        "lower",
        "Kolada N00401 (exempelvärden)",
        kpi="N00401",
        partly=("", "4.3"),
        delay=18,
    ),
    Measure(
        "liv",
        "Invånare som känner sig trygga utomhus när det är mörkt",
        "procent",
        ("68", "Undersökningen görs vartannat år", "70", "Undersökningen görs vartannat år", LATER),
        {2026: "73"},
        source="Kolada N00610 (exempelvärden)",
        kpi="N00610",
        partly=("70", ""),
        sexes={2022: ("60", "76"), 2024: ("62", "78")},
    ),
    Measure(
        "ekonomi",
        "Sjukfrånvaro bland anställda",
        "procent",
        ("9.2", "8.6", "8.1", "7.4", LATER),
        {2025: "7.5", 2026: "7.0", 2027: "6.5"},
        1,
        "lower",
        "Kolada N00090 (exempelvärden)",
        kpi="N00090",
        partly=("", "7.5"),
        sexes={2023: ("9.3", "6.1"), 2024: ("8.8", "5.7"), 2025: ("8.1", "5.2")},
        interim={(2025, 4): "7.9", (2025, 8): "7.3", (2026, 4): "7.6", (2026, 8): "7.1"},
        frequency="tertial",
        delay=1,
    ),
    Measure(
        "ekonomi",
        "Årets resultat som andel av skatt och generella statsbidrag",
        "procent",
        ("2.1", "0.4", "0.7", "1.6", LATER),
        {2025: "1.0", 2026: "1.0", 2027: "1.0"},
        1,
        "within",
        "Kolada N03102 (exempelvärden)",
        kpi="N03102",
        partly=("0.0", "4.0"),
        highs={2025: "2.5", 2026: "2.5", 2027: "2.5"},
        delay=3,
        definition="Årets resultat delat med skatteintäkter och generella statsbidrag. Ett överskott över målet kunde ha gjort mer nytta.",
    ),
    Measure(
        "ekonomi",
        "Soliditet",
        "procent",
        ("42.8", "42.9", "43.1", "43.3", LATER),
        {2025: "43.0", 2026: "43.0", 2027: "43.0"},
        1,
        source="Kolada N03106 (exempelvärden)",
        kpi="N03106",
        partly=("41.0", ""),
        delay=3,
    ),
    Measure(
        "behörighet",
        "Elever i årskurs 3 som klarar läsproven",
        "procent",
        ("71", "72", "74", "79", "83"),
        {2025: "78", 2026: "82", 2027: "85"},
    ),
    Measure(
        "studiero",
        "Elever i årskurs 8 med mer än 15 procents frånvaro",
        "procent",
        ("11", "12", "14", "15", "16"),
        {2026: "13", 2027: "10"},
        direction="lower",
    ),
    Measure(
        "språk",
        "Förskolor med utbildad språkpedagog",
        "antal av 9",
        ("Mättes inte", "2", "4", "7", "9"),
        {2025: "7", 2026: "9", 2027: "9"},
    ),
    Measure(
        "hemtjänst-kontinuitet",
        "Medarbetare som en brukare möter under två veckor",
        "antal",
        ("16.1", "15.4", "14.2", "13.0", "12.4"),
        {2025: "13.0", 2026: "12.0", 2027: "12.0"},
        1,
        "lower",
    ),
    Measure(
        "familj",
        "Barn i egna familjehem, av alla placerade barn",
        "procent",
        ("Mättes inte", "Mättes inte", "38", "41", "47"),
        {2025: "45", 2026: "55", 2027: "65"},
    ),
    Measure(
        "fritid-barn",
        "Sexåringar som har gått simskola",
        "procent",
        ("61", "64", "70", "96", LATER),
        {2025: "90", 2026: "95", 2027: "95"},
    ),
    Measure(
        "mötesplatser",
        "Biblioteksbesök när det är obemannat",
        "besök",
        ("Meröppet fanns inte", "Meröppet fanns inte", "1200", "9200", LATER),
        {2025: "6000", 2026: "9500", 2027: "10000"},
    ),
    Measure(
        "bygglov",
        "Tid från komplett ansökan till beslut, median",
        "veckor",
        ("8.2", "7.1", "6.3", "5.4", "4.7"),
        {2025: "5.5", 2026: "5.0"},
        1,
        "lower",
    ),
    Measure(
        "vatten",
        "Inventerade enskilda avlopp",
        "antal av 460",
        ("Inte påbörjat", "Inte påbörjat", "40", "171", "312"),
        {2025: "220", 2026: "460"},
    ),
    Measure(
        "utsläpp",
        "Elanvändning i kommunens lokaler",
        "kWh per kvadratmeter",
        ("168", "163", "158", "147", LATER),
        {2025: "150", 2026: "144", 2027: "138"},
        direction="lower",
    ),
    Measure(
        "arbetsgivare",
        "Chefer med fler än 30 medarbetare",
        "antal",
        ("19", "17", "14", "11", "8"),
        {2025: "8", 2026: "4", 2027: "0"},
        direction="lower",
    ),
)
