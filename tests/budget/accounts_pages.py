"""The pages of the annual accounts that are read, by name: for the tests that go to every page of money."""

from django.urls import reverse

ACCOUNTS_PAGES = (
    *("balances", "balances_file", "cash_flow", "cash_flow_file", "result_file", "requirement_file", "written"),
    *("operating", "operating_file", "ratios", "ratios_file", "five_years", "five_years_file"),
    *(
        "derived",
        "derived_file",
        "derived_cash",
        "derived_ratio",
        "derived_requirement",
        "derived_drift",
        "derived_bridge",
    ),
)


def accounts_pages() -> dict[str, str]:
    """Each page's address."""
    return {
        "derived": reverse("budget:derived", args=["income", "net_cost"]) + "?slag=variance",
        "derived_file": reverse("budget:derived", args=["balance", "assets"]) + "?format=csv",
        "derived_cash": reverse("budget:derived", args=["cash_flow", "cash_flow"]),
        "derived_ratio": reverse("budget:derived", args=["nyckeltal", "solidity"]),
        "derived_requirement": reverse("budget:derived", args=["balanskrav", "balanced"]),
        "derived_drift": reverse("budget:derived", args=["drift", "variance"]),
        "derived_bridge": reverse("budget:derived", args=["brygga", "operating"]) + "?slag=cost",
        "balances": reverse("budget:balances"),
        "balances_file": reverse("budget:balances") + "?format=xlsx",
        "cash_flow": reverse("budget:cash_flow"),
        "cash_flow_file": reverse("budget:cash_flow") + "?format=csv",
        "result_file": reverse("budget:result") + "?format=csv",
        "requirement_file": reverse("budget:requirement") + "?format=xlsx",
        "operating": reverse("budget:operating"),
        "operating_file": reverse("budget:operating") + "?format=csv",
        "ratios": reverse("budget:ratios"),
        "ratios_file": reverse("budget:ratios") + "?format=csv",
        "five_years": reverse("budget:five_years"),
        "five_years_file": reverse("budget:five_years") + "?format=xlsx",
        "written": reverse("budget:written", args=["balance", "group", "actual"]),
    }
