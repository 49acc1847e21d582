"""Which of the 17 global goals the example's plan, indicators and grunduppdrag serve. Some goals are left without: so it is in a real plan too."""

DIRECT, INDIRECT = "direct", "indirect"

ITEMS = (
    ("uppväxt", 4, DIRECT, "Kunskaper som räcker till gymnasiet."),
    ("uppväxt", 1, INDIRECT, "Den som klarar skolan får lättare ett arbete."),
    ("uppväxt", 10, INDIRECT, ""),
    ("omsorg", 3, DIRECT, "Trygg vård och omsorg hela livet."),
    ("omsorg", 10, INDIRECT, "Samma inflytande över vardagen oavsett funktionsnedsättning."),
    ("växa", 8, DIRECT, "Fler företag och fler i arbete."),
    ("växa", 11, DIRECT, "Bostäder och resor i hela kommunen."),
    ("växa", 13, INDIRECT, ""),
    ("liv", 3, INDIRECT, "Rörelse och mötesplatser ger hälsa."),
    ("läsa-skriva-räkna", 4, DIRECT, ""),
    ("studiero", 4, DIRECT, ""),
    ("studiero", 16, INDIRECT, "Trygga skolor är fredliga skolor."),
    ("språk", 4, DIRECT, "Språket grundläggs i förskolan."),
    ("arbete", 8, INDIRECT, "Utbildning som leder till arbete på hemmaplan."),
    ("arbetslag", 3, INDIRECT, ""),
    ("energi", 7, DIRECT, "Lägre energianvändning i kommunens hus."),
    ("energi", 13, DIRECT, ""),
    ("utsläpp", 13, DIRECT, "Färre fossila transporter."),
    ("matsvinn", 12, DIRECT, "Hälften så mycket mat ska kastas."),
    ("vatten", 6, DIRECT, "Enskilda avlopp som inte övergöder."),
    ("vatten", 14, INDIRECT, "Det som släpps ut här når Mälaren och havet."),
    ("arbetsgivare", 8, DIRECT, ""),
    ("självbestämmande", 10, DIRECT, ""),
)

# By the beginning of the indicator's name.
INDICATORS = (
    ("Utsläpp av växthusgaser", 13, DIRECT, ""),
    ("Elever i årskurs 9 som är behöriga", 4, DIRECT, ""),
    ("Sjukfrånvaro bland anställda", 8, INDIRECT, "Ett arbetsliv som håller."),
)

MISSIONS = (
    ("SK-GRU", 4, DIRECT, "Alla barn ska få en god grundskola."),
    ("SK-FSK", 4, DIRECT, ""),
    ("VOK-SÄB", 3, DIRECT, ""),
    ("VOK-LSS", 10, DIRECT, ""),
    ("TEK", 6, DIRECT, "Dricksvatten och avlopp dygnet runt."),
    ("TEK", 9, INDIRECT, ""),
    ("RTJ", 11, DIRECT, "Ett tryggt samhälle när något händer."),
    ("BMK", 15, INDIRECT, "Tillsyn av mark och vatten."),
)
