"""What bodies have said does not concern them: body, the goal's key, the day, why. All invented."""

from datetime import date

NOT_CONCERNED: tuple[tuple[str, str, date, str], ...] = (
    (
        "VAL",
        "uppväxt",
        date(2023, 11, 21),
        "Vi förbereder och genomför val. Vi har inget uppdrag som rör barn och skola.",
    ),
    ("VAL", "omsorg", date(2023, 11, 21), "Att alla kan rösta finns i vårt grunduppdrag. Vård och omsorg ger vi inte."),
    ("VAL", "växa", date(2023, 11, 21), "Vi äger ingen mark och planerar ingen bebyggelse."),
    ("VAL", "liv", date(2023, 11, 21), "Vi driver inga mötesplatser. Vallokaler lånar vi av andra nämnder."),
    (
        "ÖFN",
        "uppväxt",
        date(2023, 12, 5),
        "Ensamkommande barns gode män hör till vårt grunduppdrag. Skolan svarar skolnämnden för.",
    ),
    ("ÖFN", "växa", date(2023, 12, 5), "Vår tillsyn av ställföreträdare påverkas inte av var eller hur det byggs."),
    ("ÖFN", "liv", date(2023, 12, 5), "Vi har ingen verksamhet inom kultur och fritid."),
    ("BMN", "omsorg", date(2023, 12, 12), "Bostadsanpassning är myndighetsutövning och ingår i vårt grunduppdrag."),
    ("KFN", "omsorg", date(2023, 12, 12), "Våra mötesplatser är öppna för alla, men vård och omsorg ger vi inte."),
    ("SN", "liv", date(2023, 12, 13), "Fritid och kultur utanför skoldagen svarar kultur- och fritidsnämnden för."),
)
