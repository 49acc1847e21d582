"""Which accounts carry what an investment costs (domain §4.5, §4.9). Pure: the one place that says so.

A ledger books an investment on the fixed assets' own accounts, on ordinary cost accounts that are activated later, or first on the one and then on the other.
In each case all that carries the project's code adds up to what it has cost: an activation with both its legs on the code takes itself out. What is written
off is no outlay, and neither are taxes and financial items.
"""

ASSETS = ("10", "11", "12", "14")
"""Intangible assets, land and buildings, equipment, and land for development."""
WRITTEN_DOWN = "89"
"""As the fourth figure of an asset's account: what has been written down or off of it so far."""
DEPRECIATION, FINANCIAL = "79", "8"


def is_outlay_asset(number: str) -> bool:
    """Is it a fixed asset's account that outlays are booked on?"""
    return number[:2] in ASSETS and number[3:4] not in tuple(WRITTEN_DOWN)
