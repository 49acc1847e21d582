"""What people wrote in the annual report of 2025: (heading, text). Invented. Figures that the system has are live: ``[[budget.result]]``."""

FOREWORD = """Det här var året då vi började prata med varandra på riktigt. Nämnder, kontor och enheter har suttit ner med samma frågor: \
vad fungerar, vad oroar, och vad behöver ni från oss? Svaren har ändrat både prioriteringar och pengar, och det märks i den här redovisningen.

Resultatet blev [[budget.result]]. Det är bättre än året före, då det blev [[budget.result.before]], och bättre än budgeten på \
[[budget.result.budget]]. Ändå når vi inte vårt eget mål på två procent. Skolan och vården fick bära mer än vi hade räknat med, och det \
var högre skatteintäkter och utdelning från bolagen som höll uppe resultatet.

Det finns mycket att vara stolt över. Sjukfrånvaron sjönk. Fler elever blev behöriga till gymnasiet. Nästan alla sexåringar i kommunen \
har gått i simskola. Ortsbiblioteken har öppet dubbelt så många timmar som förut. Inget av det har kommit av sig självt, utan av att \
människor som är bra på sitt jobb har fått tid och förtroende att göra det.

Det finns också sådant som inte blev som vi ville. Fler barn än på fem år placerades utanför sina hem. Inventeringen av enskilda avlopp \
gick för långsamt. Vi berättar om det också, för det är där vi har mest att lära.

Tack till alla medarbetare, förtroendevalda, föreningar och företag som gör Sala till det det är.

**Kommunstyrelsens ordförande**"""

IN_SHORT = """Sala ligger i norra Västmanland, en dryg timme från Stockholm med tåg och mindre än en timme från både Uppsala och Västerås. \
Staden växte fram kring silvergruvan, som var i drift från 1400-talet till 1908. I dag bor ungefär hälften av invånarna i tätorten och \
resten i mindre orter och på landsbygden.

## Kommunen i siffror

- Invånare den 31 december 2025: **[[budget.population]]**
- Anställda i kommunen: **[[budget.employees]]**
- Kommunal skattesats, kronor av hundra: **[[budget.tax_rate]]**
- Årets resultat: **[[budget.result]]**
- Resultat i förhållande till skatter och bidrag: **[[budget.result_share]]**
- Nettoinvesteringar: **[[budget.invested]]**
- Soliditet med hela pensionsåtagandet: **[[budget.solidity_full]]**
- Skuld per invånare: **[[budget.debt_per_person]]**

## Så gick skattepengarna till

Av varje hundralapp som kommunen lade på sin verksamhet gick drygt 42 kronor till förskola, skola och vuxenutbildning, knappt 36 kronor \
till vård, omsorg och socialt stöd, knappt 15 kronor till gator, räddningstjänst, it och gemensam ledning, knappt 4 kronor till kultur och fritid \
och resten till tillsyn, bygglov och politik.

## Politiskt styre

Kommunfullmäktige har 45 ledamöter och kommunstyrelsen 13. Nämnderna bereder och beslutar i sina egna frågor. Valet 2022 gav den \
sammansättning som gällde hela 2025.

## Årets viktigaste tal för den som har bråttom

Kommunen har en ekonomi som håller, men utan marginal. Nettokostnaderna var [[budget.net_cost_share]] av skatter och bidrag. Av det \
som investerades betalades [[budget.self_financing]] med årets resultat och avskrivningar; resten lånades."""

STEERING_MODEL = """Sala kommun styrs med tillit och dialog. Styrmodellen har tre delar som tillsammans ska ge god ekonomisk hushållning:

- **Grunduppdraget** är det som lagen och fullmäktige har gett varje verksamhet att göra. Det är det mesta av allt som görs.
- **Målen och prioriteringarna** säger vad de förtroendevalda vill förändra. De är få, och de bryts ned i dialog och inte i rutor.
- **Ekonomin** sätter ramen. Varje nämnd får ett nettobelopp och ansvarar för att det räcker.

Fullmäktige beslutar vad som ska uppnås. Nämnderna svarar med fokusområden och egna prioriteringar. Verksamheterna väljer strategier \
och aktiviteter: de som är närmast invånarna vet bäst hur. Två gånger om året möts nivåerna i en dialog som utgår från samma frågor."""

OVERVIEW = """Antalet invånare var vid årets slut [[budget.population]], några fler än året före. Antalet barn i förskoleåldern minskar och \
antalet invånare över 80 år ökar. Det påverkar både lokaler och bemanning de närmaste åren.

Verksamhetens nettokostnader blev [[budget.net_cost]] mot [[budget.net_cost.before]] året före. Skatteintäkter och generella bidrag växte \
ungefär lika mycket, och finansnettot var fortsatt svagt negativt. Resultatet, [[budget.result]], är [[budget.result_share]] av \
skatteintäkter och generella statsbidrag.

Fem år i rad visar tre saker. Resultatet har varit positivt alla år utom 2023, då räntor och pensioner steg samtidigt. Låneskulden har \
ökat varje år sedan 2022, eftersom investeringarna har varit större än det som kommunen själv har kunnat betala. Soliditeten har ändå \
hållit sig, därför att åtagandet för äldre pensioner minskar."""

GROUP = """Kommunkoncernen består av kommunen, tre bolag och ett kommunalförbund. Två av bolagen ägs tillsammans med andra. Kommunen köper \
dessutom verksamhet av privata utförare.

Tabell: Privata utförare 2025, köpt verksamhet

| Verksamhet | Utförare | Så följs det upp |
|---|---|---|
| Förskola och grundskola | Två fristående förskolor, en fristående grundskola | Insyn varje år, kvalitetsdialog i november |
| Gymnasieutbildning | Fristående skolor i andra kommuner | Genom regionens samverkansavtal |
| Hemtjänst | Ett företag enligt lagen om valfrihet | Avtalsuppföljning två gånger om året, brukarenkät |
| Särskilt boende | Enstaka platser hos två företag | Besök på plats, individuell uppföljning |
| Hem för vård eller boende | Ramavtal med elva företag | Uppföljning av varje placering var tredje månad |
| Gatudrift och snö | Två entreprenörer | Byggmöten och stickprov |

Under året har inget bolag tillkommit eller lämnat koncernen."""

CONDITIONS = """## Omvärlden

Konjunkturen återhämtade sig långsammare än väntat. Skatteunderlaget i riket växte med omkring fyra procent, och inflationen var nere \
vid målet. Räntan på kommunens lån sjönk under året, men lån som togs till mycket låg ränta har fortsatt att läggas om, så kostnaden \
steg ändå något.

Arbetslösheten i Sala var något högre än i länet. Fler företag startade än året före, och tre större etableringar är i planeringsskede. \
Bostadsbyggandet var lågt: nio bostäder blev klara.

## Risker

Kommunstyrelsen har gått igenom de händelser som skulle kunna ändra kommunens ekonomi på kort tid, hur mycket det handlar om och vad som \
görs åt dem.

Tabell: Risker för kommunens ekonomi

| Risk | Vad den kan leda till | Vad vi gör |
|---|---|---|
| Svårt att rekrytera i vården | Hyrd personal kostar nästan dubbelt mot egen | Egen resurspool, utbildning på arbetstid, bättre scheman |
| Dyrare placeringar av barn och unga | En enda ny placering kan kosta 3 mnkr på ett år | Familjebehandlare, fler egna familjehem, prövning var tredje månad |
| Färre barn i förskola och skola | Lokaler och bemanning blir för stora för sitt uppdrag | Lokalplan för tio år, beslut om två förskolor under 2026 |
| Högre ränta | En procentenhet kostar 6,8 mnkr när alla lån har lagts om | Hälften av lånen har bunden ränta, spridda förfall |
| Äldre lokaler och ledningar | Plötsliga kostnader och avbrott | Underhållsplan, reserv för akuta åtgärder, utbytta ledningar |
| Cyberangrepp eller långt strömavbrott | Verksamheten stannar | Reservkraft, övningar, rutiner för drift utan it |
| Skatteunderlaget växer långsammare | En procentenhet lägre kostar 11,5 mnkr | Försiktig budget, resultatreserv, uppföljning varje månad |

Tabell: Så mycket ändras årets resultat, mnkr

| Händelse | Ändring |
|---|---:|
| Löner, en procentenhet högre | -13,5 |
| Skatteintäkter, en procent lägre | -11,5 |
| Ränta på alla lån, en procentenhet högre | -6,8 |
| Kommunalskatt, tio öre högre | 5,2 |
| Hundra fler invånare | 6,9 |
| Försörjningsstöd, tio procent högre | -1,4 |

## Pensioner

Kommunen redovisar pensioner enligt blandmodellen. Det som har tjänats in före 1998 är en ansvarsförbindelse och står utanför \
balansräkningen: [[budget.pension_obligation]] vid årets slut. Det som har tjänats in därefter betalas till största delen ut varje år \
och placeras av medarbetarna själva. I balansräkningen finns en avsättning på [[budget.pensions]]. Utbetalningarna från \
ansvarsförbindelsen minskar nu för varje år. Kommunen har inga egna pensionsmedel placerade; de har i stället använts till att låna mindre."""

EVENTS = """## Under året

- **Simhallen.** Markarbetena började i augusti. Den är kommunens största investering på trettio år.
- **Mark vid infarten** såldes med en vinst på 1,9 mnkr.
- **Kultur på egen hand.** Två ortsbibliotek fick meröppet. Det gav 9 200 besök utanför bemannad tid.
- **Studiero och frånvaro.** Skolnämnden beslutade i november om en ny lydelse för fokusområdet, som nu också tar upp frånvaro.
- **Beredskap.** Tre av sex trygghetspunkter blev klara, och fyra av sju äldreboenden har fast reservkraft.
- **En väg in.** Vård- och omsorgsnämndens nya telefonnummer öppnade i december.
- **Ny socialtjänstlag** började gälla den 1 juli. Den lägger större vikt vid förebyggande arbete.
- **Överklagan.** Salabostäders trygghetsbostäder i kvarteret Fabrikören överklagades, och byggstarten sköts fram ett år.

## Efter årets slut

- Fullmäktige beslutade i januari 2026 att bygg- och miljönämnden blir samhällsbyggnadsnämnd från 2027.
- En större kund till Sala-Heby Energi AB varslade om att lägga ned. Det påverkar inte bokslutet 2025.
- Staten har aviserat ett tillfälligt bidrag till kommuner med minskande barnantal. Det ingår inte i budgeten för 2026."""

STEERING = """## Årets gång

Fullmäktige beslutade budget och mål i november året före. Nämnderna tog sina verksamhetsplaner i december och sina detaljbudgetar i \
januari. Kommunstyrelsen fick rapporter efter april, augusti och oktober, och fullmäktige delårsrapporten per den 31 augusti. Revisorerna \
bedömde den i oktober.

Under året hölls dialoger mellan nivåerna. De ersatte en del av det skrivna underlaget: hellre ett samtal som leder till något än en \
rapport som ingen läser.

## Uppsikten över bolagen

Kommunstyrelsen har träffat varje bolags ledning två gånger och tagit del av deras delårsrapporter. Prövningen av om verksamheten har \
varit förenlig med det kommunala ändamålet finns längre fram i avsnittet. Lekmannarevisorerna har inte haft någon anmärkning.

## Intern kontroll

Varje nämnd ansvarar för sin egen interna kontroll. För 2025 följdes planerna upp i nämndernas egna protokoll; från 2026 görs det i det \
gemensamma systemet. Två brister återkom hos flera nämnder: behörigheter som inte togs bort när någon slutade, och inköp utanför avtal. \
Båda har åtgärder i planerna för 2026."""

STEWARDSHIP = """God ekonomisk hushållning är att varje generation bär kostnaden för den service den själv använder, och att pengarna \
används till rätt saker på ett bra sätt. Fullmäktige har därför både finansiella mål och mål för verksamheten. Bedömningen är gemensam \
för dem.

## Resultat, kapacitet, risk och kontroll

**Resultat.** Nettokostnaderna blev [[budget.net_cost]] och skatteintäkterna [[budget.taxes]]. Resultatet på [[budget.result_share]] är \
lägre än målet på två procent. Utan vinsten från såld mark hade det varit knappt två miljoner lägre.

**Kapacitet.** Soliditeten är [[budget.solidity]], och [[budget.solidity_full]] när hela pensionsåtagandet räknas med. Den stiger sakta. \
Skulden per invånare, [[budget.debt_per_person]], ligger nära medelvärdet för kommuner av samma storlek.

**Risk.** Lånen på [[budget.long_debt]] väntas öka medan simhallen byggs. Koncernens borgen till bolagen är till största delen \
säkrad av hyresfastigheter.

**Kontroll.** Två nämnder gick tydligt över sin ram. Prognosen i april låg inom en procent från utfallet för de flesta kontor, vilket \
är bättre än tidigare år."""

REQUIREMENT = """Kommuner ska ha balans mellan intäkter och kostnader. Årets resultat räknas därför om: vinster från försäljning av mark \
och hus tas bort, eftersom de inte är pengar från den löpande verksamheten. Underskottet från 2023 är återställt i sin helhet i och med \
årets resultat, och en mindre del reserveras till resultatreserven enligt de riktlinjer som fullmäktige har beslutat."""

STAFF = """Kommunen hade [[budget.employees]] anställda vid årets slut. Fyra av fem är kvinnor, och medelåldern är 46 år. Sjukfrånvaron \
sjönk från 8,1 till 7,4 procent. Antalet chefer med fler än 30 medarbetare minskade från 14 till 11.

Tabell: Anställda den 31 december, antal

| Anställning | 2025 | 2024 |
|---|---:|---:|
| Tillsvidare, kvinnor | 1 552 | 1 561 |
| Tillsvidare, män | 401 | 393 |
| Visstid, kvinnor | 152 | 147 |
| Visstid, män | 46 | 39 |
| Summa | 2 151 | 2 140 |

Tabell: Sjukfrånvaro i procent av ordinarie arbetstid

| Grupp | 2025 | 2024 |
|---|---:|---:|
| Alla | 7,4 | 8,1 |
| Kvinnor | 8,1 | 8,9 |
| Män | 4,9 | 5,2 |
| 29 år eller yngre | 6,8 | 7,2 |
| 30–49 år | 7,1 | 7,9 |
| 50 år eller äldre | 8,0 | 8,6 |
| Andel av sjukfrånvaron som är 60 dagar eller längre | 41,3 | 43,0 |

Uppgifterna följer lagen om kommunal bokföring och redovisning (11 kap. 9 §). Korttidsfrånvaron minskade mest i hemtjänsten, där \
arbetslagen planerar sina egna veckor, och minst i förskolan.

Tabell: Rörlighet och kompetens

| Uppgift | 2025 | 2024 |
|---|---:|---:|
| Slutade på egen begäran, procent av tillsvidareanställda | 8,6 | 9,8 |
| Gick i pension, antal | 61 | 57 |
| Utbildade undersköterskor, procent | 66 | 61 |
| Behöriga lärare, procent | 74 | 73 |
| Chefer med fler än 30 medarbetare, antal | 11 | 14 |
| Medelålder, år | 46 | 46 |

Svårast att rekrytera är sjuksköterskor, kuratorer och behöriga lärare i förskolan. Tolv medarbetare läser till undersköterska och sex \
till förskollärare på betald arbetstid. Lönekartläggningen visade inga skillnader som beror på kön."""

EXPECTED = """För 2026 är det budgeterade resultatet 20,6 mnkr. Två nämnder går in i året med högre kostnader än ramen. Åtgärder är \
beslutade men ger effekt först mot slutet av året.

**Befolkningen.** Till 2035 väntas antalet barn under sex år minska med var sjätte, medan antalet över 80 år ökar med var tredje. \
Utan förändringar växer kostnaderna för äldreomsorgen snabbare än skatteintäkterna.

**Investeringarna.** De närmaste fyra åren planeras för mer än en halv miljard. Ungefär hälften behöver lånas. Räntor och avskrivningar \
ökar därmed med omkring 14 mnkr om året när allt är klart.

**Kompetensen.** En av fyra undersköterskor fyller 60 år inom fem år. Kommunen kan inte rekrytera sig ur det, utan behöver arbeta \
annorlunda: med teknik som ger tid, med fler yrken på varje arbetsplats och med chefer som har tid att vara chefer.

**Omvärlden.** Försvaret och civilförsvaret växer. Det ger uppdrag och kostnader, men också arbetstillfällen i kommunen."""

OPERATING = """Driftredovisningen visar vad nämnderna har fått för pengar och vad det blev. Nämndens ram är ett nettobelopp: det den får \
kosta utöver sina egna intäkter. I kostnaderna ingår avskrivningar, interna hyror och påslag för pensioner. Därför har \
driftredovisningen och resultaträkningen inte samma rader, och bron mellan dem finns sist i avsnittet.

**Vård- och omsorgsnämnden** har det största underskottet. Placeringar av barn och unga blev fler och dyrare, och hyrda sjuksköterskor \
täckte vakanser hela våren. **Skolnämnden** gick över med vikarier i grundskolan och dyrare skolskjuts efter ny upphandling. \
**Kommunstyrelsen** fick ett överskott, eftersom vintern var mild och två tjänster var vakanta. **Finansförvaltningen** hade lägre \
pensionskostnader än väntat."""

INVESTMENTS = """Investeringsbudgeten är fullmäktiges beslut om varje projekts hela utgift, fördelad på år. Pengar som inte används ett år \
kan föras över till nästa genom beslut om ombudgetering. Exploatering, där kommunen köper, iordningställer och säljer mark, redovisas \
för sig.

Årets största projekt var den nya simhallen, ombyggnaden av Lindallens skola och gator med beläggning. Bron över Sagån \
blev klar. Simhallen är det enda projekt som väntas bli dyrare än beslutat: markarbetena kostade mer än beräknat. Förskolan i Kotten och \
släckbilen har ännu inte haft några utgifter."""

PRINCIPLES = """Redovisningen följer lagen om kommunal bokföring och redovisning (2018:597) och rekommendationerna från Rådet för kommunal \
redovisning, om inget annat sägs här. Inga principer har ändrats sedan föregående år.

- **Intäkter.** Skatteintäkter tas upp enligt SKR:s prognos i december. Skillnaden mot den slutliga avräkningen bokförs året efter. \
Riktade bidrag tas upp samma år som kostnaderna de är till för. Investeringsbidrag är förutbetalda och löses upp lika länge som \
tillgången skrivs av.
- **Anläggningstillgångar** tas upp till det de kostade, minus avskrivningar. En tillgång ska kosta minst ett halvt prisbasbelopp och \
användas i minst tre år. Större byggnader delas i komponenter.
- **Avskrivningar** görs lika stora varje år: byggnader 20–80 år, gator och ledningar 25–70 år, maskiner och fordon 5–15 år, it 3–5 år. \
Mark skrivs inte av.
- **Ränta** under byggtiden räknas inte in i tillgångens värde.
- **Leasing.** Alla avtal är operationella och kostnadsförs när hyran betalas. Fordon leasas i tre år.
- **Pensioner** redovisas enligt blandmodellen. Avsättning och ansvarsförbindelse är beräknade av KPA enligt RIPS 21.
- **Semester** som inte är uttagen och upplupna löner är skulder vid årets slut.
- **Kassaflödesanalysen** är gjord med indirekt metod.
- **Jämförelsestörande** är poster över 2 mnkr som sällan kommer. För 2025 finns ingen sådan.
- **Avvikelse.** Exploateringsmark redovisas som omsättningstillgång utan att varje område är uppdelat i komponenter. Det påverkar inte \
resultatet."""

COMMITMENTS = """Ansvarsförbindelser är åtaganden som inte står i balansräkningen men som kan bli en kostnad. Den största är pensioner som \
tjänades in före 1998: [[budget.pension_obligation]] med löneskatt.

Tabell: Borgen och andra ansvarsförbindelser vid årets slut, mnkr

| Åtagande | 2025 | 2024 |
|---|---:|---:|
| Borgen för Salabostäder AB | 495,0 | 480,0 |
| Borgen för Sala-Heby Energi AB | 180,0 | 180,0 |
| Borgen för Sala Silvergruva AB | 1,5 | 1,5 |
| Borgen för föreningars lån | 2,2 | 2,6 |
| Förlustansvar för egnahem | 0,1 | 0,2 |

Kommunen har inte behövt infria någon borgen under de senaste tio åren.

**Kommuninvest.** Kommunen är medlem i Kommuninvest ekonomisk förening och har tillsammans med övriga medlemmar gått i solidarisk borgen \
för Kommuninvest i Sverige AB:s alla förpliktelser. Ansvaret fördelas efter medlemmarnas insatser och lån.

Tabell: Operationell leasing, avgifter som återstår, mnkr

| Förfaller | 2025 | 2024 |
|---|---:|---:|
| Inom ett år | 8,4 | 8,1 |
| Mellan ett och fem år | 11,9 | 12,6 |
| Senare än fem år | 0,0 | 0,0 |

Tabell: Lån efter när räntan läggs om, mnkr

| Räntan läggs om | 2025 | 2024 |
|---|---:|---:|
| Inom ett år | 335 | 310 |
| Mellan ett och tre år | 180 | 190 |
| Mellan tre och fem år | 110 | 100 |
| Senare än fem år | 50 | 40 |
| Summa | 675 | 640 |

**Revisionen** kostade 1,7 mnkr, varav granskning av räkenskaperna 0,4 mnkr."""

CONSOLIDATED = """I de sammanställda räkenskaperna ingår kommunen, Salabostäder AB, Sala-Heby Energi AB och Sala Silvergruva AB. De är gjorda \
med proportionell konsolidering: av ett bolag som ägs till 81 procent räknas 81 procent. Det som bolagen och kommunen köper och säljer \
av varandra är borttaget. VafabMiljö ingår inte, eftersom kommunens andel är under tjugo procent.

Koncernens resultat är större än kommunens. Salabostäder gick med överskott trots högre räntor, och Sala-Heby Energi hade ett gott år på \
elnätet. Ungefär hälften av koncernens lån är bolagens, med hyresfastigheter och elnät som säkerhet."""

COMPANIES = """## Salabostäder AB

Bolaget äger och förvaltar drygt 1 700 lägenheter. Tjugo lägenheter fick hiss, och underhållet ökade enligt plan. Vakansen var under en \
procent. Trygghetsbostäderna i kvarteret Fabrikören har försenats av en överklagan och väntas börja byggas 2027.

## Sala-Heby Energi AB

Bolaget levererar el, elnät, fjärrvärme och bredband i Sala och Heby. Vintern var mild, så värmen sålde mindre än väntat, men \
avbrotten i elnätet var de kortaste på åtta år. Bolaget betalade utdelning till ägarna enligt ägardirektivet.

## Sala Silvergruva AB

Gruvan hade 71 000 besökare, fler än före pandemin. Hotelldelen bar inte sina kostnader och bolaget gick med ett litet underskott. \
Kommunstyrelsen har bett om en tydligare gräns mot den privata marknaden.

## VafabMiljö Kommunalförbund

Förbundet sköter avfallet åt tolv kommuner. Insamlingen av förpackningar nära hemmen började under året och är klar 2027."""

AUDIT = """Vi har granskat den verksamhet som bedrivits i kommunstyrelsen och nämnderna under 2025, och genom lekmannarevisorerna även \
bolagen. Granskningen har följt kommunallagen, god revisionssed i kommunal verksamhet och kommunens revisionsreglemente.

- Verksamheten har i huvudsak bedrivits på ett ändamålsenligt och från ekonomisk synpunkt tillfredsställande sätt.
- Vi ser med oro på att vård- och omsorgsnämnden för tredje året inte har hållit sin ram. Nämndens åtgärder har kommit sent.
- Räkenskaperna är i allt väsentligt rättvisande.
- Den interna kontrollen har i huvudsak varit tillräcklig. Uppföljningen behöver samlas på ett ställe.
- Resultatet är delvis förenligt med de mål för god ekonomisk hushållning som fullmäktige har satt upp.

Vi tillstyrker att fullmäktige beviljar kommunstyrelsen, nämnderna och de enskilda ledamöterna ansvarsfrihet, och att årsredovisningen \
för 2025 godkänns.

**Revisorerna i Sala kommun**"""

WORDS = """Tabell: Ord som används i redovisningen

| Ord | Vad det betyder |
|---|---|
| Anslag | Pengar som fullmäktige ger en nämnd för ett visst ändamål. |
| Ansvarsförbindelse | Ett åtagande som kan bli en kostnad men som inte står i balansräkningen. |
| Avskrivning | Kostnaden för en tillgång, fördelad på de år den används. |
| Avsättning | En skuld som är säker men vars belopp eller dag inte är känd. |
| Balanskrav | Lagens krav att intäkterna ska vara större än kostnaderna, räknat år för år. |
| Balansräkning | Vad kommunen äger och är skyldig en viss dag. |
| Driftredovisning | Nämndernas intäkter och kostnader mot deras budget. |
| Eget kapital | Skillnaden mellan det kommunen äger och det den är skyldig. |
| Exploatering | Att göra mark färdig för att byggas på och sälja den. |
| Finansnetto | Ränteintäkter och utdelning minus räntekostnader. |
| Fokusområde | Det som en nämnd vill förändra för att svara mot fullmäktiges mål. |
| Generella statsbidrag | Bidrag som kommunen själv bestämmer över. |
| Grunduppdrag | Det som verksamheten är till för, enligt lag och beslut. |
| Investering | En utgift för något som ska användas i flera år. |
| Kassaflödesanalys | Var pengarna kom ifrån och vart de tog vägen. |
| Kommunkoncern | Kommunen och de bolag och förbund den bestämmer över. |
| Nettokostnad | Kostnader minus verksamhetens egna intäkter. |
| Not | En förklaring till en rad i räkenskaperna. |
| Ombudgetering | Beslut att föra över pengar för en investering till nästa år. |
| Periodisering | Att en kostnad bokförs det år den hör till. |
| Realisationsvinst | Det som en försäljning ger utöver det bokförda värdet. |
| Resultatreserv | Pengar som läggs undan i goda år för att användas i sämre. |
| Självfinansieringsgrad | Hur stor del av investeringarna som betalas utan nya lån. |
| Skatteunderlag | Invånarnas sammanlagda beskattningsbara inkomster. |
| Soliditet | Hur stor del av tillgångarna som är betald med eget kapital. |
| Utjämning | Omfördelning mellan kommuner med olika förutsättningar. |"""

ANNUAL_TEXTS = (
    ("Förord", FOREWORD),
    ("Kommunen i korthet", IN_SHORT),
    ("Så styrs kommunen", STEERING_MODEL),
    ("Översikt över verksamhetens utveckling", OVERVIEW),
    ("Den kommunala koncernen", GROUP),
    ("Viktiga förhållanden för resultat och ekonomisk ställning", CONDITIONS),
    ("Händelser av väsentlig betydelse", EVENTS),
    ("Styrning och uppföljning av den kommunala verksamheten", STEERING),
    ("God ekonomisk hushållning och ekonomisk ställning", STEWARDSHIP),
    ("Balanskravsresultat", REQUIREMENT),
    ("Väsentliga personalförhållanden", STAFF),
    ("Förväntad utveckling", EXPECTED),
    ("Driftredovisning", OPERATING),
    ("Investeringsredovisning", INVESTMENTS),
    ("Redovisningsprinciper", PRINCIPLES),
    ("Pensioner, borgen och andra åtaganden", COMMITMENTS),
    ("Sammanställda räkenskaper", CONSOLIDATED),
    ("Bolagens verksamhet", COMPANIES),
    ("Revisionsberättelse", AUDIT),
    ("Ord och begrepp", WORDS),
)
