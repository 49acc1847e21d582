"""Dialogues between neighbouring levels: both pictures, what they agreed, what returned. Invented."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """``outcome`` and ``closed`` when it is closed (``done`` or ``dropped``) in a later dialogue; ``carried`` when it was carried on there."""

    text: str
    who: str
    due: date
    state: str = "open"
    outcome: str = ""
    closed: str = ""
    carried: str = ""


@dataclass(frozen=True)
class Question:
    text: str
    answer: str = ""
    answered: str = ""


@dataclass(frozen=True)
class Talk:
    """``state``: planned, held or confirmed. ``who`` are unit codes (their chair or manager takes part) beside the two parties'."""

    key: str
    period: str
    upper: str
    lower: str
    day: date
    place: str = ""
    material: str = ""
    lower_picture: str = ""
    upper_picture: str = ""
    core_mission: str = ""
    focus_areas: str = ""
    money: str = ""
    reflection: str = ""
    support: str = ""
    state: str = "confirmed"
    steps: tuple[Step, ...] = ()
    questions: tuple[Question, ...] = ()


COUNCIL_TALKS = (
    Talk(
        "kf-sn-2025",
        "2025-delår",
        "KF",
        "SN",
        date(2025, 10, 8),
        "Gruvsalen, kommunhuset",
        "Skolnämndens delårsrapport 2025 och betygen i årskurs 9",
        "Läsningen går framåt i de lägre årskurserna. Vi är mest oroliga för studieron i årskurs 7–9.",
        "Vi hör att skolorna är lugnare, men vi får olika bilder från olika delar av kommunen.",
        "Alla får plats i tid. Stödet kommer ibland för sent.",
        "Tidiga insatser ger resultat. Frånvaron behöver få en egen plats i planen.",
        "Nämnden räknar med ett litet underskott på grund av köpta gymnasieplatser.",
        "Vi förstod att ”studiero” betyder olika saker för elever och för oss. Vi behöver fråga eleverna oftare.",
        "Nämnden vill veta tidigt om ramen för 2026.",
        steps=(
            Step(
                "Ta fram ett förslag till ny lydelse om studiero och närvaro",
                "SN",
                date(2025, 12, 10),
                "done",
                "Nämnden beslutade den nya lydelsen i december.",
                "kf-sn-2026",
            ),
            Step(
                "Bjuda in elevråden till ett möte med kommunfullmäktige",
                "KF",
                date(2026, 3, 31),
                "open",
                "Mötet flyttades till hösten.",
                carried="kf-sn-2026",
            ),
        ),
        questions=(
            Question(
                "Varför skiljer sig resultaten så mycket mellan två skolor med liknande elever?",
                "Gruvbackens skola satte in två lärare i samma klassrum. Björkhagens skola har haft tre rektorer på två år.",
                "kf-sn-2026",
            ),
        ),
    ),
    Talk(
        "kf-sn-2026",
        "2026-delår",
        "KF",
        "SN",
        date(2026, 10, 7),
        "Gruvsalen, kommunhuset",
        "Skolnämndens delårsrapport 2026",
        "Två lärare i samma klassrum fungerar. Vi saknar kuratorer och ser att frånvaron växer i årskurs 8.",
        "Vi är stolta över läsningen. Vi undrar om elevhälsan räcker till.",
        "Skolan fungerar väl för de flesta. För elever med lång frånvaro är vi för långsamma.",
        "Ny lydelse om studiero och närvaro har gett gemensamma regler. Snabbspåret är försenat.",
        "Prognosen är tre och en halv miljon över ramen. Skolskjuts och köpta platser drar mest.",
        "Satsningar som ligger nära klassrummet märks snabbast. Vi vill hellre göra färre saker klart.",
        "Nämnden behöver besked om vem som ansvarar för skolskjutsarnas upphandling.",
        steps=(
            Step("Visa vad det skulle kosta att fylla kuratorstjänsterna med hyrd personal", "SK", date(2026, 12, 1)),
            Step("Reda ut ansvaret för upphandling av skolskjuts", "KS", date(2027, 1, 31)),
        ),
        questions=(Question("Hur vet vi att eleverna själva upplever att det är lugnare?"),),
    ),
    Talk(
        "kf-von-2026",
        "2026-delår",
        "KF",
        "VON",
        date(2026, 10, 14),
        "Gruvsalen, kommunhuset",
        "Vård- och omsorgsnämndens delårsrapport 2026",
        "Hemtjänsten har blivit lugnare för dem som har den. Vi betalar för mycket för hyrda sjuksköterskor.",
        "Vi ser att underskottet växer tre år i rad och vill förstå vad som går att påverka.",
        "Alla får sina insatser. Natten är sårbar.",
        "Små arbetslag är rätt väg. Egna familjehem går för långsamt.",
        "Prognosen är drygt nio miljoner över ramen, mest placeringar och hyrpersonal.",
        "Det tar tid innan hjälp på hemmaplan märks i pengarna. Vi behöver följa antal dygn, inte bara kronor.",
        "Nämnden ber om en gemensam genomgång av placeringarna.",
        "held",
        steps=(Step("Gå igenom alla placeringar tillsammans, utan namn", "VON", date(2026, 11, 30)),),
        questions=(
            Question("Vad behöver vara på plats för att fler sjuksköterskor ska vilja ta anställning hos oss?"),
        ),
    ),
    Talk(
        "ks-salabo-2026",
        "2026-delår",
        "KS",
        "SALABO",
        date(2026, 9, 23),
        "Salabostäders kontor",
        "Bolagets delårsbokslut och ägardirektivet",
        "Trygghetsbostäderna har fått lov. Räntan påverkar mer än hyran.",
        "Vi vill att bolaget bygger där servicen redan finns.",
        "Hyresgästerna är nöjda med tryggheten men inte med tvättstugorna.",
        "Hiss i tjugo trappuppgångar är klart.",
        "Resultatet följer budget.",
        "Äldre som flyttar frigör lägenheter för unga. Det hänger ihop mer än vi har tänkt.",
        "Besked om markanvisning.",
        steps=(Step("Ta fram ett förslag till markanvisning vid ån", "TEK", date(2026, 12, 15)),),
    ),
)

SERVICE_TALKS = (
    Talk(
        "sn-sk-2026v",
        "2026-t1",
        "SN",
        "SK",
        date(2026, 5, 20),
        "Skolkontoret",
        "Tertialrapporten",
        "Rektorerna lägger för mycket tid på vikarier. Elevhälsan får svårt att rekrytera.",
        "Vi vill förstå vad som händer i klassrummen, inte bara se betygen.",
        "Förskolan fungerar mycket väl. I grundskolan är stödet ojämnt.",
        "Två lärare i samma klassrum är det som personalen talar mest om.",
        "I fas med budget. Skolskjutsarna oroar.",
        "När nämnden besökte skolorna blev samtalen bättre än av rapporter.",
        "Fler besök i verksamheten.",
        steps=(
            Step(
                "Nämnden besöker tre skolor under hösten",
                "SN",
                date(2026, 10, 31),
                "open",
                "Två besök är gjorda.",
            ),
            Step(
                "Pröva en gemensam vikariesamordnare för fyra skolor",
                "SK",
                date(2026, 11, 15),
                "open",
                "Startade i september.",
            ),
        ),
        questions=(Question("Hur ska vi mäta närvaro så att vi kan jämföra skolorna?"),),
    ),
    Talk(
        "sn-sk-2026h",
        "2026-höst",
        "SN",
        "SK",
        date(2026, 12, 9),
        "Skolkontoret",
        "Höstuppföljningen, närvaron per skola och prognosen",
        "",
        "",
        state="planned",
    ),
    Talk(
        "sk-gru-2025",
        "2025-helår",
        "SK",
        "SK-GRU",
        date(2026, 2, 11),
        "Lindallens skola",
        "Kvalitetsrapporten för 2025",
        "Kartläggningen är samma på alla skolor. Det gav oss ett språk att tala med.",
        "Vi vill se att stödet sätts in lika snabbt överallt.",
        "Undervisningen håller god kvalitet. Fritidshemmen är underbemannade på två skolor.",
        "Läsningen går bra. Matematiken i årskurs 6 gör det inte.",
        "Gruvbackens skola gick över med vikarier. Resten i balans.",
        "Vi talade mer om barnen än om tabellerna den här gången. Det vill vi fortsätta med.",
        "",
        steps=(
            Step(
                "Lägga matematikhandledning på två skolor",
                "SK-GRU",
                date(2026, 6, 12),
                "done",
                "Handledaren har varit på plats sedan april och fortsätter i höst.",
                "sk-gru-2026",
            ),
            Step(
                "Göra en gemensam rutin för frånvaro första dagen", "SK-GRU", date(2026, 8, 31), carried="sk-gru-2026"
            ),
        ),
    ),
    Talk(
        "sk-gru-2026",
        "2026-delår",
        "SK",
        "SK-GRU",
        date(2026, 9, 10),
        "Kyrkbyns skola",
        "Delårsuppföljningen och betygen i juni",
        "Lektionsstarten är på plats. Elevhälsan hinner inte med alla som är borta.",
        "Vi ser resultaten stiga och vill skydda det som fungerar när pengarna blir färre.",
        "Fritidshemmen är fullt bemannade. Två klasser i årskurs 8 har stora behov.",
        "Läsa, skriva och räkna i tid ger effekt. Frånvaron är nästa stora fråga.",
        "Prognosen är två miljoner över, mest vikarier på Gruvbackens skola.",
        "Rutiner som eleverna varit med om att skriva håller bättre.",
        "Hjälp att rekrytera kuratorer.",
        steps=(
            Step(
                "Beskriva vad en lägre vikariekostnad kräver av schemat på Gruvbackens skola",
                "3211",
                date(2026, 11, 20),
            ),
            Step(
                "Träffa socialtjänsten om de tolv elever som har längst frånvaro",
                "SK-GRU",
                date(2026, 11, 30),
                "open",
                "Första mötet är hållet.",
            ),
        ),
        questions=(Question("Vad behöver en elev som har varit borta en månad för att våga komma tillbaka?"),),
    ),
    Talk(
        "sk-gru-2026h",
        "2026-höst",
        "SK",
        "SK-GRU",
        date(2026, 12, 3),
        "Gruvbackens skola",
        "Höstuppföljningen och prognosen per skola",
        "Vi vill prata om vikarierna och om hur vi håller i det som fungerar nästa år.",
        "",
        state="planned",
    ),
    Talk(
        "gru-3211-2026",
        "2026-delår",
        "SK-GRU",
        "3211",
        date(2026, 9, 3),
        "Gruvbackens skola",
        "Skolans egen uppföljning",
        "Två lärare gör att vi ser alla barn. Vi har haft tjugo vikarier sedan i januari.",
        "Skolan visar vägen i läsning. Vi behöver hitta ett sätt att bemanna som håller.",
        "Tryggt på rasterna. Högt tryck på fritidshemmet.",
        "Läsningen: nio av tio i årskurs 3 läser säkert.",
        "Vikarierna kostar 600 tkr mer än budget.",
        "Vikarier som känner barnen är värda mer än billiga vikarier.",
        "",
        steps=(Step("Pröva två fasta resurslärare i stället för timvikarier", "3211", date(2026, 12, 18)),),
    ),
    Talk(
        "vok-htj-2026",
        "2026-delår",
        "VOK",
        "VOK-HTJ",
        date(2026, 9, 17),
        "Hemtjänsten Öst",
        "Kontinuitetsmätningen och prognosen",
        "Arbetslagen planerar själva och är stolta över det. Timlönerna sticker iväg i Centrum och Söder.",
        "Vi vill förstå vad som gör att Öst lyckas.",
        "Alla får sina insatser. Larmsvaren är snabba.",
        "12,4 medarbetare på två veckor. Målet är nära.",
        "Prognosen är tre miljoner över.",
        "Den som får planera sin egen dag byter pass mer sällan.",
        "Besked om digitala lås.",
        steps=(
            Step(
                "Låta en planerare från Öst arbeta två veckor i Söder",
                "VOK-HTJ",
                date(2026, 10, 30),
                "open",
                "Genomfört vecka 42 och 43.",
            ),
        ),
    ),
    Talk(
        "kfn-kfk-2026",
        "2026-delår",
        "KFN",
        "KFK",
        date(2026, 9, 15),
        "Stadsbiblioteket",
        "Delårsuppföljningen",
        "Meröppet har ändrat vem som kommer till biblioteken.",
        "Vi vill att fler på landsbygden ska få del av det.",
        "Öppet som planerat. Simhallens tak behöver ses över.",
        "Fritidsbanken och simskolan når dem vi vill nå.",
        "I balans, men elen i ishallen är dyr.",
        "Avgiftsfritt gör skillnad bara om man också kan ta sig dit.",
        "",
        steps=(Step("Undersöka om bokbussen kan köra barn till simskolan", "KFK-KUL", date(2027, 2, 26)),),
    ),
)

TALKS = COUNCIL_TALKS + SERVICE_TALKS
