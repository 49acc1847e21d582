"""What comes from Kolada."""

from django.urls import path

from goals.views import kolada

urlpatterns = [
    path("kolada/", kolada.kolada, name="kolada"),
    path("kolada/las-in/", kolada.kolada_choose, name="kolada_choose"),
    path("kolada/las-in/<str:sha>/", kolada.kolada_review, name="kolada_review"),
    path("kolada/hamta/", kolada.kolada_fetch, name="kolada_fetch"),
    path("kolada/<int:pk>/", kolada.kolada_fetched, name="kolada_fetched"),
]
