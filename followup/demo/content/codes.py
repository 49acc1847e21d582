"""The example's codes besides ansvar and konto, numbered in the manner of SCB's räkenskapssammandrag; names and choice are the example's."""

ACTIVITIES: dict[str, tuple[str, str]] = {
    "100": ("Nämnd- och styrelseverksamhet", "100"),
    "120": ("Revision", "120"),
    "130": ("Övrig politisk verksamhet", "130"),
    "215": ("Fysisk och teknisk planering", "215"),
    "249": ("Gator och vägar", "249"),
    "250": ("Parker", "250"),
    "263": ("Miljö- och hälsoskydd", "263"),
    "270": ("Räddningstjänst", "270"),
    "315": ("Allmän kulturverksamhet", "315"),
    "320": ("Bibliotek", "320"),
    "330": ("Kulturskola", "330"),
    "340": ("Idrotts- och fritidsanläggningar", "340"),
    "350": ("Fritidsgårdar", "350"),
    "407": ("Förskola", "407"),
    "440": ("Grundskola", "440"),
    "443": ("Anpassad skola", "443"),
    "450": ("Gymnasieskola", "450"),
    "470": ("Vuxenutbildning", "470"),
    "510": ("Vård och omsorg i ordinärt boende", "510"),
    "511": ("Vård och omsorg i särskilt boende", "511"),
    "513": ("Insatser enligt LSS", "513"),
    "569": ("Individ- och familjeomsorg", "569"),
    "575": ("Ekonomiskt bistånd", "575"),
    "610": ("Arbetsmarknadsåtgärder", "610"),
    "870": ("Vatten och avlopp", "870"),
    "920": ("Gemensamma lokaler", ""),
    "930": ("Gemensam administration", ""),
    "940": ("Måltider och lokalvård", ""),
}
"""Code → name and the code in räkenskapssammandraget; none for what is distributed on the others there."""

BY_PROFILE: dict[str, str] = {
    "nämnd": "100",
    "revision": "120",
    "överförmyndare": "130",
    "val": "130",
    "kontor": "930",
    "it": "930",
    "arbetsmarknad": "610",
    "gata": "249",
    "park": "250",
    "va": "870",
    "fastighet": "920",
    "måltid": "940",
    "lokalvård": "940",
    "räddning": "270",
    "förskola": "407",
    "skola": "440",
    "anpassad": "443",
    "elevhälsa": "440",
    "gymnasium": "450",
    "vux": "470",
    "skolskjuts": "440",
    "äldreboende": "511",
    "hemtjänst": "510",
    "hälsovård": "510",
    "lss": "513",
    "assistans": "513",
    "placering": "569",
    "försörjning": "575",
    "bibliotek": "320",
    "kulturskola": "330",
    "kultur": "315",
    "simhall": "340",
    "anläggning": "340",
    "fritidsgård": "350",
    "bygg": "215",
    "miljö": "263",
}
"""What a unit of each profile does; all its lines are coded so."""

PROJECTS: dict[str, tuple[str, str]] = {
    "7101": ("Läslyftet", "SN"),
    "7204": ("God och nära vård", "VON"),
    "7305": ("Kulturmiljöprogrammet", "KFN"),
}
"""Number → name and unit."""

COUNTERPARTIES: dict[str, tuple[str, str]] = {
    "810": ("Kommunens egna bolag", ""),
    "820": ("Staten", ""),
    "830": ("Region Västmanland", ""),
    "840": ("Andra kommuner", ""),
    "850": ("Privata företag", ""),
    "860": ("Hushåll och föreningar", ""),
}

ONLY_IN_FILES = frozenset({"3820"})
"""Accounts of the ledger that the chart of the budget does not have: they come with the file, and wait for the controller."""

OLD_CENTRES = {"3118": "3190"}
"""Unit → the cost centre that the ledger still has it under: translated when its files come in."""
