"""What the committees wrote of 2025: by code, the texts under the six headings of verksamhetsberättelsen, in their order. Invented."""

HEADINGS = (
    "Uppdrag",
    "Händelser av väsentlig betydelse",
    "Verksamheten under året",
    "Måluppfyllelse",
    "Ekonomi",
    "Framtid",
)

BOARD = (
    "Kommunstyrelsen leder och samordnar kommunens angelägenheter och har uppsikt över nämnder, bolag och förbund. Den är arbetsgivare för "
    "alla anställda, sköter kommunens ekonomi och ansvarar för gator, parker, vatten, fastigheter, it, näringsliv och räddningstjänst. "
    "Räddningstjänsten arbetar också för Heby, enligt avtal.",
    "1. Den gemensamma upphandlingen av el blev klar och gäller i tre år.\n"
    "2. Ärendesystemet i kontaktcentret byttes i maj.\n"
    "3. Tre av sex trygghetspunkter är färdiga, och reservkraft till resten är beställd.\n"
    "4. Tekniska kontoret tog över driften av belysningen från entreprenör.\n"
    "5. Räddningstjänsten larmades 412 gånger, varav 61 bränder i byggnad.",
    "Kontoren har i huvudsak klarat sitt grunduppdrag. Chefer som möter HR-enheten och ekonomerna säger att de får hjälp samma dag. "
    "Kanslienheten lämnade ut allmänna handlingar inom två dagar i nio fall av tio. I kontaktcentret blev väntetiden längre under bytet av "
    "system men var nere på två minuter i december.\n\n"
    "Gator och vatten sköttes enligt plan. Vinterns få snödagar gav utrymme att laga mer beläggning än vanligt. Tre större vattenläckor "
    "åtgärdades inom ett dygn. Snöröjning och en del av parkskötseln utförs av entreprenörer; stickproven visade inga större brister.\n\n"
    "Den interna kontrollen tog särskilt upp behörigheter, inköp utanför avtal och delegationsbeslut. Behörigheter som inte hade tagits bort "
    "fanns i fyra system av tolv och är nu borttagna.",
    "Kommunstyrelsen nådde sitt mål om utsläpp. Att ekonomin i hela kommunen inte är i balans räknar styrelsen som sitt eget: fokusområdet "
    "är inte uppfyllt, eftersom två nämnder gick tydligt över. Kontaktcentrets mål går inte att bedöma, då ärendena räknas på ett annat "
    "sätt i det nya systemet. Det lärde oss att ta fram ett startvärde innan något byts ut.",
    "Nettokostnaden blev [[budget.unit_net]] mot budgeten [[budget.unit_budget]], en avvikelse på [[budget.unit_variance]]. Överskottet "
    "kommer från en mild vinter och två vakanta tjänster på tekniska kontoret. It kostade mer än budgeterat, eftersom licenser blev dyrare "
    "när leverantören ändrade sin prislista. Av investeringarna blev bron över Sagån klar, och gatorna följer treårsplanen.",
    "Tre frågor tar mest kraft nästa år: att hålla nämndernas ramar, att bygga simhallen till rätt pris och att klara skyfall och avbrott. "
    "Kommunstyrelsen vill också att fler ärenden ska bli lösta vid första kontakten.",
)

SCHOOL = (
    "Skolnämnden ansvarar för förskola, grundskola, anpassad skola, gymnasium och vuxenutbildning. I kommunen går 3 400 barn och "
    "elever i våra verksamheter varje dag. Nämnden har också insyn i de fristående förskolorna och ansvarar för att alla barn i "
    "skolåldern får sin utbildning.",
    "1. En ny lydelse för fokusområdet om studiero beslutades i november.\n"
    "2. Alla skolor fick egen skolbibliotekarie minst två dagar i veckan.\n"
    "3. Tre förskolor slogs ihop till två när barnen blev färre.\n"
    "4. Skolskjutsen upphandlades om och blev dyrare från augusti.\n"
    "5. Köket på Lindallens skola började byggas om.",
    "Förskolan har plats åt alla inom fyra månader. Grupperna har blivit något mindre, mest därför att barnen är färre. I grundskolan har "
    "elevhälsan kommit närmare klassrummen, och varje skola har en plan för frånvaro. Skillnaderna mellan skolorna är fortfarande större än "
    "de borde vara.\n\n"
    "Gymnasieskolan har fler sökande än platser på tre yrkesprogram. Vuxenutbildningens yrkespaket leder nästan alltid till arbete. "
    "Skolinspektionen gjorde tillsyn på två skolor och hade inga anmärkningar på undervisningen, men ville se bättre dokumentation av stöd.\n\n"
    "De fristående förskolorna besöktes i mars. En av dem fick rekommendationer om bemanningen vid öppning och stängning.",
    "Två av nämndens fyra fokusområden är uppfyllda. Behörigheten till gymnasiet ökade från 79 till 82 procent men är inte framme vid 88. "
    "Studieron i årskurs 7–9 har inte blivit bättre. Vi har lärt oss att morgonmöten gör skillnad för de yngre, men att de äldre behöver "
    "vuxna som finns kvar i korridoren hela dagen.",
    "Nettokostnaden blev [[budget.unit_net]] mot budgeten [[budget.unit_budget]]. Avvikelsen är [[budget.unit_variance]]. Vikarier i "
    "grundskolan står för hälften av underskottet och skolskjutsen för en fjärdedel. Gymnasiet fick betala för fler elever i andra kommuner "
    "än väntat. Under hösten stoppades vikarieinköp som inte behövdes för säkerheten; det gav effekt från november. Ombyggnaden av "
    "Lindallens skola följer sin budget.",
    "Antalet barn i förskolan fortsätter att minska. Det ger frågan om vilka lokaler vi behöver om fem år. Nämnden återkommer i maj med "
    "ett förslag som också visar vad som skulle hända på landsbygden. Nästa år läggs mest kraft på frånvaro och på behörigheten i de skolor "
    "där den är lägst.",
)

CARE = (
    "Vård- och omsorgsnämnden ger stöd till den som är äldre, har en funktionsnedsättning eller behöver socialt stöd, och ansvarar för "
    "hälso- och sjukvård upp till sjuksköterskenivå. Omkring 2 300 personer har någon insats under ett år. Nämnden prövar också rätten "
    "till försörjningsstöd.",
    "1. En väg in: ett gemensamt telefonnummer öppnade i december.\n"
    "2. Fler barn placerades utanför hemmet än på fem år.\n"
    "3. Familjebehandlarna började i april och har tagit emot 38 familjer.\n"
    "4. Silvergården fick ny ventilation, och larmen byts.\n"
    "5. Den nya socialtjänstlagen började gälla i juli.",
    "Hemtjänsten utförde sina timmar, men på landsbygden kommer fortfarande för många olika personer. I Centrum planerar arbetslagen sina "
    "egna veckor, och där har både byten och övertid minskat. På särskilt boende har nästan alla en genomförandeplan som de själva har varit "
    "med om att skriva.\n\n"
    "Inom individ- och familjeomsorgen ökade orosanmälningarna med nio procent. Utredningarna blev klara inom fyra månader i 93 procent av "
    "fallen. För personer med funktionsnedsättning används bildstöd på alla gruppbostäder.\n\n"
    "Den privata utföraren av hemtjänst har följts upp två gånger. Brukarna är lika nöjda som i kommunens egen. Två händelser anmäldes "
    "enligt lex Maria och en enligt lex Sarah; alla är utredda och avslutade.",
    "Hälften av fokusområdena är uppfyllda. Det som inte är uppfyllt hänger ihop: stödet till barn och familjer kom igång för sent, och "
    "då blev placeringarna fler. Vi har lärt oss att en ny insats behöver vara bemannad innan vi räknar in vad den sparar.",
    "Nettokostnaden blev [[budget.unit_net]] mot budgeten [[budget.unit_budget]], en avvikelse på [[budget.unit_variance]]. Fullmäktige "
    "gav ett tilläggsanslag i juni för placeringar, men det räckte inte. Hyrda sjuksköterskor kostade 6,2 mnkr under våren och nästan "
    "ingenting i december, sedan den egna resurspoolen började. Hemtjänsten hade för många timanställda i två grupper.",
    "Antalet invånare över 80 år ökar nu med omkring sextio om året. Nämnden behöver fler platser på särskilt boende senast 2029, eller "
    "ett annat sätt att ge trygghet hemma. Under 2026 prövas kamera om natten och nycklar utan nyckel, med den enskildes samtycke.",
)

CULTURE = (
    "Kultur- och fritidsnämnden ansvarar för bibliotek, kulturskola, konst och kulturarv, för anläggningar och fritidsgårdar och för stödet "
    "till föreningslivet. Det mesta är frivilligt för kommunen; biblioteket är det inte.",
    "1. Meröppet infördes på två ortsbibliotek.\n"
    "2. Nittiosex procent av sexåringarna gick simskola.\n"
    "3. Åtta av tolv skyltar om Silverstaden är uppsatta.\n"
    "4. Markarbetena för simhallen började i augusti.",
    "Biblioteken hade 141 000 besök, sju procent fler än året före. Kulturskolan har elever på alla orter med grundskola, och kön till piano "
    "är borta sedan undervisningen även ges i grupp. Fritidsgårdarna hade öppet tre kvällar i veckan och under alla lov.\n\n"
    "Den gamla simhallen är uttjänt. Den stängdes oplanerat elva dagar på grund av fel i reningen. Simskolan kunde flyttas, men "
    "föreningarna förlorade träningstid. Trehundratolv föreningar fick stöd. Tre av fyra fritidsledare har nu utbildning i lågaffektivt "
    "bemötande.",
    "Tre av fyra mål är uppfyllda. Skyltarna om Silverstaden väntar på tillstånd från länsstyrelsen. Det som har fungerat bäst är att börja "
    "i liten skala och fråga besökarna, innan något införs överallt.",
    "Nettokostnaden blev [[budget.unit_net]] mot budgeten [[budget.unit_budget]], en avvikelse på [[budget.unit_variance]]. Elen till ishallen "
    "kostade mer än väntat, och simhallen tappade intäkter när den var stängd. Kulturen höll nere sina kostnader för att möta det. "
    "Simhallens investering väntas bli dyrare än beslutat, eftersom markarbetena var mer omfattande än beräknat.",
    "Under byggtiden behöver simskolan två anläggningar samtidigt. Föreningarnas tider i idrottshallarna ses över tillsammans med skolan. "
    "Nämnden vill också veta vad ungdomar mellan 16 och 19 saknar; de är de som kommer minst.",
)

BUILDING = (
    "Bygg- och miljönämnden prövar bygglov och utövar tillsyn över byggande, miljö, hälsoskydd, livsmedel, alkohol och tobak. Den beslutar "
    "också om bidrag för att anpassa bostäder. Det mesta är myndighetsutövning, där lagen säger vad som gäller och nämnden hur den möter den "
    "som söker.",
    "1. Nämnden tog emot 318 ansökningar om bygglov, några färre än året före.\n"
    "2. Tillsynen av enskilda avlopp kom efter, eftersom en tjänst stod tom hela hösten.\n"
    "3. E-tjänsten för bygglov visar nu vad som fattas innan ansökan skickas.\n"
    "4. Alla livsmedelskontroller i planen genomfördes.",
    "Handläggningen av bygglov gick snabbare. Fler ansökningar var kompletta från början, och då räcker tiden till dem som behöver råd. Alla "
    "beslut som överklagades utom två stod sig.\n\n"
    "Miljöenheten prioriterade livsmedel och hälsoskydd i skolor. Av 460 avlopp i planen inventerades 171. Nio av tio som har sökt bidrag "
    "för bostadsanpassning fick besked inom tre veckor.",
    "Inget av fokusområdena är helt uppfyllt, men bygglov är nära: mediantiden är 5,4 veckor mot målet 5. Inventeringen av avlopp är inte "
    "uppfylld. Vi har lärt oss att planen var för beroende av en enda person.",
    "Nettokostnaden blev [[budget.unit_net]] mot budgeten [[budget.unit_budget]], en avvikelse på [[budget.unit_variance]]. En vakant tjänst "
    "på miljöenheten gav lägre kostnader men också lägre avgifter. Byggenheten fick in mindre i avgifter när byggandet minskade.",
    "Från 2027 blir nämnden samhällsbyggnadsnämnd. Under 2026 förbereds det tillsammans med tekniska kontoret. Två inspektörer är anställda "
    "för avloppen, och resten av inventeringen ska vara klar före 2028.",
)

GUARDIANS = (
    "Överförmyndarnämnden har tillsyn över gode män, förvaltare och förmyndare. Vid årets slut fanns 268 personer med god man eller "
    "förvaltare i kommunen.",
    "1. Granskningen av årsräkningar var klar i juni, en månad tidigare än året före.\n"
    "2. Tolv nya ställföreträdare rekryterades efter en kampanj tillsammans med föreningslivet.",
    "Alla årsräkningar är granskade. I sju fall krävdes rättelse, och en ställföreträdare entledigades. Länsstyrelsens inspektion i oktober "
    "gav inga anmärkningar. Två ärenden i taget är det mesta som en ny ställföreträdare får.",
    "Nämnden har inga egna fokusområden utan följer sitt grunduppdrag. Det är uppfyllt: handläggningstiden för en ny god man är nio veckor "
    "i snitt, mot elva året före.",
    "Nettokostnaden blev [[budget.unit_net]] mot budgeten [[budget.unit_budget]]. Arvodena ökade något, eftersom fler huvudmän saknar egna "
    "medel att betala med.",
    "Behovet av ställföreträdare växer med antalet äldre. Nämnden prövar under 2026 att anställa en professionell ställföreträdare för de "
    "svåraste uppdragen.",
)

ELECTIONS = (
    "Valnämnden ansvarar för allmänna val och folkomröstningar i kommunen.",
    "1. Inget val hölls under 2025.\n2. Vallokalerna för 2026 är bestämda, och tre har bytts mot sådana som är lättare att ta sig in i.",
    "Året ägnades åt förberedelser. Nämnden har gått igenom valet till Europaparlamentet 2024 tillsammans med dem som räknade rösterna, och "
    "ändrat hur rösterna förvaras mellan förtidsröstning och valdag.",
    "Nämnden har inga egna fokusområden. Målet att alla lokaler ska vara tillgängliga är uppfyllt.",
    "Nettokostnaden blev [[budget.unit_net]] mot budgeten [[budget.unit_budget]]. Skillnaden är möten som inte behövdes.",
    "I september 2026 hålls val till riksdag, region och kommun. Nämnden behöver rekrytera 190 röstmottagare.",
)

UNIT_TEXTS = {
    "KS": BOARD,
    "SN": SCHOOL,
    "VON": CARE,
    "KFN": CULTURE,
    "BMN": BUILDING,
    "ÖFN": GUARDIANS,
    "VAL": ELECTIONS,
}
