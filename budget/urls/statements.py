"""Addresses of money: resultat, balans and balanskrav."""

from django.urls import path

from budget.views import accounts, ratios, statements

urlpatterns = [
    path("resultat/", statements.result, name="result"),
    path("resultat/budget/", statements.result_budget, name="result_budget"),
    path("balanskrav/", statements.requirement, name="requirement"),
    path("balanskrav/<str:kind>/", statements.adjustment, name="adjustment"),
    path("balans/<int:pk>/", statements.balance, name="balance"),
    path("balans/", accounts.balances, name="balances"),
    path("kassaflode/", accounts.cash_flow, name="cash_flow"),
    path("driftredovisning/", ratios.operating, name="operating"),
    path("nyckeltal/", ratios.ratios, name="ratios"),
    path("fem-ar/", ratios.five_year_overview, name="five_years"),
    path("inskrivet/<str:statement>/<str:whose>/<str:version>/", accounts.written, name="written"),
    path("inskrivet/<str:statement>/<str:whose>/<str:version>/skriv/", accounts.write, name="write_figures"),
]
