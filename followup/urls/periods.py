"""The periods of the year, and what is said in them."""

from django.urls import path

from followup.views import assess, periods, unit_autosave, unit_period

urlpatterns = [
    path("", periods.periods, name="periods"),
    path("perioder/ny/", periods.new_period, name="new_period"),
    path("perioder/<int:pk>/", periods.edit_period, name="edit_period"),
    path("perioder/<int:pk>/oppen/", periods.open_period, name="open_period"),
    path("<int:period_pk>/<int:unit_pk>/", unit_period.unit_period, name="unit_period"),
    path("<int:period_pk>/<int:unit_pk>/spara/", unit_autosave.save_unit_period, name="save_unit_period"),
    path("<int:period_pk>/<int:unit_pk>/godkann/", assess.approve_all, name="approve_all"),
    path("<int:period_pk>/bedom/<str:key>/", assess.assess, name="assess"),
    path("bedomning/<int:pk>/godkann/", assess.approve, name="approve"),
    path("bedomning/<int:pk>/tillbaka/", assess.send_back, name="send_back"),
]
