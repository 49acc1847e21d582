"""Kommunfullmäktige's vision (real, KF 26 April 2021), goals and priorities (invented)."""

from followup.demo.content.shapes import Item

VISION = Item(
    "vision",
    "KF",
    "Ett hållbart och tryggt samhälle med livskvalitet och växtkraft",
    "Visionen beskriver hur vi vill att Sala kommun ska utvecklas. Den är utgångspunkten för alla mål och prioriteringar.",
    (2021, 2030),
    "vision",
    "vision",
)

GOALS = (
    Item(
        "goal",
        "KF",
        "Barn och unga får en trygg uppväxt och lyckas i skolan",
        "Alla barn ska få det stöd de behöver, tidigt och tillsammans med sina vårdnadshavare. Skolan ska ge kunskaper som räcker "
        "till gymnasiet och vidare i livet.",
        decision="mål",
        key="uppväxt",
    ),
    Item(
        "goal",
        "KF",
        "Den som behöver vård och omsorg får leva ett tryggt och självständigt liv",
        "Äldre, personer med funktionsnedsättning och familjer i en svår tid ska möta kunniga medarbetare, ha inflytande över sin "
        "vardag och veta vart de kan vända sig.",
        decision="mål",
        key="omsorg",
    ),
    Item(
        "goal",
        "KF",
        "Sala växer hållbart, i staden och på landsbygden",
        "Fler ska kunna bo, arbeta och driva företag i hela kommunen. Vi bygger så att marken, vattnet och klimatet håller för dem "
        "som kommer efter oss.",
        decision="mål",
        key="växa",
    ),
    Item(
        "goal",
        "KF",
        "Kultur, fritid och natur ger livskvalitet för alla",
        "Det ska finnas något att göra nära hemmet, oavsett ålder och plånbok. Mötesplatser, rörelse och läsning gör oss friskare "
        "och för oss samman.",
        decision="mål",
        key="liv",
    ),
    Item(
        "goal",
        "KF",
        "Sala kommun har ordning på ekonomin och är en arbetsgivare man stannar hos",
        "Vi lever inte på kommande generationers bekostnad. Medarbetare har förutsättningar att göra ett bra arbete, får utvecklas "
        "och vill vara kvar.",
        decision="mål",
        key="ekonomi",
    ),
)

PRIORITIES = (
    Item(
        "priority",
        "KF",
        "Tidiga insatser för barn, unga och familjer",
        "Hellre stöd i förskolan än särskilda lösningar i årskurs 9. Skolnämnden och vård- och omsorgsnämnden arbetar tillsammans.",
        (2025, 2027),
        "prioriteringar",
        "tidigt",
    ),
    Item(
        "priority",
        "KF",
        "Rätt kompetens i välfärden",
        "Det ska gå att utbilda sig, växa och bli kvar i yrken där vi behöver bli fler. Sjukfrånvaron ska ner.",
        (2025, 2027),
        "prioriteringar",
        "kompetens",
    ),
    Item(
        "priority",
        "KF",
        "Klimatomställning och beredskap",
        "Våra lokaler, fordon och rutiner ska klara ett varmare klimat och en oroligare omvärld.",
        (2025, 2027),
        "prioriteringar",
        "klimat",
    ),
    Item(
        "priority",
        "KF",
        "Enkelt att ha med kommunen att göra",
        "Den som hör av sig ska få svar, förstå svaret och inte behöva berätta samma sak två gånger.",
        (2025, 2027),
        "prioriteringar",
        "enkelt",
    ),
)
