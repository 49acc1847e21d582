"""The plan's addresses, a module for each part. The words come before the numbers' own page, so that none hides another."""

from goals.urls import (
    agenda,
    amendments,
    assignments,
    exchange,
    indicators,
    inline,
    kolada,
    missions,
    plan,
    steering_model,
    time,
    versions,
    views,
)

app_name = "goals"
urlpatterns = [
    *agenda.urlpatterns,
    *amendments.urlpatterns,
    *assignments.urlpatterns,
    *exchange.urlpatterns,
    *missions.urlpatterns,
    *indicators.urlpatterns,
    *kolada.urlpatterns,
    *versions.urlpatterns,
    *views.urlpatterns,
    *time.urlpatterns,
    *inline.urlpatterns,
    *steering_model.urlpatterns,
    *plan.urlpatterns,
]
