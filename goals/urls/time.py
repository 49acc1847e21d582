"""The plan in time: as it was, what has changed, and the next year."""

from django.urls import path

from goals.views import changes, past, year_opening

urlpatterns = [
    path("andrat/", changes.changes, name="changes"),
    path("oppna-ar/", year_opening.open_year, name="open_year"),
    path("<int:pk>/nasta-ar/", year_opening.item_carry, name="carry"),
    path("som-den-var/", past.moments, name="moments"),
]
