"""More dialogues of 2025, with steps that were closed or carried on in those of 2026. Invented."""

from datetime import date

from followup.demo.content.conversations import Question, Step, Talk

TALKS_2025 = (
    Talk(
        "kf-von-2025",
        "2025-delår",
        "KF",
        "VON",
        date(2025, 10, 15),
        "Gruvsalen, kommunhuset",
        "Vård- och omsorgsnämndens delårsrapport 2025",
        "Fler barn placeras, och vi hinner inte bygga upp stöd hemma i samma takt. Äldreomsorgen går bra.",
        "Vi ser kostnaderna men inte orsakerna. Vi vill förstå vad som går att göra tidigare.",
        "Alla beslut verkställs i tid. Utredningarna av barn tar i snitt tre veckor för lång tid.",
        "Familjebehandlarna är på plats. Egna familjehem är svåra att hitta.",
        "Prognosen är fem miljoner över ramen efter tilläggsanslaget.",
        "Ett placerat barn kostar mer än en familjebehandlare. Vi talade för första gången om det som en fråga för båda nämnderna.",
        "En gemensam väg in för familjer, tillsammans med Skolnämnden.",
        steps=(
            Step(
                "Föreslå hur familjecentralen kan betalas gemensamt",
                "VON",
                date(2026, 3, 31),
                "done",
                "Kommunfullmäktige beslutade i september att båda nämnderna betalar.",
                "kf-von-2026",
            ),
            Step(
                "Redovisa antal dygn och orsaker, inte bara kronor",
                "VOK",
                date(2026, 4, 30),
                "open",
                "Dygnen redovisas. Orsakerna kommer i december.",
                carried="kf-von-2026",
            ),
        ),
        questions=(
            Question(
                "Vad skulle krävas för att halvera köpen av konsulentstödda hem?",
                "Åtta egna hem. Fyra är på plats, och två utredningar pågår.",
                "kf-von-2026",
            ),
        ),
    ),
    Talk(
        "kf-kfn-2025",
        "2025-delår",
        "KF",
        "KFN",
        date(2025, 10, 22),
        "Stadsbiblioteket",
        "Kultur- och fritidsnämndens delårsrapport 2025",
        "Meröppet har gått lättare än vi trodde. Simskolan når nästan alla.",
        "Vi hör att föreningarna är nöjda, men att resorna är ett hinder på landsbygden.",
        "Öppettiderna har kunnat hållas. Anläggningarna behöver underhåll.",
        "Fritidsbank, simskola och meröppet är igång. Skyltarna i centrum är försenade.",
        "I balans.",
        "En låg avgift hjälper inte den som inte kommer dit.",
        steps=(
            Step(
                "Fråga barnen på landsbygden vad de vill göra på fritiden",
                "KFN",
                date(2026, 5, 29),
                "open",
                "Svar har kommit från tre av fyra skolor.",
            ),
        ),
    ),
    Talk(
        "ks-salabo-2025",
        "2025-delår",
        "KS",
        "SALABO",
        date(2025, 9, 24),
        "Salabostäders kontor",
        "Bolagets delårsbokslut 2025",
        "Vi bygger om i egen takt. Överklagan stoppar nyproduktionen.",
        "Ägaren vill se fler lägenheter där äldre kan bo kvar.",
        "Få vakanser och nöjda hyresgäster.",
        "Hissarna är på plats i hälften av trapphusen.",
        "Resultatet blir något bättre än budget.",
        "Vi behöver planera bostäder och omsorg vid samma bord.",
        steps=(
            Step(
                "Bjuda in vård- och omsorgskontoret till bolagets planering",
                "SALABO",
                date(2026, 2, 27),
                "done",
                "De träffas varje kvartal sedan januari.",
                "ks-salabo-2026",
            ),
        ),
    ),
)
