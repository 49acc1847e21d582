"""Grunduppdraget."""

from django.urls import path

from goals.views import missions

urlpatterns = [
    path("grunduppdrag/", missions.mission_list, name="missions"),
    path("grunduppdrag/<int:unit>/", missions.mission, name="mission"),
    path("grunduppdrag/<int:unit>/lagstadgat/", missions.mission_statutory, name="mission_statutory"),
    path("grunduppdrag/<int:unit>/lokalt/", missions.mission_local, name="mission_local"),
]
