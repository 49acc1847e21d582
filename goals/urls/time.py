"""The plan in time: as it was, what has changed, and the next year."""

from django.urls import path

from goals.views import changes, past

urlpatterns = [
    path("andrat/", changes.changes, name="changes"),
    path("som-den-var/", past.moments, name="moments"),
]
