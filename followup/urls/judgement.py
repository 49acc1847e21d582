"""The joint judgement of a year."""

from django.urls import path

from followup.views import judgement

urlpatterns = [path("arsredovisning/<int:year>/samlad/", judgement.judgement, name="judgement")]
