"""Wordings, corrections of closed years, and changes of many parts at once."""

from django.urls import path

from goals.views import correct, versions

urlpatterns = [
    path("<int:pk>/lydelser/", versions.versions, name="versions"),
    path("<int:pk>/ratta/", correct.item_correct, name="correct"),
]
