"""The two charts of accounts."""

from budget.models import Account, Chart
from followup.demo.content.accounts import COMPANY, MUNICIPAL
from followup.demo.content.codes import ONLY_IN_FILES
from sala_styr import history

Accounts = dict[str, Account]


def load_accounts() -> Accounts:
    """Make both charts. Returns the municipality's accounts by number."""
    municipal = {
        number: Account(chart=Chart.KOMMUN_BAS, number=number, name=name)
        for number, name in MUNICIPAL.items()
        if number not in ONLY_IN_FILES
    }
    company = [Account(chart=Chart.BAS, number=number, name=name) for number, name in COMPANY.items()]
    history.bulk_create(Account, [*municipal.values(), *company])
    return municipal
