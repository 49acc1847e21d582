"""Addresses of money: the whole, and a unit."""

from django.urls import path

from budget.views import exports, overview

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("driftredovisning.csv", exports.operating_csv, name="operating_csv"),
    path("enhet/<int:pk>/", overview.unit, name="unit"),
]
