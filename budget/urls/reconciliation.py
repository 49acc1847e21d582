"""Addresses of money: does it tie out."""

from django.urls import path

from budget.views import published, reconciliation

urlpatterns = [
    path("avstamning/publicerad/", published.published, name="published"),
    path("avstamning/beslut/", reconciliation.decide, name="decide_budget"),
    path("avstamning/oppna/", reconciliation.reopen, name="reopen_budget"),
    path("avstamning/", reconciliation.reconciliation, name="reconciliation"),
]
