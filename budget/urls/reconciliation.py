"""Addresses of money: does it tie out."""

from django.urls import path

from budget.views import reconciliation

urlpatterns = [
    path("avstamning/", reconciliation.reconciliation, name="reconciliation"),
]
