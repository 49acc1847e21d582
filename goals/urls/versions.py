"""Wordings, corrections of closed years, and changes of many parts at once."""

from django.urls import path

from goals.views import versions

urlpatterns = [
    path("<int:pk>/lydelser/", versions.versions, name="versions"),
]
