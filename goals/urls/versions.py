"""Wordings, corrections of closed years, and changes of many parts at once."""

from django.urls import path

from goals.views import bulk, correct, versions

urlpatterns = [
    path("flera/", bulk.bulk, name="bulk"),
    path("flera/andra/", bulk.bulk_change, name="bulk_change"),
    path("flera/<int:first>-<int:last>/", bulk.bulk_done, name="bulk_done"),
    path("flera/<int:first>-<int:last>/angra/", bulk.bulk_undo, name="bulk_undo"),
    path("<int:pk>/lydelser/", versions.versions, name="versions"),
    path("<int:pk>/ratta/", correct.item_correct, name="correct"),
]
