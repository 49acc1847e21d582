"""What units write about their strategies, activities and core missions, by field and status. Several of each, so that a page does not repeat itself."""

from collections.abc import Mapping

SCHOOL, CARE, CULTURE, SOCIETY = "skola", "omsorg", "kultur", "samhälle"

FIELD_OF = {
    "SN": SCHOOL,
    "SK": SCHOOL,
    "3": SCHOOL,
    "VO": CARE,
    "4": CARE,
    "KFK": CULTURE,
    "KFN": CULTURE,
    "5": CULTURE,
}
"""The beginning of a unit's code → its field; the rest is society."""

Phrases = Mapping[str, Mapping[str, tuple[str, ...]]]

PHRASES: Phrases = {
    SCHOOL: {
        "met": (
            "Arbetet är igång i alla arbetslag och märks i klassrummen. Eleverna säger själva att det är lugnare.",
            "Det blev som vi tänkte. Vi har fått in det i schemat, så det hänger inte längre på enskilda personer.",
            "Klart i tid. Vårdnadshavare har tagit emot det väl och personalen vill fortsätta.",
            "Vi ser resultat redan: färre barn behöver extra stöd än när vi började.",
        ),
        "partly": (
            "Två av tre arbetslag har kommit igång. Sjukfrånvaro under våren gjorde att resten fick vänta.",
            "Vi har gjort det mesta, men det räcker inte för de elever som behöver det bäst.",
            "Det fungerar i de lägre årskurserna. I årskurs 7–9 behöver vi tänka om.",
            "Vi är på väg. Det som saknas är tid för gemensam planering.",
        ),
        "not_met": (
            "Vi har inte kunnat rekrytera den kompetens som behövs och har därför inte kommit igång.",
            "Arbetet har stannat av. Vi behöver besluta om vi ska ändra arbetssätt eller avsluta.",
        ),
        "cannot": (
            "Underlaget kommer först efter terminens slut.",
            "För få elever har svarat för att vi ska kunna säga något säkert.",
        ),
    },
    CARE: {
        "met": (
            "Det fungerar i vardagen. De vi är till för säger att de känner igen oss och vet vem de ska fråga.",
            "Genomfört som planerat. Medarbetarna har varit med och format arbetssättet, och det har hjälpt.",
            "Vi har nått det vi ville. Nu handlar det om att hålla i när nya medarbetare kommer.",
            "Anhöriga märker skillnad, och vi ser färre avvikelser än förra året.",
        ),
        "partly": (
            "Vi har kommit en bit. Svårast är kvällar och helger, då vi har flest vikarier.",
            "Hälften av grupperna arbetar så här nu. Resten börjar efter årsskiftet.",
            "Det går framåt, men dokumentationen tar mer tid än vi trodde.",
            "Några medarbetare är utbildade, men inte tillräckligt många för att täcka alla pass.",
        ),
        "not_met": (
            "Vakanser och hög sjukfrånvaro har gjort att vi har fått prioritera det mest akuta.",
            "Leveransen dröjer, så vi har inte kunnat börja. Vi har en tillfällig lösning.",
        ),
        "cannot": (
            "Brukarundersökningen redovisas först i november.",
            "Vi har för få ärenden för att dra en slutsats.",
        ),
    },
    CULTURE: {
        "met": (
            "Över förväntan. Fler kom än vi räknat med, och nästan hälften var nya för oss.",
            "Genomfört. Föreningarna har tagit stort ansvar, och det har varit värt mycket.",
            "Det blev bra. Ungdomarna som var med vill vara med och planera nästa gång.",
        ),
        "partly": (
            "Igång på tre av fyra platser. Den sista väntar på lokal.",
            "Det fungerar, men besöken är ojämna över året.",
            "Vi når dem som redan brukar komma. Nu behöver vi nå fler.",
        ),
        "not_met": ("Vi fick inte ihop bemanningen och har skjutit upp starten.",),
        "cannot": ("Besöksräknaren har varit trasig sedan mars.",),
    },
    SOCIETY: {
        "met": (
            "Klart, inom budget och i tid.",
            "Genomfört. Vi ser effekten i statistiken, och klagomålen har minskat.",
            "Vi har hållit planen. Samarbetet mellan kontoren har varit avgörande.",
        ),
        "partly": (
            "Ungefär två tredjedelar är gjort. Resten är planerat till nästa år.",
            "Upphandlingen tog längre tid än väntat, men arbetet är igång.",
            "Vi har börjat där nyttan är störst. Det återstår en del.",
        ),
        "not_met": (
            "Försenat. Vi väntar på tillstånd och kan inte säga när vi kommer igång.",
            "En tjänst har varit vakant sedan i våras, så arbetet har inte hunnits med.",
        ),
        "cannot": ("Mätningen görs först i december.",),
    },
}

MISSIONS: Phrases = {
    SCHOOL: {
        "met": (
            "Undervisning och omsorg fungerar väl. Alla har fått plats i tid och tillsynen hade inga anmärkningar.",
            "Vi har behöriga på alla nyckelplatser och nöjda vårdnadshavare. Oron gäller lokalerna.",
        ),
        "partly": (
            "Vi klarar det lagen kräver, men stödet kommer ibland för sent.",
            "Kärnan fungerar. Vikarieläget gör att kvaliteten varierar mellan veckorna.",
        ),
    },
    CARE: {
        "met": (
            "Insatserna utförs enligt beslut. Avvikelserna är få och vi lär av dem.",
            "Vi håller god kvalitet. Personalen stannar längre än förut.",
        ),
        "partly": (
            "Alla får sina insatser, men inte alltid på den tid som är överenskommen.",
            "Väntetiden till utredning är för lång. Vi har satt in extra handläggare.",
        ),
    },
    CULTURE: {
        "met": ("Öppet som planerat och fler besök än i fjol.", "Verksamheten fungerar bra och personalen är stabil."),
        "partly": ("Vi har haft stängt fler dagar än tänkt på grund av reparationer.",),
    },
    SOCIETY: {
        "met": (
            "Uppdraget sköts och handläggningstiderna håller.",
            "Inga allvarliga avvikelser. Beredskapen har fungerat.",
        ),
        "partly": ("Det löpande fungerar, men underhållet släpar efter.",),
    },
}

CANNOT_REASON = "Uppgifterna finns inte ännu. Vi återkommer i nästa uppföljning."
