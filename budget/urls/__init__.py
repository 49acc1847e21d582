"""The addresses of money, a module for each part."""

from budget.urls import (
    actuals,
    budget_files,
    coding,
    detail,
    follow_up,
    investments,
    ledger,
    overview,
    proposals,
    reconciliation,
    statements,
)

app_name = "budget"
PARTS = (
    overview,
    ledger,
    proposals,
    detail,
    budget_files,
    coding,
    follow_up,
    investments,
    actuals,
    statements,
    reconciliation,
)
urlpatterns = [each for part in PARTS for each in part.urlpatterns]
