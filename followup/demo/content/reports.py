"""Texts of reports that are written together. Invented. (heading, text, state) for each report."""

from followup.demo.content.annual import REPORT_TEXTS

Text = tuple[str, str, str]

ANNUAL_2025: tuple[Text, ...] = (
    (
        "Förord",
        "Det här var året då vi började prata med varandra på riktigt. Nämnder, kontor och enheter har suttit ner med samma frågor: "
        "vad fungerar, vad oroar, och vad behöver ni från oss?\n\n"
        "Resultatet blev [[budget.result]]. Det är lägre än målet, men kommunen har tagit sig igenom ett år där både skolan och vården "
        "fick bära mer än vi hade räknat med.",
        "approved",
    ),
    ("Översikt över verksamhetens utveckling", REPORT_TEXTS["overview"], "approved"),
    (
        "Viktiga förhållanden för resultat och ekonomisk ställning",
        REPORT_TEXTS["conditions"]
        + "\n\nTabell: Risker och vad vi gör\n\n| Risk | Vad den kan leda till | Vad vi gör |\n|---|---|---|\n"
        "| Svårt att rekrytera i vården | Hyrd personal kostar mer än egen | Egen resurspool från i höst |\n"
        "| Dyrare placeringar | Vård- och omsorgsnämnden går över ramen | Fler familjehem i egen regi |\n"
        "| Äldre lokaler | Plötsliga kostnader för underhåll | Plan för underhåll i tio år |",
        "approved",
    ),
    ("Händelser av väsentlig betydelse", REPORT_TEXTS["events"], "approved"),
    ("Styrning och uppföljning av den kommunala verksamheten", REPORT_TEXTS["steering"], "approved"),
    (
        "God ekonomisk hushållning och ekonomisk ställning",
        "Nettokostnaderna blev [[budget.net_cost]] och skatteintäkterna [[budget.taxes]]. Skillnaden mellan dem avgör hur mycket kommunen "
        "kan spara och investera utan nya lån.\n\n- **Resultat:** lägre än målet på 2 procent.\n- **Kapacitet:** soliditeten stiger sakta.\n"
        "- **Risk:** lånen väntas öka när vattenverket byggs.\n- **Kontroll:** två nämnder gick tydligt över sin ram.",
        "approved",
    ),
    ("Väsentliga personalförhållanden", REPORT_TEXTS["staff"], "approved"),
    ("Förväntad utveckling", REPORT_TEXTS["expected"], "approved"),
)

INTERIM_2026: tuple[Text, ...] = (
    (
        "Händelser av väsentlig betydelse",
        "Bygget av det nya vattenverket började i maj. Skolnämnden har samlat all frånvaro i ett gemensamt arbetssätt.",
        "submitted",
    ),
    (
        "Resultat och ekonomisk ställning",
        "Resultatet till och med augusti är [[budget.result]]. Vård- och omsorgsnämnden väntas gå över sin ram, mest för placeringar.",
        "draft",
    ),
    ("Balanskrav", "Balanskravet väntas klaras på prognosen.", "returned"),
)

SCHOOL_2025: tuple[Text, ...] = (
    (
        "Uppdrag",
        "Skolnämnden ansvarar för förskola, grundskola, anpassad skola, gymnasium och vuxenutbildning. I kommunen går 3 400 barn och "
        "elever i våra verksamheter varje dag.",
        "approved",
    ),
    (
        "Händelser av väsentlig betydelse",
        "1. En ny lydelse för fokusområdet om studiero beslutades i november.\n2. Alla skolor fick egen skolbibliotekarie minst två dagar i veckan.\n"
        "3. Tre förskolor slogs ihop till två när barnen blev färre.",
        "approved",
    ),
    (
        "Ekonomi",
        "Nämnden gick över sin ram. Vikarier och skolskjuts förklarar det mesta; båda har egna åtgärder nästa år.",
        "approved",
    ),
    (
        "Framtid",
        "Antalet barn i förskolan fortsätter att minska. Det ger frågan om vilka lokaler vi behöver om fem år.",
        "submitted",
    ),
)

RETURNED = "Skriv gärna med vilket belopp, och om reserven behövs."
COMMENT = ("Resultat och ekonomisk ställning", "Ska vi nämna räntan också? Den är lägre än i budgeten.")
