"""The joint judgement of a year."""

from django.urls import path

from followup.views import annual

urlpatterns = [path("arsredovisning/<int:year>/samlad/", annual.judgement, name="judgement")]
