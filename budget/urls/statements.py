"""Addresses of money: resultat, balans and balanskrav."""

from django.urls import path

from budget.views import statements

urlpatterns = [
    path("resultat/", statements.result, name="result"),
    path("resultat/budget/", statements.result_budget, name="result_budget"),
    path("balanskrav/", statements.requirement, name="requirement"),
    path("balanskrav/<str:kind>/", statements.adjustment, name="adjustment"),
    path("balans/<int:pk>/", statements.balance, name="balance"),
]
