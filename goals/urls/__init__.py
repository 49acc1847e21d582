"""The plan's addresses, a module for each part. The words come before the numbers' own page, so that none hides another."""

from goals.urls import indicators, missions, plan, versions

app_name = "goals"
urlpatterns = [
    *missions.urlpatterns,
    *indicators.urlpatterns,
    *versions.urlpatterns,
    *plan.urlpatterns,
]
