"""Grunduppdrag: the statutory part by kind of operation, with its laws, and what is locally decided (invented)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mission:
    """``statutory`` is the same in all municipalities; ``local`` is our own."""

    statutory: str
    laws: tuple[str, ...]
    local: str = ""


SCHOOL_ACT = "Skollagen (2010:800)"
SOCIAL_ACT = "Socialtjänstlagen (2025:400)"
HEALTH_ACT = "Hälso- och sjukvårdslagen (2017:30)"
LSS = "Lagen om stöd och service till vissa funktionshindrade (1993:387)"
LOCAL_GOVERNMENT = "Kommunallagen (2017:725)"
SECRECY = "Offentlighets- och sekretesslagen (2009:400)"
RESCUE = "Lagen om skydd mot olyckor (2003:778)"
ENVIRONMENT = "Miljöbalken (1998:808)"

BY_CODE = {
    "KLK": Mission(
        "Stödja kommunstyrelsen och kommunfullmäktige så att ärenden är allsidigt beredda, beslut verkställs och handlingar går att "
        "hitta och ta del av.",
        (LOCAL_GOVERNMENT, "Förvaltningslagen (2017:900)", SECRECY, "Arkivlagen (1990:782)"),
        "Svara på telefon och e-post samma dag. Ett gemensamt kontaktcenter för alla kontor.",
    ),
    "EKO": Mission(
        "Sköta kommunens bokföring, budget, bokslut, upphandling och finansiering så att de är rätta och går att granska.",
        (
            LOCAL_GOVERNMENT,
            "Lagen om kommunal bokföring och redovisning (2018:597)",
            "Lagen om offentlig upphandling (2016:1145)",
        ),
        "En namngiven ekonom för varje chef.",
    ),
    "PER": Mission(
        "Stödja arbetsgivaren i arbetsmiljö, lönebildning, rehabilitering och kompetensförsörjning.",
        ("Arbetsmiljölagen (1977:1160)", "Diskrimineringslagen (2008:567)", "Lagen om anställningsskydd (1982:80)"),
        "Chefsstöd inom en arbetsdag.",
    ),
    "TEK": Mission(
        "Ansvara för gator, parker, vatten och avlopp och för att kommunens hus är hela, trygga och ändamålsenliga.",
        ("Lagen om allmänna vattentjänster (2006:412)", ENVIRONMENT, "Plan- och bygglagen (2010:900)"),
        "Halka och snö på gång- och cykelvägar till skolor tas före körbanor.",
    ),
    "RTJ": Mission(
        "Förebygga bränder och olyckor och göra räddningsinsatser i Sala och Heby, dygnet runt.",
        (RESCUE, "Lagen om brandfarliga och explosiva varor (2010:1011)"),
        "Framme inom tio minuter i tätorterna. Utbilda 1 500 invånare om året.",
    ),
    "SK": Mission(
        "Leda och samordna kommunens skolväsende och följa upp kvaliteten systematiskt som huvudman.",
        (SCHOOL_ACT, SECRECY),
        "Rektor ska ha mest tid för sin egen skola. Administration samlas på kontoret.",
    ),
    "SK-FSK": Mission(
        "Erbjuda förskola som stimulerar barns utveckling och lärande, är trygg och ger plats inom fyra månader.",
        (f"{SCHOOL_ACT} 8 kap.", "Läroplanen för förskolan, Lpfö 18 (SKOLFS 2018:50)"),
        "Högst tolv barn i småbarnsgrupp där lokalerna tillåter det. Öppet 6–18, och efter behov på kvällar.",
    ),
    "SK-GRU": Mission(
        "Ge alla barn i årskurs F–9 undervisning, stöd och elevhälsa så att de når målen och utvecklas så långt som möjligt.",
        (f"{SCHOOL_ACT} 10 kap.", "Diskrimineringslagen (2008:567)"),
        "Skolor på landsbygden ska ha samma tillgång till elevhälsa som skolor i staden.",
    ),
    "SK-GYM": Mission(
        "Ge ungdomar gymnasieutbildning och vuxna möjlighet att läsa på grundläggande och gymnasial nivå och svenska för invandrare.",
        (SCHOOL_ACT, "Gymnasieförordningen (2010:2039)", "Förordningen om vuxenutbildning (2011:1108)"),
        "Minst fem yrkesprogram ska finnas på hemmaplan.",
    ),
    "VOK": Mission(
        "Leda och samordna socialtjänst, äldreomsorg, stöd till personer med funktionsnedsättning och kommunal hälso- och sjukvård.",
        (SOCIAL_ACT, LSS, HEALTH_ACT),
        "En väg in: den som ringer blir återuppringd samma dag.",
    ),
    "VOK-IFO": Mission(
        "Skydda barn och unga, ge stöd till familjer och vuxna och pröva rätten till försörjningsstöd.",
        (
            SOCIAL_ACT,
            "Lagen med särskilda bestämmelser om vård av unga (1990:52)",
            "Lagen om vård av missbrukare i vissa fall (1988:870)",
            "Föräldrabalken (1949:381)",
        ),
        "Öppna insatser ska kunna börja inom två veckor.",
    ),
    "VOK-SÄB": Mission(
        "Erbjuda särskilt boende med omsorg dygnet runt för den som inte längre klarar sig hemma.",
        (SOCIAL_ACT, HEALTH_ACT),
        "Alla som vill ska komma ut varje dag.",
    ),
    "VOK-HTJ": Mission(
        "Ge stöd och omsorg i hemmet efter behov, så att den enskilde kan leva självständigt och tryggt.",
        (SOCIAL_ACT,),
        "Högst tolv olika medarbetare under två veckor för den som har hjälp varje dag.",
    ),
    "VOK-HSL": Mission(
        "Ge hälso- och sjukvård, rehabilitering och hjälpmedel i hemmet och på särskilt boende.",
        (HEALTH_ACT, "Patientsäkerhetslagen (2010:659)"),
        "Sjuksköterska på plats inom en timme, också nattetid.",
    ),
    "VOK-LSS": Mission(
        "Ge personer med funktionsnedsättning insatser som tillförsäkrar dem goda levnadsvillkor.",
        (LSS, SOCIAL_ACT),
        "Alla ska erbjudas att pröva praktik utanför daglig verksamhet.",
    ),
    "KFK": Mission(
        "Ge förutsättningar för kultur, läsning, idrott och fritid.",
        ("Bibliotekslagen (2013:801)", LOCAL_GOVERNMENT),
        "Barn och unga går först när tider och bidrag fördelas.",
    ),
    "KFK-KUL": Mission(
        "Driva folkbibliotek för alla. Kulturskola, konst och kulturarv är frivilliga uppgifter för kommunen.",
        ("Bibliotekslagen (2013:801) 6 §",),
        "Kulturskola på alla orter med grundskola.",
    ),
    "KFK-FRI": Mission(
        "Frivillig uppgift: anläggningar, fritidsgårdar och stöd till föreningar.",
        (LOCAL_GOVERNMENT,),
        "Simhall, ishall, idrottsplatser och två fritidsgårdar.",
    ),
    "BMK": Mission(
        "Pröva och utöva tillsyn enligt plan- och bygglagen, miljöbalken och livsmedelslagen, likvärdigt och rättssäkert.",
        (
            "Plan- och bygglagen (2010:900)",
            ENVIRONMENT,
            "Livsmedelslagen (2006:804)",
            "Alkohollagen (2010:1622)",
            "Lagen om bostadsanpassningsbidrag (2018:222)",
        ),
        "Besked om bygglov inom fem veckor från en komplett ansökan.",
    ),
    "SALABO": Mission(
        "Främja bostadsförsörjningen på affärsmässiga grunder och erbjuda hyresgästerna inflytande.",
        ("Lagen om allmännyttiga kommunala bostadsaktiebolag (2010:879)", "Aktiebolagslagen (2005:551)"),
        "Ägaren vill att bolaget bygger för äldre och för unga vuxna.",
    ),
}

BY_PROFILE = {
    "förskola": Mission("Trygg omsorg och undervisning för barn mellan ett och fem år.", (SCHOOL_ACT,)),
    "skola": Mission("Undervisning, fritidshem och stöd för elever från förskoleklass.", (SCHOOL_ACT,)),
    "anpassad": Mission("Undervisning anpassad för elever med intellektuell funktionsnedsättning.", (SCHOOL_ACT,)),
    "elevhälsa": Mission(
        "Medicinska, psykologiska, psykosociala och specialpedagogiska insatser, främst förebyggande.",
        (f"{SCHOOL_ACT} 2 kap. 25 §",),
    ),
    "gymnasium": Mission("Gymnasieutbildning som leder till examen.", (SCHOOL_ACT, "Gymnasieförordningen (2010:2039)")),
    "vux": Mission(
        "Vuxenutbildning och svenska för invandrare.", (SCHOOL_ACT, "Förordningen om vuxenutbildning (2011:1108)")
    ),
    "äldreboende": Mission("Omsorg, vård och måltider dygnet runt.", (SOCIAL_ACT, HEALTH_ACT)),
    "hemtjänst": Mission("Omsorg och service i hemmet efter beslut.", (SOCIAL_ACT,)),
    "hälsovård": Mission("Hälso- och sjukvård upp till sjuksköterskenivå samt rehabilitering.", (HEALTH_ACT,)),
    "lss": Mission("Bostad med särskild service, daglig verksamhet eller stöd i vardagen.", (LSS, SOCIAL_ACT)),
    "assistans": Mission("Personlig assistans efter beslut.", (LSS,)),
    "placering": Mission("Utredning, stöd och vård för barn, unga, vuxna och familjer.", (SOCIAL_ACT,)),
    "försörjning": Mission("Ekonomiskt bistånd och stöd till egen försörjning.", (SOCIAL_ACT,)),
    "bibliotek": Mission("Folkbibliotek tillgängligt för alla.", ("Bibliotekslagen (2013:801)",)),
    "räddning": Mission("Räddningsinsatser, tillsyn och utbildning.", (RESCUE,)),
    "gata": Mission("Drift och underhåll av gator, gång- och cykelvägar.", ("Väglagen (1971:948)",)),
    "va": Mission("Dricksvatten och avlopp i verksamhetsområdet.", ("Lagen om allmänna vattentjänster (2006:412)",)),
    "bygg": Mission("Bygglov, bygglovsanmälan och tillsyn.", ("Plan- och bygglagen (2010:900)",)),
    "miljö": Mission(
        "Tillsyn och prövning av miljö, livsmedel och hälsoskydd.", (ENVIRONMENT, "Livsmedelslagen (2006:804)")
    ),
}
# Units of other profiles have their mission described by their service or department.
