"""Addresses of money: does it tie out."""

from django.urls import path

from budget.views import published, reconciliation

urlpatterns = [
    path("avstamning/publicerad/", published.published, name="published"),
    path("avstamning/", reconciliation.reconciliation, name="reconciliation"),
]
