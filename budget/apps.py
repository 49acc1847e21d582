from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    name = "budget"
    verbose_name = _("Budget")

    def ready(self) -> None:
        from budget import (  # noqa: F401  # register what money adds to pages of others
            committee_figures,
            contributions,
            investment_contributions,
            live,
            live_figures,
            proposal_contributions,
            proposal_history,
            statement_contributions,
        )
        from budget.models import (
            Account,
            AccountBalance,
            Actual,
            ActualBatch,
            BudgetEntry,
            BudgetPolicy,
            CentralPot,
            DetailLine,
            Forecast,
            Outlay,
        )
        from sala_styr.kept.triggers import watch
        from sala_styr.seal.batches import rows_follow

        rows_follow(Actual, "batch", amount="amount")
        rows_follow(AccountBalance, "batch")
        rows_follow(Outlay, "batch", amount="amount")
        watch(Account, Actual, ActualBatch, BudgetEntry, BudgetPolicy, CentralPot, DetailLine, Forecast)
