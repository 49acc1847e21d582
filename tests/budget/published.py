"""Small copies of what municipalities have published, for tests of the statements. mnkr as printed (sources: domain §4.6–4.7, §1.6)."""

from budget.models import ResultLine


def mnkr(text: str) -> int:
    """``-27.8`` million kronor as öre, exactly."""
    whole, _point, decimals = text.partition(".")
    return int(whole + decimals.ljust(2, "0")) * 1_000_000


COLUMNS = ("accounts 2020", "accounts 2021", "budget 2021", "group 2020", "group 2021")
# Sjöbo 2021.
SJOBO = {
    ResultLine.REVENUE: ("270.6", "281.9", "252.7", "363.3", "382.9"),
    ResultLine.COST: ("-1329.0", "-1381.2", "-1361.3", "-1333.6", "-1394.8"),
    ResultLine.DEPRECIATION: ("-27.8", "-28.1", "-31.3", "-74.5", "-74.3"),
    ResultLine.TAX: ("805.1", "861.9", "827.2", "805.1", "861.9"),
    ResultLine.GRANTS: ("305.4", "326.6", "318.0", "305.4", "326.6"),
    ResultLine.FINANCIAL_REVENUE: ("18.9", "20.2", "9.6", "8.5", "11.8"),
    ResultLine.FINANCIAL_COST: ("-5.3", "-0.6", "-0.6", "-15.0", "-10.4"),
    ResultLine.EXTRAORDINARY: ("0.0",) * 5,
}
SJOBO_SUMS = {
    "net_cost": ("-1086.2", "-1127.4", "-1139.9", "-1044.8", "-1086.2"),
    "operating": ("24.3", "61.1", "5.3", "65.7", "102.3"),
    "after_financial": ("37.9", "80.7", "14.3", "59.2", "103.7"),
    "net_result": ("37.9", "80.7", "14.3", "59.2", "103.7"),
}
# Sjöbo's budget 2024 with plan: 2022, budget 2023, budget 2024, plan 2025, 2026, 2027. Costs are printed without minus, and the year's result not at all.
SJOBO_PLAN_YEARS = (2022, 2023, 2024, 2025, 2026, 2027)
SJOBO_PLAN = {
    "Verksamhetens intäkter": ("282.3", "372.4", "335.6", "352.3", "368.5", "385.5"),
    "Verksamhetens kostnader": ("1452.8", "1628.8", "1656.2", "1647.8", "1719.6", "1792.1"),
    "Skatteintäkter": ("922.7", "951.2", "995.3", "1042.8", "1091.4", "1134.0"),
    "Generella statsbidrag och utjämning": ("325.0", "311.2", "327.0", "324.4", "337.4", "345.8"),
}
# What the two last lines above are made of.
SJOBO_TAX = {
    "Kommunalskatt": ("893.7", "954.2", "995.3", "1042.8", "1091.4", "1134.0"),
    "Slutavräkning året innan": ("6.2", "0.0", "0.0", "0.0", "0.0", "0.0"),
    "Slutavräkning gällande år": ("22.8", "-3.0", "0.0", "0.0", "0.0", "0.0"),
}
SJOBO_GRANTS = {
    "Inkomstutjämning": ("244.2", "261.8", "262.6", "270.6", "279.9", "289.2"),
    "Kostnadsutjämning": ("-24.0", "-27.1", "-29.0", "-27.8", "-16.5", "-10.7"),
    "Regleringsavgift/bidrag": ("53.8", "29.9", "44.3", "32.5", "24.9", "18.2"),
    "Övriga statsbidrag": ("5.3", "0.0", "0.0", "0.0", "0.0", "0.0"),
    "Utjämningsavgift LSS": ("-5.6", "-8.7", "-4.6", "-4.6", "-4.6", "-4.6"),
    "Kommunal fastighetsavgift": ("51.3", "55.3", "53.7", "53.7", "53.7", "53.7"),
}
# Sala 2011–2013 (snabbfakta in the annual reports): the year's result; taxes, grants and equalisation; the printed share in per cent.
SALA_RESULT_SHARE = {2011: ("12.5", "1028.0", "1.2"), 2012: ("39.3", "1057.7", "3.7"), 2013: ("65.1", "1091.5", "6.0")}

# Published balance requirements: municipality, year, result, capital gains, other adjustments, adjusted, to and from reserve, special reasons, balanced.
REQUIREMENTS = [
    ("Malmö", 2013, 154, -33, 0, 121, 0, 0, 106, 227),
    ("Malmö", 2014, -149, -56, 0, -205, 0, 12, 0, -193),
    ("Malmö", 2015, 563, -23, 0, 540, -185, 0, 0, 355),
    ("Grästorp", 2017, 13_119, 0, 0, 13_119, -2_000, 0, 0, 11_119),
    ("Grästorp", 2018, 6_113, 0, 0, 6_113, 0, 0, 0, 6_113),
]
