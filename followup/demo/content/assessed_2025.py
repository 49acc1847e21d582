"""How 2025 went, in the words of those who answer for the goals and focus areas: key → (status, trend, comment). Invented."""

FULL_YEAR = {
    "uppväxt": (
        "partly",
        "better",
        "Fler elever läser säkert efter årskurs 3, men skillnaden mellan skolorna är fortfarande stor. Tryggheten har ökat i "
        "årskurs 6–9. Placeringarna av barn blev fler än vi räknade med.",
    ),
    "omsorg": (
        "partly",
        "same",
        "Kontinuiteten i hemtjänsten har blivit bättre i staden men inte på landsbygden. På särskilt boende är de flesta nöjda med "
        "maten och bemötandet. Vi är för beroende av hyrpersonal.",
    ),
    "växa": (
        "partly",
        "better",
        "Beskeden om bygglov kommer snabbare och fler företag har startat. Inventeringen av avlopp tar längre tid än planerat.",
    ),
    "liv": (
        "met",
        "better",
        "Simskolan nådde nästan alla sexåringar, och ortsbiblioteken har öppet dubbelt så många timmar som förut.",
    ),
    "ekonomi": (
        "partly",
        "better",
        "Resultatet blev 27 miljoner kronor och sjukfrånvaron sjönk. Två nämnder gick tydligt över sin ram.",
    ),
    "tidigt": (
        "partly",
        "better",
        "Specialpedagoger är på plats i sju av nio förskolor. Samarbetet med familjecentralen har kommit igång.",
    ),
    "kompetens": (
        "partly",
        "better",
        "Sjukfrånvaron sjönk från 8,1 till 7,4 procent. Andelen utbildade ökar långsamt.",
    ),
    "klimat": (
        "met",
        "better",
        "Sex trygghetspunkter är utrustade till hälften, och elanvändningen har minskat med sju procent.",
    ),
    "enkelt": ("cannot", "missing", "Kontaktcentret har inte mätt lösta ärenden på samma sätt hela året."),
    "behörighet": (
        "partly",
        "better",
        "82 procent av eleverna i årskurs 9 blev behöriga till ett yrkesprogram, mot 79 procent året före. Målet är 88.",
    ),
    "studiero-äldre": (
        "partly",
        "same",
        "Morgonmötena fungerar och uppskattas. Enkäten visar att studieron inte har blivit bättre i årskurs 7–9. Nämnden har därför "
        "beslutat om en ny lydelse som också tar upp frånvaro.",
    ),
    "språk": (
        "met",
        "better",
        "Alla förskolor har en utbildad språkpedagog eller en som är under utbildning. Högläsningen är varje dag.",
    ),
    "arbete": ("met", "same", "Fyra av fem från yrkespaketen hade arbete efter sex månader."),
    "hemtjänst-kontinuitet": (
        "partly",
        "better",
        "Den som har hjälp varje dag mötte i snitt 13 medarbetare under två veckor. Målet är högst 12. Centrum klarar det, Söder inte.",
    ),
    "boende-vardag": ("met", "better", "Nästan alla har en genomförandeplan som de själva varit med om att skriva."),
    "familj": (
        "not_met",
        "worse",
        "Fler barn placerades utanför hemmet än någon gång de senaste fem åren. Familjebehandlarna kom igång först i april.",
    ),
    "självbestämmande": ("met", "better", "Bildstödet används på alla gruppbostäder och brukarråden möts varje månad."),
    "fritid-barn": ("met", "better", "Nittiosex procent av sexåringarna gick simskola. Fritidsbanken hade 3 400 lån."),
    "mötesplatser": (
        "met",
        "better",
        "Meröppet gav 9 200 besök utanför bemannad tid. Inga större problem med skadegörelse.",
    ),
    "kulturarv": ("partly", "missing", "Åtta av tolv skyltar är på plats. Resten väntar på tillstånd."),
    "bygglov": (
        "partly",
        "better",
        "Mediantiden var 5,4 veckor från komplett ansökan. Målet är 5. Färre ansökningar behövde kompletteras.",
    ),
    "vatten": ("not_met", "same", "171 av 460 avlopp blev inventerade. En tjänst stod tom hela hösten."),
    "företag": (
        "partly",
        "better",
        "Företagarna ger oss högre betyg i serviceundersökningen, men tycker att upphandling är krångligt.",
    ),
    "beredskap": ("partly", "better", "Tre trygghetspunkter är klara. Reservkraft till resten är beställd."),
    "utsläpp": (
        "met",
        "better",
        "Elanvändningen i våra lokaler minskade med sju procent och fossilt bränsle med en fjärdedel.",
    ),
    "arbetsgivare": ("partly", "better", "Sjukfrånvaron sjönk. Elva chefer har fortfarande fler än 30 medarbetare."),
    "balans": (
        "not_met",
        "same",
        "Två nämnder gick tydligt över sin ram. Prognosen i april träffade inom en procent för de flesta kontor.",
    ),
    "bo-kvar": (
        "partly",
        "same",
        "Tjugo lägenheter har fått hiss. Bygget av trygghetsbostäder har försenats av överklagan.",
    ),
    "sn-tidigt": ("partly", "better", "Sju av nio förskolor har specialpedagog varje vecka."),
    "sn-behöriga": (
        "partly",
        "same",
        "Andelen behöriga lärare är 74 procent. Sex barnskötare läser till förskollärare.",
    ),
    "von-kompetens": ("partly", "better", "Andelen utbildade undersköterskor ökade från 61 till 66 procent."),
    "von-en-väg": ("not_met", "same", "Det nya telefonnumret kom igång först i december."),
    "kfn-föreningar": ("met", "better", "Nio av tio ansökningar får besked inom tre veckor."),
    "bmn-klimat": ("partly", "missing", "Checklistan används i detaljplaner men inte i alla bygglov."),
    "ks-kontaktcenter": ("cannot", "missing", "Ärendesystemet byttes i maj, så åren kan inte jämföras."),
    "ks-reservkraft": ("partly", "better", "Fyra av sju äldreboenden har fast reservkraft."),
}
CANNOT_REASONS = {
    "enkelt": "Det saknas jämförbara siffror: ärendesystemet byttes i maj.",
    "ks-kontaktcenter": "Mätningen från det gamla ärendesystemet går inte att jämföra med det nya.",
}
