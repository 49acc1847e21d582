"""What the example has from Kolada. The key figures, the municipality codes and the peer group exist; every value is invented."""

SOURCE = "Exempel: påhittade värden, inte Koladas"
COUNTRY_STEP = "1.02"
"""Riket lies this many times above our own values."""

KPIS = {
    "N15428": ("Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%)", True),
    "N00090": ("Sjukfrånvaro totalt bland anställda, kommun, andel (%)", True),
    "N03102": ("Årets resultat som andel av skatt & generella statsbidrag kommun, (%)", False),
    "N03106": ("Soliditet kommun, (%)", False),
    "N00401": ("Utsläpp till luft av växthusgaser totalt, ton CO2-ekv/inv", False),
    "N00610": ("Medborgarundersökningen - Trygg utomhus i området där du bor när det är mörkt ute, andel(%)", True),
    "N01951": ("Invånare totalt, antal", True),
}
DEFINITION = "Exempeltext. Läs in Koladas egen fil med nyckeltal för den riktiga definitionen."

GROUP = "G37504"
GROUP_TITLE = "Liknande kommuner, övergripande, Sala, 2025"
# Each with how far its invented values lie from ours; one lacks the last year.
PEERS = {
    "1272": ("Bromölla", "0.94"),
    "1470": ("Vara", "1.03"),
    "1766": ("Sunne", "0.99"),
    "1781": ("Kristinehamn", "0.91"),
    "1881": ("Kumla", "1.06"),
    "2062": ("Mora", "1.01"),
    "2280": ("Härnösand", "0.96"),
}
LACKS_THE_LAST = "1766"
BEFORE = {("N03106", 2024): "42.7"}
"""What an earlier fetch said, before Kolada changed it."""
