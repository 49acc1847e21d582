"""What managers write beside their forecasts: the cause, and what they do about it."""

# {unit: (comment in 2025, comment in 2026)}; the rest by how it goes.
OWN = {
    "4110": (
        "Fler barn är placerade utanför hemmet än vi räknade med. Familjebehandlarna på hemmaplan började i april och ska minska behovet.",
        "Antalet placeringar har slutat öka men dygnen är dyrare. Vi går igenom varje placering och flyttar hem där det går.",
    ),
    "4140": (
        "Konsulentstödda familjehem kostar dubbelt mot egna. Vi rekryterar egna hem.",
        "Fyra av åtta egna hem är på plats. Resten av kostnaden kvarstår året ut.",
    ),
    "4410": (
        "Hyrda sjuksköterskor ersätter vakanser. Anställda kostar mindre än budget, men det räcker inte.",
        "Vi har sju vakanser. Två nya börjar i januari. Till dess behövs hyrpersonal på nätter och helger.",
    ),
    "4310": (
        "Timlönerna är höga efter sommaren. Fyra arbetslag ska ge bättre planering.",
        "Sjukfrånvaron i våras gav många timvikarier. Vi låter arbetslagen planera mer själva från oktober.",
    ),
    "4312": (
        "Fler beviljade timmar än planerat och ont om personal på kvällar.",
        "Fler beviljade timmar. Vi tar hjälp av en planerare från Öst under hösten.",
    ),
    "3211": (
        "Vikarier och fler resurser till två klasser. Vi ser över schemat till våren.",
        "Vikariekostnaden är 600 tkr över budget. Två fasta resurslärare prövas från november.",
    ),
    "3219": (
        "Vakanser bland kuratorer och psykologer ger överskott.",
        "Två kuratorstjänster är vakanta sedan april. Överskottet är alltså inte gott: stödet saknas.",
    ),
    "3311": (
        "Fler elever väljer utbildningar i andra kommuner.",
        "Köpta platser ökar. Vi ser över programutbudet inför nästa läsår.",
    ),
    "3010": (
        "Nytt avtal för skolskjuts från augusti är dyrare.",
        "Skolskjutsarna är dyrare och fler elever har rätt till skjuts. Vi ser över linjerna inför januari.",
    ),
    "1410": (
        "Mild vinter gav lägre kostnader för snö och halka.",
        "Snörik vinter kostade 1,6 miljoner mer än normalt. Vi skjuter på beläggningar för en halv miljon.",
    ),
    "FIN": (
        "Pensionskostnaden blir lägre enligt den senaste prognosen.",
        "Pensionskostnaden ligger något under budget.",
    ),
    "3313": (
        "I balans.",
        "Statsbidraget blev lägre än budget. Vi startar en grupp färre i vår.",
    ),
    "6120": (
        "En inspektörstjänst har varit vakant.",
        "En inspektör är tjänstledig, så lönekostnaden blir lägre och inventeringen försenad.",
    ),
}
OVER = (
    "Vikarier och sjukfrånvaro kostar mer än budget. Vi ser över schemat och väntar med inköp.",
    "Högre kostnader än planerat under våren. Åtgärder är satta in och väntas ge effekt i höst.",
    "Något över budget. Vi håller en tjänst vakant till årsskiftet.",
)
UNDER = (
    "En vakans ger lägre lönekostnad. Tjänsten är tillsatt från nästa år.",
    "Lägre kostnader än planerat. Vi räknar inte med att det består.",
    "Återhållsamhet med inköp och kurser ger ett litet överskott.",
)
ON_BUDGET = (
    "Vi följer budget.",
    "Inga större avvikelser. Vi räknar med att hålla budgeten.",
    "I balans. Små avvikelser åt båda håll tar ut varandra.",
)
SUMMED = "Tyngst väger {unit}: {remark}"
REVISED = "Ny bedömning efter samtal med ekonomen: "
