"""Addresses of money: actuals, variance and forecast through the year."""

from django.urls import path

from budget.views import follow_up

urlpatterns = [
    path("uppfoljning/", follow_up.units, name="follow_ups"),
    path("uppfoljning/<int:pk>/", follow_up.unit, name="follow_up"),
    path("uppfoljning/<int:pk>/prognos/", follow_up.forecast, name="forecast"),
    path("uppfoljning/<int:pk>/siffran/", follow_up.figures, name="figures"),
]
