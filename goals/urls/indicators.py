"""Indicators and their values."""

from django.urls import path

from goals.views import indicators

urlpatterns = [
    path("<int:pk>/indikator/", indicators.indicator_create, name="indicator_create"),
    path("indikator/<int:pk>/", indicators.indicator_edit, name="indicator_edit"),
    path("indikator/<int:pk>/diagram/", indicators.indicator_chart, name="indicator_chart"),
    path("indikator/<int:pk>/<int:year>/", indicators.indicator_value, name="indicator_value"),
]
