"""Addresses of money: frames and the ledger behind them."""

from django.urls import path

from budget.views import frames

urlpatterns = [
    path("ramar/", frames.frames, name="frames"),
    path("ramar/<int:pk>/<int:year>/", frames.ledger, name="ledger"),
    path("ramar/post/<int:pk>/ratta/", frames.correct, name="correct_entry"),
]
