"""Indicators and their values. The list and each one's page under ``indikatorer``; what changes one under ``indikator``."""

from django.urls import path

from goals.views import indicator_grid, indicators

urlpatterns = [
    path("indikatorer/", indicators.indicator_list, name="indicators"),
    path("indikatorer/fyll-i/", indicator_grid.indicator_grid, name="indicator_grid"),
    path("indikatorer/<int:pk>/", indicators.indicator, name="indicator"),
    path("indikatorer/varde/<int:pk>/", indicators.indicator_status, name="indicator_status"),
    path("indikatorer/varde/<int:pk>/godta/", indicators.indicator_accept, name="indicator_accept"),
    path("<int:pk>/indikator/", indicators.indicator_create, name="indicator_create"),
    path(
        "grunduppdrag/kvalitet/<int:pk>/indikator/",
        indicators.indicator_create_for_factor,
        name="indicator_create_for_factor",
    ),
    path("indikator/<int:pk>/", indicators.indicator_edit, name="indicator_edit"),
    path("indikator/<int:pk>/diagram/", indicators.indicator_chart, name="indicator_chart"),
    path("indikator/<int:pk>/<int:year>/", indicators.indicator_value, name="indicator_value"),
]
