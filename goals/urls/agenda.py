"""Agenda 2030."""

from django.urls import path

from goals.views import agenda

urlpatterns = [
    path("agenda-2030/", agenda.coverage, name="agenda"),
    path("agenda-2030/koppling/<int:pk>/ta-bort/", agenda.agenda_unlink, name="agenda_unlink"),
    path("agenda-2030/<slug:kind>/<int:pk>/", agenda.agenda_link, name="agenda_link"),
]
