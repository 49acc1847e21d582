"""What units answer in the sections of a period. All invented."""

MONEY = (
    "Vi håller budgeten. Lönerna följer plan och vi har inga större inköp kvar i år.",
    "Vi ligger lite över på vikarier efter en tung vinter. Från nästa månad löser vi mer av frånvaron inom arbetslagen.",
    "Två tjänster har stått tomma under rekryteringen. Överskottet går tillbaka när de är på plats.",
    "Elen och maten kostar mer än vi räknade med. Vi har sett över beställningarna och räknar med att landa i balans.",
    "Intäkterna kom senare än vanligt. På helåret väntar vi oss ingen avvikelse.",
    "Vi köper färre konsulttimmar än förra året, och det räcker för att möta den högre hyran.",
)
LEARNT = (
    "När de som berörs är med från början behöver vi inte göra om. Det vill vi göra till en vana.",
    "Vi mätte sådant som ingen frågade efter. Nu följer vi tre saker, och pratar om dem varje månad.",
    "Små försök säger mer än stora planer. Vi provar i ett arbetslag innan vi ändrar för alla.",
    "Vi trodde att det handlade om tid. Det visade sig handla om att veta vem man kan fråga.",
    "De bästa förslagen kom från dem som är nya. Vi frågar dem nu efter en månad, inte efter ett år.",
)
ASSIGNMENTS = (
    "Vi är i gång och räknar med att återrapportera i tid.",
    "Underlaget är klart. Nu stämmer vi av det med dem som berörs.",
    "Vi väntar på besked från en annan nämnd innan vi kan gå vidare.",
)
CONTROL = (
    "Kontrollerna är gjorda enligt planen. Två attester saknades och är rättade, och vi har gått igenom rutinen igen.",
    "Inga allvarliga brister. Behörigheterna i två system ses nu över varje kvartal.",
)
NOTHING_MONEY = (
    "Vi följer budgeten och har inget att lägga till.",
    "Samma läge som i förra uppföljningen.",
)
NOTHING_LEARNT = ("Vi är mitt i arbetet och samlar ihop det vi har lärt oss till helåret.",)

RETURNED = {
    (
        "2026-höst",
        "SK-GRU",
        "money",
    ): "Berätta också vad ni gör åt vikariekostnaden på Gruvbackens skola, och vad ni behöver från oss.",
    (
        "2026-höst",
        "4140",
        "learnt",
    ): "Det här är viktigt. Skriv gärna hur ni vill pröva det, så att vi kan ta upp det i dialogen.",
}
"""Period, unit and kind of section → the word it came back with."""

STOOD_IN = {("2026-höst", "4140"): "4120"}
"""Period and unit → the unit whose manager wrote in the absent one's place."""
