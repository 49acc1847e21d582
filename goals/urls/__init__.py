"""The plan's addresses, a module for each part. The words come before the numbers' own page, so that none hides another."""

from goals.urls import assignments, indicators, missions, plan, versions, views

app_name = "goals"
urlpatterns = [
    *assignments.urlpatterns,
    *missions.urlpatterns,
    *indicators.urlpatterns,
    *versions.urlpatterns,
    *views.urlpatterns,
    *plan.urlpatterns,
]
