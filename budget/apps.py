from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    name = "budget"
    verbose_name = _("Budget")

    def ready(self) -> None:
        from budget import contributions, proposal_history  # noqa: F401  # registers what money adds to pages of others
        from budget import investment_contributions  # noqa: F401  # and what investments do
