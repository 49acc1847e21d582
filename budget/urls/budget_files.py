"""Addresses of money: the budget as files, out and in."""

from django.urls import path

from budget.views import budget_files

urlpatterns = [
    path("fil/", budget_files.budget_file, name="budget_file"),
    path("fil/<int:pk>/", budget_files.budget_file, name="unit_budget_file"),
    path("detaljbudget/las-in/", budget_files.choose, name="new_budget"),
    path("detaljbudget/las-in/granska/<str:sha>/", budget_files.review, name="review_budget"),
    path("detaljbudget/las-in/klart/<int:first>-<int:last>/", budget_files.done, name="budget_done"),
    path("detaljbudget/las-in/klart/<int:first>-<int:last>/ta-tillbaka/", budget_files.undo, name="undo_budget"),
]
