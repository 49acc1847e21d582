"""The annual report's own texts."""

from django.urls import path

from followup.views import annual

urlpatterns = [
    path("arsredovisning/<int:year>/", annual.annual_texts, name="annual_texts"),
    path("arsredovisning/<int:year>/<slug:part>/", annual.annual_text, name="annual_text"),
]
