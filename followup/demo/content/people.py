"""The people of the example. All are invented; any likeness of name is chance."""

FIRST_NAMES = (
    *("Anneli", "Bengt", "Camilla", "Dragan", "Elin", "Farid", "Gunilla", "Henrik", "Ingela", "Jonas", "Karin", "Lars"),
    *("Maria", "Nils", "Olga", "Petra", "Rasmus", "Sofia", "Tomas", "Ulrika", "Viktor", "Ylva", "Åsa", "Örjan"),
    *("Amina", "Björn", "Cecilia", "Daniel", "Eva", "Fredrik", "Greta", "Hassan", "Ida", "Johan", "Kristina", "Leif"),
    *("Malin", "Niklas", "Oskar", "Pia", "Robert", "Susanne", "Tove", "Urban", "Veronica", "Yusuf", "Agneta", "Emil"),
)
SURNAMES = (
    *("Alvefors", "Björkdal", "Cedermark", "Dahlbro", "Ekhammar", "Forsnäs", "Granvik", "Hedlunda", "Ingmarsson"),
    *("Järnmalm", "Kvarnsten", "Lindaräng", "Malmgård", "Norrbäck", "Olovskog", "Palmåker", "Qvistgård", "Rönnäng"),
    *("Silverhjelm", "Tallmo", "Ulvåker", "Vretstig", "Wedinge", "Ytterfors", "Åkerhult", "Ängsmark", "Österäng"),
    *("Almkulla", "Brinkeby", "Dalhem", "Eklövsjö", "Fagerlid", "Gruvedal", "Hyttbäck", "Klockarmo", "Lövhagen"),
    *("Mossberga", "Nyhyttan", "Risbro", "Stenkulla", "Torpängen", "Väsbyhage", "Storåker", "Lillhaga", "Kopparnäs"),
    *("Hammarbo", "Sjögärde", "Bergvreten", "Rotebro", "Skuggvik", "Timmerhed", "Bruksgård"),
)

# One-click log-in (sala_styr.shell.example): user name, first name, surname, title, role and unit.
EXAMPLE_PEOPLE = (
    ("exempel-politiker", "Solveig", "Dahlström Exempel", "ordförande", "chair", "SN"),
    ("exempel-chef", "Marcus", "Åberg Exempel", "verksamhetschef grundskola", "manager", "SK-GRU"),
    ("exempel-controller", "Linnea", "Wiklund Exempel", "controller", "controller", "SALA"),
    ("exempel-revisor", "Göran", "Hedman Exempel", "förtroendevald revisor", "auditor", "SALA"),
    ("exempel-administrator", "Nadia", "Karlberg Exempel", "systemförvaltare", "administrator", "SALA"),
)

# The bodies whose presidium and some members the example names.
BODIES = ("KF", "KS", "SN", "VON", "KFN", "BMN", "SBN", "ÖFN", "VAL", "SALABO", "SHE", "GRUVAN")
MEMBERS_EACH = 2

# Titles of managers by the kind or the profile of their unit; the profile goes before the kind.
MANAGER_TITLES = {
    "department": "kontorschef",
    "service": "verksamhetschef",
    "unit": "enhetschef",
    "company": "verkställande direktör",
    "federation": "förbundsdirektör",
    "central": "ekonomichef",
    "audit": "sekreterare åt revisionen",
    "förskola": "rektor",
    "skola": "rektor",
    "anpassad": "rektor",
    "gymnasium": "rektor",
    "vux": "rektor",
    "kulturskola": "rektor",
}
MANAGER_TITLE_OF = {
    "KLK": "kommundirektör",
    "EKO": "ekonomichef",
    "PER": "personalchef",
    "RTJ": "räddningschef",
    "SK": "skolchef",
    "VOK": "socialchef",
    "KFK": "kultur- och fritidschef",
    "3010": "samordnare",
    "3219": "elevhälsochef",
    "5110": "bibliotekschef",
}
# Somebody who manages two small units.
SHARED_MANAGERS = {"3118": "3117", "3216": "3215", "5111": "5110", "5212": "5211", "4513": "4512", "1520": "1510"}
# Colleagues who may draft assessments and report activities.
STAFF_UNITS = (
    "SK-GRU",
    "SK-FSK",
    "SK-GYM",
    "VOK-SÄB",
    "VOK-HTJ",
    "VOK-LSS",
    "VOK-IFO",
    "KFK",
    "BMK",
    "TEK",
    "3211",
    "4210",
)
