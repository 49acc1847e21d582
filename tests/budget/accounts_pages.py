"""The pages of the annual accounts that are read, by name: for the tests that go to every page of money."""

from django.urls import reverse

ACCOUNTS_PAGES = ("balances", "balances_file", "cash_flow", "cash_flow_file", "result_file", "written")


def accounts_pages() -> dict[str, str]:
    """Each page's address."""
    return {
        "balances": reverse("budget:balances"),
        "balances_file": reverse("budget:balances") + "?format=xlsx",
        "cash_flow": reverse("budget:cash_flow"),
        "cash_flow_file": reverse("budget:cash_flow") + "?format=csv",
        "result_file": reverse("budget:result") + "?format=csv",
        "written": reverse("budget:written", args=["balance", "group", "actual"]),
    }
