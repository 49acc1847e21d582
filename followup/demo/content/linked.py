"""What of the ordinary money answers to a part of the plan, and which kronor nobody has traced yet."""

# What of the ordinary money answers to the plan: (account, per mille of the unit's net cost, key of the plan item, what it is).
LINKED_SHARES = {
    "skola": (
        ("5010", 68, "läsa-skriva-räkna", "Tidiga insatser i årskurs F–3"),
        ("5010", 42, "regler", "Vuxna på raster och i korridorer"),
        ("5010", 56, "behörighet", "Särskilt stöd i undervisningen"),
    ),
    "förskola": (
        ("5010", 60, "högläsning", "Språkarbete i små grupper"),
        ("5010", 52, "mindre-grupper", "Småbarnsgrupper"),
        ("5010", 24, "specialpedagog", "Specialpedagog på plats"),
    ),
    "gymnasium": (("5010", 50, "programråd", "Yrkeslärare och handledning på företag"),),
    "äldreboende": (
        ("5010", 54, "genomförandeplan", "Tid för kontaktperson och genomförandeplan"),
        ("5010", 36, "ut-varje-dag", "Utevistelse och aktiviteter"),
        ("5020", 22, "vikariepool", "Vikariepool"),
    ),
    "hemtjänst": (
        ("5010", 90, "arbetslag", "Planering i arbetslagen"),
        ("7430", 16, "välfärdsteknik", "Välfärdsteknik"),
        ("5010", 30, "heltid", "Heltid som norm"),
    ),
    "lss": (("5010", 60, "bildstöd", "Stöd till eget val"),),
    "placering": (("5010", 84, "öppna-insatser", "Öppna insatser för familjer"),),
    "bibliotek": (("5020", 44, "meröppet", "Öppettider på kvällar och helger"),),
    "anläggning": (("4520", 100, "fritid-barn", "Bidrag till barns och ungas fritid"),),
    "fritidsgård": (("5010", 180, "fritid-barn", "Öppen fritidsgård"),),
    "kulturskola": (("5010", 120, "fritid-barn", "Undervisning på skolor"),),
    "simhall": (("5020", 50, "avgift", "Avgiftsfria pass"),),
    "gata": (("6610", 80, "beredskap", "Underhåll mot översvämning"),),
    "fastighet": (("6110", 140, "energi", "Energibesparing"),),
    "måltid": (("6450", 36, "reservkraft-kök", "Beredskapslager och reservkraft"),),
    "räddning": (("6410", 24, "ks-reservkraft", "Utrustning för beredskap"),),
    "bygg": (("5010", 160, "rätt-från-början", "Rådgivning före ansökan"),),
    "miljö": (("5010", 180, "vatten", "Tillsyn av enskilda avlopp"),),
}
# Units that have not said what their other costs belong to: these kronor are shown as unlinked.
UNLINKED_UNITS = (
    "1110",
    "1140",
    "1220",
    "1440",
    "3112",
    "3214",
    "3310",
    "4012",
    "4214",
    "4312",
    "4411",
    "4514",
    "5113",
    "5212",
    "6120",
)

# Money that several parts of the plan have together, by the line's text: (key of the plan item, hundredths of a percent).
DIVIDED = {
    "Särskilt stöd i undervisningen": (("behörighet", 6_000), ("läsa-skriva-räkna", 2_500), ("regler", 1_500)),
    "Språkarbete i små grupper": (("högläsning", 6_667), ("mindre-grupper", 3_333)),
    "Planering i arbetslagen": (("arbetslag", 7_500), ("heltid", 2_500)),
}
