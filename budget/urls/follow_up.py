"""Addresses of money: actuals, variance and forecast through the year."""

from django.urls import path

from budget.views import corrective, derived, follow_up, origin

urlpatterns = [
    path("uppfoljning/", follow_up.units, name="follow_ups"),
    path("uppfoljning/<int:pk>/", follow_up.unit, name="follow_up"),
    path("uppfoljning/<int:pk>/prognos/", follow_up.forecast, name="forecast"),
    path("uppfoljning/<int:pk>/siffran/", follow_up.figures, name="figures"),
    path("siffra/<str:kind>/<int:pk>/", origin.origin, name="origin"),
    path("rakning/<str:kind>/<str:key>/", derived.derived, name="derived"),
    path("uppfoljning/<int:pk>/atgard/", corrective.add, name="add_corrective"),
    path("atgarder/", corrective.deviations, name="deviations"),
    path("atgarder/<int:pk>/", corrective.measure, name="corrective"),
    path("atgarder/<int:pk>/andra/", corrective.change, name="change_corrective"),
    path("atgarder/<int:pk>/effekt/", corrective.effect, name="corrective_effect"),
]
